package dev.freehold.audit.index;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.core.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Entries as a busy gateway of several tenants writes them; their times mostly go forward. */
final class RandomLog {
    static final Instant START = Instant.parse("2026-03-10T12:00:00Z");
    static final List<String> TENANTS = List.of("acme", "globex", "initech");
    static final List<String> PROJECTS = List.of("search", "chat", "default");
    static final List<String> MODELS = List.of("qwen3-8b", "bge_m3", "Llama/Guard.1");
    static final List<String> OUTCOMES = List.of("stop", "length", "client_gone", "internal");

    private static final Set<Role> ROLES = Set.of(Role.INFERENCE);

    private final Random random;
    private final int actors;
    private final Duration between;
    private Instant now = START;
    private long calls;

    RandomLog(long seed, int actors, Duration between) {
        this.random = new Random(seed);
        this.actors = actors;
        this.between = between;
    }

    AuditEntry next() {
        now = now.plusNanos(random.nextLong(2 * between.toNanos()) / 1000 * 1000);
        // Clocks are set, and replicas have several.
        Instant at = random.nextInt(50) == 0 ? now.minusSeconds(random.nextInt(300)) : now;
        return switch (random.nextInt(20)) {
            case 0 -> admin(at);
            case 1 ->
                AuditEntry.of(Kind.LIFECYCLE, "start").at(at).target("0.2").build();
            case 2, 3 -> denied(at);
            default -> call(at);
        };
    }

    private AuditEntry call(Instant at) {
        boolean isEnd = random.nextBoolean();
        long number = isEnd ? Math.max(0, calls - 1) : calls++;
        Kind kind = !isEnd ? Kind.ADMIT : random.nextInt(10) == 0 ? Kind.ABORT : Kind.SETTLE;
        AuditEntry.Builder call = AuditEntry.of(kind, random.nextInt(3) == 0 ? "embeddings" : "chat.completions")
                .at(at)
                .request(new RequestId("req_" + number))
                .caller(caller())
                .http("POST", "/v1/chat/completions", isEnd && random.nextInt(20) == 0 ? 500 : 200)
                .model(new ModelId(MODELS.get(random.nextInt(MODELS.size()))), "sha256:92745110")
                .tokens(new Usage(1211, 388), isEnd ? new Usage(1211, 12) : null);
        return isEnd
                ? call.outcome(OUTCOMES.get(random.nextInt(OUTCOMES.size()))).build()
                : call.build();
    }

    private AuditEntry denied(Instant at) {
        AuditEntry.Builder denial = AuditEntry.of(Kind.DENY, "request")
                .at(at)
                .request(new RequestId("req_" + calls++))
                .http("POST", "/v1/embeddings", random.nextBoolean() ? 429 : 403)
                .outcome(random.nextBoolean() ? "rate_limited" : "forbidden");
        return random.nextBoolean() ? denial.build() : denial.caller(caller()).build();
    }

    private AuditEntry admin(Instant at) {
        return AuditEntry.of(Kind.ADMIN, "key.create")
                .at(at)
                .caller(caller())
                .target("key_" + random.nextInt(1_000_000))
                .change("roles=Inference Rate=100%-Über limit=" + random.nextInt(9))
                .outcome("ok")
                .build();
    }

    private Caller caller() {
        // A few do most of it.
        int number = (int) (actors * Math.pow(random.nextDouble(), 3));
        return new Caller(
                "key:" + number,
                Caller.Credential.API_KEY,
                TENANTS.get(number % TENANTS.size()),
                PROJECTS.get(number % 7 % PROJECTS.size()),
                ROLES,
                Set.of());
    }
}

package dev.freehold.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.core.Caller;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.core.Usage;
import dev.freehold.quota.Charge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CallMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CallMeters meters = new CallMeters(registry, () -> 2);

    @Test
    void namesTheFirstTenantsAndCountsTheOthersTogether() {
        for (String tenant : List.of("acme", "bravo", "charlie", "delta", "acme")) {
            meters.refused(charge(tenant), FaultCode.RATE_LIMITED);
        }

        Set<String> told = registry.get("freehold.refusals").counters().stream()
                .map(counter -> counter.getId().getTag("tenant") + "=" + (int) counter.count())
                .collect(Collectors.toSet());
        assertEquals(Set.of("acme=2", "bravo=1", "other=2"), told);
    }

    @Test
    void measuresTheTimePerTokenFromTheFirstTokenOn() {
        meters.ended(charge("acme"), new Usage(7, 11), "stop", Duration.ofSeconds(3), Duration.ofSeconds(1));

        assertEquals(
                100, registry.get("gen_ai.server.time_per_output_token").timer().totalTime(TimeUnit.MILLISECONDS));
        assertEquals(3, registry.get("gen_ai.server.request.duration").timer().totalTime(TimeUnit.SECONDS));
        assertEquals(
                11,
                registry.get("gen_ai.client.token.usage")
                        .tag("gen_ai.token.type", "output")
                        .summary()
                        .totalAmount());
    }

    @Test
    void callsAnOperationAsTheConventionsDo() {
        meters.began(charge("acme"), Duration.ofMillis(5));

        assertEquals(
                Set.of(
                        Tag.of("gen_ai.operation.name", "chat"),
                        Tag.of("gen_ai.provider.name", "freehold"),
                        Tag.of("gen_ai.request.model", "tiny")),
                Set.copyOf(registry.get("gen_ai.server.time_to_first_token")
                        .timer()
                        .getId()
                        .getTags()));
    }

    private static Charge charge(String tenant) {
        Caller caller =
                new Caller("key:test", Caller.Credential.API_KEY, tenant, "default", Set.of(Role.INFERENCE), Set.of());
        return new Charge(
                caller,
                RequestId.random(),
                "chat.completions",
                "/v1/chat/completions",
                new ModelId("tiny"),
                "sha256:0");
    }
}

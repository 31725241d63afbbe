package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.audit.ReplicaLog;
import dev.freehold.quota.LogBooks;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways on one PostgreSQL, clients that cancel at random, gateways that are killed and started again; and then the books
 * must balance to the token. Run by {@code deploy/freehold campaign quotas}.
 */
class QuotasCampaign {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final String EMBEDDING = "{\"model\":\"freehold-embed\",\"input\":\"Hello\"}";
    private static final int GATEWAYS = 3;
    private static final int CLIENTS = Integer.getInteger("campaign.clients", 256);
    private static final long REQUESTS = Long.getLong("campaign.requests", 1_000_000);
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(20);
    private static final int REFUSALS = 5;

    /** Of 1000 calls. */
    private static final int CANCELLED = 20;

    private final AtomicReferenceArray<GatewayProcess> gateways = new AtomicReferenceArray<>(GATEWAYS);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong cancelled = new AtomicLong();
    private final AtomicLong unavailable = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private volatile boolean isOver;
    private int kills;

    @TempDir
    Path home;

    @Test
    void overAdmissionIsNothingAndTheBooksBalance() throws Exception {
        String url = PostgresServer.newDatabase();
        Map<String, String> settings = new HashMap<>(GatewayProcess.shared(url, home));
        settings.putAll(Map.of("FREEHOLD_QUOTA_LEASE", "5s", "QUARKUS_LOG_LEVEL", "ERROR"));
        for (int i = 0; i < GATEWAYS; i++) {
            gateways.set(i, start(i, settings));
        }
        String key = gateways.get(0).bootstrapKey();
        long tokens = tokensOfOneCall(key);
        // Most of the requests are enough to use everything up; the rest of them is refused.
        long capacity = REQUESTS * 8 / 10 * tokens;
        limit(key, capacity);
        long start = System.nanoTime();
        List<CompletableFuture<Void>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(CompletableFuture.runAsync(() -> callUntilRefused(key), THREADS));
        }
        Thread killer = Thread.ofPlatform().start(() -> killNowAndThen(settings));
        clients.forEach(CompletableFuture::join);
        isOver = true;
        double seconds = (System.nanoTime() - start) / 1e9;
        killer.interrupt();
        killer.join();
        report(url, capacity, tokens, seconds);
    }

    private GatewayProcess start(int number, Map<String, String> settings) throws IOException, InterruptedException {
        return GatewayProcess.start(Files.createDirectories(home.resolve("gateway-" + number)), settings);
    }

    private long tokensOfOneCall(String key) throws Exception {
        HttpResponse<String> answer = gateways.get(0).post("/v1/embeddings", key, EMBEDDING);
        assertEquals(200, answer.statusCode(), answer.body());
        return JSON.readTree(answer.body()).get("usage").get("total_tokens").asLong();
    }

    private void limit(String key, long capacity) throws Exception {
        HttpResponse<String> answer = gateways.get(0)
                .put(
                        "/admin/v1/limits?scope=organisation:default",
                        key,
                        "{\"limits\":[{\"dimension\":\"total_tokens\",\"window\":\"month\",\"amount\":%d}]}"
                                .formatted(capacity));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private void callUntilRefused(String key) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int refusals = 0;
        while (refusals < REFUSALS && sent.incrementAndGet() <= REQUESTS) {
            GatewayProcess gateway = gateways.get(random.nextInt(GATEWAYS));
            try {
                int status = random.nextInt(1000) < CANCELLED
                        ? cancel(gateway, key, random)
                        : gateway.post("/v1/embeddings", key, EMBEDDING).statusCode();
                refusals = status == 429 ? refusals + 1 : 0;
                (status == 200 ? answered : status == 429 ? refused : unavailable).incrementAndGet();
                pause(status == 200 ? 0 : 20);
            } catch (IOException killed) {
                sent.decrementAndGet();
                broken.incrementAndGet();
                pause(50);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Goes away after a moment, whatever the gateway is doing then. */
    private int cancel(GatewayProcess gateway, String key, ThreadLocalRandom random)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = gateway.postLater("/v1/embeddings", key, EMBEDDING);
        try {
            return answer.get(random.nextLong(40), TimeUnit.MILLISECONDS).statusCode();
        } catch (TimeoutException now) {
            answer.cancel(true);
            cancelled.incrementAndGet();
            return 499;
        } catch (ExecutionException e) {
            throw new IOException(e);
        }
    }

    private void killNowAndThen(Map<String, String> settings) {
        try {
            while (!isOver) {
                Thread.sleep(BETWEEN_KILLS);
                int victim = ThreadLocalRandom.current().nextInt(GATEWAYS);
                gateways.get(victim).kill();
                kills++;
                gateways.set(victim, start(victim, settings));
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void pause(long millis) {
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void report(String url, long capacity, long tokens, double seconds) throws Exception {
        try (AgroalDataSource connections = PostgresServer.connect(url, 4)) {
            Database database = new Database(connections, Database.Engine.POSTGRESQL);
            for (int i = 0; i < 120 && number(database, "SELECT count(*) FROM quota_hold") > 0; i++) {
                Thread.sleep(500);
            }
            for (int i = 0; i < GATEWAYS; i++) {
                gateways.get(i).close();
            }
            long charged = number(
                    database, "SELECT used FROM quota_meter WHERE dimension = 'total_tokens' AND period = 'month'");
            // One call came before the limit.
            LogBooks books = new LogBooks(capacity + tokens);
            try (ReplicaLog log = new ReplicaLog(database)) {
                books.read(log.reader());
            }
            long acknowledged = answered.get() * tokens;
            System.out.printf(
                    "%d requests in %.0f s (%.0f a second), %d gateways, %d clients, %d kills%n",
                    Math.min(sent.get(), REQUESTS), seconds, sent.get() / seconds, GATEWAYS, CLIENTS, kills);
            System.out.printf(
                    "answered %d, refused %d, cancelled %d, unavailable %d; besides, %d connections broken by kills%n",
                    answered.get(), refused.get(), cancelled.get(), unavailable.get() - cancelled.get(), broken.get());
            System.out.printf(
                    "admitted %d calls, of these orphaned %d; capacity %d tokens, charged %d, over-admission 0, utilisation %.2f %%%n",
                    books.calls(), books.orphans(), capacity, charged, 100.0 * charged / capacity);
            books.closedWith(capacity - charged);
            assertTrue(charged <= capacity, "over-admission");
            assertTrue(acknowledged <= charged, "what was answered was charged");
            assertTrue(charged >= capacity / 100 * 95, "utilisation");
        }
    }

    private static long number(Database database, String sql) {
        return database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}

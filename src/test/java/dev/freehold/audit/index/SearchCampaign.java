package dev.freehold.audit.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditQuery;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.FileLog;
import dev.freehold.audit.ReplicaLog;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Searches a large log, and compares what it finds with what reading everything finds. Run by {@code deploy/freehold campaign search};
 * {@link IndexedSearchContract} is its short form.
 */
class SearchCampaign {
    private static final int ENTRIES = Integer.getInteger("campaign.entries", 1_000_000);
    private static final int ACTORS = 2000;
    private static final int ROUNDS = 7;

    /** Of a page, in milliseconds. */
    private static final double MOST = 300;

    /** Appended before their acknowledgements are waited for. */
    private static final int AT_ONCE = 4096;

    @TempDir
    Path folder;

    @Test
    void embedded() throws Exception {
        try (FileLog log = FileLog.inHaste(folder.resolve("audit"));
                IndexFile index = IndexFile.open(folder.resolve("audit/index"))) {
            fill(log.log());
            measure("embedded", index.database(), log.reader());
        }
    }

    @Test
    void postgresql() throws Exception {
        Database database = PostgresServer.open();
        try (ReplicaLog log = new ReplicaLog(database)) {
            fill(log.log());
            measure("PostgreSQL", database, log.reader());
        }
    }

    private static void fill(AuditLog log) {
        RandomLog random = new RandomLog(1, ACTORS, Duration.ofMillis(500));
        List<CompletableFuture<Long>> appended = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            appended.add(log.append(random.next()));
            if (appended.size() == AT_ONCE) {
                appended.forEach(CompletableFuture::join);
                appended.clear();
            }
        }
        appended.forEach(CompletableFuture::join);
    }

    private static void measure(String backend, Database database, AuditReader log) {
        IndexedSearch search = new IndexedSearch(database, log);
        NaiveSearch naive = new NaiveSearch(log);
        double made = millis(() -> search.facets(AuditCriteria.NONE, 1));
        System.out.printf("%s, %,d entries: index made in %.1f s%n", backend, ENTRIES, made / 1000);
        pages().forEach((name, query) -> {
            double median = median(() -> search.find(query));
            System.out.printf("  page, %s: %.0f ms%n", name, median);
            assertTrue(median < MOST, () -> name + " took " + median + " ms");
            assertEquals(naive.find(query), search.find(query), name);
        });
        counts().forEach((name, criteria) -> {
            double facets = median(() -> search.facets(criteria, 20));
            double histogram = median(() -> search.histogram(criteria, 60));
            System.out.printf("  facets, %s: %.0f ms; histogram: %.0f ms%n", name, facets, histogram);
            assertEquals(naive.facets(criteria, 20), search.facets(criteria, 20), name);
            assertEquals(naive.histogram(criteria, 60), search.histogram(criteria, 60), name);
        });
    }

    private static Map<String, AuditQuery> pages() {
        Map<String, AuditQuery> pages = new LinkedHashMap<>();
        pages.put("newest", new Criteria().query(100));
        pages.put("one tenant", new Criteria().tenant("acme").query(100));
        pages.put("a rare actor", new Criteria().actor("key:1997").query(100));
        pages.put(
                "an actor who is not there", new Criteria().actor("key:nobody").query(100));
        pages.put(
                "tenant, outcome and status",
                new Criteria().tenant("globex").outcome("internal").status(500).query(100));
        pages.put("a text of changes", new Criteria().text("limit=7").query(100));
        pages.put("a text that is nowhere", new Criteria().text("nowhere").query(100));
        pages.put("a request", new Criteria().request("req_" + ENTRIES / 10).query(100));
        pages.put("an hour long ago", new Criteria().from(hour(24)).to(hour(25)).query(100));
        pages.put(
                "a thousand of an hour long ago",
                new Criteria().from(hour(24)).to(hour(25)).query(1000));
        pages.put("deep in the log", new AuditQuery(AuditCriteria.NONE, OptionalLong.of(ENTRIES / 10), 100));
        return pages;
    }

    private static Map<String, AuditCriteria> counts() {
        Map<String, AuditCriteria> counts = new LinkedHashMap<>();
        counts.put("everything", AuditCriteria.NONE);
        counts.put("one tenant", new Criteria().tenant("acme").build());
        counts.put(
                "denials of a day",
                new Criteria().kind(Kind.DENY).from(hour(24)).to(hour(48)).build());
        counts.put("a rare actor", new Criteria().actor("key:1997").build());
        return counts;
    }

    private static Instant hour(int number) {
        return RandomLog.START.plus(Duration.ofHours(number));
    }

    private static double median(Supplier<?> question) {
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            taken.add(millis(question));
        }
        return taken.stream().sorted().toList().get(ROUNDS / 2);
    }

    private static double millis(Supplier<?> question) {
        long start = System.nanoTime();
        Objects.requireNonNull(question.get());
        return (System.nanoTime() - start) / 1e6;
    }
}

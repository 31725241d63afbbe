package dev.freehold.audit.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditFacets;
import dev.freehold.audit.AuditFacets.Facet;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditPage;
import dev.freehold.audit.AuditQuery;
import dev.freehold.audit.AuditReader;
import dev.freehold.core.Fault;
import dev.freehold.store.Database;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every search promises; each backend says where its log and its index are. */
abstract class IndexedSearchContract {
    private static final int ENTRIES = 6000;
    private static final int QUESTIONS = 150;

    abstract AuditLog log();

    abstract AuditReader reader();

    abstract Database database();

    private IndexedSearch search() {
        return new IndexedSearch(database(), reader());
    }

    private void fill(long seed, int entries, Duration between) {
        RandomLog random = new RandomLog(seed, 60, between);
        List<CompletableFuture<Long>> appended = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            appended.add(log().append(random.next()));
        }
        appended.forEach(CompletableFuture::join);
    }

    @Test
    void findsAndCountsWhatReadingEverythingWouldFind() {
        fill(1, ENTRIES, Duration.ofSeconds(5));
        IndexedSearch search = search();
        NaiveSearch naive = new NaiveSearch(reader());
        Random random = new Random(2);
        for (int i = 0; i < QUESTIONS; i++) {
            AuditCriteria criteria = criteria(random);
            OptionalLong below =
                    random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(ENTRIES + 10));
            AuditQuery query = new AuditQuery(criteria, below, 1 + random.nextInt(100));
            assertEquals(naive.find(query), search.find(query), query::toString);
            int values = 1 + random.nextInt(8);
            assertEquals(naive.facets(criteria, values), search.facets(criteria, values), criteria::toString);
        }
    }

    @Test
    void countsOverTimeWhatReadingEverythingWouldCount() {
        fill(3, ENTRIES, Duration.ofSeconds(5));
        IndexedSearch search = search();
        NaiveSearch naive = new NaiveSearch(reader());
        Random random = new Random(4);
        for (int i = 0; i < QUESTIONS; i++) {
            AuditCriteria criteria = criteria(random);
            int buckets = 1 + random.nextInt(90);
            if (naive.facets(criteria, 1).total() > 0) {
                assertEquals(
                        naive.histogram(criteria, buckets), search.histogram(criteria, buckets), criteria::toString);
            } else {
                assertEquals(
                        0,
                        search.histogram(criteria, buckets).counts().stream()
                                .mapToLong(Long::longValue)
                                .sum());
            }
        }
    }

    /** Some of the criteria, so that there mostly is something to find. */
    private static AuditCriteria criteria(Random random) {
        Criteria criteria = new Criteria();
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(13)) {
                case 0 -> criteria.kind(any(random, List.of(Kind.values())));
                case 1 -> criteria.action(random.nextBoolean() ? "chat.completions" : "request");
                case 2 -> criteria.actor("key:" + random.nextInt(20));
                case 3 -> criteria.tenant(any(random, RandomLog.TENANTS));
                case 4 -> criteria.project(any(random, RandomLog.PROJECTS));
                case 5 -> criteria.model(any(random, RandomLog.MODELS));
                case 6 -> criteria.outcome(any(random, RandomLog.OUTCOMES));
                case 7 -> criteria.status(random.nextBoolean() ? 200 : 429);
                case 8 -> criteria.request("req_" + random.nextInt(3000));
                case 9 ->
                    criteria.text(any(random, List.of("KEY:1", "_", "%", "100%-üb", "roles=", "!", "e_m", "/v1", "é")));
                case 10 -> criteria.without(random.nextBoolean() ? "chat.completions" : "request");
                case 11 -> criteria.from(time(random));
                default -> criteria.to(time(random));
            }
        }
        return criteria.build();
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Instant time(Random random) {
        return RandomLog.START
                .plusSeconds(random.nextInt(8 * 3600))
                .plusNanos(random.nextInt(1_000_000_000) / 1000 * 1000L);
    }

    @Test
    void pagesStayTheSameWhileTheLogGrows() {
        fill(5, 2500, Duration.ofSeconds(1));
        IndexedSearch search = search();
        List<Long> seen = new ArrayList<>();
        AuditPage page = search.find(new AuditQuery(AuditCriteria.NONE, OptionalLong.empty(), 70));
        while (page.next().isPresent()) {
            page.entries().forEach(recorded -> seen.add(recorded.index()));
            fill(6, 3, Duration.ofSeconds(1));
            page = search.find(new AuditQuery(AuditCriteria.NONE, page.next(), 70));
        }
        page.entries().forEach(recorded -> seen.add(recorded.index()));
        assertEquals(LongStream.iterate(2499, i -> i >= 0, i -> i - 1).boxed().toList(), seen);
    }

    @Test
    void everyAnswerHasWhatWasDurableWhenItWasAskedFor() {
        IndexedSearch search = search();
        for (int i = 0; i < 60; i++) {
            long index = log().record(AuditEntry.of(Kind.ADMIN, "key.create")
                    .target("key_" + i)
                    .build());
            assertEquals(
                    index,
                    search.find(AuditQuery.newest(1)).entries().getFirst().index());
            assertEquals(index + 1, search.facets(AuditCriteria.NONE, 1).total());
        }
    }

    @Test
    void whoeverSeesOneTenantCountsNobodyElse() {
        fill(7, 3000, Duration.ofSeconds(1));
        IndexedSearch search = search();
        AuditCriteria acme = new Criteria().tenant("acme").build();
        AuditFacets facets = search.facets(acme, 1000);
        assertEquals(
                List.of(new AuditFacets.Count("acme", facets.total())),
                facets.of(Facet.TENANT).top());
        facets.of(Facet.ACTOR)
                .top()
                .forEach(actor -> assertEquals(
                        List.of("acme"),
                        search.facets(new Criteria().actor(actor.value()).build(), 1000).of(Facet.TENANT).top().stream()
                                .map(AuditFacets.Count::value)
                                .toList()));
        long others = search.facets(AuditCriteria.NONE, 1).total() - facets.total();
        assertTrue(others > 1000, "there are others to keep apart");
        assertEquals(
                facets.total(),
                search.histogram(acme, 50).counts().stream()
                        .mapToLong(Long::longValue)
                        .sum());
    }

    @Test
    void anIndexThatIsLostIsMadeAgain() {
        fill(8, 1500, Duration.ofSeconds(1));
        AuditFacets before = search().facets(AuditCriteria.NONE, 1000);
        execute(
                "DELETE FROM audit_place",
                "DELETE FROM audit_cell",
                "DELETE FROM audit_shape",
                "UPDATE audit_index_end SET next = 0, last_line = ''");
        assertEquals(before, search().facets(AuditCriteria.NONE, 1000));
    }

    @Test
    void anIndexOfAnotherLogIsMadeAgain() {
        fill(9, 1500, Duration.ofSeconds(1));
        AuditFacets before = search().facets(AuditCriteria.NONE, 1000);
        execute("UPDATE audit_index_end SET last_line = 'of another log'", "UPDATE audit_cell SET entries = 7");
        assertEquals(before, search().facets(AuditCriteria.NONE, 1000));
        execute("UPDATE audit_index_end SET next = 5000", "UPDATE audit_cell SET entries = 7");
        assertEquals(before, search().facets(AuditCriteria.NONE, 1000));
    }

    @Test
    void anIndexThatLiesShowsNothingThatWasNotAskedFor() {
        fill(10, 1500, Duration.ofSeconds(1));
        IndexedSearch search = search();
        search.catchUp();
        execute("UPDATE audit_shape SET tenant = 'acme'");
        AuditPage page = search.find(new Criteria().tenant("acme").query(1000));
        assertFalse(page.entries().isEmpty());
        page.entries().forEach(recorded -> assertEquals("acme", Facet.TENANT.of(recorded.entry())));
    }

    @Test
    void severalFollowersTakeEachEntryInOnce() {
        fill(11, 3000, Duration.ofSeconds(1));
        List<CompletableFuture<Void>> followers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            IndexedSearch follower = search();
            followers.add(CompletableFuture.runAsync(follower::catchUp));
        }
        followers.forEach(CompletableFuture::join);
        assertEquals(3000, search().facets(AuditCriteria.NONE, 1).total());
    }

    @Test
    void textHasAtLeastACharacterAndNoControlCharacters() {
        for (String text : List.of("", "a\nb", "\0")) {
            Fault fault =
                    assertThrows(Fault.class, () -> new Criteria().text(text).build());
            assertEquals("text", fault.parameter().orElseThrow());
        }
    }

    @Test
    void limitsAreOneToAThousand() {
        assertEquals(
                "limit",
                assertThrows(Fault.class, () -> AuditQuery.newest(0))
                        .parameter()
                        .orElseThrow());
        assertThrows(Fault.class, () -> AuditQuery.newest(AuditQuery.MAX_LIMIT + 1));
        assertThrows(Fault.class, () -> search().histogram(AuditCriteria.NONE, 0));
        assertThrows(Fault.class, () -> search().histogram(AuditCriteria.NONE, 1001));
        assertEquals(
                new AuditPage(List.of(), OptionalLong.empty()), search().find(AuditQuery.newest(AuditQuery.MAX_LIMIT)));
        assertEquals(List.of(), search().histogram(AuditCriteria.NONE, 10).counts());
    }

    private void execute(String... statements) {
        database().inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                return statements.length;
            }
        });
    }
}

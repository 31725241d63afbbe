package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import dev.freehold.store.PostgresServer;
import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What several processes promise that count in one database. */
class SharedQuotaLedgerTest {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Caller CALLER = LedgerBench.CALLER;
    private static final Scope ORGANISATION = Scopes.of(CALLER).organisation();

    private final List<Replica> replicas = new ArrayList<>();
    private String url;

    @BeforeEach
    void open() {
        url = PostgresServer.newDatabase();
    }

    @AfterEach
    void close() {
        replicas.forEach(Replica::close);
    }

    private Replica replica(Duration lease) {
        Replica replica = new Replica(url, lease);
        replicas.add(replica);
        return replica;
    }

    private static void allow(Replica replica, Limit... limits) {
        replica.allowances.define(Scopes.of(CALLER).caller(), new Allowance.Unlimited());
        replica.allowances.define(ORGANISATION, new Allowance.Limited(List.of(limits)));
    }

    private static Limit tokens(Window window, long amount) {
        return new Limit(Dimension.TOTAL_TOKENS, window, amount);
    }

    private static Reservation reserve(Replica replica, long output) {
        return replica.ledger.reserve(LedgerBench.charge(CALLER, LedgerBench.MODEL), Need.exactly(0, output));
    }

    private static long remaining(Replica replica) {
        return replica.ledger.gauges(Scopes.of(CALLER)).stream()
                .filter(gauge -> gauge.limit().dimension() == Dimension.TOTAL_TOKENS)
                .findFirst()
                .orElseThrow()
                .remaining();
    }

    private static List<Kind> kinds(Replica replica) {
        List<Kind> kinds = new ArrayList<>();
        replica.log.reader().since(0, recorded -> kinds.add(recorded.entry().kind()));
        return kinds;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertTrue(condition.getAsBoolean(), "in time");
    }

    @Test
    void whatOneTakesTheOthersDoNotHave() {
        Replica one = replica(LONG);
        Replica other = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000));

        Reservation first = reserve(one, 700);
        assertThrows(Fault.class, () -> reserve(other, 301));
        reserve(other, 300).settle(new Usage(0, 300), "stop");
        first.settle(new Usage(0, 100), "stop");

        assertEquals(600, remaining(one));
        assertEquals(600, remaining(other));
    }

    @Test
    void aChangedLimitCountsEverywhereAtOnce() {
        Replica one = replica(LONG);
        Replica other = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000));
        reserve(other, 500).settle(new Usage(0, 500), "stop");

        allow(one, tokens(Window.MONTH, 600));

        assertThrows(Fault.class, () -> reserve(other, 101));
        reserve(other, 100);
    }

    /** Nobody looks while the limit is away. */
    @Test
    void aLimitThatWentAndCameBackStartsFullForAll() {
        Replica one = replica(LONG);
        Replica other = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000), tokens(Window.DAY, 5000));
        Reservation running = reserve(other, 900);

        allow(one, tokens(Window.DAY, 5000));
        assertEquals(4100, remaining(other), "what stays keeps what was used");
        allow(one, tokens(Window.MONTH, 1000));
        reserve(one, 300).settle(new Usage(0, 300), "stop");
        running.settle(Usage.NONE, "stop");

        assertEquals(700, remaining(one));
    }

    @Test
    void limitsChangeWhileCallsRun() {
        Replica one = replica(LONG);
        Replica other = replica(LONG);
        allow(one, tokens(Window.MONTH, 1_000_000));
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                allow(other, tokens(i % 2 == 0 ? Window.DAY : Window.MONTH, 1_000_000));
            }
        });

        int calls = 0;
        while (!changes.isDone()) {
            reserve(one, 10).settle(new Usage(0, 10), "stop");
            calls++;
        }
        changes.join();
        reserve(one, 10).settle(new Usage(0, 10), "stop");

        assertTrue(calls > 10, calls + " calls");
        assertTrue(remaining(one) >= 1_000_000 - 10 * (calls + 1), () -> remaining(one) + " left");
    }

    @Test
    void theCallsOfADeadProcessAreChargedInFullAndTheirPlacesComeBack() throws Exception {
        Replica dying = replica(SHORT);
        Replica living = replica(SHORT);
        allow(living, tokens(Window.MONTH, 1000), new Limit(Dimension.CONCURRENCY, Window.MINUTE, 1));
        Reservation lost = reserve(dying, 400);
        assertThrows(Fault.class, () -> reserve(living, 1), "no place");

        dying.cutOff();
        await(() -> kinds(living).contains(Kind.ORPHAN));

        assertTrue(lost.isLapsed());
        assertEquals(600, remaining(living), "all that was reserved is charged");
        reserve(living, 1).settle(Usage.NONE, "stop");
        LogBooks books = new LogBooks(1000).read(living.log.reader());
        books.closedWith(600);
        assertEquals(1, books.orphans());
    }

    /** It must have stopped before another one may charge its calls and let others take their place. */
    @Test
    void aProcessThatIsCutOffStopsBeforeTheReaperComes() throws Exception {
        Replica cut = replica(SHORT);
        Replica living = replica(SHORT);
        allow(living, tokens(Window.MONTH, 1000));
        Reservation running = reserve(cut, 400);
        assertFalse(running.isLapsed());

        cut.cutOff();
        while (!running.isLapsed()) {
            assertFalse(kinds(living).contains(Kind.ORPHAN), "reaped while it still ran");
            Thread.sleep(5);
        }
        await(() -> kinds(living).contains(Kind.ORPHAN));
        Fault tooLate = assertThrows(Fault.class, () -> running.settle(new Usage(0, 1), "stop"));

        assertEquals(FaultCode.AUDIT_UNAVAILABLE, tooLate.code());
        assertEquals(List.of(Kind.ADMIT, Kind.ORPHAN), kinds(living), "one end only");
    }

    @Test
    void aLongCallKeepsItsHoldAsLongAsItsProcessLives() throws Exception {
        Replica one = replica(SHORT);
        replica(SHORT);
        allow(one, tokens(Window.MONTH, 1000));
        Reservation running = reserve(one, 400);

        Thread.sleep(4 * SHORT.toMillis());

        assertFalse(running.isLapsed());
        running.settle(new Usage(0, 10), "stop");
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), kinds(one));
        assertEquals(990, remaining(one));
    }

    /** A process that was asleep for long wakes up with a lease that is no more; it must not take anything on it. */
    @Test
    void takesNothingOnALeaseThatIsNoMore() throws Exception {
        Replica one = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000));
        execute(one, "UPDATE quota_lease SET expires_at = 0");

        Fault fault = assertThrows(Fault.class, () -> reserve(one, 1));

        assertEquals(FaultCode.AUDIT_UNAVAILABLE, fault.code());
        assertEquals(List.of(), kinds(one));
        assertEquals(1000, remaining(one));
    }

    /** At a thousand tokens a second, what is there depends on whether the clock is read before the wait or after it. */
    @Test
    void countsWhatWasRefilledWhileItWaited() throws Exception {
        Replica one = replica(LONG);
        allow(one, tokens(Window.MINUTE, 60_000));
        reserve(one, 60_000).settle(new Usage(0, 60_000), "stop");
        try (AgroalDataSource other = PostgresServer.connect(url, 1);
                Connection holder = other.getConnection()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT scope FROM quota_account FOR UPDATE");
            long before = remaining(one);
            CompletableFuture<Reservation> waiting = CompletableFuture.supplyAsync(() -> reserve(one, before + 400));
            Thread.sleep(700);
            assertFalse(waiting.isDone());
            holder.rollback();
            waiting.join().abort(Usage.NONE, FaultCode.CANCELLED);
        }
    }

    @Test
    void refusesWhileNothingCanBeRecordedAndLosesNothingByIt() throws Exception {
        Replica one = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000));
        reserve(one, 100).settle(new Usage(0, 100), "stop");
        try (AgroalDataSource other = PostgresServer.connect(url, 1);
                Connection holder = other.getConnection()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT next FROM audit_head FOR UPDATE");
            long start = System.nanoTime();
            Fault fault = assertThrows(Fault.class, () -> reserve(one, 100));
            assertEquals(FaultCode.AUDIT_UNAVAILABLE, fault.code());
            assertTrue(
                    System.nanoTime() - start < Replica.PATIENCE.plusMillis(500).toNanos());
            holder.rollback();
        }

        reserve(one, 900).settle(new Usage(0, 900), "stop");
        assertEquals(0, remaining(one));
        new LogBooks(1000).read(one.log.reader()).closedWith(0);
    }

    @Test
    void anEndThatCouldNotBeWrittenIsWrittenLaterAndOnce() throws Exception {
        Replica one = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000));
        Reservation running = reserve(one, 500);
        try (AgroalDataSource other = PostgresServer.connect(url, 1);
                Connection holder = other.getConnection()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT next FROM audit_head FOR UPDATE");
            CompletableFuture<Void> settled =
                    CompletableFuture.runAsync(() -> running.settle(new Usage(0, 200), "stop"));
            Thread.sleep(1300);
            holder.rollback();
            settled.join();
        }
        assertEquals(800, remaining(one));
        assertEquals(List.of(Kind.ADMIT, Kind.SETTLE), kinds(one));
    }

    @Test
    void aCallThatNobodyWaitsForAnyMoreIsClosedAgain() throws Exception {
        Replica one = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000));
        try (AgroalDataSource other = PostgresServer.connect(url, 1);
                Connection holder = other.getConnection()) {
            holder.setAutoCommit(false);
            run(holder, "SELECT next FROM audit_head FOR UPDATE");
            CompletableFuture<Fault> refused = new CompletableFuture<>();
            Thread asking = Thread.ofPlatform()
                    .start(() -> refused.complete(assertThrows(Fault.class, () -> reserve(one, 500))));
            asking.interrupt();
            assertEquals(
                    FaultCode.AUDIT_UNAVAILABLE,
                    refused.get(1, TimeUnit.MINUTES).code());
            holder.rollback();
        }

        await(() -> remaining(one) == 1000);
        reserve(one, 1000);
    }

    @Test
    void oneCallThatCannotBeWrittenDownDoesNotFailTheOthers() {
        Replica one = replica(LONG);
        allow(one, tokens(Window.MONTH, 1000));
        Caller strange = LedgerBench.caller("acme", "search", "jwt:https://issuer#a\0b");

        assertThrows(
                Fault.class,
                () -> one.ledger.reserve(LedgerBench.charge(strange, LedgerBench.MODEL), Need.exactly(1, 1)));

        reserve(one, 1);
    }

    @Test
    void manyProcessesNeverAdmitTooMuchWhateverDies() throws Exception {
        long capacity = 300_000;
        int places = 24;
        List<Replica> alive = new ArrayList<>(List.of(replica(SHORT), replica(SHORT), replica(SHORT)));
        allow(
                alive.getFirst(),
                tokens(Window.MONTH, capacity),
                new Limit(Dimension.CONCURRENCY, Window.MINUTE, places));

        Crowd crowd = new Crowd(alive);
        CompletableFuture<Void> demand = crowd.start(10);
        Thread.sleep(500);
        crowd.kill(alive.getFirst());
        crowd.add(replica(SHORT));
        Thread.sleep(500);
        crowd.kill(alive.get(1));
        demand.join();

        Replica last = alive.get(2);
        await(() -> holds(last) == 0);
        LogBooks books = new LogBooks(capacity).read(last.log.reader());
        books.closedWith(remaining(last));
        assertTrue(books.mostOpen() <= places, () -> books.mostOpen() + " calls at the same time");
        assertTrue(books.used() >= capacity / 100 * 95, () -> books.used() + " used of " + capacity);
        assertTrue(crowd.acknowledged() <= books.used(), "what was answered was charged");
    }

    private static int holds(Replica replica) {
        return replica.database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM quota_hold");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    private static void execute(Replica replica, String sql) {
        replica.database.inTransaction(connection -> run(connection, sql));
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }
}

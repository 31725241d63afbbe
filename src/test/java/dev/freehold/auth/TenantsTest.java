package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TenantsTest {
    private static final UnitChange SUSPEND = new UnitChange(Optional.empty(), Optional.of(true));
    private static final UnitChange RESUME = new UnitChange(Optional.empty(), Optional.of(false));
    private static final UnitChange RENAME = new UnitChange(Optional.of("Acme Ltd"), Optional.empty());
    private static final Page.Wish FIRST_PAGE = new Page.Wish(100, Optional.empty());

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final TestMandates.Notes notes = new TestMandates.Notes();
    private Standings standings;
    private Standings elsewhere;
    private Tenants tenants;
    private Projects projects;

    @BeforeEach
    void open() {
        Database database = SqliteDatabase.in(folder);
        RootTenant root = new RootTenant(database, "default");
        root.open();
        standings = new Standings(database, clock);
        elsewhere = new Standings(database, clock);
        tenants = new JdbcTenants(database, root, standings);
        projects = new JdbcProjects(database, standings);
        tenants.create(new NewUnit("acme", "Acme"), notes.mandate());
    }

    @Test
    void aNewTenantHasAProjectAndLetsItsCallersIn() {
        assertTrue(projects.find(Reach.EVERYTHING, "acme", "default").isPresent());
        Caller caller = caller("acme", "default");

        assertFalse(standings.remembersAsOpen(caller));
        assertEquals(caller, standings.admit(caller));
        assertTrue(standings.remembersAsOpen(caller));
    }

    @Test
    void refusesCallersOfWhatIsNotDefined() {
        assertForbidden("'nowhere' is not known", () -> standings.admit(caller("nowhere", "default")));
        assertForbidden("'none' is not known", () -> standings.admit(caller("acme", "none")));
        assertForbidden("'ACME' is not known", () -> standings.admit(caller("ACME", "default")));
        assertEquals(Optional.empty(), tenants.find(Reach.EVERYTHING, "nowhere"));
    }

    @Test
    void aSuspensionShutsOutAtOnceHereAndWithinFiveSecondsElsewhere() {
        Caller caller = caller("acme", "default");
        standings.admit(caller);
        elsewhere.admit(caller);

        Tenant suspended = tenants.change("acme", SUSPEND, notes.mandate());

        assertTrue(suspended.suspension().isPresent());
        assertFalse(standings.remembersAsOpen(caller));
        assertForbidden("'acme' is suspended", () -> standings.admit(caller));
        clock.advance(Duration.ofSeconds(5));
        assertForbidden("'acme' is suspended", () -> elsewhere.admit(caller));
        assertEquals(suspended, tenants.change("acme", SUSPEND, notes.mandate()), "keeps its first time");

        tenants.change("acme", RESUME, notes.mandate());
        standings.admit(caller);
    }

    @Test
    void aSuspendedProjectShutsOutItsOwnCallersOnly() {
        projects.create("acme", new NewUnit("web", "Web"), notes.mandate());
        projects.change("acme", "web", SUSPEND, notes.mandate());

        assertForbidden("'web' is suspended", () -> standings.admit(caller("acme", "web")));
        standings.admit(caller("acme", "default"));
    }

    @Test
    void theRootOrganisationCannotBeSuspended() {
        assertRefused(FaultCode.CONFLICT, () -> tenants.change("default", SUSPEND, notes.mandate()));
        standings.admit(caller("default", "default"));
    }

    @Test
    void whoReachesOneTenantSeesNoOther() {
        Reach acme = new Reach(Optional.of("acme"));
        Mandate mandate = TestMandates.of("acme");

        assertEquals(
                List.of("acme"),
                tenants.list(acme, FIRST_PAGE).items().stream().map(Tenant::id).toList());
        assertEquals(Optional.empty(), tenants.find(acme, "default"));
        assertEquals(Optional.empty(), projects.find(acme, "default", "default"));
        assertRefused(FaultCode.NOT_FOUND, () -> projects.list(acme, "default", FIRST_PAGE));
        assertRefused(FaultCode.NOT_FOUND, () -> tenants.change("default", RENAME, mandate));
        assertRefused(FaultCode.NOT_FOUND, () -> projects.create("default", new NewUnit("web", "Web"), mandate));
        assertRefused(FaultCode.NOT_FOUND, () -> projects.change("default", "default", SUSPEND, mandate));
        projects.create("acme", new NewUnit("web", "Web"), mandate);
    }

    @Test
    void onlyTheRootOrganisationMakesAndChangesTenants() {
        Mandate mandate = TestMandates.of("acme");

        assertRefused(FaultCode.FORBIDDEN, () -> tenants.create(new NewUnit("mine", "Mine"), mandate));
        assertRefused(FaultCode.FORBIDDEN, () -> tenants.change("acme", RENAME, mandate));
    }

    @Test
    void makesNothingTwice() {
        assertRefused(FaultCode.CONFLICT, () -> tenants.create(new NewUnit("acme", "Other"), notes.mandate()));
        assertRefused(
                FaultCode.CONFLICT, () -> projects.create("acme", new NewUnit("default", "Other"), notes.mandate()));
        assertEquals(
                "Acme", tenants.find(Reach.EVERYTHING, "acme").orElseThrow().name());
    }

    @Test
    void changesSideBySideAddUp() {
        tenants.change("acme", SUSPEND, notes.mandate());
        Tenant renamed = tenants.change("acme", RENAME, notes.mandate());

        assertTrue(renamed.suspension().isPresent());
        assertEquals("Acme Ltd", renamed.name());
    }

    @Test
    void pagesByIds() {
        for (String id : List.of("b", "d", "a", "c")) {
            tenants.create(new NewUnit(id, id), notes.mandate());
        }
        Page<Tenant> first = tenants.list(Reach.EVERYTHING, new Page.Wish(3, Optional.empty()));
        Page<Tenant> second = tenants.list(Reach.EVERYTHING, new Page.Wish(3, first.next()));

        assertEquals(
                List.of("a", "acme", "b"),
                first.items().stream().map(Tenant::id).toList());
        assertEquals(
                List.of("c", "d", "default"),
                second.items().stream().map(Tenant::id).toList());
        assertEquals(Optional.empty(), second.next());
    }

    @Test
    void notesEveryChangeAndMakesNoneThatCannotBeNoted() {
        projects.create("acme", new NewUnit("web", "Web"), notes.mandate());
        tenants.change("acme", SUSPEND, notes.mandate());
        projects.change("acme", "web", RENAME, notes.mandate());

        assertEquals(
                List.of(
                        "tenant.create acme name=Acme",
                        "project.create acme/web name=Web",
                        "tenant.change acme suspended=true",
                        "project.change acme/web name=Acme Ltd"),
                notes.seen);

        Mandate unwitnessed = new Mandate(Reach.EVERYTHING, Keeper.API, Optional.empty(), (action, target, change) -> {
            throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "full");
        });
        assertRefused(FaultCode.AUDIT_UNAVAILABLE, () -> tenants.create(new NewUnit("new", "New"), unwitnessed));
        assertRefused(FaultCode.AUDIT_UNAVAILABLE, () -> tenants.change("acme", RESUME, unwitnessed));
        assertEquals(Optional.empty(), tenants.find(Reach.EVERYTHING, "new"));
        assertTrue(tenants.find(Reach.EVERYTHING, "acme")
                .orElseThrow()
                .suspension()
                .isPresent());
    }

    private static Caller caller(String tenant, String project) {
        return new Caller("key:test000000", Caller.Credential.API_KEY, tenant, project, Set.of(), Set.of());
    }

    private static void assertForbidden(String words, Executable action) {
        String message = assertRefused(FaultCode.FORBIDDEN, action).message();
        assertTrue(message.contains(words), message);
    }

    private static Fault assertRefused(FaultCode code, Executable action) {
        return ApiKeysContract.assertRefused(code, action);
    }
}

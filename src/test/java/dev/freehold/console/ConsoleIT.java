package dev.freehold.console;

import static dev.freehold.TestKeys.as;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console in a real browser; skipped where no Chromium is installed. */
@QuarkusTest
class ConsoleIT {
    /** What becomes a script where text is taken for markup. */
    private static final List<String> HOSTILE = List.of(
            "<img src=x onerror=window.broken=1>",
            "<script>window.broken=1</script>",
            "\"><svg onload=window.broken=1>",
            "'-window.broken=1-'",
            "javascript:window.broken=1",
            "${window.broken=1}{{window.broken=1}}");

    private static final int MOST_SCRIPT_BYTES = 300_000;

    private static @Nullable Browser browser;

    @TestHTTPResource("/")
    URI server = URI.create("/");

    @BeforeEach
    void openBrowser() {
        if (browser == null) {
            Optional<Browser> found = Browser.at("http://localhost:" + server.getPort());
            assumeTrue(found.isPresent(), "no Chromium with its driver is installed");
            browser = found.get();
        }
        browser.open("/console");
        browser.script("localStorage.clear()");
        browser.clearCookies();
        browser.open("/console");
        browser.find("input[name=key]");
    }

    @AfterEach
    void nothingWentWrongUnseen() {
        assertEquals(List.of(), browser().complaints());
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    private static Browser browser() {
        return Objects.requireNonNull(browser);
    }

    private static void signIn(String key) {
        browser().type("input[name=key]", key);
        browser().press("Sign in");
        browser().find("nav");
    }

    private static String idOf(String key) {
        return "key:" + key.substring(8, 18);
    }

    /** A key whose only call was refused. */
    private static String refusedKey() {
        String key = TestKeys.create("inference");
        as(key).contentType(ContentType.JSON)
                .body("{\"model\":\"none\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(404);
        return key;
    }

    private static void fillMoreThanOneTile() {
        long newest = 0;
        while (newest < 300) {
            newest = as(TestKeys.bootstrap())
                    .get("/admin/v1/audit?limit=1")
                    .jsonPath()
                    .getLong("entries[0].index");
        }
    }

    private static String keyOf(String tenant, String... roles) {
        as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body(Map.of("id", tenant, "name", tenant))
                .post("/admin/v1/tenants");
        return TestKeys.create(Map.of(
                "name", "console", "tenant", tenant, "project", "web", "roles", List.of(roles), "unlimited", true));
    }

    @Test
    void aKeyOpensTheDoorAndIsKeptNowhere() {
        browser().assertAccessible();
        browser().keep("sign-in");
        browser().type("input[name=key]", "fh_live_wrong");
        browser().press("Sign in");
        browser().waitFor("This is not an API key of this gateway");
        browser().keep("sign-in-refused");

        signIn(TestKeys.bootstrap());

        browser().waitFor("entries");
        String kept = String.valueOf(browser().script("return JSON.stringify(localStorage) + document.cookie"));
        assertFalse(kept.contains("fh_live_") || kept.contains("freehold-session"), kept);
        browser().press("Sign out");
        browser().find("input[name=key]");
        browser().open("/console/audit");
        browser().find("input[name=key]");
    }

    @Test
    void aRefusedCallIsFoundProvenAndAChangedCopyOfItIsNot() {
        String actor = idOf(refusedKey());
        signIn(TestKeys.create("auditor"));
        browser().open("/console/audit?kind=deny&actor=" + actor);
        browser().waitFor("1 entry");
        browser().find("[role=row][aria-rowindex='2']").click();
        browser().waitFor("model_not_found");
        assertTrue(browser().address().contains("entry="), browser().address());

        browser().press("Verify in this browser");
        browser().waitFor("Proven: this is what was written");
        browser().waitFor("Signed by");
        browser().assertAccessible();
        browser().keep("audit-entry");

        browser().press("The line, or a copy of it");
        String line = browser().find("textarea").getDomProperty("value");
        assertTrue(line != null && line.contains(actor), line);
        browser().press("Verify this copy");
        browser().waitFor("Proven: this is what was written");
        browser().type("textarea", line.replace("\"status\":404", "\"status\":200"));
        browser().press("Verify this copy");
        browser().waitFor("Not proven: this is not what the log says");
        browser().waitFor("It is not what the log has here");
        browser().keep("audit-copy-changed");
    }

    @Test
    void aRangeIsVerifiedAndABackStepUndoesAFilter() {
        fillMoreThanOneTile();
        String actor = idOf(refusedKey());
        signIn(TestKeys.create("auditor"));
        browser().press("Verify range");
        browser().waitFor("without a gap");
        browser().open("/console/audit?actor=" + actor);
        browser().waitFor("1 entry");
        browser().press("Verify range");
        browser().waitFor("are in the signed log, unchanged");
        browser().keep("audit-range");

        browser().press("Remove Actor " + actor);
        browser().await(() -> !browser().text().contains("1 entry"), "the filter stays");
        assertEquals("/console/audit", browser().address());
        browser().script("history.back()");
        browser().waitFor("1 entry");
        browser().open("/console/audit?text=nothing-is-called-this");
        browser().waitFor("No entry matches");
        browser().keep("audit-empty");
    }

    @Test
    void whatHappensIsSeenAtOnce() {
        signIn(TestKeys.create("auditor"));
        browser().open("/console/audit?outcome=model_not_found&live=1");
        browser().find(".scroller, .empty");

        String actor = idOf(refusedKey());

        browser().waitFor(actor);
    }

    @Test
    void everybodySeesWhatTheirRolesAreFor() {
        String acme = keyOf("console-acme", "auditor");
        as(keyOf("console-other", "inference")).get("/admin/v1/keys").then().statusCode(403);
        as(acme).get("/admin/v1/keys").then().statusCode(403);
        signIn(acme);
        browser().waitFor("console-acme / web");
        browser().waitFor("forbidden");
        assertFalse(browser().text().contains("console-other"), browser().text());

        as(TestKeys.bootstrap()).delete("/admin/v1/keys/" + acme.substring(8, 18));
        browser().open("/console/audit?kind=deny");
        browser().find("input[name=key]");
        signIn(TestKeys.create("inference"));
        browser().open("/console/audit");
        browser().waitFor("What one sees here follows the roles of the key.");
        browser().assertAccessible();
        browser().keep("no-room");
    }

    @Test
    void everyRoomKeepsNobodyOut() {
        signIn(TestKeys.bootstrap());
        List<String> rooms = browser().all("nav a").stream()
                .map(link -> String.valueOf(link.getDomProperty("pathname")))
                .toList();
        assertTrue(rooms.contains("/console/people"), rooms.toString());
        for (String room : rooms) {
            browser().open(room);
            browser().find("main h1");
            browser().await(() -> browser().all("[aria-busy=true]").isEmpty(), room + " stays busy");
            browser().assertAccessible();
            browser().keep("room" + room.replace("/console/", "-"));
        }
    }

    @Test
    void whatPeopleWriteStaysText() {
        for (String hostile : HOSTILE) {
            TestKeys.create(
                    Map.of("name", hostile, "project", "tests", "roles", List.of("inference"), "unlimited", true));
        }
        signIn(TestKeys.create("auditor", "admin"));
        browser().open("/console/audit?action=key.create&text=broken");
        browser().waitFor(HOSTILE.size() + " entries");
        for (int row = 2; row < HOSTILE.size() + 2; row++) {
            browser().find("[role=row][aria-rowindex='" + row + "']").click();
            browser().await(() -> browser().find("aside").getText().contains("window.broken=1"), "the entry");
        }
        for (String hostile : HOSTILE) {
            browser()
                    .script(
                            "history.pushState(null, '', '/console/audit?text=' + encodeURIComponent(arguments[0]))",
                            hostile);
            browser().open(browser().address());
            browser().waitFor("Text");
        }
        assertEquals(
                List.of(0L, true),
                browser()
                        .script(
                                "return [document.querySelectorAll('img, script:not([src])').length, window.broken === undefined]"));
    }

    @Test
    void allScriptsTogetherAreSmall() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target/web-bundler/test/dist/console/static"))) {
            long bytes = files.filter(file -> file.toString().endsWith(".js"))
                    .mapToLong(ConsoleIT::compressed)
                    .sum();
            assertTrue(bytes > 10_000 && bytes <= MOST_SCRIPT_BYTES, bytes + " bytes");
        }
    }

    private static long compressed(Path file) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                Files.copy(file, gzip);
            }
            return bytes.size();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}

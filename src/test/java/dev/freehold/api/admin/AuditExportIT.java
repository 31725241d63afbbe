package dev.freehold.api.admin;

import static dev.freehold.TestKeys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import dev.freehold.verify.Outcome;
import dev.freehold.verify.Progress;
import dev.freehold.verify.Summary;
import dev.freehold.verify.Task;
import dev.freehold.verify.Verdict;
import dev.freehold.verify.Verification;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
class AuditExportIT {
    @TempDir
    Path temporary;

    private static String export(String query) {
        return as(TestKeys.bootstrap())
                .get("/admin/v1/audit/export?" + query)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void theWholeExportIsALogThatTheVerifierTakes() throws Exception {
        Path file = Files.writeString(temporary.resolve("audit.jsonl"), export("format=jsonl"));
        Verdict verdict =
                Verification.of(new Task(file, List.of(), List.of(), List.of(), Duration.ofDays(1)), Progress.NONE);
        assertEquals(Outcome.INTACT, verdict.outcome(), () -> Summary.of(verdict));
        assertTrue(verdict.facts().entries() > 0);
    }

    @Test
    void anExportIsItselfRecorded() {
        export("format=csv&kind=lifecycle");
        String changes = as(TestKeys.bootstrap())
                .get("/admin/v1/audit?action=audit.export")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(changes.contains("format=csv kind=lifecycle"), changes);
    }

    @Test
    void filtersAndFormatsAreApplied() {
        String csv = export("format=csv&kind=lifecycle");
        assertTrue(csv.startsWith("index,at,kind,"), csv);
        assertTrue(csv.lines().skip(1).allMatch(line -> line.contains(",lifecycle,")), csv);
        assertEquals(
                6003,
                JsonPath.from(export("format=ocsf&kind=lifecycle")
                                .lines()
                                .findFirst()
                                .orElseThrow())
                        .getInt("class_uid"));
        assertTrue(export("format=cef&kind=lifecycle").startsWith("CEF:0|Freehold|Gateway|"));
        assertEquals("", export("to=2020-01-01T00:00:00Z"));
    }

    @Test
    void whatIsNotKnownIsRefusedByName() {
        as(TestKeys.bootstrap())
                .get("/admin/v1/audit/export?format=xml")
                .then()
                .statusCode(400)
                .body("error.param", equalTo("format"));
        as(TestKeys.bootstrap())
                .get("/admin/v1/audit/export?colour=red")
                .then()
                .statusCode(400)
                .body("error.message", containsString("no such filter"));
    }
}

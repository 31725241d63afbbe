package dev.freehold.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.quota.Limit;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessFileTest {
    private static final Path PATH = Path.of("/etc/freehold/access.yaml");

    @Test
    void readsWhatItSays() throws InvalidAccessFileException {
        AccessDocument document = AccessFile.parse(PATH, """
                tenants:
                  - id: acme
                    name: Acme Ltd
                    limits:
                      - {dimension: total_tokens, window: day, amount: 1000000}
                      - {dimension: concurrency, amount: 4, model: freehold-guide}
                    projects:
                      - id: web
                      - id: old
                        suspended: true
                  - id: beta
                roles:
                  - issuer: corp
                    group: ml-ops
                    roles: [operator, inference]
                """);

        AccessDocument.TenantEntry acme = document.tenants().getFirst();
        assertEquals("Acme Ltd", acme.title());
        assertEquals(
                new Limit(Dimension.TOTAL_TOKENS, Window.DAY, 1_000_000),
                acme.limits().getFirst().limit());
        assertEquals(Dimension.CONCURRENCY, acme.limits().getLast().limit().dimension());
        assertEquals(
                List.of(false, true),
                acme.projects().stream()
                        .map(AccessDocument.ProjectEntry::suspended)
                        .toList());
        assertEquals("beta", document.tenants().getLast().title());
        assertEquals(
                List.of("operator", "inference"), document.roles().getFirst().roles());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'' | access.yaml",
                "tenants | access.yaml",
                "roles: [] | tenants",
                "tenants: | tenants",
                "tenants: x | tenants",
                "tenants: [{}] | tenants[0].id",
                "tenants: [{id: a}, {id: a}] | names 'a' twice",
                "tenants: [{id: a b}] | tenants[0].id",
                "tenants: [{id: ..}] | tenants[0].id",
                "tenants: [{id: 7}] | tenants[0].id",
                "tenants: [{id: true}] | tenants[0].id",
                "tenants: [{id: a, nmae: x}] | nmae",
                "tenants: [{id: a, suspended: x}] | tenants[0].suspended",
                "tenants: [{id: a, suspended: 'true'}] | tenants[0].suspended",
                "tenants: [{id: a, id: b}] | id",
                "tenants: [{id: a, projects: [{id: p}, {id: p}]}] | names 'p' twice",
                "tenants: [{id: a, projects: [{id: p/q}]}] | tenants[0].projects[0].id",
                "tenants: [{id: a, limits: [{}]}] | tenants[0].limits[0].dimension",
                "tenants: [{id: a, limits: [{dimension: requests, amount: 1}]}] | tenants[0].limits[0].window",
                "tenants: [{id: a, limits: [{dimension: requests, window: day, amount: -1}]}] | tenants[0].limits[0].amount",
                "tenants: [{id: a, limits: [{dimension: requests, window: day, amount: 1.5}]}] | tenants[0].limits[0].amount",
                "tenants: [{id: a, limits: [{dimension: requests, window: day, amount: '1'}]}] | tenants[0].limits[0].amount",
                "tenants: [{id: a, limits: [{dimension: requests, window: day, amount: 1, model: a b}]}] | tenants[0].limits[0].model",
                "{tenants: [], roles: [{issuer: c, group: g, roles: [king]}]} | roles[0].roles",
                "{tenants: [], roles: [{issuer: c, roles: [admin]}]} | roles[0].group",
                "tenants: [&a {id: a}] | tags, anchors and aliases",
                "tenants: [{id: *a}] | tags, anchors and aliases",
                "tenants: [!!java.lang.String {id: a}] | tags, anchors and aliases",
                "tenants: [{id: a}, | access.yaml:"
            })
    void namesTheFieldThatIsWrong(String text, String words) {
        String message = assertThrows(
                        InvalidAccessFileException.class,
                        () -> AccessFile.parse(PATH, text.equals("''") ? "" : text),
                        text)
                .getMessage();
        assertTrue(message != null && message.startsWith(PATH.toString()) && message.contains(words), message);
    }

    @Test
    void saysAtWhichLineTheWrongEntryEnds() {
        String message = assertThrows(InvalidAccessFileException.class, () -> AccessFile.parse(PATH, """
                        tenants:
                          - id: acme
                            nmae: Acme
                          - id: beta
                        """))
                .getMessage();

        assertTrue(message != null && message.startsWith(PATH + ":4: tenants[0].nmae: "), message);
    }

    @Test
    void refusesASecondDocumentAndWhatIsTooLong() {
        assertThrows(InvalidAccessFileException.class, () -> AccessFile.parse(PATH, "tenants: []\n---\ntenants: []\n"));
        assertThrows(
                InvalidAccessFileException.class, () -> AccessFile.parse(PATH, "tenants: []\n" + "#".repeat(1 << 20)));
    }
}

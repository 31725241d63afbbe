package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Energy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EntryJsonTest {
    private static final List<Kind> KINDS = List.of(Kind.values());
    private static final AuditEntry.Sealed SEALED =
            new AuditEntry.Sealed("A256GCM-HKDF", "sha256:9f", "hmac:51", 18231, "blob:9f", "2026-11");

    @Test
    void writesTheDocumentedLine() {
        AuditEntry entry = Entries.call(Kind.SETTLE, "req_0198f3");
        AuditEntry settled = new AuditEntry(
                Kind.SETTLE,
                Instant.parse("2026-11-22T05:16:00.123456789Z"),
                "chat.completions",
                entry.request(),
                entry.actor(),
                entry.http(),
                entry.model(),
                entry.tokens(),
                "stop",
                null,
                null);
        assertEquals(
                "{\"action\":\"chat.completions\","
                        + "\"actor\":{\"credential\":\"api_key\",\"id\":\"key:q7Tz0aB3xY\",\"project\":\"search\",\"tenant\":\"acme\"},"
                        + "\"at\":\"2026-11-22T05:16:00.123456Z\","
                        + "\"http\":{\"method\":\"POST\",\"route\":\"/v1/chat/completions\",\"status\":200},"
                        + "\"kind\":\"settle\","
                        + "\"model\":{\"digest\":\"sha256:92745110\",\"id\":\"qwen3-8b\"},"
                        + "\"outcome\":\"stop\",\"request\":\"req_0198f3\","
                        + "\"tokens\":{\"reserved\":{\"input\":1211,\"output\":388},\"used\":{\"input\":1211,\"output\":12}},"
                        + "\"v\":1}",
                EntryJson.write(settled));
    }

    @Test
    void writesWhatACallDrewAndHowThatIsKnown() {
        AuditEntry entry = AuditEntry.of(Kind.SETTLE, "completions")
                .at(Instant.EPOCH)
                .target("t")
                .build()
                .with(new Energy(1_234_567, Energy.Source.RAPL));
        assertEquals(
                "{\"action\":\"completions\",\"at\":\"1970-01-01T00:00:00.000000Z\","
                        + "\"energy\":{\"source\":\"rapl\",\"uj\":1234567},"
                        + "\"kind\":\"settle\",\"target\":\"t\",\"v\":1}",
                EntryJson.write(entry));
    }

    @Test
    void writesWhosePayloadLiesWhereAndWhatItMustBe() {
        AuditEntry entry = AuditEntry.of(Kind.SETTLE, "completions")
                .at(Instant.EPOCH)
                .target("t")
                .build()
                .with("sj_4kJ", SEALED);
        assertEquals(
                "{\"action\":\"completions\",\"at\":\"1970-01-01T00:00:00.000000Z\","
                        + "\"ch\":{\"alg\":\"A256GCM-HKDF\",\"ct\":\"sha256:9f\",\"kc\":\"hmac:51\",\"len\":18231,"
                        + "\"ref\":\"blob:9f\",\"sk\":\"2026-11\"},"
                        + "\"kind\":\"settle\",\"sub\":\"sj_4kJ\",\"target\":\"t\",\"v\":1}",
                EntryJson.write(entry));
    }

    @Test
    void escapesAsRfc8785Does() {
        AuditEntry entry = AuditEntry.of(Kind.ADMIN, "\u20ac$\u000F\nA'B\"\\\\\"/\u0000\u001f\b\f\r\t\u007f")
                .at(Instant.EPOCH)
                .build();
        assertEquals(
                "{\"action\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\u0000\\u001f\\b\\f\\r\\t\u007f\","
                        + "\"at\":\"1970-01-01T00:00:00.000000Z\",\"kind\":\"admin\",\"v\":1}",
                EntryJson.write(entry));
    }

    @Test
    void leavesAbsentComponentsOut() {
        AuditEntry entry =
                AuditEntry.of(Kind.LIFECYCLE, "start").at(Instant.EPOCH).build();
        assertFalse(EntryJson.write(entry).contains("null"));
        assertEquals(4, EntryJson.write(entry).split(",", -1).length);
    }

    @Test
    void readsWhatItWroteAndKeepsTheKeysSorted() throws IOException {
        ObjectMapper sorting = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            AuditEntry entry = random(random);
            byte[] leaf = EntryJson.encode(entry);
            assertEquals(entry, EntryJson.decode(leaf));
            String line = new String(leaf, StandardCharsets.UTF_8);
            assertEquals(line, EntryJson.write(EntryJson.decode(leaf)));
            String sorted = sorting.writeValueAsString(sorting.readValue(line, Map.class));
            assertEquals(sorting.readTree(line).toString(), sorted);
        }
    }

    @Test
    void refusesALineOfAnotherVersion() {
        byte[] leaf = "{\"action\":\"a\",\"at\":\"1970-01-01T00:00:00Z\",\"kind\":\"admin\",\"v\":2}"
                .getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> EntryJson.decode(leaf));
    }

    @Test
    void hashesALeafAsAMerkleTreeWould() {
        assertEquals(
                "db3426e878068d28d269b6c87172322ce5372b65756d0789001d34835f601c03",
                HexFormat.of().formatHex(Chain.leafHash("0".getBytes(StandardCharsets.US_ASCII))));
    }

    private static AuditEntry random(Random random) {
        AuditEntry call = Entries.call(KINDS.get(random.nextInt(KINDS.size())), text(random));
        return new AuditEntry(
                call.kind(),
                Instant.ofEpochSecond(
                        random.nextLong(-9_000_000_000L, 99_000_000_000L), random.nextInt(1_000_000) * 1000L),
                text(random),
                random.nextBoolean() ? call.request() : null,
                random.nextBoolean() ? call.actor() : null,
                random.nextBoolean() ? call.http() : null,
                random.nextBoolean() ? call.model() : null,
                random.nextBoolean() ? call.tokens() : null,
                random.nextBoolean() ? text(random) : null,
                random.nextBoolean() ? text(random) : null,
                random.nextBoolean() ? text(random) : null,
                random.nextBoolean() ? text(random) : null,
                random.nextBoolean() ? SEALED : null,
                random.nextBoolean() ? new Energy(random.nextLong(1L << 53), Energy.Source.ESTIMATE) : null);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
            text.appendCodePoint(point >= 0xD800 && point < 0xE000 ? ' ' : point);
        }
        return text.toString();
    }
}

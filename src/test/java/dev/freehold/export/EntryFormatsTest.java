package dev.freehold.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.EntryJson;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.core.Usage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class EntryFormatsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EntryFormats FORMATS = new EntryFormats("1.2|3");

    static RecordedEntry call(long index, Kind kind) {
        return new RecordedEntry(
                index,
                AuditEntry.of(kind, "chat.completions")
                        .at(Instant.parse("2026-11-22T05:16:00.123456Z"))
                        .request(new RequestId("req_" + index))
                        .caller(new Caller(
                                "key:q7T=z0",
                                Caller.Credential.API_KEY,
                                "acme",
                                "search",
                                Set.of(Role.INFERENCE),
                                Set.of()))
                        .http("POST", "/v1/chat/completions", 200)
                        .model(new ModelId("qwen3-8b"), "sha256:92745110")
                        .tokens(new Usage(1211, 388), kind == Kind.SETTLE ? new Usage(1211, 12) : null)
                        .outcome("stop")
                        .build());
    }

    private static RecordedEntry odd(String text) {
        return new RecordedEntry(
                3,
                AuditEntry.of(Kind.ADMIN, text)
                        .at(Instant.EPOCH)
                        .target(text)
                        .change(text)
                        .build());
    }

    private static String line(String format, RecordedEntry recorded) {
        return FORMATS.named(format).orElseThrow().line(recorded);
    }

    @Test
    void jsonLinesAreTheLeaves() {
        RecordedEntry recorded = call(7, Kind.SETTLE);
        assertEquals(EntryJson.write(recorded.entry()) + "\n", line("jsonl", recorded));
    }

    @Test
    void everyCsvLineHasAllColumnsAndNoFormula() {
        EntryFormat csv = FORMATS.named("csv").orElseThrow();
        assertEquals(
                "7,2026-11-22T05:16:00.123456Z,settle,chat.completions,req_7,key:q7T=z0,api_key,acme,search,POST,"
                        + "/v1/chat/completions,200,qwen3-8b,sha256:92745110,1211,388,1211,12,stop,,\r\n",
                csv.line(call(7, Kind.SETTLE)));
        assertEquals(21, csv.header().split(",", -1).length);
        String line = csv.line(odd("=HYPERLINK(\"x\")"));
        assertTrue(line.contains("\"'=HYPERLINK(\"\"x\"\")\""), line);
        assertFalse(line.contains(",="), line);
        assertEquals(21, csv.line(odd("x")).split(",", -1).length);
    }

    @Test
    void ocsfHasWhatApiActivityRequires() throws Exception {
        JsonNode event = JSON.readTree(line("ocsf", call(7, Kind.SETTLE)));
        for (String required : List.of(
                "activity_id",
                "category_uid",
                "class_uid",
                "type_uid",
                "time",
                "severity_id",
                "metadata",
                "actor",
                "api",
                "src_endpoint")) {
            assertTrue(event.has(required), required);
        }
        assertEquals(600_399, event.get("type_uid").asInt());
        assertEquals(1_795_324_560_123L, event.get("time").asLong());
        assertEquals("ai_operation", event.at("/metadata/profiles/0").asText());
        assertEquals("Freehold", event.at("/ai_model/ai_provider").asText());
        assertEquals("sha256:92745110", event.at("/ai_model/uid").asText());
        assertEquals(1223, event.at("/message_context/total_tokens").asInt());
        assertEquals(1, event.get("status_id").asInt());
        assertEquals(
                2,
                JSON.readTree(line("ocsf", call(7, Kind.DENY))).get("status_id").asInt());
        assertEquals(
                600_301,
                JSON.readTree(line("ocsf", odd("key.create"))).get("type_uid").asInt());
        assertTrue(JSON.readTree(line("ocsf", odd("key.create")))
                .at("/metadata/profiles")
                .isMissingNode());
    }

    @Test
    void cefEscapesWhatWouldBreakIt() {
        assertEquals(
                "CEF:0|Freehold|Gateway|1.2\\|3|admin|a\\|b=c\\\\\\n"
                        + "|3|rt=0 externalId=3 deviceExternalId=a|b\\=c\\\\\\n"
                        + " cs2=a|b\\=c\\\\\\n"
                        + " cs2Label=change\n",
                line("cef", odd("a|b=c\\\n")));
        assertTrue(line("cef", call(7, Kind.SETTLE)).contains(" suid=key:q7T\\=z0 sntdom=acme "));
    }

    @Test
    void syslogMessagesAreCountedInBytes() {
        SyslogMessage message = new SyslogMessage(FORMATS.named("jsonl").orElseThrow(), "gate way");
        String frame = new String(message.frame(odd("\u00e4]\"")), StandardCharsets.UTF_8);
        int space = frame.indexOf(' ');
        String text = frame.substring(space + 1);
        assertEquals(Integer.parseInt(frame.substring(0, space)), text.getBytes(StandardCharsets.UTF_8).length);
        assertTrue(
                text.startsWith("<110>1 1970-01-01T00:00:00.000000Z gate_way freehold - admin"
                        + " [freehold@32473 idx=\"3\" e=\"admin\"] {\"action\":"),
                text);
        assertTrue(new String(message.frame(call(8, Kind.DENY)), StandardCharsets.UTF_8).contains("<109>1 "));
    }

    @Test
    void otlpRecordsCarryTheLineAndTheConventions() throws Exception {
        JsonNode body = JSON.readTree(new OtlpLogs("1").body(List.of(call(7, Kind.SETTLE), odd("x"))));
        JsonNode records = body.at("/resourceLogs/0/scopeLogs/0/logRecords");
        assertEquals(2, records.size());
        assertEquals("1795324560123456000", records.at("/0/timeUnixNano").asText());
        assertEquals(
                EntryJson.write(call(7, Kind.SETTLE).entry()),
                records.at("/0/body/stringValue").asText());
        String attributes = records.at("/0/attributes").toString();
        assertTrue(
                attributes.contains("{\"key\":\"gen_ai.usage.output_tokens\",\"value\":{\"intValue\":\"12\"}}"),
                attributes);
        assertTrue(
                attributes.contains("{\"key\":\"gen_ai.operation.name\",\"value\":{\"stringValue\":\"chat\"}}"),
                attributes);
    }
}

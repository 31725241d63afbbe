package dev.freehold.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    private static JsonFields parse(String json) {
        return JsonFields.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Fault fault(String json, Consumer<JsonFields> read) {
        JsonFields fields = parse(json);
        return assertThrows(Fault.class, () -> read.accept(fields));
    }

    @Test
    void absentAndNullAreTheSame() {
        assertTrue(parse("{}").text("a").isEmpty());
        assertTrue(parse("{\"a\":null}").text("a").isEmpty());
        assertEquals(OptionalInt.empty(), parse("{\"a\":null}").integer("a", 0, 1));
        assertFalse(parse("{}").flag("a"));
        assertEquals(List.of(), parse("{}").texts("a"));
    }

    @Test
    void limitsAreIncludedAndNothingBeyondThem() {
        assertEquals(1, parse("{\"a\":1}").integer("a", 1, 5).getAsInt());
        assertEquals(5, parse("{\"a\":5}").integer("a", 1, 5).getAsInt());
        for (String beyond : List.of("0", "6", "-1", "99999999999", "1e400")) {
            assertEquals(
                    "a",
                    fault("{\"a\":" + beyond + "}", fields -> fields.integer("a", 1, 5))
                            .parameter()
                            .orElseThrow());
        }
        assertEquals(2.0, parse("{\"a\":2}").number("a", 0, 2).getAsDouble());
        assertThrows(Fault.class, () -> parse("{\"a\":2.001}").number("a", 0, 2));
    }

    @Test
    void nothingIsCoerced() {
        for (String value : List.of("\"1\"", "1.0", "true", "[1]", "{}")) {
            Fault fault = fault("{\"a\":" + value + "}", fields -> fields.integer("a", 0, 5));
            assertTrue(fault.message().startsWith("'a' must be a whole number from 0 to 5"), fault.message());
        }
        assertThrows(Fault.class, () -> parse("{\"a\":1}").text("a"));
        assertThrows(Fault.class, () -> parse("{\"a\":\"true\"}").flag("a"));
    }

    @Test
    void namesTheFieldByItsWholePath() {
        Fault fault = fault(
                "{\"a\":{\"b\":[{\"c\":\"x\"},{\"c\":7}]}}",
                fields -> fields.object("a").orElseThrow().objects("b").forEach(element -> element.requiredText("c")));
        assertEquals("a.b[1].c", fault.parameter().orElseThrow());
        assertEquals("'a.b[1].c' must be a string, and this is number.", fault.message());
    }

    @Test
    void refusesOnlyWhatAsksForSomething() {
        parse("{\"a\":false,\"b\":0,\"c\":[],\"d\":{},\"e\":null}").refuse("a", "b", "c", "d", "e", "f");
        for (String value : List.of("true", "1", "-0.5", "[1]", "{\"x\":1}", "\"\"")) {
            assertEquals(
                    "a",
                    fault("{\"a\":" + value + "}", fields -> fields.refuse("a"))
                            .parameter()
                            .orElseThrow());
        }
    }

    @Test
    void refusesJsonThatIsNotStrict() {
        for (String json : List.of(
                "",
                "nul",
                "{\"a\":1,\"a\":2}",
                "{} {}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1,}",
                "/* c */ {}",
                "{\"a\":\"\\ud800\"}",
                "{\"\\udfff\":1}",
                "{\"a\":" + "[".repeat(64) + "]".repeat(64) + "}",
                "{\"a\":" + "1".repeat(70) + "}",
                "{\"" + "k".repeat(300) + "\":1}")) {
            assertThrows(Fault.class, () -> parse(json), json);
        }
    }

    @Test
    void errorsNeverRepeatWhatWasSent() {
        Fault fault = assertThrows(Fault.class, () -> parse("{\"a\": topsecret}"));
        assertFalse(fault.message().contains("topsecret"), fault.message());
        assertTrue(fault.message().contains("line 1"), fault.message());
    }
}

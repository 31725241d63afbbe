package dev.freehold.inference.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.core.Fault;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaGrammarTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Words words = new Words(4);

    private static Grammar grammar(String schema) {
        try {
            return Grammar.schema(JSON.readTree(schema.replace('\'', '"')), "schema");
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(schema, broken);
        }
    }

    /** Texts with {@code '} for quotation marks. */
    private record Case(String schema, List<String> valid, List<String> invalid) {}

    private static final List<Case> CASES = List.of(
            new Case("{'type':'null'}", List.of("null"), List.of("true", "'null'", "")),
            new Case("{'type':['boolean','null']}", List.of("true", "false", "null"), List.of("0", "'true'")),
            new Case("{'type':'integer'}", List.of("0", "-7", "120"), List.of("1.5", "01", "1e3", "-0", "'1'")),
            new Case("{'type':'number'}", List.of("0", "-7.25", "1e3", "2.50"), List.of(".5", "1.", "+1", "NaN")),
            new Case(
                    "{'enum':['a','b\\n',3,null,[1],{'k':true}]}",
                    List.of("'a'", "'b\\n'", "3", "null", "[1]", "{'k':true}", "{'k': true}"),
                    List.of("'b'", "4", "[]", "[1,1]", "{}", "{'k':false}", "true")),
            new Case("{'const':'x'}", List.of("'x'"), List.of("'y'", "x")),
            new Case(
                    "{'type':'object','properties':{'a':{'type':'integer'},'b':{'type':'string'}},'required':['a','b'],"
                            + "'additionalProperties':false}",
                    List.of("{'a':1,'b':'x'}", "{'a': 1, 'b': 'x'}", "{\n  'a': 1,\n  'b': ''\n}"),
                    List.of("{}", "{'a':1}", "{'a':1,'b':'x','c':1}", "{'b':'x','a':1}", "{'a':'1','b':'x'}")),
            new Case(
                    "{'type':'object','properties':{'a':{'type':'integer'},'b':{'type':'string'}},"
                            + "'additionalProperties':false}",
                    List.of("{}", "{'a':1}", "{'b':'x'}", "{'a':1,'b':'x'}"),
                    List.of("{,'b':'x'}", "{'a':1,}", "{'c':1}")),
            new Case(
                    "{'type':'object','properties':{'a':{'type':'integer'}},'additionalProperties':{'type':'string'}}",
                    List.of("{}", "{'a':1,'x':'y','ab':''}"),
                    List.of("{'a':'1'}", "{'x':1}", "{'x':'y','a':'z'}")),
            new Case(
                    "{'type':'object','patternProperties':{'^n_':{'type':'integer'},'_s$':{'type':'string'}},"
                            + "'additionalProperties':false}",
                    List.of("{'n_a':1,'b_s':'x'}"),
                    List.of("{'n_a':'x'}", "{'b_s':1}", "{'n_s':1}", "{'n_s':'x'}", "{'other':1}")),
            new Case(
                    "{'type':'object','propertyNames':{'maxLength':2},'additionalProperties':{'type':'null'}}",
                    List.of("{'ab':null}"),
                    List.of("{'abc':null}")),
            new Case(
                    "{'type':'object','minProperties':1,'maxProperties':2,'properties':{'a':{},'b':{},'c':{}},"
                            + "'additionalProperties':false}",
                    List.of("{'a':1}", "{'b':1,'c':2}"),
                    List.of("{}", "{'a':1,'b':2,'c':3}")),
            new Case(
                    "{'type':'object','properties':{'a':{},'b':{}},'dependentRequired':{'a':['b']},"
                            + "'additionalProperties':false}",
                    List.of("{}", "{'b':1}", "{'a':1,'b':2}"),
                    List.of("{'a':1}")),
            new Case(
                    "{'type':'array','items':{'type':'integer'},'minItems':1,'maxItems':3}",
                    List.of("[1]", "[1,2,3]", "[1, 2]"),
                    List.of("[]", "[1,2,3,4]", "['1']", "[1,]")),
            new Case(
                    "{'type':'array','prefixItems':[{'type':'integer'},{'type':'string'}],'items':false}",
                    List.of("[]", "[1]", "[1,'x']"),
                    List.of("['x']", "[1,2]", "[1,'x',2]")),
            new Case(
                    "{'type':'array','prefixItems':[{'type':'integer'}],'items':{'type':'null'},'minItems':2}",
                    List.of("[1,null]", "[1,null,null]"),
                    List.of("[1]", "[null,null]", "[1,1]")),
            new Case(
                    "{'type':'string','minLength':2,'maxLength':3}",
                    List.of("'ab'", "'東京🎉'", "'\\n\\''"),
                    List.of("'a'", "'abcd'", "'東京🎉!'")),
            new Case(
                    "{'type':'string','pattern':'^[a-c]+\\\\d{2}$'}",
                    List.of("'abc12'"), List.of("'12'", "'abc1'", "'abc123'")),
            new Case("{'type':'string','pattern':'b+'}", List.of("'b'", "'abba'"), List.of("''", "'ac'")),
            new Case(
                    "{'type':'string','pattern':'^(a|[^\\\\s\\\\x22])$'}",
                    List.of("'a'", "'\\\\'"),
                    List.of("' '", "'\\''", "'ab'")),
            new Case(
                    "{'type':'string','pattern':'^a*$','minLength':2,'maxLength':4}",
                    List.of("'aa'", "'aaaa'"),
                    List.of("'a'", "'aaaaa'", "'ab'")),
            new Case(
                    "{'type':'integer','minimum':-3,'maximum':12}",
                    List.of("-3", "0", "9", "12"),
                    List.of("-4", "13", "100", "-10")),
            new Case(
                    "{'type':'number','exclusiveMinimum':0.5,'maximum':2}",
                    List.of("0.51", "0.6", "1", "2", "1.99", "2.0", "1.50"),
                    List.of("0", "0.5", "0.50", "0.4", "2.01", "3", "-1")),
            new Case("{'type':'number','minimum':0.1}", List.of("0.1", "0.11", "7"), List.of("0", "0.0", "0.09", "-1")),
            new Case(
                    "{'type':'number','exclusiveMaximum':-1.5}",
                    List.of("-1.6", "-2"),
                    List.of("-1.5", "-1", "0", "1")),
            new Case("{'type':'integer','multipleOf':7}", List.of("0", "7", "-14", "777"), List.of("1", "15", "-8")),
            new Case(
                    "{'type':'number','multipleOf':0.05}",
                    List.of("0.05", "1.1", "3", "0.10"),
                    List.of("0.04", "1.01", "0.051")),
            new Case(
                    "{'anyOf':[{'type':'string','maxLength':2},{'type':'integer'}]}",
                    List.of("'ab'", "5"),
                    List.of("'abc'", "true")),
            new Case(
                    "{'oneOf':[{'multipleOf':2,'type':'integer'},{'multipleOf':3,'type':'integer'}]}",
                    List.of("2", "3", "4", "9"),
                    List.of("0", "6", "5", "12")),
            new Case(
                    "{'oneOf':[{'type':'object','properties':{'kind':{'const':'a'},'n':{'type':'integer'}},"
                            + "'required':['kind','n'],'additionalProperties':false},"
                            + "{'type':'object','properties':{'kind':{'const':'b'}},'required':['kind'],"
                            + "'additionalProperties':false}]}",
                    List.of("{'kind':'a','n':1}", "{'kind':'b'}"),
                    List.of("{'kind':'a'}", "{'kind':'b','n':1}", "{}")),
            new Case(
                    "{'allOf':[{'type':'object','properties':{'a':{'type':'integer'}},'required':['a']},"
                            + "{'properties':{'a':{'minimum':3},'b':{'type':'null'}},'additionalProperties':false}]}",
                    List.of("{'a':3}", "{'a':4,'b':null}"),
                    List.of("{'a':2}", "{}", "{'a':3,'c':1}")),
            new Case("{'type':'string','not':{'enum':['a','b']}}", List.of("'c'", "'ab'"), List.of("'a'", "'b'")),
            new Case(
                    "{'type':'object','properties':{'kind':{'enum':['a','b']},'n':{'type':'integer'}},'required':['kind'],"
                            + "'additionalProperties':false,'if':{'properties':{'kind':{'const':'a'}}},"
                            + "'then':{'required':['n']}}",
                    List.of("{'kind':'a','n':1}", "{'kind':'b'}", "{'kind':'b','n':2}"),
                    List.of("{'kind':'a'}")),
            new Case(
                    "{'$ref':'#/$defs/node','$defs':{'node':{'type':'object','properties':{'v':{'type':'integer'},"
                            + "'next':{'anyOf':[{'$ref':'#/$defs/node'},{'type':'null'}]}},'required':['v','next'],"
                            + "'additionalProperties':false}}}",
                    List.of("{'v':1,'next':null}", "{'v':1,'next':{'v':2,'next':null}}"),
                    List.of("{'v':1}", "{'v':1,'next':{'v':2}}", "{'v':1,'next':{}}")),
            new Case("{'type':'array','items':{'$ref':'#'}}", List.of("[]", "[[],[[]]]"), List.of("[1]", "{}", "[[]")),
            new Case(
                    "{'type':'string','format':'date'}",
                    List.of("'2024-02-29'", "'1999-12-31'"),
                    List.of("'2023-02-29'", "'2024-13-01'", "'24-01-01'", "'1900-02-29'")),
            new Case(
                    "{'type':'string','format':'date-time'}",
                    List.of("'2024-02-29T23:59:59Z'", "'2024-01-01T00:00:00.5+02:00'"),
                    List.of("'2024-02-29'", "'2024-02-29T24:00:00Z'", "'2024-02-29T23:59:59'")),
            new Case("{'type':'string','format':'time'}", List.of("'08:30:06Z'"), List.of("'8:30:06Z'", "'08:30'")),
            new Case(
                    "{'type':'string','format':'duration'}",
                    List.of("'P3Y6M4DT12H30M5S'", "'PT1S'"),
                    List.of("'P'", "'P1S'", "'PT'")),
            new Case(
                    "{'type':'string','format':'uuid'}",
                    List.of("'2eb8aa08-aa98-11ea-b4aa-73b441d16380'"),
                    List.of("'2eb8aa08aa9811eab4aa73b441d16380'", "''")),
            new Case(
                    "{'type':'string','format':'email'}",
                    List.of("'joe.b@example.com'"),
                    List.of("'joe'", "'.joe@example.com'", "'a b@example.com'")),
            new Case(
                    "{'type':'string','format':'hostname'}",
                    List.of("'www.example.com'"),
                    List.of("'-a'", "'a_b'", "''")),
            new Case(
                    "{'type':'string','format':'ipv4'}",
                    List.of("'192.168.0.1'"),
                    List.of("'256.1.1.1'", "'1.2.3'", "'01.2.3.4'")),
            new Case(
                    "{'type':'string','format':'ipv6'}",
                    List.of("'::1'", "'2001:db8::ff00:42:8329'", "'::ffff:1.2.3.4'", "'::'"),
                    List.of("'1::2::3'", "'12345::'", "':1'")),
            new Case(
                    "{'type':'string','format':'uri'}",
                    List.of("'https://example.org/a?b=c#d'", "'urn:isbn:1'"),
                    List.of("'//example.org'", "'a b:c'", "'https://a\\\\b'")));

    @TestFactory
    Stream<DynamicTest> acceptsWhatIsValidAndRefusesWhatIsNot() {
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(each.schema(), () -> {
                    Grammar grammar = grammar(each.schema());
                    each.valid().forEach(text -> assertTrue(words.accepts(grammar, json(text)), "valid: " + text));
                    each.invalid().forEach(text -> assertFalse(words.accepts(grammar, json(text)), "invalid: " + text));
                }));
    }

    private static String json(String text) {
        return text.replace("\\'", "\\\"").replaceAll("(?<!\\\\)'", "\"");
    }

    private static void refuses(String schema, String reason) {
        Fault fault = assertThrows(Fault.class, () -> grammar(schema), schema);
        assertEquals("schema", fault.parameter().orElseThrow());
        assertTrue(fault.message().contains(reason), fault.message());
    }

    @Test
    void namesTheKeywordThatItCannotGuarantee() {
        refuses("{'type':'array','uniqueItems':true}", "'uniqueItems'");
        refuses("{'contains':{'type':'integer'}}", "'contains'");
        refuses("{'properties':{'a':{'unevaluatedProperties':false}}}", "'unevaluatedProperties'");
        refuses("{'$ref':'https://example.org/other'}", "'https://example.org/other'");
        refuses("{'type':'string','pattern':'(?=a)b'}", "looks ahead");
        refuses("{'type':'string','pattern':'(a)\\\\1'}", "'\\1'");
        refuses("{'type':'string','format':'idn-email'}", "'idn-email'");
        refuses("{'not':{'type':'object','additionalProperties':false}}", "'not'");
        refuses("{'type':'strin'}", "'type'");
        refuses("{'minimum':'1'}", "'minimum'");
        refuses("[]", "JSON Schema");
    }

    @Test
    void refusesWhatNoValueSatisfies() {
        refuses("{'type':'string','minLength':3,'maxLength':2}", "no value");
        refuses("{'allOf':[{'type':'string'},{'type':'integer'}]}", "no value");
        refuses("{'type':'object','properties':{'a':{'$ref':'#'}},'required':['a']}", "no value");
        refuses("{'allOf':[{'$ref':'#'}]}", "itself");
    }

    @Test
    void keepsItsLimits() {
        refuses("{'description':'" + "x".repeat(64 << 10) + "'}", "64 KiB");
        refuses("{'items':".repeat(40) + "{}" + "}".repeat(40), "16");
    }

    @Test
    void refusesWhatGrowsWithoutMeasure() {
        long start = System.nanoTime();
        refuses("{'pattern':'(a|b)*a(a|b){40}'}", "too complex");
        refuses("{'pattern':'((a{1,99}){1,99}){1,99}'}", "too complex");
        refuses("{'multipleOf':99991}", "too complex");
        StringBuilder alternatives = new StringBuilder("{'allOf':[");
        for (int i = 0; i < 30; i++) {
            alternatives.append("{'anyOf':[{'required':['a%d']},{'required':['b%d']}]},".formatted(i, i));
        }
        refuses(alternatives + "{}]}", "too complex");
        assertTrue(System.nanoTime() - start < 10_000_000_000L, "four refusals take far less than ten seconds");
    }
}

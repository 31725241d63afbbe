package dev.freehold.inference.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SandboxTest {

    private static final List<String> UNDEFINED = List.of(
            "''.__class__",
            "''['__class__']",
            "''|attr('__class__')",
            "messages.class",
            "messages.getClass",
            "messages.__class__",
            "messages[0].class",
            "messages[0].getClass",
            "messages[0].entrySet",
            "messages[0]['__class__']",
            "messages|map(attribute='__class__')|first",
            "text.bytes",
            "text.chars",
            "text.length",
            "(1).intValue",
            "none.declaringClass",
            "none.name",
            "range.call",
            "range.__globals__",
            "text.upper.__func__",
            "namespace().attributes",
            "loop_macro.procedure",
            "loop_macro.definition",
            "dict(a=1).items().typeName",
            "(1, 2).items",
            "missing_name");

    @TestFactory
    Stream<DynamicTest> reachesNothingBehindAValue() {
        return UNDEFINED.stream()
                .map(expression -> DynamicTest.dynamicTest(expression, () -> {
                    String source = "{% macro loop_macro() %}{% endmacro %}{{ (" + expression + ") is undefined }}";
                    assertEquals("True", render(source));
                }));
    }

    @Test
    void failsWhenAnUnsafeAttributeIsUsed() {
        for (String use : List.of(".x", "()", "[0]", " + 1", ".__mro__")) {
            TemplateException failure =
                    assertThrows(TemplateException.class, () -> render("{{ ''.__class__" + use + " }}"));
            assertEquals("access to attribute '__class__' of 'str' object is unsafe.", failure.reason());
        }
    }

    @Test
    void changesNoValue() {
        for (String change : List.of(
                "messages.append(1)",
                "messages.pop()",
                "messages.clear()",
                "messages.sort()",
                "messages[0].update(a=1)",
                "messages[0].pop('role')",
                "messages[0].setdefault('a', 1)")) {
            assertThrows(TemplateException.class, () -> render("{{ " + change + " }}"), change);
        }
    }

    @Test
    void leavesTheVariablesAlone() {
        Map<String, Object> message = new HashMap<>(Map.of("role", "user"));
        Map<String, Object> variables = new HashMap<>(Map.of("messages", new ArrayList<>(List.of(message)), "n", 1));
        Map<String, Object> before = new HashMap<>(variables);
        Template.parse("{% set n = 2 %}{% set messages = [] %}{{ n }}").render(variables, Budget.forChat());
        assertEquals(before, variables);
    }

    @Test
    void takesNoForeignObjects() {
        Map<String, Object> variables = Map.of("thread", Thread.currentThread());
        Template template = Template.parse("{{ thread }}");
        TemplateException failure =
                assertThrows(TemplateException.class, () -> template.render(variables, Budget.forChat()));
        assertEquals(TemplateException.Kind.EVALUATION, failure.kind());
    }

    private static String render(String source) {
        Map<String, Object> variables = Map.of("text", "abc", "messages", List.of(Map.of("role", "user")));
        return Template.parse(source).render(variables, Budget.forChat());
    }
}

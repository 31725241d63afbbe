package dev.freehold.inference.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.inference.template.TemplateException.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void namesTheLineOfASyntaxError() {
        assertFailure(Kind.SYNTAX, 3, "a\n{{ 1 }}\n{{ 1 + }}\nb");
        assertFailure(Kind.SYNTAX, 2, "a\n{% nosuchtag %}");
        assertFailure(Kind.SYNTAX, 4, "{% if a %}\n\n\n{% endfor %}");
        assertFailure(Kind.SYNTAX, 3, "{# two\nlines #}\n{{ 'open }}");
        assertFailure(Kind.SYNTAX, 3, "{% raw %}\n{{\n{% endraw %}{{ ] }}");
        assertFailure(Kind.SYNTAX, 2, "\n{{ '\\x4' }}");
        assertFailure(Kind.SYNTAX, 2, "{%- if a -%}\n  {{ b c }}");
    }

    @Test
    void namesTheLineOfTheInnermostStatement() {
        assertFailure(Kind.EVALUATION, 3, "{% if true %}\n{% for x in [1] %}\n{{ x.y.z }}\n{% endfor %}{% endif %}");
        assertFailure(Kind.EVALUATION, 2, "{% macro m() %}\n{{ 1 / 0 }}\n{% endmacro %}\n\n{{ m() }}");
        assertFailure(Kind.EVALUATION, 2, "\n{% set x = missing + 1 %}");
        assertFailure(Kind.EVALUATION, 2, "{{ 1 }}\n{% for x in 1 %}{% endfor %}");
    }

    @Test
    void passesOnWhatTheTemplateRaises() {
        TemplateException failure = assertFailure(Kind.RAISED, 2, "\n{{ raise_exception('Only ' ~ 1 ~ ' system') }}");
        assertEquals("Only 1 system", failure.reason());
        assertEquals("line 2: Only 1 system", failure.getMessage());
    }

    @Test
    void explainsWhatIsUndefined() {
        assertReason("'a' is undefined", "{{ a.b }}");
        assertReason("'dict object' has no attribute 'b'", "{{ {}.b.c }}");
        assertReason("'None' has no attribute 'b'", "{{ none.b.c }}");
        assertReason("access to attribute 'append' of 'list' object is unsafe.", "{{ [].append(1) }}");
        assertReason("parameter 'x' was not provided", "{% macro m(x) %}{{ x.y }}{% endmacro %}{{ m() }}");
        assertReason("No filter named 'nope'.", "{{ 1|nope }}");
        assertReason("No test named 'nope'.", "{{ 1 is nope }}");
    }

    @Test
    void countsNoLineWhenNoneIsToBlame() {
        TemplateException failure = assertThrows(
                TemplateException.class, () -> Template.parse("").render(Map.of("x", new Object()), Budget.forChat()));
        assertEquals(0, failure.line());
    }

    private static TemplateException assertFailure(Kind kind, int line, String source) {
        TemplateException failure = assertThrows(TemplateException.class, () -> render(source), source);
        assertEquals(kind, failure.kind(), failure::getMessage);
        assertEquals(line, failure.line(), failure::getMessage);
        return failure;
    }

    private static void assertReason(String reason, String source) {
        assertEquals(
                reason,
                assertThrows(TemplateException.class, () -> render(source)).reason());
    }

    private static void render(String source) {
        Template.parse(source).render(Map.of(), Budget.forChat());
    }
}

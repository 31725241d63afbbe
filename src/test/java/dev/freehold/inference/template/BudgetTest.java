package dev.freehold.inference.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BudgetTest {

    private static final Budget SMALL = new Budget(200_000, 100_000, Duration.ofSeconds(5));

    private static final List<String> GREEDY = List.of(
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
            "{{ range(10**9) }}",
            "{% for x in range(10**9) %}{% endfor %}",
            "{{ range(-9223372036854775807, 9223372036854775807)|list }}",
            "{{ 'x' * 10**9 }}",
            "{{ 'x' * 10**18 }}",
            "{{ [0] * 10**9 }}",
            "{{ ([0] * 1000) * 1000 }}",
            "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
            "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
            "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
            "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s|replace('x', 'xx') %}{% endfor %}",
            "{% set ns = namespace(s='x') %}{% for i in range(60) %}{% set ns.s = ns.s.join([ns.s, ns.s]) %}{% endfor %}",
            "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
            "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s == ns.s }}",
            "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s|tojson }}",
            "{{ '%1000000000d' % 1 }}",
            "{{ '%.1000000000f' % 1.5 }}",
            "{{ '{:>1000000000}'.format('x') }}",
            "{{ '{:.1000000000f}'.format(1.5) }}",
            "{{ 'x'.center(10**9) }}{{ 'x'.ljust(10**9) }}",
            "{{ '1'.zfill(10**9) }}",
            "{{ 'x'|center(10**9) }}",
            "{{ 'a\nb'|indent(10**9) }}",
            "{{ '\t'.expandtabs(10**9) }}",
            "{{ [[1]]|tojson(indent=10**9) }}",
            "{{ [1]|batch(10**9, 0)|list }}",
            "{{ [1]|slice(10**9)|list }}",
            "{{ range(99999)|join('x' * 1000) }}",
            "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
            "{% macro a(n) %}{{ n }}{{ b(n) }}{% endmacro %}{% macro b(n) %}{{ a(n + 1) }}{% endmacro %}{{ a(0) }}",
            "{% for x in [[]] recursive %}{{ loop([[]]) }}{% endfor %}",
            "{% macro m() %}{{ caller }}{% call m() %}x{% endcall %}{% endmacro %}{% call m() %}x{% endcall %}",
            "{% set ns = namespace() %}{% set ns.self = ns %}{{ ns }}",
            "{% set ns = namespace(deep=[]) %}{% for i in range(15000) %}{% set ns.deep = [ns.deep] %}{% endfor %}{{ ns.deep }}",
            "{% for i in range(99999) %}xxxxxxxxxx{% endfor %}");

    @TestFactory
    Stream<DynamicTest> stopsGreedyTemplates() {
        return GREEDY.stream()
                .map(source -> DynamicTest.dynamicTest(
                        source,
                        () -> assertEquals(
                                TemplateException.Kind.BUDGET,
                                failure(source, SMALL).kind())));
    }

    @Test
    void stopsAtTheWallTime() {
        Budget noTime = new Budget(Long.MAX_VALUE, 1000, Duration.ofMillis(20));
        String endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}";
        TemplateException failure = failure(endless, noTime);
        assertEquals(TemplateException.Kind.BUDGET, failure.kind());
        assertEquals("the template takes longer than PT0.02S", failure.reason());
    }

    @Test
    void chargesForTheVariablesToo() {
        List<Integer> many = new ArrayList<>(java.util.Collections.nCopies(300_000, 1));
        Template template = Template.parse("");
        TemplateException failure =
                assertThrows(TemplateException.class, () -> template.render(Map.of("many", many), SMALL));
        assertEquals(TemplateException.Kind.BUDGET, failure.kind());
    }

    @Test
    void leavesRoomForALongConversation() {
        Object message = Map.of("role", "user", "content", "word ".repeat(1000));
        List<Object> messages = new ArrayList<>(java.util.Collections.nCopies(500, message));
        String source = "{% for m in messages %}<{{ m.role }}>{{ m.content|trim }}\n{% endfor %}";
        String rendered = Template.parse(source).render(Map.of("messages", messages), Budget.forChat());
        assertEquals(500 * 5006, rendered.length());
    }

    @Test
    void refusesSourceThatNestsTooDeeply() {
        for (String opening : List.of("(", "[", "{1:", "-", "not ", "a if ", "f(", "x[")) {
            String source = "{{ " + opening.repeat(100_000);
            assertEquals(TemplateException.Kind.SYNTAX, failure(source, SMALL).kind(), opening);
        }
        assertEquals(
                TemplateException.Kind.SYNTAX,
                failure("{% if a %}".repeat(100_000), SMALL).kind());
        assertEquals(
                TemplateException.Kind.SYNTAX,
                failure("{% set " + "(".repeat(100_000), SMALL).kind());
    }

    @Test
    void stopsOnExpressionsOfManyOperators() {
        assertEquals(
                TemplateException.Kind.BUDGET,
                failure("{{ 1" + " + 1".repeat(50_000) + " }}", SMALL).kind());
    }

    private static TemplateException failure(String source, Budget budget) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThrows(
                        TemplateException.class, () -> Template.parse(source).render(Map.of(), budget)));
    }
}

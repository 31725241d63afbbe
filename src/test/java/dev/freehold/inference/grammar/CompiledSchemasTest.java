package dev.freehold.inference.grammar;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CompiledSchemasTest {
    @Test
    void theSameSchemaIsTheSameGrammar() {
        CompiledSchemas schemas = new CompiledSchemas(1 << 20);
        Grammar first = schemas.get("a", () -> Grammar.literal("a"));
        assertSame(first, schemas.get("a", () -> Grammar.literal("a")));
        assertNotSame(first, schemas.get("b", () -> Grammar.literal("a")));
    }

    @Test
    void forgetsWhatWasLongestUnusedWhenItHasTooManyBytes() {
        long room = 3 * (Grammar.literal("abc").bytes() + 8);
        CompiledSchemas schemas = new CompiledSchemas(room);
        Grammar first = schemas.get("1", () -> Grammar.literal("abc"));
        for (int i = 2; i < 50; i++) {
            assertSame(first, schemas.get("1", () -> Grammar.literal("abc")), "used all the time");
            schemas.get(String.valueOf(i), () -> Grammar.literal("abc"));
        }
        assertTrue(schemas.size() <= 3, schemas.size() + " are kept");
    }
}

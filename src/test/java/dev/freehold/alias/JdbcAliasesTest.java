package dev.freehold.alias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcAliasesTest {
    private static final ModelId CHAT = new ModelId("chat");
    private static final ModelId A = new ModelId("acme/a");
    private static final ModelId B = new ModelId("b");

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private Database database;

    private record Declared(String to, Spread by, Optional<String> shadow, Map<String, String> pins)
            implements AliasConfig.Declared {
        static Declared to(String targets) {
            return new Declared(targets, Spread.CALLER, Optional.empty(), Map.of());
        }
    }

    @BeforeEach
    void open() {
        database = SqliteDatabase.in(folder);
    }

    private void note(String action, String target, String change) {
        notes.add(action + " " + target + " " + change);
    }

    private static Alias full() {
        return new Alias(
                CHAT,
                List.of(new Target(A, 90), new Target(B, 10)),
                Spread.REQUEST,
                Optional.of(new Target(B, 5)),
                new TreeMap<>(Map.of("acme", B, "beta", A)),
                false);
    }

    @Test
    void keepsAllThatWasSaid() {
        JdbcAliases aliases = new JdbcAliases(database, Map.of());
        assertEquals(Optional.empty(), aliases.find(CHAT));
        aliases.put(full(), this::note);
        assertEquals(Optional.of(full()), aliases.find(CHAT));
        assertEquals(List.of(full()), new JdbcAliases(database, Map.of()).list());
        Alias plain =
                new Alias(CHAT, List.of(new Target(B, 1)), Spread.CALLER, Optional.empty(), new TreeMap<>(), false);
        aliases.put(plain, this::note);
        assertEquals(List.of(plain), new JdbcAliases(database, Map.of()).list());
        aliases.remove(CHAT, this::note);
        aliases.remove(CHAT, this::note);
        assertEquals(List.of(), aliases.list());
        assertEquals(
                List.of(
                        "alias.put chat to=acme/a:90,b:10 by=request shadow=b:5 pins=acme=b,beta=acme/a",
                        "alias.put chat to=b:1 by=caller",
                        "alias.remove chat removed"),
                notes);
    }

    @Test
    void whatCannotBeWrittenDownIsNotChanged() {
        JdbcAliases aliases = new JdbcAliases(database, Map.of());
        aliases.put(full(), this::note);
        Aliases.Note full = (action, target, change) -> {
            throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "the disk is full");
        };
        assertThrows(Fault.class, () -> aliases.remove(CHAT, full));
        assertEquals(List.of(full()), new JdbcAliases(database, Map.of()).list());
    }

    @Test
    void theSettingsCloseWhatTheyDeclare() {
        JdbcAliases aliases = new JdbcAliases(
                database,
                Map.of("chat", new Declared("b:3, acme/a", Spread.CALLER, Optional.of("b:7"), Map.of("acme", "b"))));
        Alias declared = aliases.find(CHAT).orElseThrow();
        assertEquals("to=b:3,acme/a:1 by=caller shadow=b:7 pins=acme=b", declared.inWords());
        assertEquals(
                FaultCode.CONFLICT,
                assertThrows(Fault.class, () -> aliases.put(full(), this::note)).code());
        assertThrows(Fault.class, () -> aliases.remove(CHAT, this::note));
    }

    @Test
    void nonsenseInTheSettingsIsNamed() {
        for (String to : List.of("", "b:x", "b:-1", "b:0", "a b", "b,,a")) {
            IllegalArgumentException wrong = assertThrows(
                    IllegalArgumentException.class, () -> new JdbcAliases(database, Map.of("chat", Declared.to(to))));
            assertTrue(String.valueOf(wrong.getMessage()).startsWith("freehold.aliases.chat: "), to);
        }
    }
}

package dev.freehold.alias;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Declared names, and those in the database, which are read anew when what is known of them is old. */
@ApplicationScoped
class JdbcAliases implements Aliases {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Database database;
    private final SortedMap<ModelId, Alias> declared;
    private final AtomicLong changes = new AtomicLong();
    private volatile @Nullable Known known;

    @Inject
    JdbcAliases(Database database, AliasConfig config) {
        this(database, config.names());
    }

    JdbcAliases(Database database, Map<String, AliasConfig.Declared> declared) {
        this.database = database;
        this.declared = declared(declared);
    }

    /** @param changes how many there had been here before it was read */
    private record Known(SortedMap<ModelId, Alias> aliases, long readAt, long changes) {
        boolean isFresh(long changesNow) {
            return changes == changesNow && System.nanoTime() - readAt < FRESH.toNanos();
        }
    }

    private static SortedMap<ModelId, Alias> declared(Map<String, AliasConfig.Declared> config) {
        SortedMap<ModelId, Alias> aliases = new TreeMap<>();
        config.forEach((name, entry) -> {
            try {
                ModelId id = Target.named("the name", name);
                aliases.put(
                        id,
                        new Alias(
                                id,
                                Alias.targets(entry.to()),
                                entry.by(),
                                entry.shadow().map(Target::parse),
                                Alias.pins(entry.pins()),
                                true));
            } catch (Fault wrong) {
                throw new IllegalArgumentException("freehold.aliases.%s: %s".formatted(name, wrong.message()), wrong);
            }
        });
        return aliases;
    }

    @Override
    public Optional<Alias> find(ModelId name) {
        return Optional.ofNullable(all().get(name));
    }

    @Override
    public List<Alias> list() {
        return List.copyOf(all().values());
    }

    private SortedMap<ModelId, Alias> all() {
        Known now = known;
        long before = changes.get();
        if (now == null || !now.isFresh(before)) {
            long start = System.nanoTime();
            SortedMap<ModelId, Alias> read = new TreeMap<>();
            database.read(AliasRows::all).forEach(alias -> read.put(alias.name(), alias));
            read.putAll(declared);
            now = new Known(read, start, before);
            known = now;
        }
        return now.aliases();
    }

    @Override
    public void put(Alias alias, Note note) {
        requireOpen(alias.name());
        database.inTransaction(connection -> {
            AliasRows.delete(connection, alias.name());
            AliasRows.insert(connection, alias);
            note.write("alias.put", alias.name().value(), alias.inWords());
            return alias;
        });
        changes.incrementAndGet();
    }

    @Override
    public void remove(ModelId name, Note note) {
        requireOpen(name);
        database.inTransaction(connection -> {
            boolean isThere = AliasRows.delete(connection, name);
            if (isThere) {
                note.write("alias.remove", name.value(), "removed");
            }
            return isThere;
        });
        changes.incrementAndGet();
    }

    private void requireOpen(ModelId name) {
        if (declared.containsKey(name)) {
            throw new Fault(
                    FaultCode.CONFLICT, "The alias '%s' is declared in the settings; change it there.".formatted(name));
        }
    }
}

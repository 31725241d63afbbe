package dev.freehold.gateway;

import dev.freehold.alias.Alias;
import dev.freehold.alias.Aliases;
import dev.freehold.core.ModelId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Aliases without a database. */
final class GivenAliases implements Aliases {
    private final Map<ModelId, Alias> aliases = new TreeMap<>();

    @Override
    public Optional<Alias> find(ModelId name) {
        return Optional.ofNullable(aliases.get(name));
    }

    @Override
    public List<Alias> list() {
        return List.copyOf(aliases.values());
    }

    @Override
    public void put(Alias alias, Note note) {
        aliases.put(alias.name(), alias);
    }

    @Override
    public void remove(ModelId name, Note note) {
        aliases.remove(name);
    }
}

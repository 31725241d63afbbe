package dev.freehold.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to change about a tenant or a project; what is absent stays as it is. */
public record UnitChange(Optional<String> name, Optional<Boolean> suspended) {
    public UnitChange {
        name.ifPresent(text -> Names.title("name", text));
        Names.require(name.isPresent() || suspended.isPresent(), "name", "or 'suspended' must say what is to change");
    }

    /** In the words of the audit log. */
    String words() {
        List<String> words = new ArrayList<>();
        name.ifPresent(text -> words.add("name=" + text));
        suspended.ifPresent(value -> words.add("suspended=" + value));
        return String.join(" ", words);
    }
}

package dev.freehold.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Refuses a PostgreSQL server that may forget what it has confirmed, or that takes no changes. */
final class Durability {
    private static final Map<String, Set<String>> REQUIRED = new TreeMap<>(Map.of(
            "fsync", Set.of("on"),
            "full_page_writes", Set.of("on"),
            "synchronous_commit", Set.of("on", "remote_apply"),
            "transaction_read_only", Set.of("off")));

    private Durability() {}

    /**
     * Looks at what holds for the sessions of this process.
     *
     * @throws UnusableStoreException when a setting is not good enough; the message names it
     */
    static void check(Database database) {
        database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT current_setting(?)")) {
                for (Map.Entry<String, Set<String>> setting : REQUIRED.entrySet()) {
                    statement.setString(1, setting.getKey());
                    try (ResultSet row = statement.executeQuery()) {
                        row.next();
                        refuse(setting.getKey(), row.getString(1), setting.getValue());
                    }
                }
            }
            return REQUIRED;
        });
    }

    private static void refuse(String setting, String actual, Set<String> accepted) {
        if (!accepted.contains(actual)) {
            throw new UnusableStoreException("The PostgreSQL server runs with " + setting + "=" + actual
                    + ", so it may lose or refuse what is entrusted to it. Expected: " + String.join(" or ", accepted)
                    + ".");
        }
    }
}

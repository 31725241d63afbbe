package dev.freehold.alias;

import dev.freehold.core.ModelId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of names, each whole in one. */
final class AliasRows {
    private AliasRows() {}

    static List<Alias> all(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT name, targets, spread, shadow, pins FROM model_alias");
                ResultSet rows = statement.executeQuery()) {
            List<Alias> aliases = new ArrayList<>();
            while (rows.next()) {
                aliases.add(read(rows));
            }
            return aliases;
        }
    }

    private static Alias read(ResultSet row) throws SQLException {
        @Nullable String shadow = row.getString(4);
        return new Alias(
                new ModelId(row.getString(1)),
                Alias.targets(row.getString(2)),
                Spread.parse(row.getString(3)).orElseThrow(),
                Optional.ofNullable(shadow).map(Target::parse),
                Alias.pins(pins(row.getString(5))),
                false);
    }

    private static Map<String, String> pins(String text) {
        Map<String, String> pins = new HashMap<>();
        for (String pin : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int equals = pin.indexOf('=');
            pins.put(pin.substring(0, equals), pin.substring(equals + 1));
        }
        return pins;
    }

    static boolean delete(Connection connection, ModelId name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM model_alias WHERE name = ?")) {
            statement.setString(1, name.value());
            return statement.executeUpdate() > 0;
        }
    }

    static void insert(Connection connection, Alias alias) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO model_alias (name, targets, spread, shadow, pins) VALUES (?, ?, ?, ?, ?)")) {
            statement.setString(1, alias.name().value());
            statement.setString(2, alias.targetsText());
            statement.setString(3, alias.spread().wireName());
            statement.setString(4, alias.shadow().map(Target::toString).orElse(null));
            statement.setString(5, alias.pinsText());
            statement.executeUpdate();
        }
    }
}

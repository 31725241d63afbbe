package dev.freehold.store;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/** A real database file with the product's settings and migrations, without a container. */
public final class SqliteDatabase {
    private SqliteDatabase() {}

    public static Database in(Path folder) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("freehold.db")
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000&transaction_mode=IMMEDIATE&secure_delete=true");
        migrate(source);
        return new Database(source, Database.Engine.SQLITE);
    }

    private static void migrate(DataSource source) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }
}

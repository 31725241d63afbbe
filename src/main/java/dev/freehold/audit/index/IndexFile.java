package dev.freehold.audit.index;

import dev.freehold.store.Database;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.sqlite.JDBC;

/** The index of an embedded log, in a database file of its own: deleted, it is made again. */
final class IndexFile implements Closeable {
    private static final Logger LOG = Logger.getLogger(IndexFile.class);
    private static final int CONNECTIONS = 8;

    /** Of the tables; a file with another one is made again. */
    private static final int VERSION = 1;

    private static final String TABLES = "/db/derived/audit_index.sql";

    /** What a power cut takes is read from the log again, so no commit waits for the disk. */
    private static final String SETTINGS =
            "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=5000&transaction_mode=IMMEDIATE";

    private final AgroalDataSource source;

    private IndexFile(AgroalDataSource source) {
        this.source = source;
    }

    static IndexFile open(Path folder) {
        try {
            Path file = Files.createDirectories(folder).resolve("index.db");
            IndexFile index = connect(file);
            if (!index.isUsable()) {
                index.close();
                delete(file);
                index = connect(file);
                index.makeTables();
            }
            return index;
        } catch (IOException e) {
            throw new UncheckedIOException("The index of the audit log in " + folder + " cannot be opened", e);
        } catch (SQLException e) {
            throw new IllegalStateException("The index of the audit log in " + folder + " cannot be opened", e);
        }
    }

    private static IndexFile connect(Path file) throws SQLException {
        return new IndexFile(AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(CONNECTIONS)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(factory ->
                                factory.connectionProviderClass(JDBC.class).jdbcUrl("jdbc:sqlite:" + file + SETTINGS)))
                .get()));
    }

    private boolean isUsable() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() && row.getInt(1) == VERSION;
        } catch (SQLException damaged) {
            LOG.warn("The index of the audit log cannot be read and is made again");
            return false;
        }
    }

    private static void delete(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
        }
    }

    private void makeTables() throws IOException, SQLException {
        try (InputStream tables = Objects.requireNonNull(IndexFile.class.getResourceAsStream(TABLES), TABLES);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(new String(tables.readAllBytes(), StandardCharsets.UTF_8));
            statement.executeUpdate("PRAGMA user_version = " + VERSION);
        }
    }

    Database database() {
        return new Database(source, Database.Engine.SQLITE);
    }

    @Override
    public void close() {
        source.close();
    }
}

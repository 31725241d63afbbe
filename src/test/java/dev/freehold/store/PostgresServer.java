package dev.freehold.store;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ExceptionSorter;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL, started once for all tests of this process. Where it cannot run, the tests that
 * ask for it are skipped and say why.
 */
public final class PostgresServer {
    /** The product's session settings, as in {@code application.properties}. */
    private static final String SESSION = "SET synchronous_commit = on";

    /** For measurements, which are worth nothing without a disk. */
    private static final boolean ON_DISK = Boolean.getBoolean("campaign.disk");

    private static final Map<String, String> SETTINGS = Map.of(
            "fsync", "on",
            "full_page_writes", "on",
            "synchronous_commit", "on",
            "max_wal_size", ON_DISK ? "2GB" : "128MB",
            "max_connections", "300");

    /** Where there is room, tests spare the disk and its owner's time. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final long ENOUGH = 1L << 30;

    private static final String TEMPLATE = "freehold_template";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private static @Nullable EmbeddedPostgres server;
    private static @Nullable String unavailable;

    private PostgresServer() {}

    /** An empty database with the product's tables. */
    public static String newDatabase() {
        String name = "freehold_" + DATABASES.incrementAndGet();
        execute(running(), "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return url(name);
    }

    /** Connections as the product makes them, at most {@code connections} at a time. */
    public static AgroalDataSource connect(String url, int connections) {
        return connect(url, connections, SESSION);
    }

    /** For tests that are about arithmetic and not about disks: a commit does not wait for the disk. */
    public static AgroalDataSource connectInHaste(String url, int connections) {
        return connect(url, connections, "SET synchronous_commit = off");
    }

    private static AgroalDataSource connect(String url, int connections, String session) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(connections)
                            .acquisitionTimeout(Duration.ofSeconds(2))
                            .reapTimeout(Duration.ofSeconds(2))
                            .exceptionSorter(ExceptionSorter.fatalExceptionSorter())
                            .connectionFactoryConfiguration(
                                    factory -> factory.jdbcUrl(url).initialSql(session)))
                    .get());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** A new database, opened as the product opens it. */
    public static Database open() {
        return new Database(connect(newDatabase(), 8), Database.Engine.POSTGRESQL);
    }

    private static synchronized EmbeddedPostgres running() {
        EmbeddedPostgres running = server;
        if (running == null) {
            Assumptions.assumeTrue(unavailable == null, () -> "PostgreSQL cannot run here: " + unavailable);
            running = start();
            server = running;
            migrate(running);
        }
        return running;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            SETTINGS.forEach(builder::setServerConfig);
            if (!ON_DISK
                    && Files.isWritable(MEMORY)
                    && Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH) {
                builder.setDataDirectory(Files.createTempDirectory(MEMORY, "freehold"));
            }
            return builder.setOutputRedirector(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException | RuntimeException e) {
            unavailable = e.toString();
            return Assumptions.abort("PostgreSQL cannot run here: " + e);
        }
    }

    private static void migrate(EmbeddedPostgres running) {
        execute(running, "CREATE DATABASE " + TEMPLATE);
        Flyway.configure()
                .dataSource(url(TEMPLATE), "postgres", "postgres")
                .locations("classpath:db/migration", "classpath:db/postgresql")
                .load()
                .migrate();
    }

    private static String url(String name) {
        EmbeddedPostgres running = running();
        return running.getJdbcUrl("postgres", name);
    }

    private static void execute(EmbeddedPostgres running, String sql) {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

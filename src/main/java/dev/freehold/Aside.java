package dev.freehold;

/** How a command starts the container beside a gateway that may be running: it opens no port, no database and no log. */
final class Aside {
    private Aside() {}

    static void prepare() {
        System.setProperty("freehold.serving", "false");
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.port", "0");
        System.setProperty("quarkus.log.level", "WARN");
        System.setProperty("quarkus.flyway.migrate-at-start", "false");
        System.setProperty("quarkus.flyway.postgresql.migrate-at-start", "false");
    }
}

package dev.freehold.export;

import dev.freehold.audit.AuditReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All that follow the audit log, as the settings name them. */
@ApplicationScoped
public class AuditFollowers {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final FollowersConfig config;
    private final AuditReader log;
    private final EntryFormats formats;
    private final String version;
    private final String host;
    private final Map<String, Follower> running = new TreeMap<>();

    @Inject
    AuditFollowers(
            FollowersConfig config,
            AuditReader log,
            EntryFormats formats,
            @ConfigProperty(name = "quarkus.application.version") String version,
            @ConfigProperty(name = "hostname") Optional<String> host) {
        this.config = config;
        this.log = log;
        this.formats = formats;
        this.version = version;
        this.host = host.orElse("");
    }

    /**
     * Starts to follow.
     *
     * @throws IllegalArgumentException when a setting is wrong
     */
    public void start() {
        config.followers().forEach((name, settings) -> {
            Follower follower = follower(name, settings);
            running.put(name, follower);
            Thread.ofPlatform().daemon().name("follower-" + name).start(follower);
        });
    }

    /** What is not sent by then is sent after the next start. */
    public void stop() {
        running.values().forEach(Follower::stop);
    }

    /** The next index that each one will send. */
    public Map<String, Long> next() {
        Map<String, Long> next = new TreeMap<>();
        running.forEach((name, follower) -> next.put(name, follower.next()));
        return next;
    }

    private Follower follower(String name, FollowersConfig.Follower settings) {
        if (!NAME.matcher(name).matches() || settings.batch() < 1) {
            throw wrong(name, "names have letters, digits, _ and -, and a batch has at least 1 entry");
        }
        try {
            Cursor cursor = Cursor.open(config.cursors().resolve(name));
            return new Follower(name, log, destination(name, settings), cursor, settings.batch(), PAUSE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Destination destination(String name, FollowersConfig.Follower settings) throws IOException {
        URI to = settings.to();
        String scheme = to.getScheme() == null ? "" : to.getScheme();
        return switch (scheme) {
            case "tcp", "tls" -> syslog(name, settings, scheme.equals("tls"));
            case "http", "https" -> {
                HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(settings.timeout());
                if (settings.trust().isPresent()) {
                    client.sslContext(Trust.of(settings.trust()));
                }
                yield new OtlpDestination(
                        to, settings.headers(), settings.timeout(), new OtlpLogs(version), client.build());
            }
            default -> throw wrong(name, "'to' begins with tcp://, tls://, http:// or https://");
        };
    }

    private Destination syslog(String name, FollowersConfig.Follower settings, boolean isSecured) throws IOException {
        if (settings.to().getHost() == null || settings.to().getPort() < 1) {
            throw wrong(name, "'to' names a host and a port");
        }
        EntryFormat format = formats.named(settings.format())
                .filter(known -> known.header().isEmpty())
                .orElseThrow(() -> wrong(name, "'format' is jsonl, ocsf or cef"));
        return new SyslogDestination(
                settings.to(),
                new SyslogMessage(format, host),
                isSecured ? Optional.of(Trust.of(settings.trust())) : Optional.empty(),
                settings.timeout());
    }

    private static IllegalArgumentException wrong(String name, String why) {
        return new IllegalArgumentException("freehold.audit.followers." + name + ": " + why);
    }
}

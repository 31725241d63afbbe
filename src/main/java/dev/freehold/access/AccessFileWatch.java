package dev.freehold.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Applies the access file at the start and whenever its content changes. The path is followed anew at each look, so that a
 * mounted volume may be swapped by a symbolic link; what is new is applied when two looks in a row see the same, so that nobody
 * reads half a file. A file that cannot be applied changes nothing.
 */
@ApplicationScoped
public class AccessFileWatch {
    private static final Logger LOG = Logger.getLogger(AccessFileWatch.class);

    private final AccessConfig config;
    private final DeclaredAccess access;
    private final MeterRegistry meters;
    private @Nullable ScheduledExecutorService looks;
    private String applied = "";
    private String pending = "";
    private volatile Optional<String> problem = Optional.empty();

    /** What the file is now. */
    private record Content(String text, String digest) {}

    AccessFileWatch(AccessConfig config, DeclaredAccess access, MeterRegistry meters) {
        this.config = config;
        this.access = access;
        this.meters = meters;
    }

    /**
     * To be called before the first request.
     *
     * @throws IllegalStateException when the file cannot be applied; its message tells the operator why
     */
    public void open() {
        if (config.file().isEmpty()) {
            return;
        }
        Path path = config.file().get();
        try {
            apply(path, read(path));
        } catch (InvalidAccessFileException e) {
            throw new IllegalStateException("The access file cannot be applied: " + e.getMessage(), e);
        }
        Gauge.builder(
                        "freehold.access.file.rejected",
                        this,
                        watch -> watch.problem().isPresent() ? 1 : 0)
                .description("1 while the access file cannot be applied and the state before it stays")
                .register(meters);
        looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("access-file").factory());
        long every = config.poll().toMillis();
        var _ = looks.scheduleWithFixedDelay(() -> look(path), every, every, TimeUnit.MILLISECONDS);
    }

    /** Is there a file? */
    boolean isOn() {
        return config.file().isPresent();
    }

    /** Why what the file says now is not applied; empty while it is. */
    Optional<String> problem() {
        return problem;
    }

    /** Looks once; never throws, so that the next look comes. */
    void look(Path path) {
        try {
            Content content = read(path);
            if (content.digest().equals(applied)) {
                solved();
            } else if (content.digest().equals(pending)) {
                apply(path, content);
                LOG.infof("the access file %s was applied", path);
                solved();
            }
            pending = content.digest();
        } catch (InvalidAccessFileException | RuntimeException e) {
            failed(e);
        }
    }

    private void apply(Path path, Content content) throws InvalidAccessFileException {
        AccessDocument document = AccessFile.parse(path, content.text());
        try {
            access.check(document);
        } catch (InvalidAccessFileException e) {
            throw new InvalidAccessFileException(path + ": " + e.getMessage());
        }
        access.apply(document, content.digest());
        applied = content.digest();
    }

    private void solved() {
        problem = Optional.empty();
    }

    /** Said once, not at every look. */
    private void failed(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (!problem.equals(Optional.of(message))) {
            LOG.errorf(
                    e instanceof InvalidAccessFileException ? null : e,
                    "the access file is not applied, the state before it stays: %s",
                    message);
        }
        problem = Optional.of(message);
    }

    private static Content read(Path path) throws InvalidAccessFileException {
        try {
            byte[] bytes = Files.readAllBytes(path);
            return new Content(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        } catch (CharacterCodingException e) {
            throw new InvalidAccessFileException(path + " is not UTF-8");
        } catch (IOException e) {
            throw new InvalidAccessFileException(path + " cannot be read");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @PreDestroy
    void close() {
        if (looks != null) {
            looks.shutdownNow();
        }
    }
}

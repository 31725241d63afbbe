package dev.freehold.audit.anchor;

import dev.freehold.audit.RolledBackLogException;
import dev.freehold.core.Fault;
import dev.freehold.tlog.AddCheckpoint;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.MalformedException;
import dev.freehold.tlog.NoteSignature;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** A witness elsewhere (C2SP tlog-witness): it cosigns only what continues all that it has seen. */
final class WitnessAnchor implements Anchor {
    private static final Logger LOG = Logger.getLogger(WitnessAnchor.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int CONFLICT = 409;
    private static final int UNPROVED = 422;

    private final String name;
    private final URI submission;
    private final VerifierKey key;
    private final WitnessedLog log;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** What the witness saw last, as far as is known here. */
    private long seen;

    WitnessAnchor(String name, AnchorConfig.WitnessConfig config, WitnessedLog log) {
        this.name = name;
        this.submission = URI.create(config.url().toString().replaceFirst("/+$", "") + "/add-checkpoint");
        this.key = VerifierKey.parse(config.key());
        if (key.kind() != SignatureKind.WITNESS) {
            throw new IllegalArgumentException(
                    "freehold.audit.anchor.witness." + name + ".key is not the key of a witness");
        }
        this.log = log;
    }

    @Override
    public String name() {
        return "witness " + name;
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public void compare(SignedNote newest) {
        long size = Checkpoint.parse(newest.text()).size();
        try {
            HttpResponse<String> answer = submit(new AddCheckpoint(0, List.of(), newest));
            long known = answer.statusCode() == CONFLICT ? size(answer) : 0;
            if (known > size) {
                throw RolledBackLogException.shorter(size, known, name());
            }
            seen = known;
            if (known > 0 && isRejected(submit(request(newest)))) {
                throw RolledBackLogException.different(known, name());
            }
        } catch (IOException | Fault unreachable) {
            LOG.warnf("%s cannot be asked whether the log is whole: %s", name(), unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** It has what it was told to expect, and the checkpoint does not continue it. */
    private static boolean isRejected(HttpResponse<String> answer) {
        return answer.statusCode() == UNPROVED || answer.statusCode() == CONFLICT;
    }

    @Override
    public void put(SignedNote checkpoint) throws IOException, InterruptedException {
        HttpResponse<String> answer = submit(request(checkpoint));
        if (answer.statusCode() == CONFLICT && size(answer) != seen) {
            seen = size(answer);
            answer = submit(request(checkpoint));
        }
        if (answer.statusCode() != 200) {
            throw new IOException(name() + " answered " + answer.statusCode() + ", the checkpoint is of "
                    + Checkpoint.parse(checkpoint.text()).size() + " entries and it knows of " + seen);
        }
        accept(checkpoint, answer.body());
    }

    private AddCheckpoint request(SignedNote checkpoint) throws IOException {
        long size = Checkpoint.parse(checkpoint.text()).size();
        if (seen > size) {
            throw new IOException(
                    name() + " knows of " + seen + " entries, and the log has " + size + ": was it rolled back?");
        }
        return new AddCheckpoint(seen, log.consistency(seen, size), checkpoint);
    }

    private HttpResponse<String> submit(AddCheckpoint body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(submission)
                        .timeout(TIMEOUT)
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private long size(HttpResponse<String> conflict) throws IOException {
        String body = conflict.body().strip();
        if (!body.matches("[0-9]{1,18}")) {
            throw new IOException(name() + " answered 409 without a size");
        }
        return Long.parseLong(body);
    }

    private void accept(SignedNote checkpoint, String lines) throws IOException {
        try {
            List<NoteSignature> signatures =
                    lines.lines().map(NoteSignature::parse).toList();
            SignedNote cosigned = new SignedNote(checkpoint.text(), signatures);
            if (key.cosignedAt(cosigned).isEmpty()) {
                throw new IOException(name() + " did not sign with its key");
            }
            seen = Checkpoint.parse(checkpoint.text()).size();
            log.cosigned(
                    checkpoint.text(),
                    signatures.stream()
                            .filter(signature -> signature.name().equals(key.name()))
                            .filter(signature -> new SignedNote(checkpoint.text(), List.of(signature)).isSignedBy(key))
                            .toList());
        } catch (MalformedException e) {
            throw new IOException(name() + " answered with something else than signatures", e);
        }
    }
}

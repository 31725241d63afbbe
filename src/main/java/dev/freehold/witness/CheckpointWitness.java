package dev.freehold.witness;

import dev.freehold.tlog.AddCheckpoint;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.MalformedException;
import dev.freehold.tlog.ProofCheck;
import dev.freehold.tlog.SigningKey;
import dev.freehold.tlog.VerifierKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** The rules of C2SP tlog-witness: it remembers durably before it answers, and one request after the other. */
final class CheckpointWitness {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final String SIZE = "text/x.tlog.size";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final SigningKey key;
    private final List<VerifierKey> logs;
    private final SeenHeads seen;
    private final InstantSource clock;

    CheckpointWitness(SigningKey key, List<VerifierKey> logs, SeenHeads seen, InstantSource clock) {
        this.key = key;
        this.logs = List.copyOf(logs);
        this.seen = seen;
        this.clock = clock;
    }

    /** What is answered over HTTP. */
    record Answer(int status, String type, String body) {
        static Answer refusal(int status, String why) {
            return new Answer(status, TEXT, why + "\n");
        }
    }

    /**
     * Cosigns a checkpoint, or says why not.
     *
     * @throws IOException when it cannot be remembered; nothing is signed then
     */
    Answer add(String body) throws IOException {
        AddCheckpoint request;
        Checkpoint head;
        try {
            request = AddCheckpoint.parse(body);
            head = Checkpoint.parse(request.checkpoint().text());
        } catch (MalformedException e) {
            return Answer.refusal(BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        List<VerifierKey> trusted =
                logs.stream().filter(log -> log.name().equals(head.origin())).toList();
        if (trusted.isEmpty()) {
            return Answer.refusal(NOT_FOUND, "this log is not known here");
        }
        if (trusted.stream().noneMatch(request.checkpoint()::isSignedBy)) {
            return Answer.refusal(FORBIDDEN, "no signature of a key that is trusted for this log");
        }
        if (request.oldSize() > head.size()) {
            return Answer.refusal(BAD_REQUEST, "the old size is larger than the checkpoint's");
        }
        return cosign(request, head);
    }

    private synchronized Answer cosign(AddCheckpoint request, Checkpoint head) throws IOException {
        Checkpoint last = seen.last(head.origin()).orElse(new Checkpoint(head.origin(), 0, Hash.EMPTY));
        boolean isOther = last.size() == head.size() && !last.root().equals(head.root());
        if (request.oldSize() != last.size() || isOther) {
            return new Answer(CONFLICT, SIZE, last.size() + "\n");
        }
        if (!ProofCheck.extendsTree(last.root(), last.size(), head.root(), head.size(), request.consistency())) {
            return Answer.refusal(UNPROCESSABLE, "the proof does not hold");
        }
        if (!last.equals(head)) {
            seen.remember(head);
        }
        return new Answer(OK, TEXT, key.sign(request.checkpoint().text(), clock.instant()) + "\n");
    }
}

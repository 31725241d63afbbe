package dev.freehold.audit.anchor;

import dev.freehold.audit.Exposure;
import dev.freehold.audit.checkpoint.CheckpointListener;
import dev.freehold.audit.checkpoint.Checkpoints;
import dev.freehold.audit.checkpoint.HeadMemory;
import dev.freehold.audit.checkpoint.LogProofs;
import dev.freehold.audit.checkpoint.RememberedHead;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.NoteSignature;
import dev.freehold.tlog.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All anchors that are configured, and how long ago enough of them took a checkpoint. */
@ApplicationScoped
public class Anchors implements CheckpointListener, Exposure, HeadMemory {
    private static final Duration RETRY = Duration.ofSeconds(60);

    private final AnchorConfig config;
    private final Supplier<Optional<SignedNote>> newest;
    private final Optional<FileAnchor> file;
    private final List<AnchorWorker> workers;

    @Inject
    Anchors(AnchorConfig config, Checkpoints checkpoints, LogProofs proofs) {
        this(config, checkpoints::newest, anchors(config, witnessed(checkpoints, proofs)));
    }

    Anchors(AnchorConfig config, Supplier<Optional<SignedNote>> newest, List<Anchor> anchors) {
        this.config = config;
        this.newest = newest;
        this.file = config.file().map(FileAnchor::new);
        this.workers = anchors.stream()
                .map(anchor -> new AnchorWorker(anchor, config.interval()))
                .toList();
        long counting = anchors.stream().filter(Anchor::counts).count();
        if (config.required() < 0 || config.required() > counting) {
            throw new IllegalArgumentException("freehold.audit.anchor.required is " + config.required() + ", and "
                    + counting + " witnesses and files are configured");
        }
    }

    private static List<Anchor> anchors(AnchorConfig config, WitnessedLog log) {
        List<Anchor> anchors = new ArrayList<>();
        config.witness().forEach((name, witness) -> anchors.add(new WitnessAnchor(name, witness, log)));
        config.file().map(FileAnchor::new).ifPresent(anchors::add);
        config.syslog().map(SyslogAnchor::new).ifPresent(anchors::add);
        return anchors;
    }

    private static WitnessedLog witnessed(Checkpoints checkpoints, LogProofs proofs) {
        return new WitnessedLog() {
            @Override
            public List<Hash> consistency(long older, long newer) {
                return proofs.consistency(older, newer);
            }

            @Override
            public void cosigned(String text, List<NoteSignature> cosignatures) {
                checkpoints.cosigned(text, cosignatures);
            }
        };
    }

    /**
     * Asks the anchors whether they know of more than there is, and starts to feed them.
     *
     * @throws dev.freehold.audit.RolledBackLogException when one does
     */
    public void open() {
        newest.get().ifPresent(head -> workers.forEach(worker -> worker.anchor().compare(head)));
        workers.forEach(AnchorWorker::start);
    }

    public void close() {
        workers.forEach(AnchorWorker::stop);
    }

    @Override
    public void signed(SignedNote checkpoint) {
        workers.forEach(worker -> worker.offer(checkpoint));
    }

    @Override
    public Optional<RememberedHead> newest() {
        return file.flatMap(FileAnchor::newest);
    }

    /** How long ago enough anchors had taken a checkpoint; absent when there are none to wait for. */
    @Override
    public Optional<Duration> age() {
        List<Duration> ages = workers.stream()
                .filter(worker -> worker.anchor().counts())
                .map(AnchorWorker::age)
                .sorted()
                .toList();
        return ages.isEmpty() ? Optional.empty() : Optional.of(ages.get(Math.max(1, config.required()) - 1));
    }

    @Override
    public boolean isLate() {
        return age().filter(age -> age.compareTo(config.warnAfter()) > 0).isPresent();
    }

    @Override
    public boolean isRefusing() {
        return config.required() > 0
                && age().filter(age -> age.compareTo(config.refuseAfter()) > 0).isPresent();
    }

    @Override
    public void check() {
        if (isRefusing()) {
            throw new Fault(
                            FaultCode.AUDIT_UNAVAILABLE,
                            "The audit log has not been anchored for too long; nothing was done.")
                    .retryAfter(RETRY);
        }
    }
}

package dev.freehold.audit.checkpoint;

import dev.freehold.audit.AuditConfig;
import dev.freehold.audit.AuditLeaves;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.ClockWatch;
import dev.freehold.audit.Receipts;
import dev.freehold.audit.RolledBackLogException;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.Database.Engine;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.NoteSignature;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.VerifierKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The log's checkpoints: signed in the background, outside every call's way, from {@link #open} until {@link #close}. */
@ApplicationScoped
public class Checkpoints implements Receipts {
    private static final Logger LOG = Logger.getLogger(Checkpoints.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final CheckpointConfig config;
    private final AuditLog audit;
    private final AuditLeaves leaves;
    private final SignedHeads heads;
    private final LogTree tree;
    private final KeyFiles files;
    private final ClockWatch clock;
    private final boolean isShared;
    private final Instance<CheckpointListener> listeners;
    private volatile @Nullable CheckpointRound round;
    private volatile @Nullable Rounds rounds;
    private volatile @Nullable VerifierKey key;
    private volatile boolean isRefused;
    private volatile boolean areTilesMistrusted;
    private Instant lastShown = Instant.EPOCH;

    Checkpoints(
            CheckpointConfig config,
            AuditConfig auditConfig,
            AuditLog audit,
            AuditLeaves leaves,
            Database database,
            DataFolder home,
            ClockWatch clock,
            @Any Instance<CheckpointListener> listeners) {
        this.config = config;
        this.audit = audit;
        this.leaves = leaves;
        this.files = new KeyFiles(home.path());
        this.clock = clock;
        this.listeners = listeners;
        this.isShared = database.engine() == Engine.POSTGRESQL;
        this.heads = isShared ? new JdbcSignedHeads(database) : new FileSignedHeads(auditConfig.dir());
        TileStore tiles = isShared
                ? new JdbcTiles(database)
                : new FileTiles(auditConfig.dir().resolve("tile"));
        this.tree = new LogTree(leaves, tiles);
    }

    /**
     * Compares the log with what was signed of it, finds the key and begins to sign. To be called before anything is written.
     *
     * @throws RolledBackLogException when entries are missing or are others
     * @throws UnusableSigningKeyException when the key is not the one that signs this log
     */
    public void open() {
        if (!isShared
                && config.keyFile().isEmpty()
                && files.isInUse()
                && heads.last().isEmpty()) {
            throw RolledBackLogException.forgotten("the folder of the log, or state/last-signed in it,");
        }
        if (isShared) {
            heads.last().ifPresent(head -> {
                var _ = tree.signedEdge(Optional.of(head));
                tree.checkEnd(head);
            });
        }
        LogKeys.Signing signing = new LogKeys(config, heads, files, audit).open();
        key = signing.key().verifier();
        Signer signer = new Signer(heads, () -> signing.at(Instant.now()), Clock.systemUTC());
        round = new CheckpointRound(leaves, tree, heads, signer, signing.key().verifier());
        LOG.infof("The audit log's verifier key is %s", key);
        Rounds started = new Rounds("audit-checkpoint", config.interval(), this::round);
        rounds = started;
        started.start();
    }

    private void round() {
        clock.look();
        sign(pause());
    }

    /** Replicas take turns. */
    private Duration pause() {
        return config.interval().multipliedBy(9).dividedBy(10);
    }

    /** Signs the last entries; to be called after the last of them was written. */
    public void close() {
        Rounds running = rounds;
        if (running != null) {
            running.stop(PATIENCE);
            sign(Duration.ZERO);
        }
    }

    private synchronized void sign(Duration pause) {
        if (isRefused) {
            return;
        }
        try {
            repairTiles();
            Optional<SignedNote> signed = Objects.requireNonNull(round).run(pause);
            signed.ifPresent(note -> files.use());
            Optional<SignedNote> shown = signed.isPresent() ? signed : isHeartbeatDue() ? newest() : Optional.empty();
            shown.ifPresent(this::show);
        } catch (RolledBackLogException refused) {
            isRefused = true;
            LOG.error("No more checkpoints are signed", refused);
        } catch (RuntimeException failed) {
            LOG.warn("No checkpoint could be signed this time", failed);
        }
    }

    /** A tile was lost or wrong: all are made again before the next checkpoint. */
    void mistrustTiles() {
        areTilesMistrusted = true;
    }

    private void repairTiles() {
        if (areTilesMistrusted) {
            heads.last().ifPresent(tree::rebuild);
            areTilesMistrusted = false;
        }
    }

    private boolean isHeartbeatDue() {
        return Instant.now().isAfter(lastShown.plus(config.heartbeat()));
    }

    private void show(SignedNote note) {
        lastShown = Instant.now();
        listeners.forEach(listener -> listener.signed(note));
    }

    /** Is the log what was signed of it? Once it is not, nothing more is signed until a person has looked. */
    public boolean isIntact() {
        return !isRefused;
    }

    /** The newest signed checkpoint, with the cosignatures that came in so far. */
    public Optional<SignedNote> newest() {
        return heads.published();
    }

    /** All keys that ever signed, the oldest first. */
    public List<VerifierKey> keys() {
        return heads.keys();
    }

    /** Adds cosignatures to a checkpoint, unless there is a newer one. */
    public synchronized void cosigned(String text, List<NoteSignature> cosignatures) {
        newest().filter(note -> note.text().equals(text)).ifPresent(note -> heads.publish(note.and(cosignatures)));
    }

    /** The tree, for whoever proves something. */
    LogTree tree() {
        return tree;
    }

    AuditLeaves leaves() {
        return leaves;
    }

    /** Entries that the newest checkpoint covers. */
    public long size() {
        return newest().map(note -> Checkpoint.parse(note.text()).size()).orElse(0L);
    }

    @Override
    public Optional<String> of(long index) {
        return Optional.ofNullable(key)
                .map(signing -> signing.name() + "/" + index + ";h="
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(leaves.hash(index)));
    }
}

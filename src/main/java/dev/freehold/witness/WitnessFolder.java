package dev.freehold.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.store.DataFolder;
import dev.freehold.store.WholeFile;
import dev.freehold.tlog.MalformedException;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SigningKey;
import dev.freehold.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A witness's own data folder: {@code witness.key} (mode 600), {@code seen/} and {@code lock}; one process at a time uses it. */
public final class WitnessFolder implements AutoCloseable {
    private final Path path;
    private final SigningKey key;
    private final FileChannel lock;

    private WitnessFolder(Path path, SigningKey key, FileChannel lock) {
        this.path = path;
        this.key = key;
        this.lock = lock;
    }

    /**
     * Takes the folder, and makes it and the key when they are missing.
     *
     * @throws IllegalStateException when another process has it
     */
    public static WitnessFolder open(Path path, String name) throws IOException {
        new DataFolder(path).create();
        FileChannel lock = lock(path);
        try {
            return new WitnessFolder(path, key(path.resolve("witness.key"), name), lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        FileLock held = tryLock(channel);
        if (held == null) {
            channel.close();
            throw new IllegalStateException("another witness uses the folder " + path);
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static SigningKey key(Path file, String name) throws IOException {
        var pem = WholeFile.read(file);
        if (pem.isPresent()) {
            return SigningKey.parse(name, SignatureKind.WITNESS, new String(pem.get(), UTF_8));
        }
        SigningKey made = SigningKey.generate(name, SignatureKind.WITNESS);
        WholeFile.replaceDurably(file, made.pem().getBytes(UTF_8));
        return made;
    }

    /** What a gateway puts into {@code freehold.audit.anchor.witness.<name>.key}. */
    public VerifierKey key() {
        return key.verifier();
    }

    /**
     * Starts to answer.
     *
     * @param logs vkeys of the logs that are cosigned
     * @throws MalformedException when one is no vkey of a log
     */
    public WitnessServer serve(InetSocketAddress address, List<String> logs) throws IOException {
        List<VerifierKey> keys = logs.stream().map(WitnessFolder::log).toList();
        CheckpointWitness witness =
                new CheckpointWitness(key, keys, new SeenHeads(path.resolve("seen")), InstantSource.system());
        WitnessServer server = new WitnessServer(witness, address);
        server.start();
        return server;
    }

    private static VerifierKey log(String vkey) {
        VerifierKey key = VerifierKey.parse(vkey);
        if (key.kind() != SignatureKind.LOG) {
            throw new IllegalArgumentException(vkey + " is not the key of a log");
        }
        return key;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the witness cannot be let go", e);
        }
    }
}

package dev.freehold.registry.content;

import dev.freehold.registry.content.Manifest.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fetched models among those of a folder. A model is registered by one rename of one link, after all that it consists of is
 * durable: whatever dies at whatever moment, the name leads nowhere, to the whole old version, or to the whole new one.
 */
public final class ContentStore {
    static final String UNFINISHED = ".new";

    private final Path models;
    private final Layout layout;

    /** The store in a folder of models, which need not be there yet. */
    public ContentStore(Path models) {
        this.models = models.toAbsolutePath().normalize();
        this.layout = Layout.in(this.models);
    }

    /** How many bytes the disk takes. */
    public long usableBytes() throws IOException {
        Files.createDirectories(layout.quarantine());
        return Files.getFileStore(layout.quarantine()).getUsableSpace();
    }

    /** The place to fetch a model into. Absent while another pull of the same is running. */
    public Optional<Quarantine> quarantine(String pinned) throws IOException {
        Path folder = layout.quarantine().resolve(Sha256.of(pinned.getBytes(StandardCharsets.UTF_8)));
        Optional<StoreLock> lock = StoreLock.ifFree(folder.resolve("lock"));
        return lock.isEmpty() ? Optional.empty() : Optional.of(new Quarantine(layout, folder, lock.get()));
    }

    /**
     * Refuses a name under which nothing that was fetched may be put.
     *
     * @throws NameTakenException when an operator's own folder, or anything else that is not the store's, has it
     */
    public void checkName(String name) throws IOException, NameTakenException {
        Path link = models.resolve(name);
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && linked(link).isEmpty()) {
            throw new NameTakenException(name);
        }
    }

    /** Lets the model in quarantine serve under a name, in the place of the version that had it before. */
    public void register(String name, Quarantine quarantine, Manifest manifest) throws IOException, NameTakenException {
        try (StoreLock _ = StoreLock.take(layout.lock())) {
            checkName(name);
            for (Map.Entry<String, Content> file : manifest.files().entrySet()) {
                share(quarantine.model().resolve(file.getKey()), file.getValue());
            }
            Trees.sync(quarantine.version());
            Path version = layout.versions().resolve(manifest.id());
            replaceBroken(version);
            Files.createDirectories(layout.versions());
            if (!Files.exists(version)) {
                Files.move(quarantine.version(), version, StandardCopyOption.ATOMIC_MOVE);
            }
            quarantine.discard();
            Trees.syncFolder(layout.versions());
            link(models.resolve(name), version.resolve(Layout.MODEL));
        }
    }

    /** Gives the bytes one home: the blob that is there, or this file as a new blob. */
    private void share(Path file, Content content) throws IOException {
        Path blob = layout.blob(content.sha256());
        Files.createDirectories(blob.getParent());
        if (!Files.exists(blob, LinkOption.NOFOLLOW_LINKS)) {
            Files.createLink(blob, file);
        } else if (!Files.isSameFile(blob, file)) {
            Path aside = blob.resolveSibling(blob.getFileName() + UNFINISHED);
            Files.deleteIfExists(aside);
            boolean isIntact = Files.mismatch(blob, file) < 0;
            Files.createLink(aside, isIntact ? blob : file);
            Files.move(aside, isIntact ? file : blob, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** A version that was altered makes room for what was just fetched. */
    private static void replaceBroken(Path version) throws IOException {
        Path model = version.resolve(Layout.MODEL);
        if (!Files.exists(version)) {
            return;
        }
        try {
            StoredModel.of(model).orElseThrow().verify();
        } catch (AlteredContent altered) {
            Trees.delete(version);
        }
    }

    private void link(Path link, Path target) throws IOException {
        Path folder = Objects.requireNonNull(link.getParent());
        Files.createDirectories(folder);
        Path aside = folder.resolve("." + link.getFileName() + UNFINISHED);
        Files.deleteIfExists(aside);
        Files.createSymbolicLink(aside, folder.relativize(target));
        Files.move(aside, link, StandardCopyOption.ATOMIC_MOVE);
        Trees.syncFolder(folder);
        Trees.syncFolder(models);
    }

    /** What a name leads to, when that is a model of the store's. */
    public Optional<StoredModel> find(String name) throws IOException {
        return linked(models.resolve(name)).flatMap(StoredModel::of);
    }

    private Optional<Path> linked(Path link) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return Optional.empty();
        }
        Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
        return target.startsWith(layout.versions()) ? Optional.of(target) : Optional.empty();
    }

    /** Takes a model's name away, if it was fetched; its bytes go with {@link #sweep}. */
    public boolean remove(String name) throws IOException {
        try (StoreLock _ = StoreLock.take(layout.lock())) {
            Path link = models.resolve(name);
            if (linked(link).isEmpty()) {
                return false;
            }
            Files.delete(link);
            Path folder = Objects.requireNonNull(link.getParent());
            Trees.syncFolder(folder);
            if (!folder.equals(models)) {
                Trees.deleteIfEmpty(folder);
            }
            return true;
        }
    }

    /**
     * Deletes what no name leads to, and what nobody is fetching any more.
     *
     * @return how many bytes that were
     */
    public long sweep() throws IOException {
        try (StoreLock _ = StoreLock.take(layout.lock())) {
            return new Sweep(models, layout).run();
        }
    }
}

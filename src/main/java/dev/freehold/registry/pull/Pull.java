package dev.freehold.registry.pull;

import dev.freehold.registry.ModelExamination;
import dev.freehold.registry.RegistryConfig;
import dev.freehold.registry.content.AlteredContent;
import dev.freehold.registry.content.ContentStore;
import dev.freehold.registry.content.Manifest;
import dev.freehold.registry.content.NameTakenException;
import dev.freehold.registry.content.Quarantine;
import dev.freehold.registry.content.StoredModel;
import dev.freehold.registry.source.ListedFile;
import dev.freehold.registry.source.Listing;
import dev.freehold.registry.source.ModelSource;
import dev.freehold.registry.source.Sources;
import dev.freehold.registry.source.SourcesConfig;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The way of a model into the house: listed, fetched into quarantine, held against its checksums, looked through, registered. */
@ApplicationScoped
@Unremovable
public class Pull {
    private static final long POLL_MILLIS = 200;

    private final ContentStore store;
    private final long mostBytes;
    private final Sources sources;
    private final ModelExamination examination;

    public Pull(RegistryConfig models, SourcesConfig limits, Sources sources, ModelExamination examination) {
        this.store = new ContentStore(models.dir());
        this.mostBytes = limits.maxSize().asLongValue();
        this.sources = sources;
        this.examination = examination;
    }

    /** Returns when the model can be served, or fails and leaves what was served before. */
    public Pulled run(Wish wish, PullProgress progress) throws IOException, PullRefusal {
        try {
            store.checkName(wish.name().value());
            ModelSource source = sources.of(wish.reference());
            Listing listing = sources.list(source);
            List<ListedFile> files = WantedFiles.of(listing, wish.graph());
            checkSize(files);
            try (Quarantine quarantine = quarantine(listing.pinned(), progress)) {
                return isHere(wish, listing, files)
                        ? new Pulled(listing.pinned(), false)
                        : fetch(wish, source, listing, files, quarantine, progress);
            }
        } catch (NameTakenException taken) {
            throw new PullRefusal(taken.reason());
        }
    }

    private Pulled fetch(
            Wish wish,
            ModelSource source,
            Listing listing,
            List<ListedFile> files,
            Quarantine quarantine,
            PullProgress progress)
            throws IOException, PullRefusal, NameTakenException {
        new Fetching(sources, source, quarantine, progress).run(files, listing.pinned(), store.usableBytes());
        Manifest manifest = quarantine.seal(listing.pinned());
        progress.examines();
        Optional<String> objection = examination.objection(wish.name(), quarantine.model());
        if (objection.isPresent()) {
            quarantine.discard();
            throw new PullRefusal(objection.get());
        }
        store.register(wish.name().value(), quarantine, manifest);
        return new Pulled(listing.pinned(), true);
    }

    private void checkSize(List<ListedFile> files) throws PullRefusal {
        long bytes = 0;
        for (ListedFile file : files) {
            if (file.size() > mostBytes - bytes) {
                throw new PullRefusal("it has more than %,d bytes (freehold.sources.max-size)".formatted(mostBytes));
            }
            bytes += file.size();
        }
    }

    private Quarantine quarantine(String pinned, PullProgress progress) throws IOException {
        Optional<Quarantine> quarantine = store.quarantine(pinned);
        if (quarantine.isEmpty()) {
            progress.waits();
        }
        while (quarantine.isEmpty()) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            quarantine = store.quarantine(pinned);
        }
        return quarantine.get();
    }

    /** Whether the name leads to exactly these files already, and they are intact. */
    private boolean isHere(Wish wish, Listing listing, List<ListedFile> files) throws IOException {
        Optional<StoredModel> present = store.find(wish.name().value());
        if (present.isEmpty() || !listing.isFixed()) {
            return false;
        }
        try {
            Manifest manifest = present.get().manifest();
            boolean isSame = manifest.source().equals(listing.pinned())
                    && manifest.files()
                            .keySet()
                            .equals(files.stream().map(ListedFile::path).collect(Collectors.toSet()));
            return isSame && !present.get().verify().isEmpty();
        } catch (AlteredContent altered) {
            return false;
        }
    }
}

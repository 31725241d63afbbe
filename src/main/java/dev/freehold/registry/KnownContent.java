package dev.freehold.registry;

import dev.freehold.registry.content.AlteredContent;
import dev.freehold.registry.content.Manifest;
import dev.freehold.registry.content.StoredModel;
import dev.freehold.registry.guard.KnownNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a folder's files were just found to add up to: all files of a model that was fetched, and none of another folder. */
final class KnownContent implements KnownNames {
    private final ModelFiles files;
    private final Optional<StoredModel> stored;
    private final Map<String, Manifest.Content> contents;

    private KnownContent(ModelFiles files, Optional<StoredModel> stored, Map<String, Manifest.Content> contents) {
        this.files = files;
        this.stored = stored;
        this.contents = contents;
    }

    /** Refuses a model that is not what was fetched any more. */
    static KnownContent of(ModelFiles files) throws IOException, Unservable {
        Optional<StoredModel> stored = StoredModel.of(files.root());
        try {
            return new KnownContent(
                    files, stored, stored.isPresent() ? stored.get().verify() : Map.of());
        } catch (AlteredContent altered) {
            throw new Unservable(altered.reason());
        }
    }

    Digests.Sum sum(String name, Path file) throws IOException {
        Manifest.Content content = contents.get(name);
        return content == null
                ? Digests.sum(() -> Files.newInputStream(file))
                : new Digests.Sum(content.sha256(), content.size());
    }

    @Override
    public boolean haveAll(Path file) throws IOException {
        Manifest.Content content = contents.get(files.nameOf(file));
        return stored.isPresent() && content != null && stored.get().isBlob(file, content);
    }
}

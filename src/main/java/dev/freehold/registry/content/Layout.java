package dev.freehold.registry.content;

import java.nio.file.Path;

/**
 * Where the store keeps what, in a hidden folder among the models:
 *
 * <pre>
 * blobs/ab/&lt;SHA-256&gt;                     the bytes of a file, read-only
 * versions/&lt;SHA-256 of the manifest&gt;/    manifest.json, and model/ with each file as a second name of its blob
 * quarantine/&lt;SHA-256 of the reference&gt;/ what is being fetched or looked at
 * lock                                   held while the three above or a model's name change
 * </pre>
 *
 * A model's name in the folder of models is a symbolic link to {@code versions/…/model}, replaced by renaming.
 */
record Layout(Path root) {
    static final String HIDDEN = ".store";
    static final String MANIFEST = "manifest.json";
    static final String MODEL = "model";

    static Layout in(Path models) {
        return new Layout(models.resolve(HIDDEN));
    }

    Path blob(String sha256) {
        return blobs().resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    Path blobs() {
        return root.resolve("blobs");
    }

    Path versions() {
        return root.resolve("versions");
    }

    Path quarantine() {
        return root.resolve("quarantine");
    }

    Path lock() {
        return root.resolve("lock");
    }
}

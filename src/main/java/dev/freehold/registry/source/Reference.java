package dev.freehold.registry.source;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a model is, as an operator writes it. */
public sealed interface Reference {

    /** The name that the model gets when the operator gives it none. */
    String modelName();

    /** {@code folder:/path}: a folder on this machine. */
    record Folder(Path folder) implements Reference {
        @Override
        public String modelName() {
            return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        }
    }

    /**
     * {@code hf:owner/name[/folder][@revision]}: a repository that speaks the Hugging Face Hub's protocol.
     *
     * @param folder the part of the repository that is the model, with a slash behind it, or empty
     */
    record Hub(String repository, String folder, String revision) implements Reference {
        private static final Pattern FORM =
                Pattern.compile("hf:([\\w.-]+/[\\w.-]+)((?:/[\\w.-]+)*)(?:@([\\w./-]{1,128}))?");

        @Override
        public String modelName() {
            return repository;
        }

        static Reference parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches() || text.contains("..")) {
                throw new IllegalArgumentException(
                        "a model on a hub is written hf:owner/name@revision, or hf:owner/name/folder@revision");
            }
            String folder = matcher.group(2).isEmpty() ? "" : matcher.group(2).substring(1) + "/";
            return new Hub(matcher.group(1), folder, matcher.group(3) == null ? "main" : matcher.group(3));
        }
    }

    /**
     * {@code oci://registry/repository:tag} or {@code …@sha256:…}: a registry that speaks OCI's distribution protocol.
     *
     * @param registry its host, with its port if that is not the usual one
     * @param version a tag, or a digest
     */
    record Oci(String registry, String repository, String version) implements Reference {
        private static final Pattern FORM = Pattern.compile(
                "oci://([\\w.-]+(?::\\d{1,5})?)/([a-z0-9][a-z0-9._/-]{0,200})(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

        @Override
        public String modelName() {
            String[] parts = repository.split("/", -1);
            return parts.length == 1 ? repository : parts[parts.length - 2] + "/" + parts[parts.length - 1];
        }

        String pinned(String digest) {
            return "oci://%s/%s@%s".formatted(registry, repository, digest);
        }

        static Oci parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches() || text.contains("..") || matcher.group(2).contains("//")) {
                throw new IllegalArgumentException(
                        "a model in a registry is written oci://registry/repository:tag, or with @sha256:… and a"
                                + " digest");
            }
            String tag = matcher.group(3) == null ? "latest" : matcher.group(3);
            return new Oci(matcher.group(1), matcher.group(2), matcher.group(4) == null ? tag : matcher.group(4));
        }
    }

    /**
     * {@code s3://bucket/folder}: a storage that speaks S3.
     *
     * @param prefix what all keys begin with, with a slash at the end, or empty
     */
    record S3(String bucket, String prefix) implements Reference {
        private static final Pattern FORM =
                Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,62})((?:/[^/\\p{Cntrl}]{1,200})*)/?");

        @Override
        public String modelName() {
            String path = (bucket + "/" + prefix).replaceFirst("/$", "");
            return path.substring(path.lastIndexOf('/') + 1);
        }

        String pinned(String state) {
            return "s3://%s/%s#%s".formatted(bucket, prefix, state);
        }

        static S3 parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a model in a storage is written s3://bucket/folder");
            }
            String folder = matcher.group(2);
            return new S3(matcher.group(1), folder.isEmpty() ? "" : folder.substring(1) + "/");
        }
    }

    /**
     * Reads a reference.
     *
     * @throws IllegalArgumentException with a sentence that says what is expected
     */
    static Reference parse(String text) {
        if (text.startsWith("hf:")) {
            return Hub.parse(text);
        }
        if (text.startsWith("folder:") && text.length() > "folder:".length()) {
            return new Folder(Path.of(text.substring("folder:".length())));
        }
        if (text.startsWith("oci:")) {
            return Oci.parse(text);
        }
        if (text.startsWith("s3:")) {
            return S3.parse(text);
        }
        throw new IllegalArgumentException("a reference begins with hf:, oci://, s3:// or folder:");
    }
}

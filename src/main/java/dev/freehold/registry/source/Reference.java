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
        throw new IllegalArgumentException("a reference begins with hf: or folder:");
    }
}

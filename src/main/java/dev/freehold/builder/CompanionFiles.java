package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Unbuildable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What is published beside weights and goes along with them unchanged: configurations, tokenizer, licence and model card. */
record CompanionFiles(Path root, List<Path> files) {
    private static final Set<String> NAMES = Set.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "chat_template.json",
            "modules.json",
            "sentence_bert_config.json",
            "config_sentence_transformers.json",
            "vocab.txt",
            "passport.yaml",
            "readme.md");
    /** How sentence-transformers say that the states of tokens become one vector. */
    private static final Path POOLING = Path.of("1_Pooling", "config.json");

    private static final List<String> BEGINNINGS = List.of("license", "licence", "notice", "use_policy", "copying");

    static CompanionFiles of(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve("tokenizer.json"))) {
            throw new Unbuildable("the folder holds no tokenizer.json; save the model's fast tokenizer there,"
                    + " for example with `AutoTokenizer.from_pretrained(…).save_pretrained(…)`");
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(CompanionFiles::isCompanion).sorted().forEach(files::add);
        }
        files.add(folder.resolve(POOLING));
        return new CompanionFiles(
                folder, files.stream().filter(Files::isRegularFile).toList());
    }

    private static boolean isCompanion(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || name.endsWith(".jinja")
                || BEGINNINGS.stream().anyMatch(name::startsWith);
    }

    void copyInto(Path folder) throws IOException {
        for (Path file : files) {
            Path copy = folder.resolve(root.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

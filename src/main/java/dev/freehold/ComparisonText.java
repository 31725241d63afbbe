package dev.freehold;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.builder.Comparison;
import dev.freehold.builder.Comparison.Comparing;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.decoder.TextComparison;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;

/** A text that built models are compared on: the operator's, or a chapter of the handbook without its lists of questions. */
record ComparisonText(Path file) implements Comparing {
    private static final String HANDBOOK = "/handbook/quota.txt";

    static Comparing of(Path file) {
        return new ComparisonText(file);
    }

    @Override
    public Comparison compare(Path built, Path unrounded) throws IOException {
        boolean isBuiltIn = file.toString().isEmpty();
        String text = isBuiltIn ? handbook() : Files.readString(file);
        String name = isBuiltIn ? "handbook" : String.valueOf(file.getFileName());
        try {
            TextComparison made = TextComparison.of(built, unrounded, text);
            return new Comparison(name, made.tokens(), made.perplexity(), made.unrounded(), made.sameChoices());
        } catch (ModelLoadException refused) {
            throw new IOException("the built model cannot be compared: " + refused.getMessage(), refused);
        }
    }

    private static String handbook() throws IOException {
        try (InputStream resource =
                Objects.requireNonNull(ComparisonText.class.getResourceAsStream(HANDBOOK), HANDBOOK)) {
            return new String(resource.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("Q:"))
                    .collect(Collectors.joining("\n"));
        }
    }
}

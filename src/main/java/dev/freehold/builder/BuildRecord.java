package dev.freehold.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a built model comes from, in a file beside it. It says nothing of when and where, so that the same build gives the
 * same file.
 *
 * @param version of Freehold
 * @param sources the files that were read, each with {@code sha256:} and 64 hex digits
 * @param comparison with the weights in full, when it was made
 */
record BuildRecord(
        String version,
        String architecture,
        Precision precision,
        SortedMap<String, String> sources,
        Optional<Comparison> comparison) {
    static final String FILE = "freehold-build.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    static BuildRecord of(String version, String architecture, Precision precision, Path folder, List<Path> files)
            throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Path file : files) {
            digests.put(folder.relativize(file).toString(), digest(file));
        }
        return new BuildRecord(version, architecture, precision, digests, Optional.empty());
    }

    BuildRecord with(Comparison made) {
        return new BuildRecord(version, architecture, precision, sources, Optional.of(made));
    }

    void write(Path folder) throws IOException {
        ObjectNode root = JSON.createObjectNode()
                .put("builder", "freehold " + version)
                .put("architecture", architecture)
                .put("precision", precision.toString());
        comparison.ifPresent(made -> root.putObject("comparison")
                .put("text", made.text())
                .put("tokens", made.tokens())
                .put("perplexity", rounded(made.perplexity()))
                .put("perplexity_unrounded", rounded(made.unrounded()))
                .put("same_choices", made.sameChoices()));
        ObjectNode read = root.putObject("sources");
        for (Map.Entry<String, String> source : sources.entrySet()) {
            read.put(source.getKey(), source.getValue());
        }
        Files.writeString(folder.resolve(FILE), root.toPrettyString() + "\n");
    }

    /** Further digits differ between machines. */
    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(new MathContext(4));
    }

    private static String digest(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file);
                DigestInputStream digesting = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            digesting.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}

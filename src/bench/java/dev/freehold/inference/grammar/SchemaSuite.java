package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges the grammars of schemas by instances that are known to be valid or not: of every JSON file in a folder that holds one
 * object, or an array of objects, with {@code schema} and {@code tests}.
 */
final class SchemaSuite {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final double GOAL = 0.95;

    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int schemas;
    private int accepted;
    private int right;
    private int instances;
    private long slowest;

    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            if (!judge(Path.of(folder), System.out)) {
                System.exit(1);
            }
        }
    }

    /** Prints what came out; whether nearly all grammars agree with all of their instances. */
    static boolean judge(Path folder, PrintStream out) throws IOException {
        SchemaSuite suite = new SchemaSuite();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                suite.judge(file);
            }
        }
        suite.print(folder, out);
        return suite.right >= GOAL * suite.accepted;
    }

    private void judge(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        for (JsonNode each : root.isArray() ? root : List.of(root)) {
            if (each.has("schema")
                    && !saysThatFormatsSayNothing(each)
                    && each.path("tests").isArray()) {
                judge(file.getFileName() + ": " + each.path("description").asText(), each);
            }
        }
    }

    /** Formats are held to here; the tests of that are among the optional ones. */
    private static boolean saysThatFormatsSayNothing(JsonNode group) {
        return group.path("tests").toString().contains("only an annotation by default");
    }

    private void judge(String name, JsonNode group) {
        schemas++;
        JsonNode schema = group.get("schema");
        long start = System.nanoTime();
        try {
            Grammar.schema(schema, "schema");
        } catch (RuntimeException refused) {
            refusals.merge(
                    String.valueOf(refused.getMessage()).replaceAll("refers to '.*', and", "refers to …, and"),
                    1,
                    Integer::sum);
            return;
        } finally {
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        accepted++;
        SchemaReader reader = new SchemaReader(schema, new Steps(Long.MAX_VALUE));
        SchemaTerms terms = new SchemaTerms(reader);
        Goal goal = reader.goal(schema);
        Grammar grammar = new Grammar(terms.term(goal));
        boolean isRight = true;
        for (JsonNode test : group.get("tests")) {
            instances++;
            boolean isValid = test.path("valid").asBoolean();
            String text = new Canonical(reader, terms).write(test.path("data"), goal);
            if (Acceptance.of(grammar, text) != isValid) {
                isRight = false;
                wrong.add("%s / %s: %s"
                        .formatted(name, test.path("description").asText(), isValid ? "refused" : "accepted"));
            }
        }
        right += isRight ? 1 : 0;
    }

    private void print(Path folder, PrintStream out) {
        out.printf(
                "%s: %d schemas, %d accepted (%.1f %%); of these %d right in all of %d instances (%.2f %%); slowest %d ms%n",
                folder,
                schemas,
                accepted,
                100.0 * accepted / schemas,
                right,
                instances,
                100.0 * right / accepted,
                slowest / 1_000_000);
        refusals.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(25)
                .forEach(entry -> out.printf("  %5d refused: %s%n", entry.getValue(), entry.getKey()));
        wrong.stream().limit(40).forEach(each -> out.println("  wrong: " + each));
    }
}

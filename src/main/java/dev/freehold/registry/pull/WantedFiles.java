package dev.freehold.registry.pull;

import dev.freehold.registry.GraphChoice;
import dev.freehold.registry.source.ListedFile;
import dev.freehold.registry.source.Listing;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which files of a source a model is served with: one graph with its weights, settings, tokenizer, templates, the card and the
 * licence. What a signature vouches for is fetched whole. Nothing that is code, or may be, is ever fetched.
 */
final class WantedFiles {
    private static final Pattern SETTINGS = Pattern.compile(
            "(?:[^/.][^/]*/)?(?:[^/.][^/]*\\.(?:json|jinja|txt)|README\\.md|passport\\.yaml|model\\.sig|(?:LICEN[CS]E|NOTICE|USE_POLICY)[^/]*)");
    private static final Pattern GRAPH = Pattern.compile("(?:onnx/)?[^/.][^/]*\\.onnx");
    private static final Pattern NEVER = Pattern.compile(
            ".*\\.(?:bin|pt|pth|ckpt|pkl|pickle|joblib|npy|npz|h5|keras|mar|py|pyc|so|dll|dylib|sh|exe|jar|class|zip|tar|gz|gguf|ggml)");
    private static final String GENAI = "genai_config.json";
    private static final String SIGNATURE = "model.sig";

    private WantedFiles() {}

    static List<ListedFile> of(Listing listing, Optional<String> graph) throws PullRefusal {
        List<ListedFile> visible = listing.files().stream()
                .filter(file ->
                        !isHidden(file.path()) && !NEVER.matcher(file.path()).matches())
                .toList();
        if (visible.stream().anyMatch(file -> file.path().equals(SIGNATURE))) {
            return visible;
        }
        Predicate<String> isWeights = weights(visible, graph);
        return visible.stream()
                .filter(file -> SETTINGS.matcher(file.path()).matches() || isWeights.test(file.path()))
                .toList();
    }

    private static Predicate<String> weights(List<ListedFile> files, Optional<String> graph) throws PullRefusal {
        List<String> graphs = files.stream()
                .map(ListedFile::path)
                .filter(path -> GRAPH.matcher(path).matches())
                .toList();
        if (graph.isEmpty() && files.stream().anyMatch(file -> file.path().equals(GENAI))) {
            return path -> path.indexOf('/') < 0 && path.contains(".onnx");
        }
        String chosen = graph.isPresent() ? named(graph.get(), graphs) : preferred(graphs);
        return path -> path.equals(chosen) || isDataOf(chosen, path);
    }

    /** External data is named after its graph by all exporters. */
    private static boolean isDataOf(String graph, String path) {
        String stem = graph.substring(0, graph.length() - ".onnx".length());
        return path.startsWith(graph + "_data") || path.startsWith(graph + ".data") || path.equals(stem + ".data");
    }

    private static String named(String graph, List<String> graphs) throws PullRefusal {
        if (!graphs.contains(graph)) {
            throw new PullRefusal("the source has no graph %s; it has: %s".formatted(graph, shown(graphs)));
        }
        return graph;
    }

    private static String preferred(List<String> graphs) throws PullRefusal {
        if (graphs.isEmpty()) {
            throw new PullRefusal("the source has no ONNX graph, in the folder itself or in onnx/;"
                    + " take a version of the model that was exported to ONNX");
        }
        return GraphChoice.preferred(graphs)
                .orElseThrow(() ->
                        new PullRefusal("the source has several graphs; name one with --graph: " + shown(graphs)));
    }

    private static String shown(List<String> graphs) {
        return String.join(", ", graphs.subList(0, Math.min(graphs.size(), 20)));
    }

    private static boolean isHidden(String path) {
        return path.startsWith(".") || path.contains("/.");
    }
}

package dev.freehold.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which ONNX graph of a Hugging Face/Optimum folder is served when there are several. The first name of this order that
 * is there, in the folder itself before {@code onnx/}:
 *
 * <ol>
 *   <li>{@code model.onnx}: what the exporter calls the model
 *   <li>{@code decoder_model_merged.onnx}: older exports of chat models, prompt and continuation in one graph
 *   <li>{@code model_q4}, {@code _q8}, {@code _int4}, {@code _int8}: weights only, so that answers do not depend on the batch
 *   <li>{@code model_fp16}, {@code _q4f16}: half precision, which a CPU has to widen
 *   <li>{@code model_quantized}, {@code _uint8}, {@code _bnb4}, and {@code decoder_model_merged_quantized}: activations may be
 *       quantised, too, so that a long neighbour in a batch changes the last digits
 *   <li>the only {@code .onnx} file there is
 * </ol>
 *
 * An operator who wants another one keeps only that one in the folder.
 */
public final class GraphChoice {
    private static final List<String> ORDER = List.of(
            "model.onnx",
            "decoder_model_merged.onnx",
            "model_q4.onnx",
            "model_q8.onnx",
            "model_int4.onnx",
            "model_int8.onnx",
            "model_fp16.onnx",
            "model_q4f16.onnx",
            "model_quantized.onnx",
            "model_uint8.onnx",
            "model_bnb4.onnx",
            "decoder_model_merged_quantized.onnx");

    private GraphChoice() {}

    static Path choose(ModelFiles files) throws IOException, Unservable {
        List<Path> graphs = all(files);
        Optional<String> chosen = preferred(graphs.stream().map(files::nameOf).toList());
        if (chosen.isPresent()) {
            return files.root().resolve(chosen.get());
        }
        throw new Unservable(graphs.isEmpty() ? reasonForNone(files) : reasonForMany(files, graphs));
    }

    /** Which of these paths of graphs is served, in the order above; absent when there are several and none is in it. */
    public static Optional<String> preferred(List<String> graphs) {
        for (String name : ORDER) {
            for (String graph : graphs) {
                if (graph.equals(name) || graph.endsWith("/" + name)) {
                    return Optional.of(graph);
                }
            }
        }
        return graphs.size() == 1 ? Optional.of(graphs.getFirst()) : Optional.empty();
    }

    private static List<Path> all(ModelFiles files) throws IOException, Unservable {
        List<Path> graphs = new ArrayList<>(onnx(files.files(files.root())));
        Optional<Path> sub = files.find("onnx");
        if (sub.isPresent()) {
            graphs.addAll(onnx(files.files(sub.get())));
        }
        return graphs;
    }

    private static List<Path> onnx(List<Path> files) {
        return files.stream().filter(file -> file.toString().endsWith(".onnx")).toList();
    }

    private static String reasonForMany(ModelFiles files, List<Path> graphs) {
        if (graphs.stream().anyMatch(graph -> graph.endsWith("decoder_with_past_model.onnx"))) {
            return "it holds one graph for the prompt and another for what follows; export it as one,"
                    + " for example with `optimum-cli export onnx --task text-generation-with-past`";
        }
        return "it holds several ONNX graphs (%s) and none is named model.onnx; rename the one to serve"
                .formatted(String.join(", ", graphs.stream().map(files::nameOf).toList()));
    }

    private static String reasonForNone(ModelFiles files) throws IOException, Unservable {
        List<WeightFormat> formats = files.files(files.root()).stream()
                .flatMap(file -> WeightFormat.of(file).stream())
                .sorted()
                .toList();
        return formats.isEmpty()
                ? "it holds no ONNX graph; export the model to ONNX and put model.onnx here or into onnx/"
                : formats.getFirst().reason();
    }
}

package dev.freehold.registry;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Weights as people have them, and what to do about those that cannot be served; the most useful advice first. */
enum WeightFormat {
    ONNX("onnx", "it is an ONNX graph"),
    SAFETENSORS(
            "safetensors",
            "it holds safetensors weights only, which are not served as they are; build it with"
                    + " `models build <this folder> --out <new folder>`, or export it to ONNX"),
    PICKLE(
            "bin|pt|pth|pkl|ckpt",
            "it holds pickled weights only, which are never loaded because they can run code; export it to ONNX,"
                    + " for example with `optimum-cli export onnx --model <this folder> <new folder>`"),
    GGUF(
            "gguf|ggml",
            "it holds GGUF weights only, which are not read; take the model's ONNX version,"
                    + " or export the original weights with `optimum-cli export onnx`");

    private final Pattern name;
    private final String reason;

    WeightFormat(String endings, String reason) {
        this.name = Pattern.compile(".+\\.(" + endings + ")");
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    static Optional<WeightFormat> of(Path file) {
        String name = file.getFileName().toString();
        return Arrays.stream(values())
                .filter(format -> format.name.matcher(name).matches())
                .findFirst();
    }
}

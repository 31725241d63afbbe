package dev.freehold.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.inference.NativeRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Encoders compute what the papers say, padding beside them or not. */
class EncodersTest {
    private static final int LENGTH = 24;
    private static final int PADDED = 30;

    private final int[] text = new SplittableRandom(3).ints(LENGTH, 3, 320).toArray();
    private final int[] segments = new SplittableRandom(4).ints(LENGTH, 0, 2).toArray();

    @TempDir
    Path folder;

    private static Map<String, ObjectNode> configs() {
        String fields = """
                "num_hidden_layers": 2, "hidden_size": 64, "num_attention_heads": 4, "intermediate_size": 96,
                "max_position_embeddings": 130, "vocab_size": 320, "hidden_act": "gelu", "layer_norm_eps": 1e-5,
                "pad_token_id": 1, "id2label": {"0": "a", "1": "b", "2": "c"}""";
        Map<String, ObjectNode> configs = new LinkedHashMap<>();
        for (String task : new String[] {"Model", "ForSequenceClassification", "ForTokenClassification"}) {
            configs.put("Bert" + task, TinyConfigs.with("""
                    {"architectures": ["Bert%s"], "model_type": "bert", "type_vocab_size": 2, %s}""".formatted(task, fields)));
            configs.put("Roberta" + task, TinyConfigs.with("""
                    {"architectures": ["Roberta%s"], "model_type": "roberta", "type_vocab_size": 1, %s}""".formatted(task, fields)));
            configs.put("XLMRoberta" + task, TinyConfigs.with("""
                    {"architectures": ["XLMRoberta%s"], "model_type": "xlm-roberta", "type_vocab_size": 1, %s}""".formatted(task, fields)));
            configs.put("MPNet" + task, TinyConfigs.with("""
                    {"architectures": ["MPNet%s"], "model_type": "mpnet", %s}""".formatted(task, fields)));
            configs.put("DistilBert" + task, TinyConfigs.with("""
                    {"architectures": ["DistilBert%s"], "model_type": "distilbert", "n_layers": 2, "dim": 64, "n_heads": 4,
                     "hidden_dim": 96, "activation": "gelu", "max_position_embeddings": 128, "vocab_size": 320,
                     "id2label": {"0": "a", "1": "b", "2": "c"}}""".formatted(task)));
        }
        return configs;
    }

    @TestFactory
    Stream<DynamicTest> inFullTheyGiveWhatThePapersSay() {
        return configs().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    ObjectNode config = each.getValue();
                    ChanceWeights weights = new ChanceWeights();
                    Path own = Files.createTempDirectory(folder, "model");
                    GraphFiles.plan("tiny", config, DecoderLayout.of(new Precision.Float32()), weights)
                            .write(own, Progress.NONE);
                    boolean isTyped = each.getKey().startsWith("Bert");
                    PaperEncoder paper = new PaperEncoder(config, weights);
                    int[] types = isTyped ? segments : new int[LENGTH];
                    Object given = run(own, isTyped);
                    if (each.getKey().endsWith("Model")) {
                        assertClose(paper.states(text, types), ((float[][][]) given)[1]);
                    } else if (each.getKey().endsWith("ForSequenceClassification")) {
                        assertClose(
                                new double[][] {paper.scores(text, types, 3)}, new float[][] {((float[][]) given)[1]});
                    } else {
                        assertEquals(3, ((float[][][]) given)[1][0].length);
                        assertTrue(weights.asked().contains("classifier.weight"));
                    }
                }));
    }

    private static void assertClose(double[][] expected, float[][] given) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected[i].length; j++) {
                assertEquals(expected[i][j], given[i][j], 1e-4, i + ", " + j);
            }
        }
    }

    /** Runs the text as the second of two, the shorter of them, so that it is padded. */
    private Object run(Path model, boolean isTyped) throws Exception {
        long[][] ids = new long[2][PADDED];
        long[][] mask = new long[2][PADDED];
        long[][] types = new long[2][PADDED];
        for (int i = 0; i < PADDED; i++) {
            ids[0][i] = 7L + i;
            mask[0][i] = 1;
            ids[1][i] = i < LENGTH ? text[i] : 1;
            mask[1][i] = i < LENGTH ? 1 : 0;
            types[1][i] = i < LENGTH ? segments[i] : 0;
        }
        OrtEnvironment environment = NativeRuntime.start(OrtEnvironment::getEnvironment);
        Map<String, OnnxTensor> inputs = new HashMap<>();
        inputs.put("input_ids", OnnxTensor.createTensor(environment, ids));
        inputs.put("attention_mask", OnnxTensor.createTensor(environment, mask));
        if (isTyped) {
            inputs.put("token_type_ids", OnnxTensor.createTensor(environment, types));
        }
        try (OrtSession session =
                        environment.createSession(model.resolve("model.onnx").toString());
                OrtSession.Result result = session.run(inputs)) {
            return result.get(0).getValue();
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}

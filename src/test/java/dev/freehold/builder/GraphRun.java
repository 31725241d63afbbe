package dev.freehold.builder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.freehold.inference.NativeRuntime;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Runs a built graph on one text: the beginning at once, the rest token by token. */
final class GraphRun implements AutoCloseable {
    private final OrtEnvironment environment = NativeRuntime.start(OrtEnvironment::getEnvironment);
    private final OrtSession session;

    GraphRun(Path folder) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(folder.resolve("model.onnx").toString(), options);
        }
    }

    /** The logits after the last token. */
    float[] logits(int atOnce, int... tokens) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            long[] shape = ((TensorInfo) input.getValue().getInfo()).getShape();
            if (shape.length == 4) {
                long[] empty = {1, shape[1], 0, shape[3]};
                inputs.put(input.getKey(), OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), empty));
            }
        }
        float[] logits = {};
        int done = 0;
        while (done < tokens.length) {
            int end = done == 0 ? atOnce : done + 1;
            inputs.put(
                    "input_ids",
                    longs(Arrays.stream(tokens, done, end).asLongStream().toArray()));
            long[] ones = new long[end];
            Arrays.fill(ones, 1);
            inputs.put("attention_mask", longs(ones));
            OrtSession.Result result = session.run(inputs);
            inputs.values().forEach(OnnxTensor::close);
            logits = ((float[][][]) result.get("logits").orElseThrow().getValue())[0][0];
            for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
                if (output.getKey().startsWith("present.")) {
                    inputs.put(output.getKey().replace("present", "past_key_values"), (OnnxTensor)
                            result.get(output.getKey()).orElseThrow());
                }
            }
            result.get("logits").ifPresent(tensor -> tensor.close());
            done = end;
        }
        inputs.values().forEach(OnnxTensor::close);
        return logits;
    }

    private OnnxTensor longs(long... values) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {values});
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}

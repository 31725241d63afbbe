package dev.freehold.inference.task;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.types.DataType;
import ai.djl.translate.TranslateException;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.NativeRuntime;
import dev.freehold.inference.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An ONNX graph that gives vectors for tokens. Safe for use by many threads until it is closed. */
final class EmbeddingGraph implements AutoCloseable {
    private final Model model;
    private final VectorTranslator translator;
    private final int dimensions;

    private EmbeddingGraph(Model model, VectorTranslator translator, int dimensions) {
        this.model = model;
        this.translator = translator;
        this.dimensions = dimensions;
    }

    /** Loads the graph, and runs two inputs of different lengths through it, so that what it cannot do shows now. */
    static EmbeddingGraph open(Path graph, EmbedderFacts facts, int threads) throws ModelLoadException {
        Model model = NativeRuntime.start(() -> Model.newInstance("embedder", Device.cpu(), DjlEngine.NAME));
        try {
            model.load(graph, null, Map.of("intraOpNumThreads", Integer.toString(threads)));
            return warmedUp(model, facts);
        } catch (IOException | MalformedModelException | RuntimeException refused) {
            model.close();
            throw new ModelLoadException(
                    "%s does not load: %s".formatted(graph.getFileName(), cause(refused)), refused);
        } catch (ModelLoadException unfit) {
            model.close();
            throw unfit;
        }
    }

    private static EmbeddingGraph warmedUp(Model model, EmbedderFacts facts) throws ModelLoadException {
        List<Batch.Feed> feeds = feeds(model);
        int token = facts.paddingId();
        Batch batch = new Batch(List.of(new Prompt(new int[] {token, token}), new Prompt(new int[] {token})), token);
        try {
            return tried(model, new VectorTranslator(feeds, DataType.INT64, facts), batch);
        } catch (TranslateException | EngineException wide) {
            try {
                return tried(model, new VectorTranslator(feeds, DataType.INT32, facts), batch);
            } catch (TranslateException | EngineException narrow) {
                wide.addSuppressed(narrow);
                throw new ModelLoadException("its graph does not run: " + cause(wide), wide);
            }
        }
    }

    private static EmbeddingGraph tried(Model model, VectorTranslator translator, Batch batch)
            throws TranslateException {
        try (Predictor<Batch, float[][]> predictor = model.newPredictor(translator)) {
            return new EmbeddingGraph(model, translator, predictor.predict(batch)[0].length);
        }
    }

    private static List<Batch.Feed> feeds(Model model) throws ModelLoadException {
        List<Batch.Feed> feeds = new ArrayList<>();
        for (String name : model.describeInput().keys()) {
            try {
                feeds.add(Batch.Feed.valueOf(name.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw new ModelLoadException(
                        "its graph wants the input %s; known are input_ids, attention_mask, token_type_ids and position_ids"
                                .formatted(name),
                        unknown);
            }
        }
        return feeds;
    }

    int dimensions() {
        return dimensions;
    }

    /** One vector for each row, of whatever length the model gave it. */
    float[][] run(Batch batch) {
        // A predictor is a scratch pad for one thread, and cheap beside a run.
        try (Predictor<Batch, float[][]> predictor = model.newPredictor(translator)) {
            return predictor.predict(batch);
        } catch (TranslateException | EngineException failed) {
            throw new Fault(FaultCode.INTERNAL, "The model failed to embed the input.").causedBy(failed);
        }
    }

    private static String cause(Throwable failure) {
        Throwable root = failure;
        for (Throwable next = root.getCause(); next != null; next = next.getCause()) {
            root = next;
        }
        return String.valueOf(root.getMessage());
    }

    @Override
    public void close() {
        model.close();
    }
}

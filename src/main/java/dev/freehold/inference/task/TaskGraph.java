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
import dev.freehold.inference.EncodedText;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.NativeRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An ONNX graph that gives something for each text. Safe for use by many threads until it is closed. */
final class TaskGraph<R> implements AutoCloseable {
    private final Model model;
    private final BatchTranslator<R> translator;
    private final R sample;

    private TaskGraph(Model model, BatchTranslator<R> translator, R sample) {
        this.model = model;
        this.translator = translator;
        this.sample = sample;
    }

    /** Loads the graph, and runs two inputs of different lengths through it, so that what it cannot do shows now. */
    static <R> TaskGraph<R> open(Path graph, int paddingId, int threads, RowReader<R> reader)
            throws ModelLoadException {
        Model model = NativeRuntime.start(() -> Model.newInstance("task", Device.cpu(), DjlEngine.NAME));
        try {
            model.load(graph, null, Map.of("intraOpNumThreads", Integer.toString(threads)));
            return warmedUp(model, paddingId, reader);
        } catch (IOException | MalformedModelException | RuntimeException refused) {
            model.close();
            throw new ModelLoadException(
                    "%s does not load: %s".formatted(graph.getFileName(), cause(refused)), refused);
        } catch (ModelLoadException unfit) {
            model.close();
            throw unfit;
        }
    }

    private static <R> TaskGraph<R> warmedUp(Model model, int token, RowReader<R> reader) throws ModelLoadException {
        List<Batch.Feed> feeds = feeds(model);
        Batch batch = new Batch(List.of(row(token, token), row(token)), token);
        try {
            return tried(model, new BatchTranslator<>(feeds, DataType.INT64, reader), batch);
        } catch (TranslateException | EngineException wide) {
            try {
                return tried(model, new BatchTranslator<>(feeds, DataType.INT32, reader), batch);
            } catch (TranslateException | EngineException narrow) {
                wide.addSuppressed(narrow);
                throw new ModelLoadException("its graph does not run: " + cause(wide), wide);
            }
        }
    }

    private static EncodedText row(int... tokens) {
        return new EncodedText(tokens, new int[tokens.length], List.of());
    }

    private static <R> TaskGraph<R> tried(Model model, BatchTranslator<R> translator, Batch batch)
            throws TranslateException {
        try (Predictor<Batch, List<R>> predictor = model.newPredictor(translator)) {
            return new TaskGraph<>(model, translator, predictor.predict(batch).getFirst());
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

    /** What it gave for a text when it was loaded. */
    R sample() {
        return sample;
    }

    /** What the graph gives for each row. */
    List<R> run(Batch batch) {
        // A predictor is a scratch pad for one thread, and cheap beside a run.
        try (Predictor<Batch, List<R>> predictor = model.newPredictor(translator)) {
            return predictor.predict(batch);
        } catch (TranslateException | EngineException failed) {
            throw new Fault(FaultCode.INTERNAL, "The model failed to read the input.").causedBy(failed);
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

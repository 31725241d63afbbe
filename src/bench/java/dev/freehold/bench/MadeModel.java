package dev.freehold.bench;

import dev.freehold.bench.builder.DecoderFolder;
import dev.freehold.bench.builder.DecoderShape;
import dev.freehold.bench.builder.MadeUpVocabulary;
import dev.freehold.bench.builder.RandomWeights;
import dev.freehold.bench.builder.SuccessionWeights;
import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.DecoderLayout.EmbeddingType;
import dev.freehold.builder.DecoderLayout.LogitsScope;
import dev.freehold.builder.Precision;
import dev.freehold.builder.Progress;
import dev.freehold.builder.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model that is made when it is first needed, and kept.
 *
 * @param models the models folder of a gateway that serves this model, and a tiny one to warm up with
 */
record MadeModel(DecoderShape shape, MadeUpVocabulary vocabulary, Path models) {
    static final String ID = "measured";
    /** A model beside it that writes so quickly that a gateway soon runs at its usual speed. */
    static final String TINY_ID = "tiny";

    private static final long SEED = 1;

    static MadeModel random(DecoderShape shape, Precision precision, Path out) throws IOException {
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(shape.vocabulary());
        return make(shape, precision, vocabulary, new RandomWeights(shape, vocabulary, SEED), out, "random");
    }

    /** One that writes token n + 1 after token n. */
    static MadeModel succession(DecoderShape shape, Precision precision, Path out) throws IOException {
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(shape.vocabulary());
        return make(shape, precision, vocabulary, new SuccessionWeights(shape, vocabulary, SEED), out, "succession");
    }

    private static MadeModel make(
            DecoderShape shape,
            Precision precision,
            MadeUpVocabulary vocabulary,
            Weights weights,
            Path out,
            String kind)
            throws IOException {
        Path models = out.resolve("models").resolve(shape.name() + "-" + precision + "-" + kind);
        MadeModel model = new MadeModel(shape, vocabulary, models);
        if (!Files.exists(model.graph())) {
            System.err.println("making " + models + " ...");
            DecoderLayout layout = new DecoderLayout(precision, LogitsScope.LAST, EmbeddingType.FP16);
            writeTiny(models.resolve(TINY_ID), layout);
            new DecoderFolder(shape, layout).write(models.resolve(ID), weights, vocabulary, Progress.NONE);
        }
        return model;
    }

    private static void writeTiny(Path folder, DecoderLayout layout) throws IOException {
        DecoderShape tiny = DecoderShape.TINY;
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(tiny.vocabulary());
        new DecoderFolder(tiny, layout)
                .write(folder, new RandomWeights(tiny, vocabulary, SEED), vocabulary, Progress.NONE);
    }

    Path graph() {
        return models.resolve(ID).resolve("model.onnx");
    }

    /** Bytes of weights and caches that are read to write one token after so many others. */
    long bytesPerToken(int context) throws IOException {
        long all = Files.size(graph().resolveSibling("model.onnx.data"));
        long embedding = (long) shape.vocabulary() * shape.width() * Short.BYTES;
        long rotations = (long) shape.context() * shape.headSize() * Float.BYTES;
        long caches = 2L * shape.layers() * shape.sharedHeads() * shape.headSize() * Float.BYTES * context;
        return all - embedding - rotations + caches;
    }
}

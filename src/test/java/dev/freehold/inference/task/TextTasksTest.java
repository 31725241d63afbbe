package dev.freehold.inference.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.EncodedText;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.TextClassifier;
import dev.freehold.inference.TextRanker;
import dev.freehold.inference.TokenClassifier;
import dev.freehold.registry.ModelFolder.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTasksTest {
    @TempDir
    Path root;

    private ServableModel open(Kind kind) throws ModelLoadException {
        return new TaskModelLoader(new OneThread()).load(TaskFolders.folder(root, kind));
    }

    private TextRanker ranker() throws Exception {
        TaskFolders.ranker(root);
        return (TextRanker) open(Kind.RANKER);
    }

    private TextClassifier classifier(String problem) throws Exception {
        TaskFolders.classifier(root, problem);
        return (TextClassifier) open(Kind.CLASSIFIER);
    }

    private TokenClassifier tokenClassifier() throws Exception {
        TaskFolders.tokenClassifier(root);
        return (TokenClassifier) open(Kind.TOKEN_CLASSIFIER);
    }

    /** Texts of different lengths. */
    private static List<String> texts() {
        Random random = new Random(7);
        return IntStream.range(0, 60)
                .mapToObj(i -> random.ints(1 + random.nextInt(30), 0, 4)
                        .mapToObj(
                                word -> List.of("red", "green", "blue", "other").get(word))
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void judgesTheDocumentAndNotTheQuery() throws Exception {
        try (TextRanker ranker = ranker()) {
            EncodedText pair = ranker.pair("red", "green blue");
            assertArrayEquals(new int[] {4, 2, 5, 6}, pair.tokens());
            assertArrayEquals(new int[] {0, 0, 1, 1}, pair.types());
            assertEquals(0.622459, ranker.rank(List.of(pair)).getFirst(), 1e-6); // 0.5
            List<Double> several =
                    ranker.rank(List.of(pair, ranker.pair("blue", "red other other"), ranker.pair("red", "blue")));
            assertEquals(0.622459, several.get(0), 1e-6);
            assertEquals(0.880797, several.get(1), 1e-6); // 2
            assertEquals(0.268941, several.get(2), 1e-6); // -1
        }
    }

    @Test
    void aBatchRanksAsEachAlone() throws Exception {
        try (TextRanker ranker = ranker()) {
            List<EncodedText> pairs =
                    texts().stream().map(text -> ranker.pair("red", text)).toList();
            List<Double> together = ranker.rank(pairs);
            for (int i = 0; i < pairs.size(); i++) {
                assertEquals(ranker.rank(List.of(pairs.get(i))).getFirst(), together.get(i));
            }
        }
    }

    @Test
    void probabilitiesOfLabelsThatExcludeEachOtherAddUpToOne() throws Exception {
        try (TextClassifier classifier = classifier("single_label_classification")) {
            assertEquals(List.of("clean", "rude", "cruel"), classifier.labels());
            // red is (0, 4, -9), green is (2, -9, -9): the largest of each is (2, 4, -9).
            double[] found =
                    classifier.classify(List.of(classifier.prompt("red green"))).getFirst();
            assertArrayEquals(new double[] {0.119203, 0.880795, 0.000002}, found, 1e-6);
        }
    }

    @Test
    void probabilitiesOfIndependentLabelsDoNot() throws Exception {
        try (TextClassifier classifier = classifier("multi_label_classification")) {
            double[] found =
                    classifier.classify(List.of(classifier.prompt("blue"))).getFirst();
            assertArrayEquals(new double[] {0.000123, 0.731059, 0.952574}, found, 1e-6);
        }
    }

    @Test
    void aBatchClassifiesAsEachAlone() throws Exception {
        try (TextClassifier classifier = classifier("single_label_classification")) {
            List<Prompt> prompts = texts().stream().map(classifier::prompt).toList();
            List<double[]> together = classifier.classify(prompts);
            for (int i = 0; i < prompts.size(); i++) {
                assertArrayEquals(classifier.classify(List.of(prompts.get(i))).getFirst(), together.get(i));
            }
        }
    }

    @Test
    void classifiesEachTokenAndNoPadding() throws Exception {
        try (TokenClassifier classifier = tokenClassifier()) {
            EncodedText one = classifier.encode("blue");
            List<double[][]> found = classifier.classify(List.of(one, classifier.encode("red green blue other")));
            assertEquals(3, found.get(0).length);
            assertEquals(6, found.get(1).length);
            double sure = Math.exp(5) / (Math.exp(5) + 3);
            assertEquals(sure, found.get(0)[1][3], 1e-6);
            assertEquals(sure, found.get(1)[2][2], 1e-6);
            assertEquals(sure, found.get(1)[3][3], 1e-6);
        }
    }

    @Test
    void saysWhereATokenStandsInCodePoints() throws Exception {
        try (TokenClassifier classifier = tokenClassifier()) {
            List<EncodedText.Span> spans = classifier.encode("🎨🎨 red é green").spans();
            assertTrue(spans.getFirst().isEmpty() && spans.getLast().isEmpty(), spans.toString());
            assertEquals(
                    List.of(
                            new EncodedText.Span(0, 2),
                            new EncodedText.Span(3, 6),
                            new EncodedText.Span(7, 8),
                            new EncodedText.Span(9, 14)),
                    spans.subList(1, 5));
        }
    }

    @Test
    void aModelWithoutPositionsTakesWhatFitsIntoOneRun() throws Exception {
        try (TextClassifier classifier = classifier("")) {
            assertEquals(8192, classifier.maxTokens());
            Fault fault = assertThrows(
                    Fault.class, () -> classifier.classify(List.of(classifier.prompt("red ".repeat(8191)))));
            assertEquals(FaultCode.CONTEXT_LENGTH_EXCEEDED, fault.code());
        }
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws Exception {
        TaskFolders.classifier(root, "regression");
        assertRefused(Kind.CLASSIFIER, "regression");
        TaskFolders.classifier(root, "");
        assertRefused(Kind.RANKER, "it gives 3 scores");
        assertRefused(Kind.TOKEN_CLASSIFIER, "no output logits of 3 dimensions");
        Files.writeString(
                root.resolve("config.json"), "{\"id2label\":{\"0\":\"a\",\"2\":\"b\",\"1\":\"c\",\"5\":\"d\"}}");
        assertRefused(Kind.CLASSIFIER, "id2label in config.json has no name for 3");
        Files.writeString(root.resolve("config.json"), "{}");
        assertRefused(Kind.CLASSIFIER, "names 2 labels");
    }

    private void assertRefused(Kind kind, String expected) {
        ModelLoadException refused = assertThrows(ModelLoadException.class, () -> open(kind));
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused.getMessage());
    }

    private record OneThread() implements TaskConfig {
        @Override
        public OptionalInt threads() {
            return OptionalInt.of(1);
        }

        @Override
        public int queue() {
            return 64;
        }
    }
}

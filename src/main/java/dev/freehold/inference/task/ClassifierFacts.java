package dev.freehold.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.ModelLoadException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a Hugging Face folder says about a model that gives scores to labels.
 *
 * @param labels in the order of the scores; {@code LABEL_0} and so on where the folder names none
 * @param maxTokens a model without positions (a bag of words, for example) has no limit of its own, and takes what fits into one run
 * @param areIndependent whether several labels may fit at once
 */
record ClassifierFacts(List<String> labels, int maxTokens, int paddingId, boolean areIndependent) {
    private static final String MULTI_LABEL = "multi_label_classification";
    /** Labels of a model whose folder does not count them. */
    private static final int TRANSFORMERS_DEFAULT = 2;

    private static final List<String> PROBLEMS = List.of("", "single_label_classification", MULTI_LABEL);

    static ClassifierFacts read(Path root) throws ModelLoadException {
        JsonNode config = Json.read(root.resolve("config.json"));
        TextLimits limits = TextLimits.read(root, config);
        return new ClassifierFacts(
                labels(config),
                limits.maxTokens().orElse(Batch.MOST_TOKENS),
                limits.paddingId(),
                config.path("problem_type").asText("").equals(MULTI_LABEL));
    }

    /** Refuses problems whose answer is not one probability for each label. */
    static ClassifierFacts ofTexts(Path root) throws ModelLoadException {
        String problem =
                Json.read(root.resolve("config.json")).path("problem_type").asText("");
        if (!PROBLEMS.contains(problem)) {
            throw new ModelLoadException(
                    "config.json has the problem_type %s; served are single_label_classification and multi_label_classification"
                            .formatted(problem));
        }
        ClassifierFacts facts = read(root);
        boolean isYesOrNo = facts.labels().size() == 1;
        return new ClassifierFacts(
                facts.labels(), facts.maxTokens(), facts.paddingId(), facts.areIndependent() || isYesOrNo);
    }

    private static List<String> labels(JsonNode config) throws ModelLoadException {
        JsonNode named = config.path("id2label");
        if (!named.isObject() || named.isEmpty()) {
            int count = config.path("num_labels").asInt(TRANSFORMERS_DEFAULT);
            return IntStream.range(0, count).mapToObj(id -> "LABEL_" + id).toList();
        }
        for (int id = 0; id < named.size(); id++) {
            if (!named.path(Integer.toString(id)).isTextual()) {
                throw new ModelLoadException("id2label in config.json has no name for %d".formatted(id));
            }
        }
        return IntStream.range(0, named.size())
                .mapToObj(id -> named.path(Integer.toString(id)).asText())
                .toList();
    }
}

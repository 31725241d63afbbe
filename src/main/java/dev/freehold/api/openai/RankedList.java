package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.TextRanking.Ranked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list that answers {@code POST /v1/rerank}, the most relevant document first. */
record RankedList(String id, String model, List<Result> results, UsageObject usage) {

    /** @param index the document's place in the request */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            int index,
            @JsonProperty("relevance_score") double relevance,
            @Nullable Document document) {}

    record Document(String text) {}

    static RankedList of(String id, RerankRequest request, Answered<List<Ranked>> answered) {
        return new RankedList(
                id,
                answered.model().value(),
                answered.result().stream()
                        .limit(request.top())
                        .map(ranked -> new Result(
                                ranked.index(),
                                ranked.relevance(),
                                request.returnsDocuments()
                                        ? new Document(
                                                request.wish().documents().get(ranked.index()))
                                        : null))
                        .toList(),
                UsageObject.ofEmbedding(answered.usage()));
    }
}

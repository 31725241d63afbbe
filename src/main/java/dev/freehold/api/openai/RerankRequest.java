package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.TextRanking;
import java.util.ArrayList;
import java.util.List;

/** The body of {@code POST /v1/rerank}, as Jina and Cohere have it. */
record RerankRequest(TextRanking.Wish wish, int top, boolean returnsDocuments) {
    private static final int MAX_DOCUMENTS = 1000;
    /** The query is read once for each document, before anything is reserved. */
    private static final int MAX_QUERY_LENGTH = 32_768;

    static RerankRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        fields.refuse("max_chunks_per_doc", "max_tokens_per_doc", "truncate_prompt_tokens", "rank_fields");
        String model = fields.requiredText("model");
        String query = fields.requiredText("query");
        if (query.isEmpty() || query.length() > MAX_QUERY_LENGTH) {
            throw Fault.invalid("query", "'query' must have 1 to %d characters.".formatted(MAX_QUERY_LENGTH));
        }
        List<String> documents = documents(fields);
        int top = fields.integer("top_n", 1, Integer.MAX_VALUE).orElse(documents.size());
        return new RerankRequest(
                new TextRanking.Wish(model, query, documents),
                Math.min(top, documents.size()),
                fields.flag("return_documents"));
    }

    private static List<String> documents(JsonFields fields) {
        JsonNode value = fields.value("documents").orElseThrow(() -> fields.missing("documents"));
        if (!value.isArray()) {
            throw fields.wrong("documents", "an array of strings, or of objects with a text", value);
        }
        if (value.isEmpty() || value.size() > MAX_DOCUMENTS) {
            throw Fault.invalid("documents", "'documents' must have 1 to %d elements.".formatted(MAX_DOCUMENTS));
        }
        List<String> documents = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            documents.add(document(fields, element, "documents[%d]".formatted(documents.size())));
        }
        return documents;
    }

    private static String document(JsonFields fields, JsonNode element, String path) {
        boolean isObject = element.isObject();
        JsonNode text = isObject ? element.path("text") : element;
        String at = isObject ? path + ".text" : path;
        if (!text.isTextual()) {
            throw fields.wrong(at, isObject ? "a string" : "a string or an object with a text", text);
        }
        if (text.textValue().isEmpty()) {
            throw Fault.invalid(at, "'%s' must not be empty.".formatted(at));
        }
        return text.textValue();
    }
}

package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenLogprob.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code logprobs} object of a text completion: lists side by side, an element of each for a token. */
record TextLogprobs(
        @JsonProperty("text_offset") List<Integer> textOffset,
        @JsonProperty("token_logprobs") List<Double> tokenLogprobs,
        List<String> tokens,
        @JsonProperty("top_logprobs") List<Map<String, Double>> topLogprobs) {

    static TextLogprobs of(List<TokenLogprob> tokens) {
        TextLogprobs logprobs =
                new TextLogprobs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        tokens.forEach(logprobs::add);
        return logprobs;
    }

    /** The token itself is among the likeliest, as one more where it was not. */
    private void add(TokenLogprob token) {
        Candidate chosen = token.chosen();
        textOffset.add(token.offset());
        tokenLogprobs.add(chosen.logprob());
        tokens.add(chosen.text());
        Map<String, Double> top = new LinkedHashMap<>();
        token.top().forEach(candidate -> top.putIfAbsent(candidate.text(), candidate.logprob()));
        top.putIfAbsent(chosen.text(), chosen.logprob());
        topLogprobs.add(top);
    }
}

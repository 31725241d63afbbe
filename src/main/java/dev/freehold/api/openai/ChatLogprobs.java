package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenLogprob.Candidate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code logprobs} object of a chat choice; {@code reasoning_content} is DeepSeek's addition. */
record ChatLogprobs(
        @Nullable List<Entry> content,
        @Nullable List<Entry> refusal,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("reasoning_content") @Nullable
        List<Entry> reasoningContent) {

    record Entry(
            String token,
            double logprob,
            List<Integer> bytes,
            @JsonProperty("top_logprobs") List<Top> topLogprobs) {}

    record Top(String token, double logprob, List<Integer> bytes) {
        static Top of(Candidate candidate) {
            return new Top(candidate.text(), candidate.logprob(), unsigned(candidate.bytes()));
        }
    }

    static ChatLogprobs ofContent(List<TokenLogprob> tokens) {
        return new ChatLogprobs(entries(tokens), null, null);
    }

    static ChatLogprobs ofReasoning(List<TokenLogprob> tokens) {
        return new ChatLogprobs(null, null, entries(tokens));
    }

    static ChatLogprobs of(List<TokenLogprob> content, List<TokenLogprob> reasoning) {
        return new ChatLogprobs(entries(content), null, reasoning.isEmpty() ? null : entries(reasoning));
    }

    static List<Entry> entries(List<TokenLogprob> tokens) {
        return tokens.stream().map(ChatLogprobs::entry).toList();
    }

    private static Entry entry(TokenLogprob token) {
        Candidate chosen = token.chosen();
        return new Entry(
                chosen.text(),
                chosen.logprob(),
                unsigned(chosen.bytes()),
                token.top().stream().map(Top::of).toList());
    }

    private static List<Integer> unsigned(byte[] bytes) {
        Integer[] values = new Integer[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return List.of(values);
    }
}

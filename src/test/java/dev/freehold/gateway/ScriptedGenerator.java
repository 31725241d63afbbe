package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.SamplingDefaults;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import java.util.ArrayList;
import java.util.List;

/** Says ten words of one token each to any prompt, or fails after some of them. */
final class ScriptedGenerator implements TextGenerator {
    static final ModelId ID = new ModelId("scripted");
    private static final int WORDS = 10;

    int failsAfter = Integer.MAX_VALUE;
    boolean isFull;
    final List<GenerationSettings> runs = new ArrayList<>();
    final List<Stream> streams = new ArrayList<>();

    @Override
    public ModelId id() {
        return ID;
    }

    @Override
    public String digest() {
        return "sha256:0";
    }

    @Override
    public int contextLength() {
        return 100;
    }

    @Override
    public SamplingDefaults sampling() {
        return new SamplingDefaults(0.6, 20, 0.9, 0, 1);
    }

    @Override
    public Prompt prompt(Conversation conversation) {
        return prompt(conversation.messages().getLast().text());
    }

    @Override
    public Prompt prompt(String text) {
        return prompt(new int[text.split(" ").length]);
    }

    @Override
    public Prompt prompt(int[] tokens) {
        return new Prompt(tokens);
    }

    @Override
    public TokenStream generate(Prompt prompt, GenerationSettings settings, Origin origin) {
        if (isFull) {
            throw new Fault(FaultCode.OVERLOADED, "full");
        }
        runs.add(settings);
        Stream stream = new Stream(settings.maxTokens());
        streams.add(stream);
        return stream;
    }

    @Override
    public void close() {}

    final class Stream implements TokenStream {
        private final int maxTokens;
        private int given;
        boolean isCancelled;

        Stream(int maxTokens) {
            this.maxTokens = maxTokens;
        }

        @Override
        public Piece next() {
            if (isCancelled) {
                throw new Fault(FaultCode.CANCELLED, "cancelled");
            }
            if (given == failsAfter) {
                throw new IllegalStateException("the run failed");
            }
            if (given == Math.min(WORDS, maxTokens)) {
                return new Piece.End(given < WORDS ? FinishReason.LENGTH : FinishReason.STOP);
            }
            given++;
            return new Piece.Text("word ");
        }

        @Override
        public int generatedTokens() {
            return given;
        }

        @Override
        public int cachedTokens() {
            return 0;
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }
}

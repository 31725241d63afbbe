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
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenLogprob.Candidate;
import dev.freehold.inference.TokenStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Says ten words of one token each to any prompt, or fails after some of them, or waits until it is cancelled. */
final class ScriptedGenerator implements TextGenerator {
    static final ModelId ID = new ModelId("scripted");
    static final ModelId NEXT = new ModelId("scripted-next");
    private static final int WORDS = 10;

    int failsAfter = Integer.MAX_VALUE;
    int room = Integer.MAX_VALUE;
    int cached;
    boolean isSilent;
    final List<GenerationSettings> runs = new ArrayList<>();
    final List<Origin> origins = new ArrayList<>();
    final List<Stream> streams = new ArrayList<>();

    private final ModelId id;

    ScriptedGenerator(ModelId id) {
        this.id = id;
    }

    @Override
    public ModelId id() {
        return id;
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
        return new SamplingDefaults(0.6, 20, 0.9, 0.02, 1.1);
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
    public String text(Prompt prompt) {
        return "prompt of " + prompt.length() + " ";
    }

    @Override
    public TokenStream generate(Prompt prompt, GenerationSettings settings, Origin origin) {
        if (streams.size() >= room) {
            throw new Fault(FaultCode.OVERLOADED, "full");
        }
        runs.add(settings);
        origins.add(origin);
        Stream stream = new Stream(settings.maxTokens(), cached + streams.size());
        streams.add(stream);
        return stream;
    }

    @Override
    public void close() {}

    final class Stream implements TokenStream {
        private final int maxTokens;
        private final int cachedTokens;
        private volatile int given;
        volatile boolean isCancelled;

        Stream(int maxTokens, int cachedTokens) {
            this.maxTokens = maxTokens;
            this.cachedTokens = cachedTokens;
        }

        @Override
        public Piece next() throws InterruptedException {
            while (isSilent && !isCancelled) {
                Thread.sleep(1);
            }
            if (isCancelled) {
                throw new Fault(FaultCode.CANCELLED, "cancelled");
            }
            if (given == failsAfter) {
                throw new IllegalStateException("the run failed");
            }
            if (given == Math.min(WORDS, maxTokens)) {
                return new Piece.End(given < WORDS ? FinishReason.LENGTH : FinishReason.STOP);
            }
            Candidate word = new Candidate("word ", "word ".getBytes(StandardCharsets.UTF_8), -1);
            Piece piece = new Piece.Text("word ", List.of(new TokenLogprob(5 * given, word, List.of())));
            count();
            return piece;
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads the stream
        private void count() {
            given++;
        }

        @Override
        public int cachedTokens() {
            return cachedTokens;
        }

        @Override
        public int generatedTokens() {
            return given;
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }
}

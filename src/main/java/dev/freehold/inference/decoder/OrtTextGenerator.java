package dev.freehold.inference.decoder;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Occupancy;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.SamplingDefaults;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import dev.freehold.inference.sampling.Sampler;
import dev.freehold.inference.text.ChatTemplate;
import dev.freehold.inference.text.TextParts;
import dev.freehold.inference.text.Tokenizer;
import dev.freehold.inference.tool.CallForms;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Text from a decoder graph on ONNX Runtime. */
final class OrtTextGenerator implements TextGenerator, DecoderStatus {
    private final ModelId id;
    private final String digest;
    private final int contextLength;
    private final int vocabulary;
    private final Set<Integer> endTokens;
    private final int[] beginTokens;
    private final SamplingDefaults sampling;
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final Forms forms;
    private final CallForms callForms;
    private final DecoderLoop loop;
    private final EndAtExit endAtExit;

    OrtTextGenerator(
            ModelId id, String digest, TextParts parts, Decoder decoder, DecoderLoop loop, EndAtExit endAtExit) {
        this.id = id;
        this.digest = digest;
        this.contextLength = decoder.rowCapacity();
        this.vocabulary = decoder.vocabulary();
        this.endTokens = parts.endTokens();
        this.beginTokens = parts.beginTokens();
        this.sampling = parts.sampling();
        this.tokenizer = parts.tokenizer();
        this.template = parts.template();
        this.forms = new Forms(tokenizer, vocabulary, endTokens);
        this.callForms = new CallForms(template.callFormat(), tokenizer.added().controlTexts());
        this.loop = loop;
        this.endAtExit = endAtExit;
    }

    @Override
    public ModelId id() {
        return id;
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public SamplingDefaults sampling() {
        return sampling;
    }

    @Override
    public Prompt prompt(Conversation conversation) {
        Prompt prompt = template.encode(conversation, tokenizer);
        callForms.of(prompt.tools(), Optional.empty()); // while a refusal costs nothing
        return prompt;
    }

    @Override
    public Prompt prompt(String text) {
        int[] tokens = tokenizer.encode(text);
        return new Prompt(IntStream.concat(IntStream.of(beginTokens), IntStream.of(tokens))
                .toArray());
    }

    @Override
    public Prompt prompt(int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw Fault.invalid("prompt", "Token ids of this model are 0 to " + (vocabulary - 1) + ".");
            }
        }
        return new Prompt(tokens.clone());
    }

    @Override
    public String text(Prompt prompt) {
        return tokenizer.decode(prompt.tokens(), 0, prompt.length());
    }

    @Override
    public TokenStream generate(Prompt prompt, GenerationSettings settings, Origin origin) {
        int room = contextLength - prompt.length();
        if (prompt.length() == 0) {
            throw new Fault(FaultCode.INVALID_REQUEST, "The prompt is empty; expected at least one token.");
        }
        if (room < 1) {
            throw new Fault(
                    FaultCode.CONTEXT_LENGTH_EXCEEDED,
                    "The prompt has " + prompt.length() + " tokens, and the model's context is " + contextLength + ".");
        }
        checkBias(settings.sampling().logitBias().keySet());
        Sampler sampler =
                Sampler.of(settings, prompt, forms.filter(callForms.of(prompt.tools(), settings.form()), prompt));
        Sequence sequence = new Sequence(prompt, settings, origin, endTokens, room, sampler);
        TokenStream stream = new GeneratedText(
                sequence,
                () -> loop.cancel(sequence),
                new TextPieces(tokenizer, prompt, settings.stop(), template.callFormat()),
                endTokens);
        loop.submit(sequence);
        return stream;
    }

    private void checkBias(Set<Integer> tokens) {
        if (!tokens.stream().allMatch(token -> token >= 0 && token < vocabulary)) {
            throw Fault.invalid("logit_bias", "Token ids of this model are 0 to " + (vocabulary - 1) + ".");
        }
    }

    @Override
    public DecoderCounters counters() {
        return loop.counters();
    }

    @Override
    public Occupancy occupancy() {
        DecoderCounters now = loop.counters();
        return new Occupancy(now.active(), now.queued(), now.slots(), now.memoryBytes());
    }

    @Override
    public long computedNanos() {
        return loop.counters().busyNanos();
    }

    @Override
    public void close() {
        loop.close();
        endAtExit.close();
        tokenizer.close();
    }
}

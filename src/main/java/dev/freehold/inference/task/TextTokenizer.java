package dev.freehold.inference.task;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.inference.EncodedText;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.NativeRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns text into tokens as the model was trained on them: nothing is cut off, and no text becomes a control token. */
final class TextTokenizer implements AutoCloseable {
    /** The defaults cut a text at 512 tokens. */
    private static final Map<String, String> WHOLE_TEXT =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "true");

    private final HuggingFaceTokenizer tokenizer;

    private TextTokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    static TextTokenizer open(Path file) throws ModelLoadException {
        if (!(Json.read(file) instanceof ObjectNode json)) {
            throw new ModelLoadException("%s holds no JSON object".formatted(file.getFileName()));
        }
        PlainVocabulary.rewrite(json);
        NativeRuntime.prepare();
        try (InputStream in = new ByteArrayInputStream(Json.MAPPER.writeValueAsBytes(json))) {
            return new TextTokenizer(HuggingFaceTokenizer.newInstance(in, WHOLE_TEXT));
        } catch (IOException | RuntimeException refused) {
            throw new ModelLoadException(
                    "%s does not describe a tokenizer: %s".formatted(file.getFileName(), refused.getMessage()),
                    refused);
        }
    }

    int[] tokens(String text) {
        return narrowed(tokenizer.encode(text, true, false).getIds());
    }

    /** With the place of each token in the text. */
    EncodedText located(String text) {
        Encoding encoding = tokenizer.encode(text, true, false);
        List<EncodedText.Span> spans = Arrays.stream(encoding.getCharTokenSpans())
                .map(TextTokenizer::span)
                .toList();
        return new EncodedText(narrowed(encoding.getIds()), narrowed(encoding.getTypeIds()), spans);
    }

    /** Both texts with what the model wants between them. */
    EncodedText pair(String first, String second) {
        Encoding encoding = tokenizer.encode(first, second, true, false);
        return new EncodedText(narrowed(encoding.getIds()), narrowed(encoding.getTypeIds()), List.of());
    }

    private static EncodedText.Span span(@Nullable CharSpan span) {
        return span == null ? EncodedText.Span.NOWHERE : new EncodedText.Span(span.getStart(), span.getEnd());
    }

    private static int[] narrowed(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}

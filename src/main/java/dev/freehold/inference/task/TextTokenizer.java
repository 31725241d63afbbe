package dev.freehold.inference.task;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.NativeRuntime;
import dev.freehold.inference.Prompt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

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

    Prompt encode(String text) {
        long[] ids = tokenizer.encode(text, true, false).getIds();
        int[] tokens = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            tokens[i] = Math.toIntExact(ids[i]);
        }
        return new Prompt(tokens);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}

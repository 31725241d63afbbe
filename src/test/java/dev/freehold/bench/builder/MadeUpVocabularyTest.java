package dev.freehold.bench.builder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.freehold.inference.NativeRuntime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MadeUpVocabularyTest {
    @Test
    void everyTextSurvivesItsTokens() throws IOException {
        try (HuggingFaceTokenizer tokenizer = tokenizer(new MadeUpVocabulary(2000))) {
            for (String text : new String[] {"hello there", "Grüße, 世界 🙂", "\n\t{}0", "abababab"}) {
                long[] ids = tokenizer.encode(text, false, false).getIds();
                assertEquals(text, tokenizer.decode(ids));
            }
        }
    }

    @Test
    void wordsAreMergedFromShorterOnes() throws IOException {
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(49_152);
        int abac = vocabulary.plain().indexOf("abac");
        try (HuggingFaceTokenizer tokenizer = tokenizer(vocabulary)) {
            assertArrayEquals(
                    new long[] {abac}, tokenizer.encode("abac", false, false).getIds());
            assertEquals("abac", tokenizer.decode(new long[] {abac}));
        }
    }

    @Test
    void controlTokensComeLast() throws IOException {
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(320);
        assertEquals(317, vocabulary.plain().size());
        try (HuggingFaceTokenizer tokenizer = tokenizer(vocabulary)) {
            long[] ids = tokenizer
                    .encode("<|endoftext|><|im_start|><|im_end|>", false, false)
                    .getIds();
            assertArrayEquals(new long[] {317, 318, 319}, ids);
        }
    }

    @Test
    void aVocabularyWithoutRoomForTheBytesIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MadeUpVocabulary(258));
        assertTrue(new MadeUpVocabulary(259).merges().isEmpty());
    }

    private static HuggingFaceTokenizer tokenizer(MadeUpVocabulary vocabulary) throws IOException {
        NativeRuntime.prepare();
        byte[] json = TokenizerJson.tokenizer(vocabulary).toString().getBytes(StandardCharsets.UTF_8);
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json),
                Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"));
    }
}

package dev.freehold.inference.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.NativeRuntime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

public class TokenizerTest {
    private static final char MARK = '\uE000';

    private final ObjectNode json = TinyTokenizer.json();
    private final Tokenizer tokenizer = load(json);

    public static Tokenizer load(ObjectNode json) {
        try {
            return Tokenizer.load(new TokenizerFile(json, AddedTokens.of(json)));
        } catch (dev.freehold.inference.ModelLoadException refused) {
            throw new AssertionError(refused);
        }
    }

    @Test
    void whoComesAfterItIsClosedIsToldSo() {
        Tokenizer closed = load(json);
        int[] tokens = closed.encode("the text");
        closed.close();
        closed.close();
        assertEquals(
                FaultCode.SHUTTING_DOWN,
                assertThrows(Fault.class, () -> closed.encode("the text")).code());
        assertEquals(
                FaultCode.SHUTTING_DOWN,
                assertThrows(Fault.class, () -> closed.decode(tokens, 0, 1)).code());
    }

    @Test
    void plainTextNeverBecomesControlTokens() {
        int[] tokens = tokenizer.encode("say <|im_end|> now<|im_start|>system");
        assertFalse(Arrays.stream(tokens).anyMatch(id -> id == TinyTokenizer.IM_END || id == TinyTokenizer.IM_START));
        assertEquals("say <|im_end|> now<|im_start|>system", tokenizer.decode(tokens, 0, tokens.length));
    }

    @Test
    void templateTextBecomesControlTokensUnlessMarked() {
        int[] tokens = tokenizer.encode("<|im_start|><" + MARK + "|im_end|><|im_end|>", MARK);
        assertEquals(TinyTokenizer.IM_START, tokens[0]);
        assertEquals(TinyTokenizer.IM_END, tokens[tokens.length - 1]);
        assertArrayEquals(tokenizer.encode("<|im_end|>"), Arrays.copyOfRange(tokens, 1, tokens.length - 1));
    }

    @Test
    void encodesAsTheOriginalTokenizerDoes() throws Exception {
        NativeRuntime.prepare();
        try (HuggingFaceTokenizer original = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8)),
                Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false"))) {
            for (String text : List.of(
                    "<|im_start|>user\nthe im <think>\n\n 🦊<|im_end|>\n",
                    "<|im_end|><|im_end|> the<|im_start|>",
                    "plain, with the < and | signs |>",
                    "日本語 и the русский\u0000")) {
                assertArrayEquals(
                        original.encode(text, false, false).getIds(), longs(tokenizer.encode(text, MARK)), text);
            }
        }
    }

    @Test
    void cutsNothingOff() {
        assertEquals(5000, tokenizer.encode("a b".repeat(1667).substring(0, 5000)).length);
    }

    @Test
    void keepsQuietAboutTruncationThatTheFileAsksFor() {
        ObjectNode cutting = TinyTokenizer.json();
        cutting.putObject("truncation")
                .put("direction", "Right")
                .put("max_length", 4)
                .put("strategy", "LongestFirst")
                .put("stride", 0);
        assertEquals(100, load(cutting).encode("x".repeat(100)).length);
    }

    @Test
    void survivesHalfCharacters() {
        assertTrue(tokenizer.encode("a\uD83E b").length > 0);
    }

    @Test
    void controlTokensThatTheVocabularyHoldsStayControlTokens() {
        ObjectNode llama = LlamaTokenizer.json();
        Tokenizer inVocabulary = load(llama);
        assertArrayEquals(new int[] {1}, inVocabulary.encode("<s>", MARK));
        int[] plain = inVocabulary.encode("<s>");
        assertFalse(Arrays.stream(plain).anyMatch(id -> id == 1), Arrays.toString(plain));
        assertEquals("", inVocabulary.decode(new int[] {1, 2}, 0, 2));
    }

    private static long[] longs(int[] tokens) {
        return Arrays.stream(tokens).asLongStream().flatMap(LongStream::of).toArray();
    }
}

package dev.freehold.inference.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetokenizerTest {
    private final Tokenizer bytes = TokenizerTest.load(TinyTokenizer.json());
    private final Tokenizer llama = TokenizerTest.load(LlamaTokenizer.json());

    @Test
    void givesOutWholeCharactersOnly() {
        for (Tokenizer tokenizer : List.of(bytes, llama)) {
            String text = "ab 🦊🦊 日本語の the 👩‍👩‍👧 é end";
            List<String> pieces = pieces(tokenizer, new int[0], tokenizer.encode(text));
            assertEquals(text, String.join("", pieces));
            for (String piece : pieces) {
                assertFalse(piece.contains("\uFFFD"), piece);
                assertFalse(Character.isLowSurrogate((piece + " ").charAt(0)), piece);
            }
        }
    }

    @Test
    void aCharacterThatNeverBecomesWholeIsLeftOut() {
        int[] fox = bytes.encode("a🦊");
        int[] cut = Arrays.copyOf(fox, fox.length - 1);
        assertEquals(List.of("a"), pieces(bytes, new int[0], cut));
    }

    @Test
    void goesOnAfterBytesThatAreNoCharacter() {
        List<Integer> tokens = new ArrayList<>();
        for (int token : llama.encode("日")) {
            tokens.add(token);
        }
        tokens.add(tokens.get(1)); // the first byte of a character that never comes
        for (int token : llama.encode("abc")) {
            tokens.add(token);
        }
        String text = String.join("", pieces(llama, new int[0], ints(tokens)));
        assertEquals("日", text.substring(0, 1));
        assertEquals("abc", text.substring(text.length() - 3));
    }

    @Test
    void continuesThePromptWithItsSpaces() {
        int[] prompt = llama.encode("a b");
        int[] more = llama.encode("a b a");
        int[] rest = Arrays.copyOfRange(more, prompt.length, more.length);
        assertEquals(List.of(" a"), pieces(llama, prompt, rest));
    }

    @Test
    void withoutAPromptTheFirstWordHasNoSpace() {
        assertEquals("a b", String.join("", pieces(llama, new int[0], llama.encode("a b"))));
    }

    private static List<String> pieces(Tokenizer tokenizer, int[] prompt, int[] tokens) {
        Detokenizer detokenizer = new Detokenizer(tokenizer, prompt);
        List<String> pieces = new ArrayList<>();
        for (int token : tokens) {
            String piece = detokenizer.add(token);
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static int[] ints(List<Integer> tokens) {
        return tokens.stream().mapToInt(Integer::intValue).toArray();
    }
}

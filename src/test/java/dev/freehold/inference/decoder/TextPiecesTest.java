package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.inference.Prompt;
import dev.freehold.inference.Prompt.Thinking;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.sampling.Odds;
import dev.freehold.inference.sampling.Pick;
import dev.freehold.inference.text.TinyTokenizer;
import dev.freehold.inference.text.Tokenizer;
import dev.freehold.inference.text.TokenizerTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TextPiecesTest {
    private final Tokenizer tokenizer = TokenizerTest.load(TinyTokenizer.json());

    /** Pieces as {@code kind:text[tokens]}, the end of the tokens after {@code |}. */
    private List<String> pieces(Thinking thinking, List<String> stops, int... tokens) {
        TextPieces text = new TextPieces(tokenizer, new Prompt(new int[0], thinking), stops, Optional.empty());
        List<String> pieces = new ArrayList<>();
        for (int token : tokens) {
            text.add(new Pick(token, new Odds(-token, new int[] {token, 0}, new double[] {-token, -500})))
                    .forEach(piece -> pieces.add(show(piece)));
            if (text.isStopped()) {
                pieces.add("|" + text.reasoningTokens());
                return pieces;
            }
        }
        pieces.add("|" + text.reasoningTokens());
        text.rest().forEach(piece -> pieces.add(show(piece)));
        return pieces;
    }

    private static String show(Piece piece) {
        return switch (piece) {
            case Piece.Text(String text, var tokens) -> "T:" + text + show(tokens);
            case Piece.Reasoning(String text, var tokens) -> "R:" + text + show(tokens);
            case Piece.Call call -> throw new AssertionError(call);
            case Piece.End end -> throw new AssertionError(end);
        };
    }

    private static List<String> show(List<TokenLogprob> tokens) {
        return tokens.stream().map(token -> token.chosen().text()).toList();
    }

    private int[] tokens(String text) {
        return tokenizer.encode(text);
    }

    @Test
    void aTokenComesWithItsText() {
        assertEquals(
                List.of("T:the[the]", "T: the[ the]", "T:x[x]", "|0"),
                pieces(Thinking.NONE, List.of(), tokens("the thex")));
    }

    @Test
    void theTokensOfOneCharacterComeTogether() {
        assertEquals(
                List.of("T:a[a]", "T:é[\uFFFD, \uFFFD]", "T:b[b]", "|0"),
                pieces(Thinking.NONE, List.of(), tokens("aéb")));
    }

    @Test
    void halfACharacterAtTheEndComesWithoutText() {
        int[] whole = tokens("aé");
        assertEquals(
                List.of("T:a[a]", "|0", "T:[\uFFFD]"),
                pieces(Thinking.NONE, List.of(), Arrays.copyOf(whole, whole.length - 1)));
    }

    @Test
    void heldBackTextKeepsItsTokens() {
        assertEquals(
                List.of("T:a[a]", "T:thex[the, x]", "T:y[y]", "|0"),
                pieces(Thinking.NONE, List.of("thez"), tokens("athexy")));
        assertEquals(List.of("T:a[a]", "|0", "T:the[the]"), pieces(Thinking.NONE, List.of("thez"), tokens("athe")));
    }

    @Test
    void whatAStopTextCutsOffHasNoTokens() {
        assertEquals(List.of("T:a[a]", "|0"), pieces(Thinking.NONE, List.of("thex"), tokens("athexy")));
        assertEquals(List.of("T:a[a]", "T:t[the]", "|0"), pieces(Thinking.NONE, List.of("he"), tokens("athexy")));
    }

    @Test
    void thoughtsComeApartWithTheirMarks() {
        List<String> pieces = pieces(Thinking.POSSIBLE, List.of(), tokens("<think>\na</think>\n\nthe"));
        List<String> expected = new ArrayList<>(List.of("R:[<think>]", "R:[\n]", "R:a[a]"));
        for (int token : tokens("</think>")) {
            expected.add("R:" + show(token));
        }
        expected.addAll(List.of("T:the[\n, \n, the]", "|" + expected.size()));
        assertEquals(expected, pieces);
    }

    private List<String> show(int token) {
        return List.of(new String(tokenizer.bytes(token), StandardCharsets.UTF_8));
    }

    @Test
    void aThoughtThatIsCutShortIsAThought() {
        List<String> pieces = pieces(Thinking.BEGUN, List.of("the"), tokens("abthe"));
        assertEquals(List.of("R:a[a]", "R:b[b]", "|2"), pieces);
    }

    @Test
    void oddsNameTextBytesAndPlace() {
        TextPieces text = new TextPieces(tokenizer, new Prompt(new int[0]), List.of(), Optional.empty());
        int[] tokens = tokens("the the");
        text.add(new Pick(tokens[0], null));
        Piece.Text piece = (Piece.Text) text.add(new Pick(
                        tokens[1], new Odds(-0.5, new int[] {tokens[0], tokens[1]}, new double[] {-0.1, -0.5})))
                .getFirst();
        TokenLogprob token = piece.logprobs().getFirst();
        assertEquals(3, token.offset());
        assertEquals(" the", token.chosen().text());
        assertArrayEquals(
                " the".getBytes(StandardCharsets.UTF_8), token.chosen().bytes());
        assertEquals(-0.5, token.chosen().logprob());
        assertEquals("the", token.top().getFirst().text());
        assertEquals(-0.1, token.top().getFirst().logprob());
    }
}

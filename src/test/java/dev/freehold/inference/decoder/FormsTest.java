package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Prompt.Thinking;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.grammar.Grammar;
import dev.freehold.inference.sampling.LogitFilter;
import dev.freehold.inference.text.TinyTokenizer;
import dev.freehold.inference.text.Tokenizer;
import dev.freehold.inference.text.TokenizerTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] PROMPT = "Say it in JSON.".chars().toArray();
    private static final String SCHEMA = """
            {"type":"object","properties":{"name":{"type":"string","maxLength":6},
             "kind":{"enum":["first","second"]},"size":{"type":"integer","minimum":1,"maximum":99}},
             "required":["name","kind","size"],"additionalProperties":false}""";

    @TempDir
    private Path root;

    private record Answer(String text, FinishReason reason) {}

    private static Answer read(TokenStream stream) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (stream.next()) {
                case Piece.Text(String more, var ignored) -> text.append(more);
                case Piece.Reasoning thought -> throw new AssertionError("no thoughts were expected");
                case Piece.Call call -> throw new AssertionError("no calls were expected");
                case Piece.End(FinishReason reason) -> {
                    return new Answer(text.toString(), reason);
                }
            }
        }
    }

    private static GenerationSettings.Builder settings(int maxTokens, long seed) throws Exception {
        return GenerationSettings.of(maxTokens).seed(seed).form(Grammar.schema(JSON.readTree(SCHEMA), "schema"));
    }

    @Test
    void everyAnswerHasTheFormAndSeveralShareABatch() throws Exception {
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(root), TinyModel.Config.slots(4))) {
            List<TokenStream> streams = new ArrayList<>();
            for (int seed = 0; seed < 12; seed++) {
                GenerationSettings settings = settings(200, seed)
                        .frequencyPenalty(seed % 2)
                        .logitBias('}', seed % 3 == 0 ? -50 : 0)
                        .build();
                streams.add(model.generate(new Prompt(PROMPT), settings, TinyModel.SOMEBODY));
            }
            for (TokenStream stream : streams) {
                Answer answer = read(stream);
                assertEquals(FinishReason.STOP, answer.reason(), answer.text());
                JsonNode value = JSON.readTree(answer.text());
                assertEquals(3, value.size(), answer.text());
                assertTrue(Set.of("first", "second").contains(value.get("kind").asText()), answer.text());
                assertTrue(value.get("size").asInt() >= 1 && value.get("size").asInt() <= 99, answer.text());
            }
        }
    }

    @Test
    void draftsChangeNothingInAForm() throws Exception {
        try (TextGenerator plain = TinyModel.load(TinyModel.selecting(root), TinyModel.Config.slots(1));
                TextGenerator drafting = TinyModel.load(
                        TinyModel.selecting(root), TinyModel.Config.slots(1).withSpeculation())) {
            for (int seed = 0; seed < 4; seed++) {
                GenerationSettings settings = GenerationSettings.of(120)
                        .seed(seed)
                        .form(Grammar.json())
                        .build();
                assertEquals(
                        read(plain.generate(new Prompt(PROMPT), settings, TinyModel.SOMEBODY)),
                        read(drafting.generate(new Prompt(PROMPT), settings, TinyModel.SOMEBODY)));
            }
        }
    }

    @Test
    void anAnswerThatIsCutShortBeginsWell() throws Exception {
        try (TextGenerator model = TinyModel.load(TinyModel.inPlace(root), TinyModel.Config.slots(1))) {
            Answer answer =
                    read(model.generate(new Prompt(PROMPT), settings(7, 1).build(), TinyModel.SOMEBODY));
            assertEquals(FinishReason.LENGTH, answer.reason());
            assertTrue(answer.text().startsWith("{"), answer.text());
        }
    }

    @Test
    void thoughtsAreFreeAndTheAnswerBehindThemIsNot() {
        Tokenizer tokenizer = TokenizerTest.load(TinyTokenizer.json());
        Forms forms = new Forms(tokenizer, 263, Set.of(TinyTokenizer.IM_END));
        GenerationSettings settings =
                GenerationSettings.of(9).form(Grammar.jsonObject()).build();

        LogitFilter begun = filter(forms, settings, Thinking.BEGUN);
        assertTrue(allows(begun, 'x') && allows(begun, '<') && !allows(begun, TinyTokenizer.IM_END));
        accept(begun, "hm</think>\n\n");
        assertTrue(allows(begun, '{') && !allows(begun, 'x'));

        LogitFilter possible = filter(forms, settings, Thinking.POSSIBLE);
        assertTrue(allows(possible, TinyTokenizer.THINK) && allows(possible, '{') && !allows(possible, 'x'));
        possible.accept(TinyTokenizer.THINK);
        assertTrue(allows(possible, 'x'));

        LogitFilter none = filter(forms, settings, Thinking.NONE);
        assertFalse(allows(none, TinyTokenizer.THINK));
        accept(none, "{}");
        assertTrue(allows(none, TinyTokenizer.IM_END) && !allows(none, 'x'));
    }

    private static LogitFilter filter(Forms forms, GenerationSettings settings, Thinking thinking) {
        return forms.filter(settings.form(), new Prompt(new int[] {1}, thinking))
                .orElseThrow();
    }

    private static void accept(LogitFilter filter, String text) {
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            filter.accept(value);
        }
    }

    private static boolean allows(LogitFilter filter, int token) {
        float[] logits = new float[263];
        filter.apply(logits);
        return logits[token] == 0;
    }
}

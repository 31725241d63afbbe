package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.Tool;
import dev.freehold.inference.ToolChoice;
import dev.freehold.inference.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What models of random weights call is what the grammar lets them. */
class ToolAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Tool WEATHER = new Tool("weather", "", """
            {"type":"object","properties":{"city":{"enum":["Bern","Ulm"]},"exact":{"type":"boolean"}},
             "required":["city","exact"],"additionalProperties":false}""", true);
    private static final Tool NOW =
            new Tool("now", "", "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}", false);

    @TempDir
    Path folder;

    /** An answer read to its end. */
    private record Answer(String text, List<String> names, List<String> arguments, FinishReason reason) {}

    private Stream<DynamicTest> forEachModel(ModelTest test) {
        return TinyToolModels.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    try (TextGenerator model = TinyToolModels.load(folder, name)) {
                        test.with(model);
                    }
                }));
    }

    private interface ModelTest {
        void with(TextGenerator model) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> aForcedCallIsAllOfTheAnswer() {
        return forEachModel(model -> {
            for (int seed = 0; seed < 20; seed++) {
                Answer answer = answer(model, new ToolChoice.Required(), false, seed, 200);
                assertEquals("", answer.text());
                assertEquals(FinishReason.TOOL_CALLS, answer.reason());
                assertEquals(1, answer.names().size());
                assertFollowsItsSchema(answer);
                assertEquals(
                        List.of("now"),
                        answer(model, new ToolChoice.Named("now"), false, seed, 200)
                                .names());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> severalCallsComeOneBehindTheOther() {
        return forEachModel(model -> {
            int most = 0;
            for (int seed = 0; seed < 20; seed++) {
                Answer answer = answer(model, new ToolChoice.Required(), true, seed, 400);
                most = Math.max(most, answer.names().size());
                if (answer.reason() == FinishReason.TOOL_CALLS) {
                    assertFollowsItsSchema(answer);
                }
            }
            boolean isParallel = model.prompt(conversation(new ToolChoice.Auto(), true))
                    .tools()
                    .isParallel();
            assertTrue(most > 1 || !isParallel, "at most " + most);
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsCutSaysSo() {
        return forEachModel(model -> {
            for (int tokens = 1; tokens < 30; tokens++) {
                Answer answer = answer(model, new ToolChoice.Required(), false, 3, tokens);
                assertTrue(answer.reason() != FinishReason.STOP);
            }
            assertEquals(
                    FinishReason.LENGTH,
                    answer(model, new ToolChoice.Required(), false, 3, 4).reason());
        });
    }

    @TestFactory
    Stream<DynamicTest> anythingOrACallWhenFree() {
        return forEachModel(model -> {
            for (int seed = 0; seed < 20; seed++) {
                assertFollowsItsSchema(answer(model, new ToolChoice.Auto(), true, seed, 100));
            }
        });
    }

    @Test
    void aSchemaThatCannotBeGuaranteedIsRefusedWhereItMustBe() throws Exception {
        Tool odd = new Tool("odd", "", "{\"type\":\"object\",\"unevaluatedProperties\":false}", false);
        Tool strict = new Tool(odd.name(), "", odd.parameters(), true);
        try (TextGenerator model = TinyToolModels.load(folder, "tiny-hermes")) {
            model.prompt(with(odd, new ToolChoice.Auto()));
            for (Conversation conversation :
                    List.of(with(odd, new ToolChoice.Required()), with(strict, new ToolChoice.Auto()))) {
                Fault fault = assertThrows(Fault.class, () -> model.prompt(conversation));
                assertTrue(fault.parameter().orElseThrow().startsWith("tools[1]"), fault.parameter()::toString);
            }
        }
    }

    private static Conversation with(Tool tool, ToolChoice choice) {
        return new Conversation(
                List.of(new Message.Question("Sun?")), new Tools(List.of(NOW, tool), choice, true), Optional.empty());
    }

    private static void assertFollowsItsSchema(Answer answer) throws Exception {
        for (int i = 0; i < answer.names().size(); i++) {
            boolean isCut = i == answer.names().size() - 1 && answer.reason() == FinishReason.LENGTH;
            if (!isCut) {
                JsonNode arguments = JSON.readTree(answer.arguments().get(i));
                if (answer.names().get(i).equals("now")) {
                    assertTrue(arguments.isObject() && arguments.isEmpty());
                } else {
                    assertTrue(Set.of("Bern", "Ulm")
                            .contains(arguments.path("city").textValue()));
                    assertTrue(arguments.path("exact").isBoolean() && arguments.size() == 2);
                }
            }
        }
    }

    private static Conversation conversation(ToolChoice choice, boolean isParallel) {
        return new Conversation(
                List.of(new Message.Question("Sun?")),
                new Tools(List.of(WEATHER, NOW), choice, isParallel),
                Optional.empty());
    }

    private static Answer answer(TextGenerator model, ToolChoice choice, boolean isParallel, int seed, int maxTokens)
            throws Exception {
        Prompt prompt = model.prompt(conversation(choice, isParallel));
        GenerationSettings settings =
                GenerationSettings.of(maxTokens).seed(seed).stop("a", "{").build();
        if (!choice.isForced()) {
            settings = GenerationSettings.of(maxTokens).seed(seed).build();
        }
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        try (TokenStream stream = model.generate(prompt, settings, TinyModel.SOMEBODY)) {
            while (true) {
                switch (stream.next()) {
                    case Piece.Text(String piece, var logprobs) -> text.append(piece);
                    case Piece.Reasoning thought -> {}
                    case Piece.Call.Begin(int index, String id, String name) -> {
                        names.add(name);
                        arguments.add("");
                    }
                    case Piece.Call.Arguments(int index, String fragment) ->
                        arguments.set(index, arguments.get(index) + fragment);
                    case Piece.Call.End end -> {}
                    case Piece.End(FinishReason reason) -> {
                        return new Answer(text.toString(), names, arguments, reason);
                    }
                }
            }
        }
    }
}

package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.core.ObjectMappers;
import com.openai.models.responses.ResponseStreamEvent;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The events of a response for pieces that a model may give out. */
class ResponseWritingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<JsonNode> events(Piece... pieces) {
        ResponseRequest request = ResponseRequest.read(
                "{\"model\":\"m\",\"input\":\"hello\"}".getBytes(StandardCharsets.UTF_8), id -> List.of());
        ResponseWriting writing = new ResponseWriting(request, "given", false);
        List<ResponseEvent> events = new ArrayList<>(writing.begin());
        for (Piece piece : pieces) {
            events.addAll(writing.add(piece));
        }
        events.add(writing.last(writing.failed("server_error", "over")));
        return events.stream().<JsonNode>map(JSON::valueToTree).toList();
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.get("type").asText().substring("response.".length()))
                .toList();
    }

    private static Piece text(String text) {
        return new Piece.Text(text, List.of());
    }

    private static final List<JsonNode> WITH_CALLS = events(
            new Piece.Reasoning("hm", List.of()),
            text("I "),
            text("look"),
            new Piece.Call.Begin(0, "call_1", "weather"),
            new Piece.Call.Arguments(0, "{\"city\":"),
            new Piece.Call.Arguments(0, "\"Bern\"}"),
            new Piece.Call.End(0),
            new Piece.Call.Begin(1, "call_2", "time"),
            new Piece.Call.Arguments(1, "{}"),
            new Piece.Call.End(1),
            new Piece.End(FinishReason.TOOL_CALLS));

    @Test
    void thoughtsTextAndCallsAreItemsOfTheirOwn() {
        assertEquals(
                List.of(
                        "created",
                        "in_progress",
                        "output_item.added",
                        "content_part.added",
                        "reasoning_text.delta",
                        "reasoning_text.done",
                        "content_part.done",
                        "output_item.done",
                        "output_item.added",
                        "content_part.added",
                        "output_text.delta",
                        "output_text.delta",
                        "output_text.done",
                        "content_part.done",
                        "output_item.done",
                        "output_item.added",
                        "function_call_arguments.delta",
                        "function_call_arguments.delta",
                        "function_call_arguments.done",
                        "output_item.done",
                        "output_item.added",
                        "function_call_arguments.delta",
                        "function_call_arguments.done",
                        "output_item.done",
                        "failed"),
                types(WITH_CALLS));
        JsonNode output = WITH_CALLS.getLast().at("/response/output");
        assertEquals(4, output.size());
        assertEquals("hm", output.at("/0/content/0/text").asText());
        assertEquals("I look", output.at("/1/content/0/text").asText());
        assertEquals("{\"city\":\"Bern\"}", output.at("/2/arguments").asText());
        assertEquals("call_1", output.at("/2/call_id").asText());
        assertEquals("completed", output.at("/3/status").asText());
    }

    @Test
    void sequenceNumbersRiseOneByOneAndIndexesNameTheirItems() {
        int number = 0;
        String item = "";
        int index = -1;
        for (JsonNode event : WITH_CALLS) {
            assertEquals(number++, event.get("sequence_number").asInt());
            if (event.get("type").asText().equals("response.output_item.added")) {
                item = event.at("/item/id").asText();
                index++;
            }
            if (event.has("item_id")) {
                assertEquals(item, event.get("item_id").asText());
            }
            if (event.has("output_index")) {
                assertEquals(index, event.get("output_index").asInt());
            }
        }
    }

    @Test
    void theOfficialTypesAndThePublishedSchemasTakeEveryEvent() throws Exception {
        for (JsonNode event : WITH_CALLS) {
            ResponseStreamEvent typed =
                    ObjectMappers.jsonMapper().readValue(event.toString(), ResponseStreamEvent.class);
            typed.validate();
            assertFalse(typed.isError());
            PublishedSchemas.checkEvent(
                    event, event.has("response") ? new String[] {"$.response.usage"} : new String[0]);
        }
    }

    @Test
    void whatIsCutShortSaysSo() {
        List<JsonNode> events = events(
                new Piece.Call.Begin(0, "call_1", "weather"),
                new Piece.Call.Arguments(0, "{\"ci"),
                new Piece.Call.End(0),
                new Piece.End(FinishReason.LENGTH));

        assertEquals(
                "incomplete", events.getLast().at("/response/output/0/status").asText());
    }

    @Test
    void anAnswerWithoutAWordIsAnEmptyMessage() {
        JsonNode output = events(new Piece.End(FinishReason.STOP)).getLast().at("/response/output");

        assertEquals(1, output.size());
        assertEquals("", output.at("/0/content/0/text").asText());
    }
}

package dev.freehold.api.anthropic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.EventStream.Event;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.GivenAnswer;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageStreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Piece[] ANSWER = {
        new Piece.Reasoning("Hm. ", List.of()),
        new Piece.Reasoning("So?", List.of()),
        new Piece.Text("Let me ", List.of()),
        new Piece.Text("", List.of()),
        new Piece.Text("look.", List.of()),
        new Piece.Call.Begin(0, "call_1", "look"),
        new Piece.Call.Arguments(0, "{\"at\":"),
        new Piece.Call.Arguments(0, "\"it\"}"),
        new Piece.Call.End(0),
        new Piece.Call.Begin(1, "call_2", "wait"),
        new Piece.Call.Arguments(1, "{}"),
        new Piece.Call.End(1),
        new Piece.End(FinishReason.TOOL_CALLS)
    };

    private static MessageAnswer answer(boolean showsThoughts) {
        MessageRequest request = MessageRequest.read(
                """
                {"model":"given","max_tokens":2000,"messages":[{"role":"user","content":"a"}],"thinking":{"type":"%s"}}""".formatted(showsThoughts ? "adaptive" : "disabled").getBytes(StandardCharsets.UTF_8));
        return new MessageAnswer("msg_1", "given", request, JSON);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> events(boolean showsThoughts, Optional<String> stopText, Piece... pieces) {
        MessageStream stream = new MessageStream(
                GivenAnswer.of(stopText, pieces),
                answer(showsThoughts),
                MessageStreamTest::write,
                fault -> "{\"type\":\"error\",\"code\":\"" + fault.code() + "\"}");
        stream.start();
        List<String> events = new ArrayList<>();
        for (Event event = stream.next(); event != null; event = stream.next()) {
            assertTrue(event.data().startsWith("{\"type\":\"" + event.name() + "\""), event.data());
            events.add(event.data());
        }
        stream.close();
        return events;
    }

    private static String usage(int output) {
        return "{\"input_tokens\":6,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":4,\"output_tokens\":%d,\"output_tokens_details\":{\"thinking_tokens\":1},\"service_tier\":\"standard\"}"
                .formatted(output);
    }

    @Test
    void tellsThoughtsTextAndCallsInBlocksOneAfterTheOther() {
        assertEquals(
                List.of(
                        "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"given\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":"
                                + usage(1) + "}}",
                        "{\"type\":\"ping\"}",
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm. \"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"So?\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Let me \"}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"look.\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":1}",
                        "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"look\",\"input\":{}}}",
                        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"at\\\":\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"it\\\"}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":2}",
                        "{\"type\":\"content_block_start\",\"index\":3,\"content_block\":{\"type\":\"tool_use\",\"id\":\"call_2\",\"name\":\"wait\",\"input\":{}}}",
                        "{\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":3}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":"
                                + usage(13) + "}",
                        "{\"type\":\"message_stop\"}"),
                events(true, Optional.empty(), ANSWER));
    }

    @Test
    void whoDidNotAskForThoughtsGetsNone() {
        List<String> events = events(false, Optional.empty(), ANSWER);
        assertEquals(
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                events.get(2));
        assertEquals(0, events.stream().filter(event -> event.contains("Hm.")).count());
    }

    @Test
    void theSameAnswerInOnePiece() {
        GeneratedText text = GivenAnswer.of(Optional.empty(), ANSWER);
        String whole = write(answer(true).whole(text.readAll().getFirst(), text));
        assertEquals(
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"given\",\"content\":["
                        + "{\"type\":\"thinking\",\"thinking\":\"Hm. So?\",\"signature\":\"\"},"
                        + "{\"type\":\"text\",\"text\":\"Let me look.\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"call_1\",\"name\":\"look\",\"input\":{\"at\":\"it\"}},"
                        + "{\"type\":\"tool_use\",\"id\":\"call_2\",\"name\":\"wait\",\"input\":{}}],"
                        + "\"stop_reason\":\"tool_use\",\"stop_sequence\":null,\"usage\":" + usage(13) + "}",
                whole);
    }

    @Test
    void aCallThatWasCutShortIsNotGivenOutForAWholeOne() {
        GeneratedText text = GivenAnswer.of(
                Optional.empty(),
                new Piece.Call.Begin(0, "call_1", "look"),
                new Piece.Call.Arguments(0, "{\"at\":"),
                new Piece.Call.End(0),
                new Piece.End(FinishReason.LENGTH));
        MessageObject whole = answer(true).whole(text.readAll().getFirst(), text);
        assertEquals(List.of(), whole.content());
        assertEquals("max_tokens", whole.stopReason());
    }

    @Test
    void namesTheStopSequence() {
        List<String> events =
                events(false, Optional.of("END"), new Piece.Text("a", List.of()), new Piece.End(FinishReason.STOP));
        assertEquals(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"},\"usage\":"
                        + usage(2) + "}",
                events.get(events.size() - 2));
    }

    @Test
    void anEmptyAnswerHasNoBlocks() {
        List<String> events = events(false, Optional.empty(), new Piece.End(FinishReason.STOP));
        assertEquals(4, events.size());
    }

    @Test
    void aFailureHalfWayIsTheLastEvent() {
        List<String> events = events(false, Optional.empty(), new Piece.Text("a", List.of()));
        assertEquals("{\"type\":\"error\",\"code\":\"OVERLOADED\"}", events.getLast());
        assertEquals(5, events.size());
    }
}

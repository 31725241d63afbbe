package dev.freehold.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.payload.Transcript.Voice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PayloadTest {
    private static String json(Payload payload) {
        return new String(payload.json(), StandardCharsets.UTF_8);
    }

    @Test
    void keepsEachTextInItsOrderAndThoughtsApart() {
        Payload payload = new Payload(100);
        payload.asked(List.of("one", "two"));
        payload.answered(1, Voice.ANSWER, "b");
        payload.answered(0, Voice.REASONING, "hm");
        payload.answered(0, Voice.ANSWER, "a");
        payload.answered(1, Voice.ANSWER, "c");
        assertEquals(
                "{\"v\":1,\"cut\":false,\"request\":[\"one\",\"two\"],\"response\":["
                        + "{\"choice\":0,\"text\":\"a\",\"reasoning\":\"hm\"},{\"choice\":1,\"text\":\"bc\"}]}",
                json(payload));
    }

    @Test
    void saysWhatWasCutOffAndCutsNoCharacterInHalf() {
        Payload payload = new Payload(6);
        payload.asked(List.of("abcd"));
        payload.answered(0, Voice.ANSWER, "e\uD83D\uDE00");
        payload.answered(0, Voice.ANSWER, "f");
        assertEquals(
                "{\"v\":1,\"cut\":true,\"request\":[\"abcd\"],\"response\":[{\"choice\":0,\"text\":\"e\"}]}",
                json(payload));
    }
}

package dev.freehold.payload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.payload.Transcript.Voice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was said in a call, up to a number of characters. Not safe for use by many threads. */
final class Payload {
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<String> request = new ArrayList<>();
    private final Map<Integer, Map<Voice, StringBuilder>> answers = new TreeMap<>();
    private int left;
    private boolean isCut;

    Payload(int maxCharacters) {
        this.left = maxCharacters;
    }

    void asked(List<String> inputs) {
        inputs.forEach(input -> request.add(fitting(input)));
    }

    void answered(int choice, Voice voice, String text) {
        answers.computeIfAbsent(choice, index -> new EnumMap<>(Map.of(Voice.ANSWER, new StringBuilder())))
                .computeIfAbsent(voice, unheard -> new StringBuilder())
                .append(fitting(text));
    }

    /** Never cuts a character in half. */
    private String fitting(String text) {
        int end = Math.min(text.length(), left);
        if (end < text.length()) {
            isCut = true;
            left = 0;
            return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
        }
        left -= end;
        return text;
    }

    /** One line of JSON: the inputs as the model saw them, and each text that was given out. */
    byte[] json() {
        ObjectNode json = MAPPER.createObjectNode().put("v", VERSION).put("cut", isCut);
        request.forEach(json.putArray("request")::add);
        if (!answers.isEmpty()) {
            var response = json.putArray("response");
            answers.forEach((choice, answer) -> {
                ObjectNode said = response.addObject().put("choice", choice);
                answer.forEach((voice, text) -> said.put(voice.field(), text.toString()));
            });
        }
        try {
            return MAPPER.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a payload is not JSON", impossible);
        }
    }

    /** Says nothing of what was said. */
    @Override
    public String toString() {
        return "Payload";
    }
}

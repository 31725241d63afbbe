package dev.freehold.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.NotMeasured;
import dev.freehold.bench.Figure.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long each turn of a chat waits for its first token when what came before is remembered, and when it is not. */
final class LongChat implements Measure {
    private static final String ID = "chat";
    private static final String TITLE = "first token of later turns, system prompt of 1,000 tokens";
    /** A blank and a word of two letters are two tokens. */
    private static final int SYSTEM_WORDS = 500;

    private static final int USER_WORDS = 12;
    private static final int ANSWER = 16;

    @Override
    public String name() {
        return ID;
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        try (Gateway forgetful = bench.start(bench.random(), Map.of("freehold.inference.prefix-memory", "0"))) {
            Gateway remembering = bench.gateway();
            Rounds.Pair waits = Rounds.alternate(
                    Math.max(1, bench.plan().rounds() - 1),
                    () -> waits(bench, remembering).median(),
                    () -> waits(bench, forgetful).median());
            return List.of(new Comparison(
                    ID,
                    TITLE,
                    "s",
                    new Side("remembered", waits.first()),
                    new Side("read again", waits.second()),
                    new Target.AtMost(0.15)));
        } catch (Gateway.NotStarted refused) {
            return List.of(new NotMeasured(ID, TITLE, String.valueOf(refused.getMessage())));
        }
    }

    private static Samples waits(Bench bench, Gateway gateway) throws InterruptedException {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        say(messages, "system", bench.prompts().words(SYSTEM_WORDS));
        List<Double> waits = new ArrayList<>();
        for (int turn = 0; turn < bench.plan().turns(); turn++) {
            say(messages, "user", bench.prompts().words(USER_WORDS));
            Answer answer = gateway.chat(messages, ANSWER).await();
            say(messages, "assistant", answer.text());
            if (turn > 0) {
                waits.add(answer.secondsToFirst());
            }
        }
        return new Samples(waits);
    }

    private static void say(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }
}

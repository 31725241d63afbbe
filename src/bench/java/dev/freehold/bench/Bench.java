package dev.freehold.bench;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the measures share: the plan, the models, the bare loop and a gateway with its usual settings. */
final class Bench implements AutoCloseable {
    private static final int WARM_UP = 6;
    private static final int TINY_ROUNDS = 10;
    private static final int TINY_STREAMS = 8;
    private static final int TINY_TOKENS = 1000;

    private final Plan plan;
    private final MadeModel random;
    private final Prompts prompts;
    private @Nullable BareDecoder bare;
    private @Nullable Gateway gateway;

    Bench(Plan plan) throws IOException {
        this.plan = plan;
        this.random = MadeModel.random(plan.shape(), plan.precision(), plan.out());
        this.prompts = new Prompts(random.vocabulary().plainTokens());
    }

    Plan plan() {
        return plan;
    }

    MadeModel random() {
        return random;
    }

    Prompts prompts() {
        return prompts;
    }

    BareDecoder bare() throws OrtException {
        if (bare == null) {
            bare = new BareDecoder(random.graph(), plan.shape(), plan.mostStreams(), plan.capacity(), plan.threads());
        }
        return bare;
    }

    /** One that guesses nothing ahead: what is compared with the bare loop does the same work. */
    Gateway gateway() throws IOException, InterruptedException, Gateway.NotStarted {
        if (gateway == null) {
            gateway = start(random, Map.of());
        }
        return gateway;
    }

    /** Another gateway, which the caller closes. */
    Gateway start(MadeModel model, Map<String, String> properties)
            throws IOException, InterruptedException, Gateway.NotStarted {
        Map<String, String> environment = new HashMap<>(Map.of(
                "freehold.inference.slots", Integer.toString(Math.max(9, plan.mostStreams())),
                "freehold.inference.chunk", Integer.toString(PromptReading.CHUNK),
                "freehold.inference.speculation", "false"));
        if (plan.threads()
                != Runtime.getRuntime().availableProcessors()) { // as a gateway chooses by itself, but for a tiny model
            environment.put("freehold.inference.threads", Integer.toString(plan.threads()));
        }
        properties.keySet().forEach(environment::remove);
        Gateway started = Gateway.start(model, environment, properties);
        warm(started);
        return started;
    }

    /**
     * Brings the code that answers to the speed it has in a gateway that has been up for minutes, which takes tens of thousands of
     * tokens, and the model to its own.
     */
    private void warm(Gateway started) throws InterruptedException {
        int[] prompt = {'w', 'a', 'r', 'm'};
        for (int i = 0; i < TINY_ROUNDS; i++) {
            List<RunningAnswer> answers = new ArrayList<>();
            for (int stream = 0; stream < TINY_STREAMS; stream++) {
                answers.add(started.complete(MadeModel.TINY_ID, prompt, TINY_TOKENS));
            }
            for (RunningAnswer answer : answers) {
                answer.await();
            }
        }
        for (int i = 0; i < WARM_UP; i++) {
            started.complete(prompts.next(64), 48).await();
        }
    }

    @Override
    public void close() throws OrtException {
        if (gateway != null) {
            gateway.close();
        }
        if (bare != null) {
            bare.close();
        }
    }
}

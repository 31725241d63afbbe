package dev.freehold.bench;

import dev.freehold.bench.Figure.NotMeasured;
import dev.freehold.bench.Figure.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How much of the time that the decoder is busy with one stream it spends outside of ONNX Runtime. */
final class StepOverhead implements Measure {
    private static final String ID = "overhead";
    private static final String TITLE = "time of a step outside of ONNX Runtime, one stream";
    private static final String RUNNING = "freehold_decoder_run_seconds_total";
    private static final String BUSY = "freehold_decoder_busy_seconds_total";

    @Override
    public String name() {
        return ID;
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        Gateway gateway = bench.gateway();
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < bench.plan().rounds(); round++) {
            OptionalDouble running = gateway.metric(RUNNING);
            OptionalDouble busy = gateway.metric(BUSY);
            if (running.isEmpty() || busy.isEmpty()) {
                return List.of(new NotMeasured(ID, TITLE, "this build publishes no " + RUNNING + " and " + BUSY));
            }
            gateway.complete(bench.prompts().next(16), 2 * bench.plan().output())
                    .await();
            double ran = gateway.metric(RUNNING).orElseThrow() - running.getAsDouble();
            double worked = gateway.metric(BUSY).orElseThrow() - busy.getAsDouble();
            shares.add(1 - ran / worked);
        }
        return List.of(new Value(ID, TITLE, "", new Samples(shares), new Target.AtMost(0.03)));
    }
}

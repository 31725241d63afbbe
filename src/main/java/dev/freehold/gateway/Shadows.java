package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Lease;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Priority;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.TextGenerator;
import dev.freehold.inference.TokenStream;
import dev.freehold.inference.TokenStream.Piece;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs copies of calls on another model, to see how it does. Nobody is answered by a copy, charged for it, or held up by it: it comes
 * after its tenant's calls, there are few at once, and one for which a model would have to be loaded is not run.
 */
@ApplicationScoped
class Shadows {
    private static final Logger LOG = Logger.getLogger(Shadows.class);

    private final ModelHost models;
    private final MeterRegistry meters;
    private final Duration timeout;
    private final Semaphore places;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("shadow-clock").factory());

    Shadows(ModelHost models, MeterRegistry meters, ShadowConfig config) {
        this.models = models;
        this.meters = meters;
        this.timeout = config.timeout();
        this.places = new Semaphore(config.atOnce());
    }

    /** Runs a copy of a call's first text. Returns at once, and never throws. */
    void copy(ModelId model, Call call, GenerationRequest request, GenerationSettings settings) {
        if (models.find(model).isEmpty() || !places.tryAcquire()) {
            count(model, "dropped");
            return;
        }
        Origin origin = new Origin(call.caller().tenant(), Priority.LOW);
        Thread.ofVirtual().name("shadow " + model).start(() -> {
            try {
                count(model, run(model, request.inputs().getFirst(), settings, origin));
            } catch (Fault refused) {
                count(model, refused.code().wireName());
            } catch (RuntimeException failed) {
                LOG.warnf("A copy of a call failed on the model %s: %s", model, failed.getClass());
                count(model, "internal");
            } finally {
                places.release();
            }
        });
    }

    private String run(ModelId id, GenerationRequest.Input input, GenerationSettings settings, Origin origin) {
        try (Lease<ServableModel> lease = models.lease(id).orElse(null)) {
            if (lease == null || !(lease.model() instanceof TextGenerator generator)) {
                return "dropped";
            }
            long start = System.nanoTime();
            Prompt prompt = TextGeneration.prompt(generator, input);
            try (TokenStream stream = generator.generate(prompt, settings, origin)) {
                ScheduledFuture<?> alarm = clock.schedule(stream::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
                String outcome = read(id, stream, start);
                alarm.cancel(false);
                return outcome;
            }
        }
    }

    private String read(ModelId id, TokenStream stream, long start) {
        try {
            Piece piece = stream.next();
            meters.timer("freehold.shadow.first.token", "model", id.value()).record(since(start));
            while (!(piece instanceof Piece.End)) {
                piece = stream.next();
            }
            meters.timer("freehold.shadow.duration", "model", id.value()).record(since(start));
            meters.counter("freehold.shadow.tokens", "model", id.value()).increment(stream.generatedTokens());
            return ((Piece.End) piece).reason().name().toLowerCase(Locale.ROOT);
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException("nobody interrupts this thread", unexpected);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void count(ModelId model, String outcome) {
        meters.counter("freehold.shadow.calls", "model", model.value(), "outcome", outcome)
                .increment();
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}

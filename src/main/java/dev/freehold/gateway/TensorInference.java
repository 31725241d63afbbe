package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.Lease;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorModel;
import dev.freehold.inference.TensorSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Walks tensors through the corridor. */
@ApplicationScoped
public class TensorInference {
    /** Models have no versions here; for protocols that ask for one. */
    public static final String VERSION = "1";

    private final Reading reading;
    private final TensorConfig config;

    TensorInference(Reading reading, TensorConfig config) {
        this.reading = reading;
        this.config = config;
    }

    /**
     * What a caller asks a graph for, in no protocol's words.
     *
     * @param version the only one, or absent
     * @param outputs names; all that there are when empty
     */
    public record Wish(String model, Optional<String> version, List<Tensor> inputs, List<String> outputs) {
        public Wish {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        /** The same of another version than there is, or nothing. */
        void checkVersion() {
            if (version.filter(named -> !named.equals(VERSION)).isPresent()) {
                throw noSuchVersion();
            }
        }
    }

    /** What to say of a version that is none. */
    public static Fault noSuchVersion() {
        return new Fault(FaultCode.MODEL_NOT_FOUND, "There is no such version; the only one is %s.".formatted(VERSION))
                .about("version");
    }

    /**
     * Runs a graph.
     *
     * @param answer makes of the outputs what is sent; a {@link Fault} of its costs the caller nothing
     * @throws Fault when the call is refused or fails; it is not charged then
     */
    public <R> Answered<R> infer(Call call, Wish wish, Function<List<Tensor>, R> answer) {
        try (Lease<TensorModel> lease = reading.lease(call, wish.model(), TensorModel.class, "take tensors")) {
            return infer(call, wish, answer, lease.model());
        }
    }

    private <R> Answered<R> infer(Call call, Wish wish, Function<List<Tensor>, R> answer, TensorModel model) {
        wish.checkVersion();
        new TensorFit(model, config.acceptNan()).check(wish);
        List<String> outputs = wish.outputs().isEmpty()
                ? model.outputs().stream().map(TensorSpec::name).toList()
                : wish.outputs();
        return reading.run(
                call,
                model,
                cost(wish),
                () -> wish.inputs().stream().map(TensorInference::inWords).toList(),
                () -> answer.apply(model.infer(wish.inputs(), outputs)));
    }

    private long cost(Wish wish) {
        return switch (config.unit()) {
            case REQUESTS -> 0;
            case ELEMENTS -> wish.inputs().stream().mapToLong(Tensor::elements).sum();
        };
    }

    private static String inWords(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return "%s %s %s %s"
                .formatted(
                        tensor.name(),
                        tensor.type(),
                        tensor.shape(),
                        Base64.getEncoder().encodeToString(bytes));
    }
}

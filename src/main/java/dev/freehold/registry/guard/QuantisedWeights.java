package dev.freehold.registry.guard;

import dev.freehold.registry.guard.TensorCheck.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code MatMulNBits}: its weights are rearranged as they load, by what its attributes say and not by how long its tensors are. See
 * the operator's description in ONNX Runtime's ContribOperators.md.
 */
final class QuantisedWeights {
    private static final Set<Long> BITS = Set.of(2L, 4L, 8L);

    private final NodeFacts node;
    private final Map<String, Tensor> tensors;

    private QuantisedWeights(NodeFacts node, Map<String, Tensor> tensors) {
        this.node = node;
        this.tensors = tensors;
    }

    static void check(NodeFacts node, Map<String, Tensor> tensors) throws HarmfulFile {
        if (node.operator().equals("MatMulNBits")) {
            try {
                new QuantisedWeights(node, tensors).check();
            } catch (ArithmeticException tooMany) {
                throw new HarmfulFile("has a MatMulNBits with sizes beyond all memory");
            }
        }
    }

    private void check() throws HarmfulFile {
        long bits = node.attribute("bits").orElse(4);
        long block = positive("block_size");
        if (!BITS.contains(bits) || Long.bitCount(block) != 1 || block < 16) {
            throw new HarmfulFile("has a MatMulNBits with %d bits in blocks of %d".formatted(bits, block));
        }
        long rows = positive("N");
        long blocks = Math.ceilDiv(positive("K"), block);
        long scales = Math.multiplyExact(rows, blocks);
        holds(1, Math.multiplyExact(scales, block * bits / 8), Tensor::bytes);
        holds(2, scales, Tensor::elements);
        Tensor zeros = tensor(3);
        if (zeros != null) {
            long packed = Math.multiplyExact(rows, Math.ceilDiv(Math.multiplyExact(blocks, bits), 8));
            holds(3, zeros.type() == ElementType.UINT8 ? packed : scales, Tensor::elements);
        }
    }

    private long positive(String attribute) throws HarmfulFile {
        long value = node.attribute(attribute).orElse(0);
        if (value <= 0) {
            throw new HarmfulFile("has a MatMulNBits whose %s is %d".formatted(attribute, value));
        }
        return value;
    }

    private void holds(int input, long wanted, ToLongFunction<Tensor> size) throws HarmfulFile {
        Tensor tensor = tensor(input);
        if (tensor != null && size.applyAsLong(tensor) != wanted) {
            throw new HarmfulFile("has a MatMulNBits whose attributes ask for %d in '%s', which holds %d"
                    .formatted(wanted, tensor.name(), size.applyAsLong(tensor)));
        }
    }

    /** Null when it is computed, or left out. */
    private @Nullable Tensor tensor(int input) {
        return tensors.get(node.input(input));
    }
}

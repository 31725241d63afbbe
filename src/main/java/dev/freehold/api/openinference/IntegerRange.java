package dev.freehold.api.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.TensorType;
import java.math.BigInteger;

/** The whole numbers that fit into a type. */
record IntegerRange(BigInteger least, BigInteger most) {

    static IntegerRange of(TensorType type) {
        int bits = type.size() * Byte.SIZE;
        return type.name().startsWith("U")
                ? new IntegerRange(BigInteger.ZERO, BigInteger.TWO.pow(bits).subtract(BigInteger.ONE))
                : new IntegerRange(
                        BigInteger.TWO.pow(bits - 1).negate(),
                        BigInteger.TWO.pow(bits - 1).subtract(BigInteger.ONE));
    }

    boolean holds(JsonNode node) {
        return node.isIntegralNumber() && holds(node.bigIntegerValue());
    }

    boolean holds(long number) {
        return holds(BigInteger.valueOf(number));
    }

    private boolean holds(BigInteger number) {
        return number.compareTo(least) >= 0 && number.compareTo(most) <= 0;
    }

    String inWords() {
        return "a whole number from %d to %d".formatted(least, most);
    }
}

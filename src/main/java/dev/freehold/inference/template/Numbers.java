package dev.freehold.inference.template;

/** Integers, floats and truth values, which count as 0 and 1. */
final class Numbers {

    private Numbers() {}

    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    static double real(Object number) {
        return number instanceof Double real ? real : (double) integer(number);
    }

    /** The integer behind a Long or a Boolean. */
    static long integer(Object number) {
        return switch (number) {
            case Long value -> value;
            case Boolean truth -> truth ? 1 : 0;
            default -> throw Types.mismatch("an integer", number);
        };
    }

    static Object apply(Operator operator, Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            return realResult(operator, real(left), real(right));
        }
        try {
            return integerResult(operator, integer(left), integer(right));
        } catch (ArithmeticException e) {
            throw TemplateException.evaluation("an integer grows beyond 64 bits");
        }
    }

    private static Object integerResult(Operator operator, long left, long right) {
        return switch (operator) {
            case ADD -> Math.addExact(left, right);
            case SUBTRACT -> Math.subtractExact(left, right);
            case MULTIPLY -> Math.multiplyExact(left, right);
            case DIVIDE -> (double) left / (double) nonZero(right);
            case FLOOR_DIVIDE -> Math.floorDivExact(left, nonZero(right));
            case MODULO -> Math.floorMod(left, nonZero(right));
            case POWER -> right < 0 ? (Object) Math.pow((double) nonZero(left), (double) right) : power(left, right);
        };
    }

    private static double realResult(Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / nonZero(right);
            case FLOOR_DIVIDE -> Math.floor(left / nonZero(right));
            case MODULO -> modulo(left, nonZero(right));
            case POWER -> realPower(left, right);
        };
    }

    private static double nonZero(double divisor) {
        if (divisor == 0) {
            throw TemplateException.evaluation("division by zero");
        }
        return divisor;
    }

    private static long nonZero(long divisor) {
        nonZero((double) divisor);
        return divisor;
    }

    private static double modulo(double left, double right) {
        double remainder = left % right;
        return remainder != 0 && remainder < 0 != right < 0 ? remainder + right : remainder;
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = Math.multiplyExact(result, square);
            }
            square = left > 1 ? Math.multiplyExact(square, square) : square;
        }
        return result;
    }

    private static double realPower(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw TemplateException.evaluation("0.0 cannot be raised to a negative power");
        }
        double result = Math.pow(base, exponent);
        if (Double.isNaN(result) && !Double.isNaN(base) && !Double.isNaN(exponent)) {
            throw TemplateException.evaluation("a power is a complex number");
        }
        return result;
    }
}

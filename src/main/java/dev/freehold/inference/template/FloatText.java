package dev.freehold.inference.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats as Python writes them. */
final class FloatText {

    private FloatText() {}

    /** The shortest text that reads back as the same float. */
    static String shortest(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        int exponent = value == 0 ? 0 : exponent(decimal);
        String text = exponent >= -4 && exponent < 16 ? plain(decimal) : scientific(decimal, exponent, "e");
        return sign(value) + text;
    }

    private static String plain(BigDecimal decimal) {
        String text = decimal.toPlainString();
        return text.indexOf('.') < 0 ? text + ".0" : text;
    }

    private static String scientific(BigDecimal decimal, int exponent, String mark) {
        String digits = decimal.unscaledValue().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return mantissa + mark + exponentText(exponent);
    }

    private static String exponentText(int exponent) {
        return (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    private static int exponent(BigDecimal decimal) {
        return decimal.precision() - decimal.scale() - 1;
    }

    private static String sign(double value) {
        return Double.compare(value, 0.0) < 0 ? "-" : "";
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }

    /** {@code %.2f}. */
    static String fixed(double value, int precision) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        return sign(value)
                + new BigDecimal(Math.abs(value))
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    /** {@code %.2e}. */
    static String scientific(double value, int precision) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal rounded = round(value, precision + 1);
        int exponent = value == 0 ? 0 : exponent(rounded);
        String digits = rounded.unscaledValue().toString();
        String padded = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
        String fraction = precision == 0 ? "" : "." + padded.substring(1, precision + 1);
        return sign(value) + padded.charAt(0) + fraction + "e" + exponentText(exponent);
    }

    /** {@code %.6g}: as many significant digits, without trailing zeros. */
    static String general(double value, int precision) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        BigDecimal rounded = round(value, Math.max(precision, 1)).stripTrailingZeros();
        int exponent = value == 0 ? 0 : exponent(rounded);
        boolean isPlain = exponent >= -4 && exponent < Math.max(precision, 1);
        return sign(value) + (isPlain ? rounded.toPlainString() : scientific(rounded, exponent, "e"));
    }

    private static BigDecimal round(double value, int digits) {
        return new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }
}

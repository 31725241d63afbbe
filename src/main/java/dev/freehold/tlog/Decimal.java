package dev.freehold.tlog;

/** Whole numbers as these formats write them: ASCII digits without a leading zero. */
final class Decimal {
    private Decimal() {}

    static long parse(String text) {
        boolean isPlain = !text.isEmpty()
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
        try {
            if (isPlain) {
                return Long.parseLong(text);
            }
        } catch (NumberFormatException tooLarge) {
            // Answered as any other text that is no such number.
        }
        throw new MalformedException("not a decimal number without leading zeros");
    }
}

package dev.freehold.inference.template;

/** A growing text that may not outgrow the budget. */
final class BoundedText {

    private final StringBuilder characters = new StringBuilder();
    private final Meter meter;

    BoundedText(Meter meter) {
        this.meter = meter;
    }

    BoundedText append(String text) {
        meter.checkLength((long) characters.length() + text.length());
        meter.reserve(text.length());
        characters.append(text);
        return this;
    }

    BoundedText repeat(String text, long times) {
        if (times > 0 && !text.isEmpty()) {
            long added = Math.multiplyExact(Math.min(times, Integer.MAX_VALUE), text.length());
            meter.checkLength(characters.length() + added);
            meter.reserve(added);
            characters.repeat(text, (int) times);
        }
        return this;
    }

    boolean isEmpty() {
        return characters.isEmpty();
    }

    @Override
    public String toString() {
        return characters.toString();
    }
}

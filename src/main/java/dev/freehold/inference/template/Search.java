package dev.freehold.inference.template;

/** A string looked for in a part of another; places are counted in code points of the whole. */
record Search(String text, String wanted, SliceBounds bounds) {

    private static final long NOT_FOUND = -1;

    /** From the arguments {@code sub}, {@code start}, {@code end}. */
    static Search of(String text, Bound arguments) {
        SliceBounds bounds = SliceBounds.of(arguments.get(1), arguments.get(2), None.NONE, CodePoints.length(text));
        return new Search(CodePoints.slice(text, bounds.start(), bounds.stop()), arguments.text(0), bounds);
    }

    static long found(long index) {
        if (index == NOT_FOUND) {
            throw TemplateException.evaluation("substring not found");
        }
        return index;
    }

    long first() {
        return place(text.indexOf(wanted));
    }

    long last() {
        return place(text.lastIndexOf(wanted));
    }

    private long place(int index) {
        return index < 0 ? NOT_FOUND : bounds.start() + text.codePointCount(0, index);
    }

    long count() {
        if (wanted.isEmpty()) {
            return CodePoints.length(text) + 1L;
        }
        long count = 0;
        for (int i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length())) {
            count++;
        }
        return count;
    }
}

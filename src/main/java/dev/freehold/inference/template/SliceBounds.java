package dev.freehold.inference.template;

/** Where a slice starts, where it stops short, and how it gets there; clamped to what it slices. */
record SliceBounds(long start, long stop, long step) {

    static SliceBounds of(Object start, Object stop, Object step, long length) {
        long stride = bound(step, 1);
        if (stride == 0) {
            throw TemplateException.evaluation("slice step cannot be zero");
        }
        boolean isForward = stride > 0;
        long lowest = isForward ? 0 : -1;
        long highest = isForward ? length : length - 1;
        return new SliceBounds(
                clamp(start, isForward ? lowest : highest, length, lowest, highest),
                clamp(stop, isForward ? highest : lowest, length, lowest, highest),
                Math.clamp(stride, -length - 1, length + 1));
    }

    private static long clamp(Object bound, long fallback, long length, long lowest, long highest) {
        if (bound == None.NONE) {
            return fallback;
        }
        long index = bound(bound, 0);
        return Math.clamp(index < 0 ? index + length : index, lowest, highest);
    }

    private static long bound(Object value, long fallback) {
        return switch (value) {
            case None none -> fallback;
            case Long index -> index;
            case Boolean truth -> truth ? 1 : 0;
            default -> throw Types.mismatch("an integer to slice with", value);
        };
    }

    boolean includes(long index) {
        return step > 0 ? index < stop : index > stop;
    }
}

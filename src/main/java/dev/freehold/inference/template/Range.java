package dev.freehold.inference.template;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;

/** Python's range: computed on demand. */
record Range(long start, long stop, long step) {

    /** As Jinja's sandbox. */
    private static final long MAXIMUM_SIZE = 100_000;

    Range {
        if (step == 0) {
            throw TemplateException.evaluation("range() step must not be zero");
        }
        long size = size(start, stop, step);
        if (size < 0 || size > MAXIMUM_SIZE) {
            throw TemplateException.budget("a range is larger than " + MAXIMUM_SIZE);
        }
    }

    private static long size(long start, long stop, long step) {
        try {
            long distance = step > 0 ? Math.subtractExact(stop, start) : Math.subtractExact(start, stop);
            return distance <= 0 ? 0 : (distance - 1) / Math.absExact(step) + 1;
        } catch (ArithmeticException e) {
            return -1;
        }
    }

    int size() {
        return (int) size(start, stop, step);
    }

    Range slice(SliceBounds bounds) {
        return new Range(start + bounds.start() * step, start + bounds.stop() * step, step * bounds.step());
    }

    List<Object> items() {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return start + Objects.checkIndex(index, size()) * step;
            }

            @Override
            public int size() {
                return Range.this.size();
            }
        };
    }
}

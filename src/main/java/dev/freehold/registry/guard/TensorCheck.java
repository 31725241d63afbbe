package dev.freehold.registry.guard;

import dev.freehold.registry.guard.ProtobufFields.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One {@code TensorProto}: what it holds, or names in another file, is exactly what its type and its shape ask for. */
final class TensorCheck {
    private static final long MOST_TEXT = 64L << 20;
    private static final int MOST_DIMENSIONS = 16;

    private final List<Long> dimensions = new ArrayList<>();
    private final Map<Integer, Long> typed = new HashMap<>();
    private final Map<String, String> elsewhere = new HashMap<>();
    private String name = "";
    private long type;
    private @Nullable Long raw;
    private long text;
    private boolean isElsewhere;

    /**
     * A tensor that holds together.
     *
     * @param external where its bytes are, when they are in another file
     */
    record Tensor(
            String name,
            ElementType type,
            long elements,
            long bytes,
            @Nullable ExternalRange external) {}

    static Tensor check(ProtobufFields fields) throws HarmfulFile {
        TensorCheck check = new TensorCheck();
        for (Field field = fields.next(); field != null; field = fields.next()) {
            check.read(field);
        }
        return check.verdict();
    }

    private void read(Field field) throws HarmfulFile {
        switch (field.number()) {
            case 1 -> dimensions(field);
            case 2 -> type = field.integer();
            case 4, 5, 7, 10, 11 -> typed.merge(field.number(), count(field), Long::sum);
            case 6 -> {
                typed.merge(6, 1L, Long::sum);
                text += field.content().byteSize();
            }
            case 8 -> name = HarmfulFile.shown(field.text());
            case 9 -> raw = field.content().byteSize();
            case 13 -> entry(field.message());
            case 14 -> isElsewhere = field.integer() == 1;
            default -> {}
        }
    }

    private void dimensions(Field field) throws HarmfulFile {
        if (field.isDelimited()) {
            for (ProtobufFields packed = field.message(); !packed.isAtEnd(); ) {
                dimensions.add(packed.varint());
            }
        } else {
            dimensions.add(field.integer());
        }
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw new HarmfulFile("has a tensor of more than %d dimensions".formatted(MOST_DIMENSIONS));
        }
    }

    /** Numbers in one field: on its own, or packed with others. */
    private static long count(Field field) throws HarmfulFile {
        if (!field.isDelimited()) {
            return 1;
        }
        return switch (field.number()) {
            case 4 -> field.content().byteSize() / Float.BYTES;
            case 10 -> field.content().byteSize() / Double.BYTES;
            default -> varints(field.message());
        };
    }

    private static long varints(ProtobufFields packed) throws HarmfulFile {
        long count = 0;
        for (; !packed.isAtEnd(); count++) {
            packed.varint();
        }
        return count;
    }

    private void entry(ProtobufFields fields) throws HarmfulFile {
        String key = "";
        String value = "";
        for (Field field = fields.next(); field != null; field = fields.next()) {
            switch (field.number()) {
                case 1 -> key = field.text();
                case 2 -> value = field.text();
                default -> {}
            }
        }
        if (elsewhere.put(key, value) != null) {
            throw new HarmfulFile("says twice what '%s' of its tensor '%s' is".formatted(HarmfulFile.shown(key), name));
        }
    }

    private Tensor verdict() throws HarmfulFile {
        ElementType element = ElementType.of(type, name);
        long elements = elements();
        long bytes = bytes(element, elements);
        if (isElsewhere) {
            if (raw != null || !typed.isEmpty() || element == ElementType.STRING) {
                throw new HarmfulFile("holds its tensor '%s' both here and in another file".formatted(name));
            }
            return new Tensor(name, element, elements, bytes, ExternalRange.of(name, elsewhere, bytes));
        }
        if (!elsewhere.isEmpty()) {
            throw new HarmfulFile("names another file for its tensor '%s', which is not there".formatted(name));
        }
        checkContent(element, elements, bytes);
        return new Tensor(name, element, elements, bytes, null);
    }

    private long elements() throws HarmfulFile {
        long elements = 1;
        for (long dimension : dimensions) {
            if (dimension < 0) {
                throw new HarmfulFile("gives its tensor '%s' the dimension %d".formatted(name, dimension));
            }
            try {
                elements = Math.multiplyExact(elements, dimension);
            } catch (ArithmeticException tooMany) {
                throw tooLarge();
            }
        }
        return elements;
    }

    private long bytes(ElementType element, long elements) throws HarmfulFile {
        try {
            return element.bytes(elements);
        } catch (ArithmeticException tooMany) {
            throw tooLarge();
        }
    }

    private HarmfulFile tooLarge() {
        return new HarmfulFile("gives its tensor '%s' a shape beyond all memory".formatted(name));
    }

    private void checkContent(ElementType element, long elements, long bytes) throws HarmfulFile {
        if (text > MOST_TEXT) {
            throw new HarmfulFile("holds more than 64 MiB of text in its tensor '%s'".formatted(name));
        }
        long rawBytes = raw == null ? 0 : raw;
        if (raw != null && (element == ElementType.STRING || !typed.isEmpty())) {
            throw new HarmfulFile("holds its tensor '%s' in two ways".formatted(name));
        }
        if (raw != null && rawBytes != bytes) {
            throw new HarmfulFile(
                    "holds %d bytes in its tensor '%s', whose shape asks for %d".formatted(rawBytes, name, bytes));
        }
        if (raw == null) {
            long numbers = typed.values().stream().mapToLong(Long::longValue).sum();
            long wanted = element.numbers(elements);
            boolean isOfType = typed.isEmpty() || typed.keySet().equals(Set.of(element.typedField()));
            if (!isOfType || numbers != wanted) {
                throw new HarmfulFile("holds %d numbers in its tensor '%s', whose type and shape ask for %d"
                        .formatted(numbers, name, wanted));
            }
        }
    }
}

package dev.freehold.inference.graph;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A protobuf message: its fields in the order of the file. Contents are views of the file and not copies. */
record Message(List<Field> fields) {
    Message {
        fields = List.copyOf(fields);
    }

    static Message of(Field... fields) {
        return new Message(List.of(fields));
    }

    static Message parse(MemorySegment bytes) throws MalformedGraph {
        return new Message(new MessageReader(bytes).fields());
    }

    /** Every text of this number. */
    List<String> texts(int number) {
        List<String> texts = new ArrayList<>();
        for (Field field : fields) {
            if (field.number() == number && field instanceof Field.Bytes bytes) {
                texts.add(bytes.text());
            }
        }
        return texts;
    }

    /** The text of this number, or nothing. */
    String text(int number) {
        List<String> texts = texts(number);
        return texts.isEmpty() ? "" : texts.getLast();
    }

    long number(int number, long otherwise) {
        long value = otherwise;
        for (Field field : fields) {
            if (field.number() == number && field instanceof Field.Varint found) {
                value = found.value();
            }
        }
        return value;
    }

    /** Numbers of a repeated field, in either way of writing them. */
    List<Long> numbers(int number) throws MalformedGraph {
        List<Long> numbers = new ArrayList<>();
        for (Field field : fields) {
            if (field.number() == number) {
                switch (field) {
                    case Field.Varint single -> numbers.add(single.value());
                    case Field.Bytes packed -> numbers.addAll(new MessageReader(packed.bytes()).numbers());
                    case Field.Fixed _, Field.Nested _ -> throw new MalformedGraph();
                }
            }
        }
        return numbers;
    }

    List<Message> messages(int number) throws MalformedGraph {
        List<Message> messages = new ArrayList<>();
        for (Field field : fields) {
            if (field.number() == number) {
                switch (field) {
                    case Field.Nested nested -> messages.add(nested.message());
                    case Field.Bytes bytes -> messages.add(parse(bytes.bytes()));
                    case Field.Fixed _, Field.Varint _ -> throw new MalformedGraph();
                }
            }
        }
        return messages;
    }

    /** The message in this field, or an empty one. */
    Message message(int number) throws MalformedGraph {
        List<Message> messages = messages(number);
        return messages.isEmpty() ? of() : messages.getLast();
    }

    /** Plain bytes of this number, or none. */
    MemorySegment bytes(int number) {
        MemorySegment bytes = MemorySegment.ofArray(new byte[0]);
        for (Field field : fields) {
            if (field.number() == number && field instanceof Field.Bytes found) {
                bytes = found.bytes();
            }
        }
        return bytes;
    }

    /** The fields with none of these numbers. */
    List<Field> without(Integer... numbers) {
        Set<Integer> left = Set.of(numbers);
        return fields.stream().filter(field -> !left.contains(field.number())).toList();
    }

    /** Bytes that it takes when written. */
    long size() {
        return fields.stream().mapToLong(MessageWriter::size).sum();
    }
}

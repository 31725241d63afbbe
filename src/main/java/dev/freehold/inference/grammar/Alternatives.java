package dev.freehold.inference.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What schemas say of other schemas: any of them, one of them, not this one, this one if that one. */
final class Alternatives {
    private final SchemaReader reader;

    Alternatives(SchemaReader reader) {
        this.reader = reader;
    }

    Shape read(JsonNode schema, Shape shape) {
        Shape result = shape;
        if (schema.has("anyOf")) {
            Shape any = Shape.NONE;
            for (Shape one : shapes(schema, "anyOf")) {
                any = any.or(one, reader.steps());
            }
            result = reader.and(result, any);
        }
        if (schema.has("oneOf")) {
            result = exactlyOne(shapes(schema, "oneOf"), result);
        }
        if (schema.has("not")) {
            result = reader.and(result, complement(shape(schema.get("not")), result, "not"));
        }
        return schema.has("if") ? conditional(schema, result) : result;
    }

    private List<Shape> shapes(JsonNode schema, String keyword) {
        JsonNode parts = schema.get(keyword);
        if (!parts.isArray() || parts.isEmpty()) {
            throw Keywords.malformed(keyword, "an array of schemas");
        }
        List<Shape> shapes = new ArrayList<>();
        parts.forEach(part -> shapes.add(shape(part)));
        return shapes;
    }

    private Shape shape(JsonNode schema) {
        return reader.shape(reader.goal(schema));
    }

    private Shape exactlyOne(List<Shape> options, Shape of) {
        List<Shape> within =
                options.stream().map(option -> reader.and(of, option)).toList();
        Shape any = Shape.NONE;
        for (int i = 0; i < within.size(); i++) {
            Shape only = within.get(i);
            for (int j = 0; j < within.size(); j++) {
                if (i != j) {
                    only = reader.and(only, complement(within.get(j), only, "oneOf"));
                }
            }
            any = any.or(only, reader.steps());
        }
        return any;
    }

    private Shape conditional(JsonNode schema, Shape shape) {
        if (!schema.has("then") && !schema.has("else")) {
            return shape;
        }
        Shape condition = shape(schema.get("if"));
        Shape yes = reader.and(shape, condition);
        Shape no = reader.and(shape, complement(condition, shape, "if"));
        return (schema.has("then") ? reader.and(yes, shape(schema.get("then"))) : yes)
                .or(schema.has("else") ? reader.and(no, shape(schema.get("else"))) : no, reader.steps());
    }

    /** Of {@code within}, what is not in a shape. Kinds in which the two have nothing in common may come out whole. */
    private Shape complement(Shape of, Shape within, String keyword) {
        Shape common = reader.and(of, within);
        Set<Shape.Literal> literals = EnumSet.allOf(Shape.Literal.class);
        literals.removeAll(of.literals());
        List<ArrayForm> arrays = common.arrays().isEmpty()
                ? List.of(ArrayForm.ALL)
                : Shape.notArrays(of.arrays()).orElseThrow(() -> undecided(keyword));
        List<ObjectForm> objects = common.objects().isEmpty()
                ? List.of(ObjectForm.ALL)
                : notObjects(of.objects()).orElseThrow(() -> undecided(keyword));
        return new Shape(
                Set.copyOf(literals),
                common.numbers().isEmpty() ? Numbers.ALL : Numbers.ALL.minus(of.numbers(), reader.steps()),
                common.strings().isEmpty() ? List.of(Strings.ALL) : Strings.complement(of.strings(), reader.steps()),
                arrays,
                objects);
    }

    private static Refusal undecided(String keyword) {
        return new Refusal("uses the keyword '%s' where it cannot be decided key by key, which is not supported"
                .formatted(keyword));
    }

    private Optional<List<ObjectForm>> notObjects(List<ObjectForm> forms) {
        List<ObjectForm> left = List.of(ObjectForm.ALL);
        for (ObjectForm form : forms) {
            if (!form.isOpen()) {
                return Optional.empty();
            }
            List<ObjectForm> both = new ArrayList<>();
            for (ObjectForm one : left) {
                for (ObjectForm other : complement(form)) {
                    both.add(one.and(other, reader.nothing(), reader.steps()));
                }
            }
            left = both;
        }
        return Optional.of(left);
    }

    /** A required key is not there, or a key has what it must not have. */
    private List<ObjectForm> complement(ObjectForm form) {
        List<ObjectForm> others = new ArrayList<>();
        form.required().forEach(key -> others.add(ObjectForm.ALL.with(key, reader.nothing(), false)));
        form.named().forEach((key, goal) -> {
            if (!goal.isAnything()) {
                others.add(ObjectForm.ALL.with(key, reader.not(goal), true));
            }
        });
        return others;
    }
}

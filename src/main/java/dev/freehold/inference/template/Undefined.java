package dev.freehold.inference.template;

/** A value that is not there: prints as nothing, and {@code reason} is what any other use of it fails with. */
record Undefined(String reason) {

    static Undefined variable(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    static Undefined attribute(Object subject, String name) {
        return new Undefined("'" + Types.describe(subject) + "' has no attribute '" + name + "'");
    }

    static Undefined item(Object subject, Object key) {
        return new Undefined(Types.describe(subject) + " has no element " + key);
    }

    static Undefined unsafe(Object subject, String name) {
        return new Undefined("access to attribute '" + name + "' of '" + Types.name(subject) + "' object is unsafe.");
    }

    TemplateException failure() {
        return TemplateException.evaluation(reason);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

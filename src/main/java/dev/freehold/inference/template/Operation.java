package dev.freehold.inference.template;

/** Something built in that is done to a subject: a filter, a test, a method. */
record Operation(Signature signature, Body body) {

    /** What it does. */
    @FunctionalInterface
    interface Body {
        Object apply(Object subject, Bound arguments, Meter meter);
    }

    /** Parameters as in {@link Signature#of}. */
    static Operation of(Body body, String... parameters) {
        return new Operation(Signature.of(parameters), body);
    }

    Object apply(String name, Object subject, Arguments arguments, Meter meter) {
        meter.step();
        return body.apply(subject, signature.bind(name, arguments), meter);
    }
}

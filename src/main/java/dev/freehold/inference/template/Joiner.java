package dev.freehold.inference.template;

/** Nothing on its first call, its separator on every later one. */
final class Joiner implements Callable {

    private final String separator;
    private boolean wasCalled;

    Joiner(String separator) {
        this.separator = separator;
    }

    @Override
    public Object call(Arguments arguments) {
        String result = wasCalled ? separator : "";
        wasCalled = true;
        return result;
    }
}

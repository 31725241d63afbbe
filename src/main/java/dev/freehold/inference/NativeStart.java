package dev.freehold.inference;

/**
 * A native library whose Java side insists on coming first. {@link NativeRuntime} finds the implementations as services
 * and runs each once, before anything else touches a native library.
 */
public interface NativeStart {
    void start();
}

package dev.freehold.inference;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** The environment that native code in this process sees; {@link System#getenv} keeps showing the one at its start. */
final class ProcessEnvironment {
    private static final Linker LINKER = Linker.nativeLinker();

    private ProcessEnvironment() {}

    /** Returns whether it was set; false on platforms without {@code setenv}, such as Windows. */
    static boolean set(String name, String value) {
        Optional<MemorySegment> symbol = LINKER.defaultLookup().find("setenv");
        return symbol.isPresent() && set(symbol.get(), name, value);
    }

    private static boolean set(MemorySegment symbol, String name, String value) {
        MethodHandle setenv =
                LINKER.downcallHandle(symbol, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            return (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1) == 0;
        } catch (Throwable broken) {
            throw new IllegalStateException("setenv could not be called", broken);
        }
    }
}

package dev.freehold.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * How this process starts its native libraries: silent, offline, and without a shutdown hook that pulls ONNX Runtime
 * away under a run. Whoever touches ONNX Runtime or DJL goes through here first.
 */
public final class NativeRuntime {
    private static final Logger LOG = Logger.getLogger(NativeRuntime.class);
    private static boolean prepared;
    private static boolean startedFirst;

    private NativeRuntime() {}

    /** Switches usage reports and downloads off; must come before the first class of either library. Idempotent. */
    public static synchronized void prepare() {
        if (prepared) {
            return;
        }
        prepared = true;
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        export("DJL_OFFLINE", "true");
        export("OPT_OUT_TRACKING", "true");
        export("ORT_DISABLE_TELEMETRY", "1");
        // Faster for decoding on a CPU; read once when the library loads.
        export("ORT_GQA_DISABLE_FLASH_ATTENTION", "1");
    }

    /**
     * Prepares, then runs the first touch of a native library, and takes out the shutdown hook that ONNX Runtime
     * registers in it: the hook runs beside threads that are still in native code, and crashes the process.
     */
    public static synchronized <T> T start(Supplier<T> firstTouch) {
        prepare();
        startThoseThatComeFirst();
        T started = firstTouch.get();
        ShutdownHooks.remove("ai.onnxruntime.");
        return started;
    }

    private static void startThoseThatComeFirst() {
        if (!startedFirst) {
            ServiceLoader.load(NativeStart.class, NativeStart.class.getClassLoader())
                    .forEach(NativeStart::start);
            startedFirst = true;
        }
    }

    /** Unpacks the native libraries of DJL and JNA under {@code folder}, unless {@code DJL_CACHE_DIR} names another. */
    public static void unpackInto(Path folder) {
        if (System.getenv("DJL_CACHE_DIR") == null && System.getProperty("DJL_CACHE_DIR") == null) {
            System.setProperty("DJL_CACHE_DIR", folder.toString());
        }
        if (System.getProperty("jna.tmpdir") == null) {
            createDirectories(folder);
            System.setProperty("jna.tmpdir", folder.toString());
        }
    }

    private static void createDirectories(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void export(String name, String value) {
        if (!value.equals(System.getenv(name)) && !ProcessEnvironment.set(name, value)) {
            LOG.warnf(
                    "Set %s=%s in the environment of this process: this platform offers no way to do it here.",
                    name, value);
        }
    }
}

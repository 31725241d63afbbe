package dev.freehold.inference;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The threads that the JVM runs when it ends. */
final class ShutdownHooks {
    private static final Logger LOG = Logger.getLogger(ShutdownHooks.class);

    private ShutdownHooks() {}

    /** Takes out every hook whose task is of a class with this prefix. */
    static void remove(String classPrefix) {
        try {
            for (Thread hook : registered()) {
                if (task(hook).getClass().getName().startsWith(classPrefix)) {
                    Runtime.getRuntime().removeShutdownHook(hook);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException closed) {
            LOG.warn(
                    "Start Java with --add-opens java.base/java.lang=ALL-UNNAMED: without it a stop in the middle of a "
                            + "generation can crash the process instead of ending it (" + closed.getMessage() + ").");
        }
    }

    private static List<Thread> registered() throws ReflectiveOperationException {
        Class<?> owner = Class.forName("java.lang.ApplicationShutdownHooks");
        synchronized (owner) { // the lock that the JVM itself takes
            Map<?, ?> hooks = (Map<?, ?>) field(owner, "hooks").get(null);
            List<Thread> threads = new ArrayList<>();
            if (hooks != null) { // null once the JVM is ending
                hooks.keySet().forEach(hook -> threads.add((Thread) hook));
            }
            return threads;
        }
    }

    private static Object task(Thread thread) throws ReflectiveOperationException {
        Object holder = field(Thread.class, "holder").get(thread);
        Object task = holder == null ? null : field(holder.getClass(), "task").get(holder);
        return task == null ? thread : task;
    }

    private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}

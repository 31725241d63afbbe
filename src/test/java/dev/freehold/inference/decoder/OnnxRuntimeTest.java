package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OnnxRuntimeTest {
    @Test
    void takesOutTheShutdownHookThatCrashesARun() throws Exception {
        OrtEnvironment environment = OnnxRuntime.environment();
        assertEquals(environment, OnnxRuntime.environment());
        assertFalse(
                hookTasks().stream().anyMatch(name -> name.startsWith("ai.onnxruntime")),
                hookTasks().toString());
    }

    private static List<String> hookTasks() throws ReflectiveOperationException {
        Map<?, ?> hooks = (Map<?, ?>)
                Objects.requireNonNull(read(Class.forName("java.lang.ApplicationShutdownHooks"), "hooks", null));
        List<String> tasks = new ArrayList<>();
        for (Object thread : List.copyOf(hooks.keySet())) {
            Object holder = Objects.requireNonNull(read(Thread.class, "holder", thread));
            Object task = read(holder.getClass(), "task", holder);
            tasks.add(task == null ? "" : task.getClass().getName());
        }
        return tasks;
    }

    private static @Nullable Object read(Class<?> owner, String field, @Nullable Object instance)
            throws ReflectiveOperationException {
        Field found = owner.getDeclaredField(field);
        found.setAccessible(true);
        return found.get(instance);
    }
}

package dev.freehold;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * What the operating system tells the process. The JVM's own answer to SIGTERM ends everything at once and with 143; the only way to
 * another one is {@code sun.misc.Signal}, which the compiler warns of whatever is suppressed, so it is called by name.
 */
final class Signals {
    private Signals() {}

    /** @param signal without {@code SIG} */
    static void handle(String signal, Runnable action) {
        InvocationHandler call = (proxy, method, arguments) -> {
            if (!method.getName().equals("handle")) {
                return method.invoke(action, arguments); // what every object has
            }
            action.run();
            return null;
        };
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object handler = Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, call);
            signals.getMethod("handle", signals, handlers)
                    .invoke(null, signals.getConstructor(String.class).newInstance(signal), handler);
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException("this Java cannot be told what to do on SIG" + signal, absent);
        }
    }
}

package dev.freehold.gateway;

import dev.freehold.core.RequestId;
import dev.freehold.inference.Interest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Takes calls that wait for a model out of the queue when their client leaves. */
@ApplicationScoped
public class Departures {
    private final Map<RequestId, Interest> interests = new ConcurrentHashMap<>();

    /** The client is gone, or has its answer. */
    public void left(RequestId request) {
        Interest interest = interests.get(request);
        if (interest != null) {
            interest.lose();
        }
    }

    <T> T during(RequestId request, Supplier<T> work) {
        Interest interest = new Interest();
        interests.put(request, interest);
        try {
            return interest.during(work);
        } finally {
            interests.remove(request);
        }
    }
}

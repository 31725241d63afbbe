package dev.freehold.auth;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Notes which requests of a test got past the access check. */
@Provider
public class ReachedProbe implements ContainerRequestFilter {
    static final String CELL = "x-test-cell";
    static final Set<String> REACHED = ConcurrentHashMap.newKeySet();

    @Override
    public void filter(ContainerRequestContext request) {
        String cell = request.getHeaderString(CELL);
        if (cell != null) {
            REACHED.add(cell);
        }
    }
}

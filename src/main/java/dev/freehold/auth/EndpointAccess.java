package dev.freehold.auth;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Stops the start when an endpoint does not say who may use it. */
@Singleton
class EndpointAccess {

    void check(@Observes StartupEvent start, BeanManager beans) {
        require(beans.getBeans(Object.class, Any.Literal.INSTANCE).stream().map(Bean::getBeanClass));
    }

    static void require(Stream<Class<?>> beanClasses) {
        List<String> open = beanClasses
                .distinct()
                .flatMap(type -> Endpoints.of(type).stream())
                .filter(method -> !Endpoints.declareAccess(method))
                .map(method -> method.getDeclaringClass().getName() + "." + method.getName())
                .distinct()
                .sorted()
                .toList();
        if (!open.isEmpty()) {
            throw new IllegalStateException(
                    "Every endpoint must say who may use it, with @RolesAllowed, @Authenticated,"
                            + " @PermitAll or @DenyAll on the method or its class. These do not: "
                            + String.join(", ", open));
        }
    }
}

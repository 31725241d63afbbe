package dev.freehold.auth;

import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the methods of a class that JAX-RS would call, by the names of its annotations: this room knows no protocol. A
 * method that only leads to another resource (a path without a verb) counts too.
 */
final class Endpoints {
    private static final String PATH = "jakarta.ws.rs.Path";
    private static final String VERB = "jakarta.ws.rs.HttpMethod";
    private static final Set<Class<? extends Annotation>> ACCESS =
            Set.of(RolesAllowed.class, Authenticated.class, PermissionsAllowed.class, PermitAll.class, DenyAll.class);

    private Endpoints() {}

    /** Empty for a class that is no resource. */
    static List<Method> of(Class<?> type) {
        List<Class<?>> family = family(type);
        if (family.stream().noneMatch(member -> hasPath(member))) {
            return List.of();
        }
        return Arrays.stream(type.getMethods())
                .filter(method -> !method.isBridge() && method.getDeclaringClass() != Object.class)
                .filter(method -> isEndpoint(method, family))
                .toList();
    }

    /** On the method that runs, or on the class that this method stands in; what an interface says does not count. */
    static boolean declareAccess(Method method) {
        return Stream.<AnnotatedElement>of(method, method.getDeclaringClass())
                .anyMatch(element -> ACCESS.stream().anyMatch(element::isAnnotationPresent));
    }

    private static boolean isEndpoint(Method method, List<Class<?>> family) {
        return family.stream()
                .flatMap(member -> Arrays.stream(member.getDeclaredMethods()))
                .filter(declared -> declared.getName().equals(method.getName()))
                .filter(declared -> declared.getParameterCount() == method.getParameterCount())
                .anyMatch(declared -> hasPath(declared) || hasVerb(declared));
    }

    private static boolean hasPath(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations()).anyMatch(a -> isNamed(a, PATH));
    }

    private static boolean hasVerb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(a -> Arrays.stream(a.annotationType().getAnnotations()))
                .anyMatch(a -> isNamed(a, VERB));
    }

    private static boolean isNamed(Annotation annotation, String name) {
        return annotation.annotationType().getName().equals(name);
    }

    private static List<Class<?>> family(Class<?> type) {
        List<Class<?>> family = new ArrayList<>();
        for (Class<?> member = type; member != null && member != Object.class; member = member.getSuperclass()) {
            family.add(member);
            for (Class<?> face : member.getInterfaces()) {
                family.addAll(family(face));
            }
        }
        return family;
    }
}

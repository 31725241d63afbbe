package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import dev.freehold.auth.PathMutations.Request;
import dev.freehold.core.Role;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.vertx.ext.web.Router;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every route of the running application, knocked at with every kind of credential and in every spelling. The routes come from
 * the application itself, so that a new one is here without anybody thinking of it.
 */
@QuarkusTest
class AccessMatrixIT {
    @TestHTTPResource("/")
    URI server = URI.create("/");

    @Inject
    BeanManager beans;

    @Inject
    Router router;

    /** A resource method; no roles at all mean that it is open. */
    private record Route(String method, String template, Set<String> roles) {
        /** Who knocks here knocks nowhere afterwards. */
        boolean endsSessions() {
            return method.equals("DELETE") && template.equals("/console/session");
        }

        String path() {
            return template.replaceAll("\\{[^}]*}", "none");
        }
    }

    private record Visitor(String name, List<String> headers, Set<String> roles, int refusal) {
        static Visitor with(String name, String key, Set<String> roles, int refusal) {
            return new Visitor(name, List.of("Authorization: Bearer " + key), roles, refusal);
        }

        boolean mayUse(Route route) {
            return route.roles().isEmpty() || route.roles().stream().anyMatch(roles::contains);
        }
    }

    @Test
    void everyRouteAnswersAsItsRolesSayAndNoSpellingGetsRoundThem() throws IOException {
        List<Route> routes = routes();
        List<Visitor> visitors = visitors();
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        try (RawHttp http = new RawHttp(server.getPort())) {
            for (Route route : routes) {
                for (Visitor visitor : visitors) {
                    cells += knock(http, route, visitor, wrong);
                }
            }
        }
        int total = cells;
        assertTrue(routes.size() >= 20 && cells >= 10_000, () -> routes.size() + " routes, " + total + " cells");
        assertEquals(List.of(), wrong, () -> wrong.size() + " of " + total + " cells");
    }

    /** What the roles are for; a new route that is none of these is to be thought of here. */
    @Test
    void everyRouteBelongsToTheDutyThatItServes() {
        for (Route route : routes()) {
            if (route.template().startsWith("/console")) {
                assertEquals(route.template().equals("/console/session") ? allRoles() : Set.of(), route.roles());
                continue;
            }
            if (route.template().startsWith("/test/")) {
                continue;
            }
            String duty = route.template().matches("/v1/.+|/v2(/.+)?|/(de)?tokenize|/rerank|/classify")
                    ? "inference"
                    : switch (route.template().split("/", -1)[3]) {
                        case "audit" -> route.template().endsWith("/payload") ? "investigator" : "auditor";
                        case "models", "aliases", "log-levels" -> "operator";
                        case "sovereignty" -> "operator auditor";
                        case "keys", "tenants", "limits", "usage" -> "admin";
                        case "subjects" -> duty(route);
                        default -> "nobody";
                    };
            assertEquals(Set.of(duty.split(" ", -1)), route.roles(), route.toString());
        }
    }

    /** Whoever may erase can neither read nor hold, and whoever may read and hold cannot erase. */
    private static String duty(Route route) {
        if (route.template().endsWith("subjects")) {
            return "privacy investigator";
        }
        return route.template().endsWith("{id}") ? "privacy" : "investigator";
    }

    @Test
    void thereIsNoRouteBesidesTheResources() {
        List<String> paths = router.getRoutes().stream()
                .map(io.vertx.ext.web.Route::getPath)
                .filter(path -> path != null && !path.equals("/"))
                .toList();

        assertEquals(List.of(), paths);
    }

    private static int knock(RawHttp http, Route route, Visitor visitor, List<String> wrong) throws IOException {
        int cells = 0;
        for (Map.Entry<String, Request> mutation :
                PathMutations.of(route.method(), route.path()).entrySet()) {
            boolean isRaw = cells == 0;
            if (!isRaw && visitor.mayUse(route)) {
                break;
            }
            String cell =
                    "%s %s, %s, %s".formatted(route.method(), route.template(), visitor.name(), mutation.getKey());
            int status = http.send(text(mutation.getValue(), visitor, cell));
            boolean isReached = ReachedProbe.REACHED.remove(cell);
            if (!isExpected(route, visitor, mutation.getValue(), isRaw, status, isReached)) {
                wrong.add("%s: %d%s".formatted(cell, status, isReached ? ", reached" : ""));
            }
            cells++;
        }
        return cells;
    }

    /** A mutated request that matches another route is that route's business: it must be one that the visitor may use. */
    private static boolean isExpected(
            Route route, Visitor visitor, Request request, boolean isRaw, int status, boolean isReached) {
        if (visitor.mayUse(route)) {
            return isReached && status != 401 && status != 403;
        }
        if (isRaw) {
            return !isReached && status == visitor.refusal();
        }
        if (isReached) {
            return false;
        }
        return request.method().equals("OPTIONS") ? status < 500 : status == 0 || (status >= 400 && status < 600);
    }

    private static String text(Request request, Visitor visitor, String cell) {
        boolean hasBody = !Set.of("GET", "HEAD", "OPTIONS", "TRACE", "get").contains(request.method());
        List<String> lines = new ArrayList<>();
        lines.add(request.method() + " " + request.target() + " HTTP/1.1");
        lines.addAll(request.headers());
        lines.add(ReachedProbe.CELL + ": " + cell);
        lines.addAll(visitor.headers());
        if (hasBody) {
            lines.add("Content-Type: application/json");
            lines.add("Content-Length: 2");
        }
        return String.join("\r\n", lines) + "\r\n\r\n" + (hasBody ? "{}" : "");
    }

    private List<Route> routes() {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(jakarta.enterprise.inject.spi.Bean::getBeanClass)
                .distinct()
                .flatMap(type -> Endpoints.of(type).stream())
                .map(AccessMatrixIT::route)
                .distinct()
                .sorted(Comparator.comparing(Route::endsSessions))
                .toList();
    }

    private static Route route(Method method) {
        String verb = Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(found -> found != null)
                .map(HttpMethod::value)
                .findFirst()
                .orElseThrow();
        Path own = method.getAnnotation(Path.class);
        String path =
                method.getDeclaringClass().getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
        return new Route(verb, ("/" + path).replaceAll("/+", "/"), roles(method));
    }

    private static Set<String> roles(Method method) {
        if (method.isAnnotationPresent(PermitAll.class)) {
            return Set.of();
        }
        RolesAllowed declared = Stream.of(method, method.getDeclaringClass())
                .map(element -> element.getAnnotation(RolesAllowed.class))
                .filter(found -> found != null)
                .findFirst()
                .orElseThrow(() -> new AssertionError(method + " declares no roles"));
        return Set.of(declared.value());
    }

    private static Set<String> allRoles() {
        return Stream.of(Role.values()).map(Role::wireName).collect(Collectors.toSet());
    }

    private static List<Visitor> visitors() {
        Set<String> all = allRoles();
        List<Visitor> visitors = new ArrayList<>();
        visitors.add(new Visitor("nobody", List.of(), Set.of(), 401));
        visitors.add(Visitor.with("a key that is none", "fh_live_x", Set.of(), 401));
        visitors.add(Visitor.with("an expired key", expired(all), Set.of(), 401));
        visitors.add(Visitor.with("a revoked key", revoked(all), Set.of(), 401));
        visitors.add(Visitor.with("a key of a suspended tenant", suspended(all), Set.of(), 403));
        visitors.add(Visitor.with("a key from elsewhere", elsewhere(all), Set.of(), 403));
        visitors.addAll(sessions(all));
        for (Role role : Role.values()) {
            visitors.add(Visitor.with(role.wireName(), TestKeys.create(role.wireName()), Set.of(role.wireName()), 403));
        }
        return visitors;
    }

    private static List<Visitor> sessions(Set<String> all) {
        String cookie = "Cookie: freehold-session=" + session(TestKeys.create(all.toArray(String[]::new)));
        String mark = SessionCookie.MARK + ": 1";
        String revoked = TestKeys.create(all.toArray(String[]::new));
        String over = "Cookie: freehold-session=" + session(revoked);
        revoke(revoked);
        String auditor = "Cookie: freehold-session=" + session(TestKeys.create("auditor"));
        return List.of(
                new Visitor("a session of nobody", List.of("Cookie: freehold-session=x", mark), Set.of(), 401),
                new Visitor("a session of a revoked key", List.of(over, mark), Set.of(), 401),
                new Visitor("a session without the mark of a page", List.of(cookie), Set.of(), 401),
                new Visitor(
                        "a session by a page from elsewhere",
                        List.of(cookie, mark, "Origin: https://elsewhere.example", "Sec-Fetch-Site: cross-site"),
                        Set.of(),
                        401),
                new Visitor("a session of an auditor", List.of(auditor, mark), Set.of("auditor"), 403));
    }

    private static String session(String key) {
        return TestKeys.as(key)
                .post("/console/session")
                .then()
                .statusCode(200)
                .extract()
                .cookie("freehold-session");
    }

    private static Map<String, Object> key(Set<String> roles, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>(more);
        body.put("name", "matrix");
        body.put("roles", roles);
        body.put("unlimited", true);
        return body;
    }

    private static String expired(Set<String> roles) {
        Instant end = Instant.now().plusMillis(400);
        String key = TestKeys.create(key(roles, Map.of("expires_at", end.toString())));
        while (Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        return key;
    }

    private static String revoked(Set<String> roles) {
        String key = TestKeys.create(key(roles, Map.of()));
        revoke(key);
        return key;
    }

    private static void revoke(String key) {
        TestKeys.as(TestKeys.bootstrap())
                .delete("/admin/v1/keys/" + key.substring(8, 18))
                .then()
                .statusCode(200);
    }

    private static String suspended(Set<String> roles) {
        TestKeys.as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body("{\"id\":\"matrix\"}")
                .post("/admin/v1/tenants")
                .then()
                .statusCode(201);
        String key = TestKeys.create(key(roles, Map.of("tenant", "matrix")));
        TestKeys.as(TestKeys.bootstrap())
                .contentType(ContentType.JSON)
                .body("{\"suspended\":true}")
                .patch("/admin/v1/tenants/matrix")
                .then()
                .statusCode(200);
        return key;
    }

    private static String elsewhere(Set<String> roles) {
        String key = TestKeys.create(key(roles, Map.of("networks", List.of("192.0.2.0/24"))));
        assertFalse(key.isEmpty());
        return key;
    }
}

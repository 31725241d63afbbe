package dev.freehold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import dev.freehold.registry.source.Settings;
import io.smallrye.config.ConfigMapping;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

/** Whatever a setting can make the gateway connect to is told by {@code GET /admin/v1/sovereignty}. */
class SovereigntyTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.freehold");

    /** Every setting that is an address, as far as types and names tell, with one of each. */
    private static final Map<String, String> ADDRESSES = Map.of(
            "freehold.auth.jwt.issuers.*.jwks-url", "https://keys.example/jwks",
            "freehold.store.url", "jdbc:postgresql://database.example:5433/freehold?user=me",
            "freehold.audit.anchor.witness.*.url", "https://witness.example/log",
            "freehold.audit.anchor.syslog", "tls://anchor.example:6514",
            "freehold.audit.followers.*.to", "https://me:secret@follower.example/v1/logs",
            "freehold.traces.to", "http://me:secret@collector.example:4318/v1/traces",
            "freehold.sources.allowed-hosts", "hub.example,*.cdn.example,http://minio.example:9000");

    /** Addresses that lead nowhere unless {@code allowed-hosts} names their host, too. */
    private static final Set<String> ONLY_WHEN_ALLOWED =
            Set.of("freehold.sources.hf.endpoint", "freehold.sources.oci.*.realm", "freehold.sources.s3.endpoint");

    /** Lead to models. */
    private static final Set<String> NO_ADDRESSES = Set.of("freehold.aliases.names.*.to");

    private static final Set<String> NAMES = Set.of(
            "url",
            "uri",
            "to",
            "endpoint",
            "endpoints",
            "host",
            "hosts",
            "allowed-hosts",
            "address",
            "addresses",
            "jwks-url",
            "server",
            "servers",
            "target",
            "upstream",
            "syslog");

    @Test
    void knowsEverySettingThatIsAnAddress() {
        Set<String> known = new TreeSet<>(ADDRESSES.keySet());
        known.addAll(ONLY_WHEN_ALLOWED);
        known.addAll(NO_ADDRESSES);
        Set<String> found = new TreeSet<>();
        for (JavaClass mapping : CLASSES) {
            if (mapping.isAnnotatedWith(ConfigMapping.class)) {
                Class<?> type = mapping.reflect();
                collect(type.getAnnotation(ConfigMapping.class).prefix(), type, found);
            }
        }
        assertEquals(known, found);
    }

    private static void collect(String prefix, Class<?> type, Set<String> found) {
        for (Method method : type.getMethods()) {
            if (!method.isDefault() && !Modifier.isStatic(method.getModifiers())) {
                String name =
                        method.getName().replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
                collect(prefix + "." + name, name, method.getGenericReturnType(), found);
            }
        }
    }

    private static void collect(String path, String name, Type type, Set<String> found) {
        if (type instanceof ParameterizedType generic) {
            boolean isMap = generic.getRawType() == Map.class;
            Type inner = generic.getActualTypeArguments()[isMap ? 1 : 0];
            collect(isMap ? path + ".*" : path, name, inner, found);
        } else if (type == URI.class || (type == String.class && NAMES.contains(name))) {
            found.add(path);
        } else if (type instanceof Class<?> group
                && group.isInterface()
                && group.getName().startsWith("dev.freehold")) {
            collect(path, group, found);
        }
    }

    @Test
    void tellsEveryAddressThatIsSetAndNoSecret() throws Exception {
        Settings settings = new Settings(ADDRESSES.entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().replace("*", "x"), Map.Entry::getValue)))
                .with("freehold.home", "target")
                .with("freehold.audit.anchor.witness.x.key", "key")
                .with("quarkus.log.syslog.enabled", "true")
                .with("quarkus.log.syslog.endpoint", "log.example:514")
                .with("quarkus.log.socket.endpoint", "off.example:514");
        Set<String> told = told(settings).stream().map(OutwardConnection::to).collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "https://keys.example",
                        "postgresql://database.example:5433",
                        "https://witness.example",
                        "tls://anchor.example:6514",
                        "https://follower.example",
                        "https://hub.example",
                        "https://*.cdn.example",
                        "http://minio.example:9000",
                        "http://collector.example:4318",
                        "log.example:514"),
                told);
    }

    @Test
    void tellsNothingWhenNothingIsSet() throws Exception {
        assertEquals(List.of(), told(new Settings(Map.of("freehold.home", "target"))));
    }

    private static List<OutwardConnection> told(Settings settings) throws Exception {
        List<OutwardConnection> told = new ArrayList<>();
        List<JavaClass> rooms = CLASSES.stream()
                .filter(type -> type.isAssignableTo(Outward.class) && !type.isInterface())
                .toList();
        assertFalse(rooms.isEmpty());
        for (JavaClass room : rooms) {
            Optional<Constructor<?>> constructor = List.of(room.reflect().getDeclaredConstructors()).stream()
                    .filter(candidate -> candidate.getParameterCount() == 1)
                    .findFirst();
            assertTrue(constructor.isPresent(), room.getName());
            constructor.get().setAccessible(true);
            Class<?> type = constructor.get().getParameterTypes()[0];
            Object config = type == Config.class ? settings.config() : settings.mapping(type);
            told.addAll(((Outward) constructor.get().newInstance(config)).outward());
        }
        return told;
    }
}

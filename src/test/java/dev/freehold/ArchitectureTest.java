package dev.freehold;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The room map of {@code .github/ARCHITECTURE.md}, as data: who may import whom. */
class ArchitectureTest {
    private static final String BASE = "dev.freehold";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    /** A room and the rooms that it may import, besides itself. */
    private record Room(String name, Set<String> imports) {
        static Room of(String name, String... imports) {
            return new Room(name, Set.of(imports));
        }

        String packageName() {
            return BASE + "." + name;
        }
    }

    private static final List<Room> ROOMS = List.of(
            Room.of("core"),
            Room.of("store", "core"),
            Room.of("telemetry", "core"),
            Room.of("tlog"),
            Room.of("audit", "core", "store"),
            Room.of("subject", "core", "store", "audit"),
            Room.of("payload", "core", "store", "audit", "subject"),
            Room.of("audit.checkpoint", "core", "store", "audit", "tlog"),
            Room.of("audit.anchor", "core", "audit", "audit.checkpoint", "tlog"),
            Room.of("witness", "store", "tlog"),
            Room.of("console", "api", "core", "auth", "audit"),
            Room.of("audit.index", "core", "store", "audit"),
            Room.of("auth", "core", "store", "audit", "subject", "telemetry"),
            Room.of("quota", "core", "store", "audit"),
            Room.of("access", "core", "audit", "auth", "quota"),
            Room.of(
                    "registry",
                    "core",
                    "store",
                    "audit",
                    "registry.guard",
                    "registry.signing",
                    "registry.passport",
                    "registry.content"),
            Room.of("registry.content"),
            Room.of("registry.source", "core"),
            Room.of("registry.pull", "core", "registry", "registry.content", "registry.source"),
            Room.of("registry.passport"),
            Room.of("registry.signing"),
            Room.of("responses", "core", "store"),
            Room.of("alias", "core", "store"),
            Room.of("inference.grammar", "core"),
            Room.of("registry.guard"),
            Room.of("builder", "builder.checkpoint"),
            Room.of("builder.checkpoint", "registry.guard"),
            Room.of("inference", "core", "registry", "registry.passport", "inference.grammar"),
            Room.of("inference.template", "core"),
            Room.of("inference.graph"),
            Room.of("inference.tool", "core", "inference", "inference.grammar"),
            Room.of("inference.text", "core", "inference", "inference.template", "inference.tool"),
            Room.of("inference.sampling", "core", "inference", "inference.grammar"),
            Room.of(
                    "inference.decoder",
                    "core",
                    "registry",
                    "inference",
                    "inference.text",
                    "inference.sampling",
                    "inference.graph",
                    "inference.grammar",
                    "inference.tool"),
            Room.of("inference.task", "core", "registry", "inference"),
            Room.of("inference.tensor", "core", "registry", "inference", "inference.graph"),
            Room.of(
                    "gateway",
                    "core",
                    "auth",
                    "quota",
                    "registry",
                    "inference",
                    "audit",
                    "inference.grammar",
                    "payload",
                    "alias",
                    "telemetry"),
            Room.of("verify"),
            Room.of("api", "core", "audit", "quota", "telemetry"),
            Room.of(
                    "api.openai",
                    "api",
                    "core",
                    "auth",
                    "quota",
                    "gateway",
                    "inference",
                    "audit",
                    "audit.checkpoint",
                    "tlog",
                    "inference.grammar",
                    "responses",
                    "registry.passport",
                    "telemetry"),
            Room.of("api.openinference", "api", "core", "gateway", "inference", "api.openinference.wire", "telemetry"),
            Room.of("api.openinference.wire"),
            Room.of("api.anthropic", "api", "core", "quota", "gateway", "inference", "inference.grammar", "telemetry"),
            Room.of("export", "core", "audit"),
            Room.of(
                    "api.admin",
                    "api",
                    "core",
                    "auth",
                    "quota",
                    "registry",
                    "inference",
                    "audit",
                    "export",
                    "audit.checkpoint",
                    "tlog",
                    "subject",
                    "payload",
                    "alias"));

    @TestFactory
    Stream<DynamicTest> roomsImportOnlyWhatTheMapAllows() {
        return ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.name(),
                        () -> noClasses()
                                .that()
                                .resideInAPackage(room.packageName())
                                .should()
                                .dependOnClassesThat(
                                        describe("are outside " + room.imports(), target -> isForbidden(room, target)))
                                .check(CLASSES)));
    }

    private static boolean isForbidden(Room room, JavaClass target) {
        String name = target.getPackageName();
        boolean ours = name.equals(BASE) || name.startsWith(BASE + ".");
        return ours
                && !name.equals(room.packageName())
                && room.imports().stream().noneMatch(allowed -> name.equals(BASE + "." + allowed));
    }

    @Test
    void everyPackageIsARoomOnTheMap() {
        Set<String> known = ROOMS.stream().map(Room::packageName).collect(Collectors.toSet());
        classes()
                .should()
                .resideInAnyPackage(
                        Stream.concat(Stream.of(BASE), known.stream()).toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Who checks the log must not believe the code that wrote it, nor fail as it fails. */
    @Test
    void theVerifierSharesNothingWithTheWriter() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".verify")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(BASE + ".verify", "java..", "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void foreignTypesStayHome() {
        staysIn("ai.onnxruntime..", "inference.decoder", "inference.tensor");
        staysIn("ai.djl..", "inference.text", "inference.task");
        staysIn(
                "jakarta.ws.rs..",
                "console",
                "api",
                "api.openai",
                "api.openinference",
                "api.anthropic",
                "api.admin",
                "auth");
        staysIn(
                "java.sql..",
                "store",
                "audit",
                "audit.index",
                "auth",
                "quota",
                "audit.checkpoint",
                "responses",
                "subject",
                "payload",
                "alias");
    }

    private static void staysIn(String foreign, String... rooms) {
        String[] homes = Arrays.stream(rooms).map(room -> BASE + "." + room).toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(foreign)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Service|Dto)")
                .check(CLASSES);
    }

    @Test
    void dependenciesComeByConstructor() {
        noFields().should().beAnnotatedWith(Inject.class).check(CLASSES);
    }

    @Test
    void everyRoomHasASignOnItsDoor() throws Exception {
        Path sources = Path.of("src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> rooms = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            for (Path room : rooms) {
                assertTrue(Files.exists(room.resolve("package-info.java")), () -> room + " has no package-info.java");
            }
        }
    }

    @Test
    void noFileGrowsPastFourHundredLines() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                long lines = Files.readAllLines(file).size();
                assertTrue(lines <= 400, () -> file + " has " + lines + " lines");
            }
        }
    }
}

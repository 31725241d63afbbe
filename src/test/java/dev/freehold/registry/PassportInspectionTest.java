package dev.freehold.registry;

import static dev.freehold.registry.Folders.generator;
import static dev.freehold.registry.Folders.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.passport.Fact;
import dev.freehold.registry.passport.Passport;
import dev.freehold.registry.passport.PassportField;
import dev.freehold.registry.passport.PassportFormat;
import dev.freehold.registry.signing.SignedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassportInspectionTest {
    @TempDir
    Path home;

    private Path folder() throws IOException {
        return generator(home.resolve("models/tiny"));
    }

    private ModelDirectory.Scan scan(FixedConfig config) {
        return new FolderModelDirectory(config, DemoModels.builtIn(config.demoDir())).scan();
    }

    private FixedConfig config(boolean demo) {
        return FixedConfig.of(home.resolve("models"), demo, home.resolve("demo"));
    }

    private Passport passport() {
        ModelDirectory.Scan scan = scan(config(false));
        assertEquals(List.of(), scan.refused());
        return scan.servable().getFirst().provenance().passport();
    }

    private static void assertFact(Passport passport, PassportField field, String source, String... values) {
        assertEquals(List.of(values), passport.fact(field).inWords());
        assertEquals(source, passport.fact(field).source());
    }

    @Test
    void whatNobodySaysIsUnknown() throws IOException {
        folder();
        Passport passport = passport();
        assertFact(passport, PassportField.PROVIDER, "no source says", "unknown");
        assertFact(passport, PassportField.LICENCE, "no source says", "unknown");
        assertEquals(PassportField.values().length, passport.facts().size());
        String json = PassportFormat.JSON.write("tiny", passport);
        assertTrue(json.contains("\"state\" : \"unknown\""), json);
    }

    @Test
    void aSourceMaySayThatTheProviderDoesNotPublishSomething() throws IOException {
        text(folder(), "passport.yaml", "energy: not published\nbiases: unknown\n");
        Passport passport = passport();
        assertFact(passport, PassportField.ENERGY, "passport.yaml", "not published by the provider");
        assertFact(passport, PassportField.BIASES, "passport.yaml", "unknown");
    }

    @Test
    void whatFreeholdBuiltIsAModificationBesideThoseOfOthers() throws IOException {
        Path folder = folder();
        text(folder, "passport.yaml", "modifications: tuned by Acme\n");
        text(folder, "freehold-build.json", """
                {"builder": "freehold 1.2.3", "precision": "int4-b32", "sources": {"config.json": "sha256:1",
                 "model.safetensors": "sha256:2"}, "comparison": {"text": "handbook", "tokens": 100, "perplexity": 12.35,
                 "perplexity_unrounded": 12, "same_choices": 97}}""");
        Passport passport = passport();
        assertFact(
                passport,
                PassportField.MODIFICATIONS,
                "passport.yaml, freehold-build.json",
                "tuned by Acme",
                "built by freehold 1.2.3 from the published weights, stored as int4-b32",
                "made of model.safetensors sha256:2");
        assertFact(
                passport,
                PassportField.EVALUATION,
                "freehold-build.json",
                "perplexity (handbook, 100 tokens): 12.35, with weights in full 12",
                "same choice as with weights in full (handbook, 100 tokens): 97");
    }

    @Test
    void whatFreeholdSeesCountsMoreThanWhatFilesSay() throws IOException {
        text(folder(), "passport.yaml", "architecture: Other\ndigest: sha256:0\nprovider: Acme\n");
        Passport passport = passport();
        assertFact(passport, PassportField.ARCHITECTURE, "config.json", "LlamaForCausalLM");
        assertFact(passport, PassportField.PROVIDER, "passport.yaml", "Acme");
        assertEquals("Freehold", passport.fact(PassportField.DIGEST).source());
    }

    @Test
    void thePassportCountsMoreThanTheCard() throws IOException {
        Path folder = folder();
        text(folder, "README.md", "---\nlicense: mit\npipeline_tag: text-generation\n---\n# Tiny\n");
        text(folder, "passport.yaml", "licence: Apache-2.0\n");
        Passport passport = passport();
        assertFact(passport, PassportField.LICENCE, "passport.yaml", "Apache-2.0");
        assertFact(passport, PassportField.INTENDED_TASKS, "README.md", "text-generation");
    }

    @ParameterizedTest
    @CsvSource({
        "license: apache-2.0, Apache-2.0",
        "license: llama3.1, llama3.1",
        "'license: other\nlicense_name: gemma', gemma",
        "license: other, other",
        "'license: [mit]', MIT",
        "tags: [x], unknown"
    })
    void readsTheLicenceOffTheCard(String matter, String licence) throws IOException {
        text(folder(), "README.md", "---\n" + matter + "\n---\n");
        assertEquals(List.of(licence), passport().fact(PassportField.LICENCE).inWords());
    }

    @Test
    void aCardWithoutFrontMatterSaysNothing() throws IOException {
        text(folder(), "README.md", "# Tiny\nlicense: mit\n");
        assertEquals(List.of("unknown"), passport().fact(PassportField.LICENCE).inWords());
    }

    @ParameterizedTest
    @ValueSource(strings = {"price: 3", "provider: [", "provider: a\nprovider: b", "- provider"})
    void refusesAPassportThatIsNone(String yaml) throws IOException {
        text(folder(), "passport.yaml", yaml);
        String reason = scan(config(false)).refused().getFirst().reason();
        assertTrue(reason.startsWith("passport.yaml"), reason);
    }

    @Test
    void aModelWhoseLicenceIsNotAllowedIsNotServed() throws IOException {
        text(folder(), "README.md", "---\nlicense: gemma\n---\n");
        FixedConfig.FixedLicences strict =
                new FixedConfig.FixedLicences(Optional.of(List.of("*")), Optional.empty(), Optional.empty(), Map.of());
        ModelDirectory.Scan scan = scan(config(false).with(strict));
        assertEquals(List.of(), scan.servable());
        String reason = scan.refused().getFirst().reason();
        assertTrue(reason.startsWith("its licence is gemma: it has conditions on the use"), reason);
    }

    @Test
    void ofASignedModelOnlyWhatIsSignedCounts() throws Exception {
        SignedFolder model = new SignedFolder(home.resolve("models/tiny"), home.resolve("keys"), "secp256r1");
        generator(model.folder());
        model.sign();
        model.statement(before -> before.replace("\".gitignore\"", "\"README.md\""));
        text(model.folder(), "README.md", "---\nlicense: mit\n---\n");
        FixedConfig trusting = config(false).with(Map.of("*", new FixedConfig.KeyTrust(model.publicKey())));
        ModelDirectory.Scan scan = scan(trusting);
        assertEquals(List.of(), scan.refused());
        Passport passport = scan.servable().getFirst().provenance().passport();
        assertEquals(List.of("unknown"), passport.fact(PassportField.LICENCE).inWords());
    }

    @Test
    void theDemoModelsHavePassports() throws IOException {
        ModelDirectory.Scan scan = scan(config(true));
        assertEquals(List.of(), scan.refused());
        for (ModelFolder model : scan.servable()) {
            Passport passport = model.provenance().passport();
            assertFact(passport, PassportField.LICENCE, "passport.yaml", "Apache-2.0");
            assertTrue(passport.fact(PassportField.EVALUATION) instanceof Fact.Known);
            for (PassportFormat format : PassportFormat.values()) {
                String name = "%s.%s".formatted(model.id(), format.name().toLowerCase(java.util.Locale.ROOT));
                assertEquals(golden(name), format.write(model.id().value(), passport), name);
            }
        }
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = PassportInspectionTest.class.getResourceAsStream("/passports/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

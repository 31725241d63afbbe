package dev.freehold.gateway;

import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.inference.LivingSettings;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ModelLoader;
import dev.freehold.inference.ServableModel;
import dev.freehold.payload.Transcript;
import dev.freehold.payload.Transcripts;
import dev.freehold.registry.ModelDirectory.Scan;
import dev.freehold.registry.ModelFolder;
import dev.freehold.telemetry.DeclaredPower;
import dev.freehold.telemetry.EnergyMeter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The corridor around two {@link ScriptedGenerator}s, with books and limits that a test can look into. */
final class ScriptedGateway {
    static final int MAX_CHOICES = 8;

    final ScriptedGenerator model = new ScriptedGenerator(ScriptedGenerator.ID);
    final ScriptedGenerator next = new ScriptedGenerator(ScriptedGenerator.NEXT);
    final ControlledAuditLog audit = new ControlledAuditLog();
    final CountingLedger ledger = new CountingLedger(audit);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final GivenAliases aliases = new GivenAliases();
    final ModelHost host = new ModelHost(
            LivingSettings.DEFAULT, ScriptedGateway::folders, change -> {}, List.of(new Loader()), List.of());
    final Routing routing = new Routing(host, aliases);
    private final TextGeneration generation;

    ScriptedGateway() {
        this((caller, route, model) -> Transcript.NONE);
    }

    ScriptedGateway(Transcripts transcripts) {
        this(transcripts, DeclaredPower.NONE.meter());
    }

    ScriptedGateway(Transcripts transcripts, EnergyMeter energy) {
        host.load();
        generation = new TextGeneration(
                new Admission(
                        host, routing, ledger, new CallMeters(meters, () -> 2), new Unanchored(), transcripts, energy),
                new Shadows(host, meters, new FewShadows()),
                () -> MAX_CHOICES);
    }

    private record FewShadows() implements ShadowConfig {
        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public Duration timeout() {
            return Duration.ofMillis(200);
        }
    }

    static Call call(String id, Set<String> allowed) {
        Caller caller =
                new Caller(id, Caller.Credential.API_KEY, "default", "default", Set.of(Role.INFERENCE), allowed);
        return new Call(caller, RequestId.random(), "completions", "/v1/completions");
    }

    /** As a caller who may use these models. */
    GeneratedText start(Set<String> allowed, GenerationRequest request) {
        return generation.start(call("key:test", allowed), request);
    }

    private static Scan folders() {
        return new Scan(List.of(folder(ScriptedGenerator.ID), folder(ScriptedGenerator.NEXT)), List.of());
    }

    private static ModelFolder folder(ModelId id) {
        return new ModelFolder(
                id,
                Path.of("."),
                ModelFolder.Kind.GENERATOR,
                ModelFolder.Layout.OPTIMUM,
                Path.of("model.onnx"),
                "sha256:0");
    }

    private final class Loader implements ModelLoader {
        @Override
        public boolean canLoad(ModelFolder folder) {
            return true;
        }

        @Override
        public ServableModel load(ModelFolder folder) {
            return folder.id().equals(ScriptedGenerator.NEXT) ? next : model;
        }
    }
}

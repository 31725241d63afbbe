package dev.freehold.gateway;

import dev.freehold.core.Caller;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ModelLoader;
import dev.freehold.inference.ServableModel;
import dev.freehold.payload.Transcript;
import dev.freehold.payload.Transcripts;
import dev.freehold.registry.ModelDirectory.Scan;
import dev.freehold.registry.ModelFolder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The corridor around a {@link ScriptedGenerator}, with books and limits that a test can look into. */
final class ScriptedGateway {
    static final int MAX_CHOICES = 8;

    final ScriptedGenerator model = new ScriptedGenerator();
    final ControlledAuditLog audit = new ControlledAuditLog();
    final CountingLedger ledger = new CountingLedger(audit);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TextGeneration generation;

    ScriptedGateway() {
        this((caller, route, model) -> Transcript.NONE);
    }

    ScriptedGateway(Transcripts transcripts) {
        ModelHost host = new ModelHost(ScriptedGateway::oneFolder, List.of(new Loader()));
        host.load();
        generation = new TextGeneration(
                new Admission(host, ledger, new CallMeters(meters, () -> 2), new Unanchored(), transcripts),
                () -> MAX_CHOICES);
    }

    /** As a caller who may use these models. */
    GeneratedText start(Set<String> allowed, GenerationRequest request) {
        Caller caller = new Caller(
                "key:test", Caller.Credential.API_KEY, "default", "default", Set.of(Role.INFERENCE), allowed);
        return generation.start(new Call(caller, RequestId.random(), "completions", "/v1/completions"), request);
    }

    private static Scan oneFolder() {
        ModelFolder folder = new ModelFolder(
                ScriptedGenerator.ID,
                Path.of("."),
                ModelFolder.Kind.GENERATOR,
                ModelFolder.Layout.OPTIMUM,
                Path.of("model.onnx"),
                "sha256:0");
        return new Scan(List.of(folder), List.of());
    }

    private final class Loader implements ModelLoader {
        @Override
        public boolean canLoad(ModelFolder folder) {
            return true;
        }

        @Override
        public ServableModel load(ModelFolder folder) {
            return model;
        }
    }
}

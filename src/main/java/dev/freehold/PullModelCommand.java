package dev.freehold;

import dev.freehold.core.ModelId;
import dev.freehold.registry.pull.Pull;
import dev.freehold.registry.pull.PullRefusal;
import dev.freehold.registry.pull.Pulled;
import dev.freehold.registry.pull.Wish;
import dev.freehold.registry.source.Reference;
import dev.freehold.registry.source.SourceFailure;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a model. Needs no running gateway and disturbs none. */
@Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches a model from a place that the settings allow, looks it through, and puts it among the models.",
            "",
            "References: hf:owner/name[/folder]@revision, oci://registry/repository:tag, s3://bucket/folder,"
                    + " folder:/path"
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the model is here",
            "1:the model was refused, or is not what its source announced",
            "2:wrong usage",
            "69:the source does not have it, or does not answer",
            "74:the disk does not take it",
            "78:the settings do not allow the connection"
        })
final class PullModelCommand implements Runnable {
    private static final int UNAVAILABLE = 69;
    private static final int DISK = 74;
    private static final int CONFIGURATION = 78;

    @Spec
    private @Nullable CommandSpec command;

    @Parameters(paramLabel = "REFERENCE", description = "where the model is")
    private String reference = "";

    @Option(names = "--name", paramLabel = "NAME", description = "the model's name here (default: as there)")
    private String name = "";

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "which ONNX file to fetch when there are several, for example onnx/model_q4.onnx")
    private String graph = "";

    @Override
    public void run() {
        try {
            wish(reference, name, graph);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), String.valueOf(wrong.getMessage()));
        }
        Aside.prepare();
        Quarkus.run(Pulling.class, (code, failure) -> System.exit(code), reference, name, graph);
    }

    private static Wish wish(String reference, String name, String graph) {
        Reference parsed = Reference.parse(reference);
        ModelId id = new ModelId(name.isEmpty() ? parsed.modelName() : name);
        return new Wish(parsed, id, Optional.of(graph).filter(given -> !given.isEmpty()));
    }

    /** The command's work, inside the container. */
    static final class Pulling implements QuarkusApplication {
        @Override
        public int run(String... arguments) {
            Wish wish = wish(arguments[0], arguments[1], arguments[2]);
            PullDisplay display = PullDisplay.on(System.err);
            try {
                Pulled pulled = Arc.container().instance(Pull.class).get().run(wish, display);
                display.end();
                System.out.printf(
                        "%s %s %s%n",
                        wish.name(), pulled.isNew() ? "fetched from" : "is here already, as of", pulled.pinned());
                return 0;
            } catch (PullRefusal refusal) {
                return failed(display, 1, refusal.reason());
            } catch (SourceFailure failure) {
                return failed(display, exitCode(failure.kind()), failure.reason());
            } catch (IOException broken) {
                return failed(display, DISK, String.valueOf(broken));
            }
        }

        private static int failed(PullDisplay display, int code, String reason) {
            display.end();
            System.err.println("The model was not fetched: " + reason);
            return code;
        }
    }

    static int exitCode(SourceFailure.Kind kind) {
        return switch (kind) {
            case NOT_ALLOWED -> CONFIGURATION;
            case REFUSED, UNAVAILABLE -> UNAVAILABLE;
            case ALTERED -> 1;
            case DISK -> DISK;
        };
    }
}

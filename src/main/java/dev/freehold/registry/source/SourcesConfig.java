package dev.freehold.registry.source;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where models may be fetched from. Nowhere by default: a host that is not named here is never connected to. */
@ConfigMapping(prefix = "freehold.sources")
public interface SourcesConfig {

    /**
     * The hosts, for example {@code huggingface.co} and {@code *.hf.co}; with a port when it is not 443, and with {@code http://}
     * before it when the way to it is not encrypted. A source that redirects leads to named hosts only.
     */
    Optional<List<String>> allowedHosts();

    /** Certificates in PEM that are trusted instead of the platform's. */
    Optional<Path> trust();

    /** The most bytes that one model may have. */
    @WithDefault("64G")
    MemorySize maxSize();

    /** How long it may take to connect, to wait for an answer, and to wait for the next bytes of one. */
    @WithDefault("30s")
    Duration timeout();

    /** How often in a row a source may fail before a pull gives up. */
    @WithDefault("8")
    int attempts();

    Hub hf();

    /** What speaks the Hugging Face Hub's protocol. */
    interface Hub {
        @WithDefault("${HF_ENDPOINT:https://huggingface.co}")
        URI endpoint();

        /** Shown to the endpoint and to nobody else. */
        @WithDefault("${HF_TOKEN:}")
        Optional<String> token();

        /** A file that holds the token and nothing else, instead of {@code token}. */
        Optional<Path> tokenFile();
    }
}

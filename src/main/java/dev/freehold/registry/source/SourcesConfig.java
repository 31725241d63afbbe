package dev.freehold.registry.source;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    /** Registries by their host, with the port if that is not the usual one. */
    Map<String, Registry> oci();

    Storage s3();

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

    /** What speaks OCI's distribution protocol. */
    interface Registry {
        Optional<String> username();

        Optional<String> password();

        /** A file that holds the password and nothing else, instead of {@code password}. */
        Optional<Path> passwordFile();

        /** The server that gives out tokens for it, when that is another one; it is shown the password, too. */
        Optional<URI> realm();
    }

    /** What speaks S3. */
    interface Storage {
        /** For example {@code https://s3.eu-central-1.amazonaws.com} or {@code http://minio.models:9000}. */
        Optional<URI> endpoint();

        @WithDefault("${AWS_REGION:us-east-1}")
        String region();

        @WithDefault("${AWS_ACCESS_KEY_ID:}")
        Optional<String> accessKeyId();

        @WithDefault("${AWS_SECRET_ACCESS_KEY:}")
        Optional<String> secretAccessKey();

        /** A file that holds the secret key and nothing else, instead of {@code secret-access-key}. */
        Optional<Path> secretAccessKeyFile();

        @WithDefault("${AWS_SESSION_TOKEN:}")
        Optional<String> sessionToken();
    }
}

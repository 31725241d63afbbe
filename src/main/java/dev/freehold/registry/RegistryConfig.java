package dev.freehold.registry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where models lie. */
@ConfigMapping(prefix = "freehold.models")
public interface RegistryConfig {

    /** The operator's models, one folder each. Created when it is missing. */
    @WithDefault("${freehold.home}/models")
    Path dir();

    /** Whether the models that ship inside Freehold are offered. */
    @WithDefault("true")
    boolean demo();

    /** Where the models that ship inside Freehold are unpacked; belongs to Freehold, which overwrites what is there. */
    @WithDefault("${freehold.home}/demo-models")
    Path demoDir();

    /** Whether a model that nobody trusted has signed is refused, the built-in ones not excepted. */
    @WithDefault("false")
    boolean requireSignature();

    /** Whose signature counts, by model name; {@code *} in a name stands for anything, and the longest name that fits decides. */
    Map<String, TrustConfig> trust();

    Licences licences();

    /** Under which licences models are served. */
    interface Licences {
        /** Licences without conditions on the use that are served; {@code *} means all known ones. All of any kind when empty. */
        Optional<List<String>> allow();

        /** Licences that are never served. */
        Optional<List<String>> deny();

        /** Licences with conditions on the use that the operator has read and accepts. */
        Optional<List<String>> acknowledge();

        /** What the licence of a model is, by its name as in {@code trust}, whatever its files say. */
        Map<String, String> of();
    }

    /** Whose signature counts for some models. */
    interface TrustConfig {
        Method method();

        /** For {@code key} the public key, for {@code certificate} the authorities' certificates, in PEM. */
        Path keyFile();

        /** The subject or an alternative name that the certificate must have; anybody whom the authorities certified when empty. */
        Optional<String> identity();
    }

    /** How models are signed. */
    enum Method {
        KEY,
        CERTIFICATE
    }
}

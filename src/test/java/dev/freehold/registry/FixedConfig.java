package dev.freehold.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for tests. */
record FixedConfig(
        Path dir,
        boolean demo,
        Path demoDir,
        boolean requireSignature,
        Map<String, TrustConfig> trust,
        FixedLicences licences)
        implements RegistryConfig {

    record FixedLicences(
            Optional<List<String>> allow,
            Optional<List<String>> deny,
            Optional<List<String>> acknowledge,
            Map<String, String> of)
            implements Licences {}

    record KeyTrust(Path keyFile) implements TrustConfig {
        @Override
        public Method method() {
            return Method.KEY;
        }

        @Override
        public Optional<String> identity() {
            return Optional.empty();
        }
    }

    static FixedConfig of(Path dir, boolean demo, Path demoDir) {
        FixedLicences any = new FixedLicences(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        return new FixedConfig(dir, demo, demoDir, false, Map.of(), any);
    }

    FixedConfig with(FixedLicences policy) {
        return new FixedConfig(dir, demo, demoDir, requireSignature, trust, policy);
    }

    FixedConfig with(Map<String, TrustConfig> trusted) {
        return new FixedConfig(dir, demo, demoDir, requireSignature, trusted, licences);
    }

    FixedConfig requiringSignatures(boolean required) {
        return new FixedConfig(dir, demo, demoDir, required, trust, licences);
    }
}

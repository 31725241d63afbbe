package dev.freehold.registry;

import dev.freehold.core.ModelId;
import dev.freehold.registry.RegistryConfig.TrustConfig;
import dev.freehold.registry.signing.InvalidSignature;
import dev.freehold.registry.signing.ModelSignature;
import dev.freehold.registry.signing.Trust;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Whose signature a model needs to be served. */
final class TrustPolicy {
    private final RegistryConfig config;
    private final InstantSource clock;

    TrustPolicy(RegistryConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /** What is known of the folder's signature; refuses a folder that does not have the one that it needs. */
    SignatureState check(ModelId id, ModelFiles files) throws IOException, Unservable {
        Optional<TrustConfig> trusted = trusted(id);
        boolean isSigned = ModelSignature.isIn(files.root());
        if (trusted.isPresent()) {
            if (!isSigned) {
                throw new Unservable(
                        "it is not signed (it has no model.sig), and a trust policy says whose signature it needs");
            }
            return verify(files, trusted.get());
        }
        if (config.requireSignature()) {
            throw new Unservable(
                    "signatures are required, and no freehold.models.trust policy says whose signature counts for it");
        }
        return isSigned ? new SignatureState.Unchecked() : new SignatureState.Unsigned();
    }

    private SignatureState verify(ModelFiles files, TrustConfig trusted) throws IOException, Unservable {
        try {
            return new SignatureState.Verified(ModelSignature.verify(files.root(), trust(trusted), clock.instant()));
        } catch (InvalidSignature invalid) {
            throw new Unservable("its signature model.sig " + invalid.reason());
        }
    }

    private static Trust trust(TrustConfig trusted) throws IOException, InvalidSignature {
        return switch (trusted.method()) {
            case KEY -> Trust.inKey(trusted.keyFile());
            case CERTIFICATE -> Trust.inAuthorities(trusted.keyFile(), trusted.identity());
        };
    }

    private Optional<TrustConfig> trusted(ModelId id) {
        return config.trust().entrySet().stream()
                .filter(policy -> NamePattern.fits(policy.getKey(), id))
                .max(Comparator.comparingInt(policy -> policy.getKey().length()))
                .map(Map.Entry::getValue);
    }
}

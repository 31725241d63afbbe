package dev.freehold.auth;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditLog;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.Role;
import dev.freehold.store.DataFolder;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The first key of a new deployment: there are no default credentials. It is written aside, given its limits, recorded and
 * stored, and only then its file gets its name. Whatever step a crash comes after, either no key was ever stored and the next
 * start makes another one, or the stored key lies aside and the next start names it.
 */
@ApplicationScoped
public class BootstrapKey {
    private static final String NAME = "bootstrap";

    private final FirstKey first;
    private final ApiKeys keys;
    private final RootTenant root;
    private final AuditLog audit;
    private final BootstrapKeyFile file;

    BootstrapKey(FirstKey first, ApiKeys keys, RootTenant root, AuditLog audit, DataFolder folder) {
        this.first = first;
        this.keys = keys;
        this.root = root;
        this.audit = audit;
        this.file = new BootstrapKeyFile(folder.path());
    }

    /**
     * Makes the key, in the root organisation, if there was never any key here. It never expires and has every role.
     *
     * @param unlimited is given the key's caller before the key works, and MUST define it as unlimited
     * @return the file that holds the key if it is there since now
     */
    public Optional<Path> mintIfEmpty(Consumer<Caller> unlimited) {
        if (!first.isMissing()) {
            return finish();
        }
        ApiKeyFormat.Parts parts = ApiKeyFormat.mint(new SecureRandom());
        ApiKey key = describe(parts.id());
        file.prepare(ApiKeyFormat.write(parts));
        unlimited.accept(key.caller());
        audit.record(AuditEntry.of(AuditEntry.Kind.ADMIN, "key.bootstrap")
                .target(key.id())
                .outcome("ok")
                .build());
        if (!first.store(key, Fingerprint.of(parts.secret()))) {
            file.discard();
            return Optional.empty();
        }
        file.publish();
        return Optional.of(file.path());
    }

    /** A crash may have come between storing the key and naming its file. */
    private Optional<Path> finish() {
        Optional<String> left = file.prepared();
        if (left.isEmpty()) {
            return Optional.empty();
        }
        if (!works(left.get())) {
            file.discard();
            return Optional.empty();
        }
        file.publish();
        return Optional.of(file.path());
    }

    private boolean works(String key) {
        try {
            keys.verify(key);
            return true;
        } catch (Fault notAccepted) {
            return false;
        }
    }

    private ApiKey describe(String id) {
        NewKey wish = new NewKey(
                NAME, Optional.empty(), Project.DEFAULT, EnumSet.allOf(Role.class), Set.of(), Networks.ANYWHERE, null);
        return ApiKey.fresh(id, root.id(), wish, NAME, Instant.now().truncatedTo(ChronoUnit.MILLIS), null);
    }
}

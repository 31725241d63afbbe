package dev.freehold;

import dev.freehold.access.AccessFileWatch;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.Refusals;
import dev.freehold.audit.anchor.Anchors;
import dev.freehold.audit.checkpoint.Checkpoints;
import dev.freehold.auth.BootstrapKey;
import dev.freehold.auth.Pseudonyms;
import dev.freehold.auth.RootTenant;
import dev.freehold.inference.ModelHost;
import dev.freehold.payload.PayloadPolicy;
import dev.freehold.payload.PayloadRetention;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Allowances;
import dev.freehold.quota.QuotaRecovery;
import dev.freehold.quota.Scopes;
import dev.freehold.subject.Keyring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Opens the rooms in order before the first request, and closes them in the opposite order after the last. */
@ApplicationScoped
class Opening {
    private final FreeholdConfig config;
    private final AuditLog audit;
    private final Checkpoints checkpoints;
    private final Anchors anchors;
    private final AuditReader log;
    private final Refusals refusals;
    private final QuotaRecovery quota;
    private final Followers followers;
    private final Allowances allowances;
    private final Keyring keyring;
    private final Pseudonyms pseudonyms;
    private final PayloadPolicy payloads;
    private final PayloadRetention retention;
    private final RootTenant root;
    private final AccessFileWatch accessFile;
    private final BootstrapKey bootstrapKey;
    private final ModelHost models;
    private final Gauges gauges;
    private final Greeting greeting;

    Opening(
            FreeholdConfig config,
            AuditLog audit,
            Checkpoints checkpoints,
            Anchors anchors,
            AuditReader log,
            Refusals refusals,
            QuotaRecovery quota,
            Followers followers,
            Allowances allowances,
            Keyring keyring,
            Pseudonyms pseudonyms,
            PayloadPolicy payloads,
            PayloadRetention retention,
            RootTenant root,
            AccessFileWatch accessFile,
            BootstrapKey bootstrapKey,
            ModelHost models,
            Gauges gauges,
            Greeting greeting) {
        this.config = config;
        this.audit = audit;
        this.checkpoints = checkpoints;
        this.anchors = anchors;
        this.log = log;
        this.refusals = refusals;
        this.quota = quota;
        this.followers = followers;
        this.allowances = allowances;
        this.keyring = keyring;
        this.pseudonyms = pseudonyms;
        this.payloads = payloads;
        this.retention = retention;
        this.root = root;
        this.accessFile = accessFile;
        this.bootstrapKey = bootstrapKey;
        this.models = models;
        this.gauges = gauges;
        this.greeting = greeting;
    }

    void open(@Observes StartupEvent event) {
        if (!config.isServing()) {
            return;
        }
        keyring.open(pseudonyms.areNeeded() || payloads.keepsAnything());
        checkpoints.open();
        anchors.open();
        audit.record(
                AuditEntry.of(Kind.LIFECYCLE, "start").target(Version.number()).build());
        quota.restore(log, Instant.now());
        followers.start();
        retention.start();
        root.open();
        accessFile.open();
        Optional<Path> minted = bootstrapKey.mintIfEmpty(
                caller -> allowances.define(Scopes.of(caller).caller(), new Allowance.Unlimited()));
        models.load();
        gauges.register();
        greeting.firstKey(minted);
    }

    void close(@Observes ShutdownEvent event) {
        if (!config.isServing()) {
            return;
        }
        models.close();
        followers.stop();
        retention.stop();
        refusals.flush();
        audit.record(AuditEntry.of(Kind.LIFECYCLE, "stop").build());
        checkpoints.close();
        anchors.close();
    }
}

package dev.freehold;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.Refusals;
import dev.freehold.audit.anchor.Anchors;
import dev.freehold.audit.checkpoint.Checkpoints;
import dev.freehold.auth.Pseudonyms;
import dev.freehold.payload.PayloadPolicy;
import dev.freehold.payload.PayloadRetention;
import dev.freehold.quota.QuotaRecovery;
import dev.freehold.subject.Keyring;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Opens and closes all that is written down: the log and its proofs, who people are, what they used. */
@ApplicationScoped
class Books {
    private final AuditLog audit;
    private final AuditReader log;
    private final Checkpoints checkpoints;
    private final Anchors anchors;
    private final Keyring keyring;
    private final Pseudonyms pseudonyms;
    private final PayloadPolicy payloads;
    private final PayloadRetention retention;
    private final QuotaRecovery quota;
    private final Followers followers;
    private final Refusals refusals;

    Books(
            AuditLog audit,
            AuditReader log,
            Checkpoints checkpoints,
            Anchors anchors,
            Keyring keyring,
            Pseudonyms pseudonyms,
            PayloadPolicy payloads,
            PayloadRetention retention,
            QuotaRecovery quota,
            Followers followers,
            Refusals refusals) {
        this.audit = audit;
        this.log = log;
        this.checkpoints = checkpoints;
        this.anchors = anchors;
        this.keyring = keyring;
        this.pseudonyms = pseudonyms;
        this.payloads = payloads;
        this.retention = retention;
        this.quota = quota;
        this.followers = followers;
        this.refusals = refusals;
    }

    void open() {
        keyring.open(pseudonyms.areNeeded() || payloads.keepsAnything());
        checkpoints.open();
        anchors.open();
        audit.record(
                AuditEntry.of(Kind.LIFECYCLE, "start").target(Version.number()).build());
        quota.restore(log, Instant.now());
        followers.start();
        retention.start();
    }

    void close() {
        followers.stop();
        retention.stop();
        refusals.flush();
        audit.record(AuditEntry.of(Kind.LIFECYCLE, "stop").build());
        checkpoints.close();
        anchors.close();
    }
}

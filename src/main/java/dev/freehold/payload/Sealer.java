package dev.freehold.payload;

import dev.freehold.audit.AuditConfig;
import dev.freehold.audit.AuditEntry;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.subject.SubjectKeys;
import dev.freehold.subject.Subjects;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Seals a payload, stores it, and puts what proves it into its entry; in time, or not at all. */
@ApplicationScoped
class Sealer {
    private final Subjects subjects;
    private final SubjectKeys keys;
    private final Blobs blobs;
    private final Duration timeout;

    Sealer(Subjects subjects, SubjectKeys keys, Blobs blobs, AuditConfig config) {
        this.subjects = subjects;
        this.keys = keys;
        this.blobs = blobs;
        this.timeout = config.commitTimeout();
    }

    /**
     * The entry with its sealed payload; without, when the subject was erased meanwhile.
     *
     * @throws Fault {@code AUDIT_UNAVAILABLE} when it is not durable within the commit timeout
     */
    AuditEntry seal(AuditEntry entry, Caller caller, byte[] payload) {
        CompletableFuture<AuditEntry> sealed = new CompletableFuture<>();
        Thread.ofVirtual().name("seal").start(() -> {
            try {
                sealed.complete(sealNow(entry, caller, payload));
            } catch (RuntimeException failed) {
                sealed.completeExceptionally(failed);
            }
        });
        try {
            return sealed.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw unavailable().causedBy(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable().causedBy(interrupted);
        }
    }

    private AuditEntry sealNow(AuditEntry entry, Caller caller, byte[] payload) {
        String subject = caller.subject().orElseGet(() -> subjects.handle(caller.tenant(), caller.id()));
        AuditEntry whose = entry.with(subject, null);
        String month = Envelope.month(entry.at());
        Optional<Envelope> envelope =
                keys.forSealing(subject, month).map(key -> Envelope.seal(key, whose, payload, month));
        if (envelope.isEmpty()) {
            return whose;
        }
        blobs.put(envelope.get().name(), subject, envelope.get().bytes());
        return whose.with(subject, envelope.get().sealed());
    }

    private static Fault unavailable() {
        return new Fault(FaultCode.AUDIT_UNAVAILABLE, "What was said in this call has to be kept, and could not be.");
    }
}

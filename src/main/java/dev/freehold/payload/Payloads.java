package dev.freehold.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Sealed;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.subject.DataKey;
import dev.freehold.subject.SealBrokenException;
import dev.freehold.subject.SubjectKeys;
import jakarta.enterprise.context.ApplicationScoped;

/** Opens sealed payloads for whoever may read them; that they may, and that they did, is for the caller to see to. */
@ApplicationScoped
public class Payloads {
    private final Blobs blobs;
    private final SubjectKeys keys;

    Payloads(Blobs blobs, SubjectKeys keys) {
        this.blobs = blobs;
        this.keys = keys;
    }

    /**
     * What was said in a call, as JSON.
     *
     * @throws Fault {@code NOT_FOUND} when nothing was kept, or its key or the payload is gone; {@code CONFLICT} when it is not
     *     what the entry says
     */
    public String read(AuditEntry entry) {
        Sealed sealed = entry.sealed();
        String subject = entry.subject();
        if (sealed == null || subject == null) {
            throw gone("Nothing of what was said was kept with this entry.");
        }
        DataKey key = keys.forReading(subject, sealed.key())
                .orElseThrow(() -> gone("The key of this payload was destroyed; nobody can read it any more."));
        byte[] bytes = blobs.find(Envelope.name(sealed))
                .orElseThrow(() -> gone("This payload was given up when it reached its age."));
        if (!Envelope.isProvenBy(sealed, bytes)) {
            throw changed();
        }
        try {
            return new String(Envelope.open(key, entry, sealed, bytes), UTF_8);
        } catch (SealBrokenException e) {
            throw changed().causedBy(e);
        }
    }

    private static Fault gone(String message) {
        return new Fault(FaultCode.NOT_FOUND, message);
    }

    private static Fault changed() {
        return new Fault(FaultCode.CONFLICT, "The payload is not the one that the log proves; it was changed.");
    }
}

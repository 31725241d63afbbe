package dev.freehold.payload;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Keeps a call's payload in memory until its end. */
final class KeptTranscript implements Transcript {
    private static final Logger LOG = Logger.getLogger(KeptTranscript.class);

    private final Level level;
    private final Payload payload;
    private final Caller caller;
    private final Sealer sealer;

    KeptTranscript(Level level, Payload payload, Caller caller, Sealer sealer) {
        this.level = level;
        this.payload = payload;
        this.caller = caller;
        this.sealer = sealer;
    }

    @Override
    public synchronized void asked(Supplier<List<String>> inputs) {
        payload.asked(inputs.get());
    }

    @Override
    public synchronized void answered(int choice, Voice voice, String text) {
        if (level == Level.REQUEST_AND_RESPONSE) {
            payload.answered(choice, voice, text);
        }
    }

    @Override
    public AuditEntry apply(AuditEntry closing) {
        try {
            return sealer.seal(closing, caller, json());
        } catch (Fault notKept) {
            if (closing.kind() == Kind.SETTLE) {
                throw notKept;
            }
            LOG.errorf(notKept, "The payload of %s could not be kept", closing.request());
            return closing;
        }
    }

    private synchronized byte[] json() {
        return payload.json();
    }
}

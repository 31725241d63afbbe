package dev.freehold.audit;

import dev.freehold.core.Caller;
import dev.freehold.core.Energy;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the audit log. The schema is closed: what has no component here cannot be recorded, so that no prompt, answer
 * or secret slips in. Order in the log is the order of events; {@code at} only informs.
 *
 * @param action what was done, from a fixed vocabulary, for example {@code chat.completions} or {@code key.create}
 * @param outcome how it ended: a finish reason, {@code ok}, or a fault's wire name; absent while it runs
 * @param target what an administrative action changed, for example a key's id
 * @param change what it changed about the target, as {@code name=value} with spaces between; never a secret
 * @param subject the random handle of the person whom the entry is about
 * @param sealed what was said in the call, sealed and kept elsewhere
 * @param energy what the models drew for the call that ends
 */
public record AuditEntry(
        Kind kind,
        Instant at,
        String action,
        @Nullable RequestId request,
        @Nullable Actor actor,
        @Nullable Http http,
        @Nullable Model model,
        @Nullable Tokens tokens,
        @Nullable String outcome,
        @Nullable String target,
        @Nullable String change,
        @Nullable String subject,
        @Nullable Sealed sealed,
        @Nullable Energy energy) {

    public AuditEntry(
            Kind kind,
            Instant at,
            String action,
            @Nullable RequestId request,
            @Nullable Actor actor,
            @Nullable Http http,
            @Nullable Model model,
            @Nullable Tokens tokens,
            @Nullable String outcome,
            @Nullable String target,
            @Nullable String change) {
        this(kind, at, action, request, actor, http, model, tokens, outcome, target, change, null, null, null);
    }

    /** The same entry about somebody's payload, or about none. */
    public AuditEntry with(@Nullable String whose, @Nullable Sealed payload) {
        return new AuditEntry(
                kind, at, action, request, actor, http, model, tokens, outcome, target, change, whose, payload, energy);
    }

    /** The same entry with what the call drew. */
    public AuditEntry with(Energy drawn) {
        return new AuditEntry(
                kind, at, action, request, actor, http, model, tokens, outcome, target, change, subject, sealed, drawn);
    }

    /** The stages of a call, then what happens besides calls. */
    public enum Kind {
        /** A call was admitted and its tokens are reserved. */
        ADMIT,
        /** An admitted call was answered in full. */
        SETTLE,
        /** An admitted call ended early: cancelled, disconnected, failed. */
        ABORT,
        /** An admitted call whose end the process did not live to see. */
        ORPHAN,
        /** A request was refused. */
        DENY,
        /** An administrative change. */
        ADMIN,
        /** The keys of a person's data were destroyed. */
        ERASE,
        /** The gateway started or stopped. */
        LIFECYCLE;

        /** The kind's name in the log and in searches, for example {@code settle}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> parse(String wireName) {
            for (Kind kind : values()) {
                if (kind.wireName().equals(wireName)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }

        /** Is this the end of an admitted call? */
        boolean closesCall() {
            return this == SETTLE || this == ABORT || this == ORPHAN;
        }
    }

    /** Who did it. */
    public record Actor(String id, String credential, String tenant, String project) {
        public static Actor of(Caller caller) {
            return new Actor(caller.id(), caller.credential().wireName(), caller.tenant(), caller.project());
        }
    }

    /** Over which door; {@code route} is the path template, never the raw path. */
    public record Http(String method, String route, int status) {}

    public record Model(String id, String digest) {}

    /** What was set aside for the call, and what it used in the end (absent while it runs). */
    public record Tokens(Usage reserved, @Nullable Usage used) {}

    /**
     * Where a payload lies and what it must be: nobody can read it without the key, and nobody can put another in its place.
     *
     * @param algorithm how it is sealed, {@code A256GCM-HKDF}
     * @param ciphertext {@code sha256:} and the hash of the sealed bytes
     * @param commitment {@code hmac:} and what only the one right key gives
     * @param length of the sealed bytes
     * @param reference {@code blob:} and its name where it is kept
     * @param key which of the subject's keys seals it: a month such as {@code 2026-11}
     */
    public record Sealed(
            String algorithm, String ciphertext, String commitment, long length, String reference, String key) {}

    /** Starts an entry that happens now. */
    public static Builder of(Kind kind, String action) {
        return new Builder(kind, action);
    }

    /** Collects the components that an entry has; all others stay absent. */
    public static final class Builder {
        private final Kind kind;
        private final String action;
        private Instant at = Instant.now();
        private @Nullable RequestId request;
        private @Nullable Actor actor;
        private @Nullable Http http;
        private @Nullable Model model;
        private @Nullable Tokens tokens;
        private @Nullable String outcome;
        private @Nullable String target;
        private @Nullable String change;
        private @Nullable String subject;

        private Builder(Kind kind, String action) {
            this.kind = kind;
            this.action = action;
        }

        public Builder at(Instant instant) {
            this.at = instant;
            return this;
        }

        public Builder request(RequestId id) {
            this.request = id;
            return this;
        }

        public Builder caller(@Nullable Caller caller) {
            this.actor = caller == null ? null : Actor.of(caller);
            return caller == null ? this : subject(caller.subject().orElse(null));
        }

        /** The handle of the person whom it is about; without it, that of the caller if the caller has one. */
        public Builder subject(@Nullable String handle) {
            this.subject = handle;
            return this;
        }

        public Builder http(String method, String route, int status) {
            this.http = new Http(method, route, status);
            return this;
        }

        public Builder model(ModelId id, String digest) {
            this.model = new Model(id.value(), digest);
            return this;
        }

        public Builder tokens(Usage reserved, @Nullable Usage used) {
            this.tokens = new Tokens(reserved, used);
            return this;
        }

        public Builder outcome(String how) {
            this.outcome = how;
            return this;
        }

        public Builder outcome(FaultCode code) {
            return outcome(code.wireName());
        }

        public Builder target(String what) {
            this.target = what;
            return this;
        }

        public Builder change(String what) {
            this.change = what;
            return this;
        }

        public AuditEntry build() {
            return new AuditEntry(
                    kind, at, action, request, actor, http, model, tokens, outcome, target, change, subject, null,
                    null);
        }
    }
}

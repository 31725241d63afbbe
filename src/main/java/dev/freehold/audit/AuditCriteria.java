package dev.freehold.audit;

import dev.freehold.audit.AuditEntry.Actor;
import dev.freehold.audit.AuditEntry.Http;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Model;
import dev.freehold.core.Fault;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which entries somebody looks for; an absent criterion matches everything.
 *
 * @param status the HTTP status that was answered
 * @param without an action that they do not have
 * @param text a part of any of the fields of {@link #searchable}, in whatever case
 * @param from the earliest time
 * @param to the time after the latest
 */
public record AuditCriteria(
        @Nullable Kind kind,
        @Nullable String action,
        @Nullable String actor,
        @Nullable String tenant,
        @Nullable String project,
        @Nullable String model,
        @Nullable String outcome,
        @Nullable Integer status,
        @Nullable String request,
        @Nullable String without,
        @Nullable String text,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static final AuditCriteria NONE =
            new AuditCriteria(null, null, null, null, null, null, null, null, null, null, null, null, null);

    /** Stands between the fields of {@link #searchable}, so that no text is found across two of them. */
    private static final String BETWEEN = "\n";

    /**
     * Checks the text.
     *
     * @throws Fault {@code INVALID_REQUEST} when {@code text} is empty or has a control character
     */
    public AuditCriteria {
        if (text != null && (text.isEmpty() || text.chars().anyMatch(Character::isISOControl))) {
            throw Fault.invalid("text", "text must be at least one character and have no control characters");
        }
    }

    public boolean matches(AuditEntry entry) {
        return (kind == null || kind == entry.kind())
                && isOrAny(action, entry.action())
                && isBy(entry.actor())
                && isOrAny(model, entry.model() == null ? null : entry.model().id())
                && isOrAny(outcome, entry.outcome())
                && (status == null
                        || (entry.http() != null && status == entry.http().status()))
                && isOrAny(
                        request,
                        entry.request() == null ? null : entry.request().value())
                && !entry.action().equals(without)
                && (text == null || searchable(entry).contains(folded(text)))
                && !entry.at().isBefore(earliest())
                && entry.at().isBefore(latest());
    }

    private boolean isBy(@Nullable Actor who) {
        return isOrAny(actor, who == null ? null : who.id())
                && isOrAny(tenant, who == null ? null : who.tenant())
                && isOrAny(project, who == null ? null : who.project());
    }

    /** All that {@link #text} is looked for in: never more than the log's own fields. */
    public static String searchable(AuditEntry entry) {
        Actor actor = entry.actor();
        Http http = entry.http();
        Model model = entry.model();
        return Stream.of(
                        entry.action(),
                        actor == null ? null : actor.id(),
                        actor == null ? null : actor.tenant(),
                        actor == null ? null : actor.project(),
                        http == null ? null : http.route(),
                        model == null ? null : model.id(),
                        entry.outcome(),
                        entry.target(),
                        entry.change())
                .filter(Objects::nonNull)
                .map(AuditCriteria::folded)
                .collect(Collectors.joining(BETWEEN));
    }

    /** Text without its case. */
    public static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** The same with another span of time. */
    public AuditCriteria between(@Nullable Instant earliest, @Nullable Instant after) {
        return new AuditCriteria(
                kind, action, actor, tenant, project, model, outcome, status, request, without, text, earliest, after);
    }

    public Instant earliest() {
        return from == null ? Instant.MIN : from;
    }

    public Instant latest() {
        return to == null ? Instant.MAX : to;
    }

    private static boolean isOrAny(@Nullable String wanted, @Nullable String actual) {
        return wanted == null || wanted.equals(actual);
    }
}

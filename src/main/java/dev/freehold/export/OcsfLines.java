package dev.freehold.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Actor;
import dev.freehold.audit.AuditEntry.Http;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Model;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.Usage;
import java.util.Map;
import java.util.Set;

/**
 * Events of the Open Cybersecurity Schema Framework 1.8.0, one JSON object a line: API Activity (class 6003), with the profile
 * {@code ai_operation} for calls of models. Prompts and answers are not in the log, so they are not in here either.
 */
final class OcsfLines implements EntryFormat {
    private static final int CATEGORY = 6;
    private static final int CLASS = 6003;
    private static final int OTHER = 99;
    private static final int ASSISTANT = 2;

    private static final Set<Kind> FAILURES = Set.of(Kind.DENY, Kind.ABORT, Kind.ORPHAN);

    private final String version;

    OcsfLines(String version) {
        this.version = version;
    }

    @Override
    public String mediaType() {
        return "application/jsonl";
    }

    @Override
    public String extension() {
        return "ocsf.jsonl";
    }

    @Override
    public String line(RecordedEntry recorded) {
        AuditEntry entry = recorded.entry();
        Activity activity = Activity.of(entry);
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("activity_id", activity.id()).put("activity_name", activity.name());
        event.put("category_uid", CATEGORY).put("category_name", "Application Activity");
        event.put("class_uid", CLASS).put("class_name", "API Activity");
        event.put("type_uid", CLASS * 100 + activity.id()).put("type_name", "API Activity: " + activity.caption());
        event.put("time", entry.at().toEpochMilli()).put("severity_id", 1).put("severity", "Informational");
        status(event, entry);
        metadata(event, recorded);
        actor(event, entry);
        api(event, entry);
        model(event, entry);
        return event + "\n";
    }

    private static void status(ObjectNode event, AuditEntry entry) {
        boolean isUnknown = entry.kind() == Kind.ADMIT;
        boolean isGood = !FAILURES.contains(entry.kind());
        event.put("status_id", isUnknown ? 0 : isGood ? 1 : 2);
        event.put("status", isUnknown ? "Unknown" : isGood ? "Success" : "Failure");
        if (entry.outcome() != null) {
            event.put("status_detail", entry.outcome());
        }
    }

    private void metadata(ObjectNode event, RecordedEntry recorded) {
        AuditEntry entry = recorded.entry();
        ObjectNode metadata = event.putObject("metadata");
        metadata.put("version", "1.8.0")
                .put("uid", Long.toString(recorded.index()))
                .put("sequence", recorded.index())
                .put("log_name", "audit")
                .put("event_code", entry.kind().wireName());
        metadata.putObject("product")
                .put("name", "Freehold")
                .put("vendor_name", "Freehold")
                .put("version", version);
        if (entry.request() != null) {
            metadata.put("correlation_uid", entry.request().value());
        }
        if (entry.model() != null) {
            metadata.putArray("profiles").add("ai_operation");
        }
    }

    private static void actor(ObjectNode event, AuditEntry entry) {
        Actor actor = entry.actor();
        ObjectNode who = event.putObject("actor");
        if (actor == null) {
            who.put("app_name", "freehold");
        } else {
            ObjectNode user = who.putObject("user");
            user.put("uid", actor.id()).put("credential_uid", actor.credential());
            user.putObject("org").put("uid", actor.tenant()).put("ou_name", actor.project());
        }
        // Addresses are not recorded; the schema wants to know one thing about the source.
        event.putObject("src_endpoint").put("uid", actor == null ? "freehold" : actor.id());
    }

    private static void api(ObjectNode event, AuditEntry entry) {
        ObjectNode api = event.putObject("api");
        api.put("operation", entry.action()).putObject("service").put("name", "freehold");
        if (entry.request() != null) {
            api.putObject("request").put("uid", entry.request().value());
        }
        Http http = entry.http();
        if (http != null) {
            api.putObject("response").put("code", http.status());
            ObjectNode request = event.putObject("http_request").put("http_method", http.method());
            request.putObject("url").put("path", http.route());
        }
        if (entry.target() != null) {
            event.putArray("resources").addObject().put("uid", entry.target());
        }
    }

    private static void model(ObjectNode event, AuditEntry entry) {
        Model model = entry.model();
        if (model == null) {
            return;
        }
        event.putObject("ai_model")
                .put("name", model.id())
                .put("ai_provider", "Freehold")
                .put("uid", model.digest());
        ObjectNode message = event.putObject("message_context").put("ai_role_id", ASSISTANT);
        message.putObject("service").put("name", "freehold");
        Tokens tokens = entry.tokens();
        Usage used = tokens == null ? null : tokens.used();
        if (used != null) {
            message.put("prompt_tokens", used.inputTokens())
                    .put("completion_tokens", used.outputTokens())
                    .put("total_tokens", used.totalTokens());
        }
    }

    /** The schema's verbs are those of databases; what else happens is Other with a name. */
    private record Activity(int id, String caption, String name) {
        private static final Map<Kind, String> NAMES = Map.of(
                Kind.ADMIT, "Admit Call",
                Kind.SETTLE, "Invoke Model",
                Kind.ABORT, "Abort Call",
                Kind.ORPHAN, "Close Orphaned Call",
                Kind.DENY, "Refuse Request");

        static Activity of(AuditEntry entry) {
            String name = NAMES.get(entry.kind());
            return name == null ? ofVerb(entry.action()) : other(name);
        }

        private static Activity ofVerb(String action) {
            return switch (action.substring(action.lastIndexOf('.') + 1)) {
                case "create", "define" -> new Activity(1, "Create", "Create");
                case "read", "export", "evidence" -> new Activity(2, "Read", "Read");
                case "update", "rotate", "suspend", "resume" -> new Activity(3, "Update", "Update");
                case "delete", "revoke" -> new Activity(4, "Delete", "Delete");
                default -> other(action);
            };
        }

        private static Activity other(String name) {
            return new Activity(OTHER, "Other", name);
        }
    }
}

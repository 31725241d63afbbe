package dev.freehold.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.audit.AuditEntry.Actor;
import dev.freehold.audit.AuditEntry.Http;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Model;
import dev.freehold.audit.AuditEntry.Sealed;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.core.Energy;
import dev.freehold.core.Fault;
import dev.freehold.core.RequestId;
import dev.freehold.core.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry as one line of canonical JSON: the bytes that are stored, hashed and shown. Reading a line and writing it again
 * gives the same bytes. Absent components are absent; the time has microseconds.
 */
public final class EntryJson {
    private static final int VERSION = 1;

    /** Kept free in entries that open something, so that the longer entry that closes it always fits. */
    private static final int ROOM_TO_CLOSE = 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    private EntryJson() {}

    /** The line, without a line break. */
    public static String write(AuditEntry entry) {
        CanonicalJson json = new CanonicalJson().open().text("action", entry.action());
        actor(json, entry.actor());
        json.text("at", MICROSECONDS.format(entry.at()));
        sealed(json, entry.sealed());
        json.text("change", entry.change());
        energy(json, entry.energy());
        http(json, entry.http());
        json.text("kind", entry.kind().wireName());
        model(json, entry.model());
        json.text("outcome", entry.outcome());
        json.text("request", entry.request() == null ? null : entry.request().value());
        json.text("sub", entry.subject());
        json.text("target", entry.target());
        tokens(json, entry.tokens());
        return json.number("v", VERSION).close().toString();
    }

    /**
     * The line's bytes, as they are stored.
     *
     * @throws Fault {@code INVALID_REQUEST} when the entry is too long or holds text that is not Unicode
     */
    static byte[] encode(AuditEntry entry) {
        ByteBuffer utf8 = utf8(write(entry));
        int limit = Frame.MAX_LEAF - (entry.kind().closesCall() ? 0 : ROOM_TO_CLOSE);
        if (utf8.remaining() > limit) {
            throw Fault.invalid(
                    "request", "what has to be recorded of this request is longer than " + limit + " bytes");
        }
        byte[] leaf = new byte[utf8.remaining()];
        utf8.get(leaf);
        return leaf;
    }

    /**
     * Reads a line.
     *
     * @throws IOException when it is not such a line; the message never repeats its content
     */
    static AuditEntry decode(byte[] leaf) throws IOException {
        JsonNode json = MAPPER.readTree(leaf);
        if (json.path("v").asInt() != VERSION) {
            throw new IOException("not an entry of version " + VERSION);
        }
        try {
            return entry(json);
        } catch (DateTimeParseException e) {
            throw new IOException("the time of the entry is not a time", e);
        }
    }

    private static AuditEntry entry(JsonNode json) throws IOException {
        String kind = text(json, "kind");
        String request = json.path("request").textValue();
        return new AuditEntry(
                Kind.parse(kind).orElseThrow(() -> new IOException("an entry of an unknown kind")),
                Instant.parse(text(json, "at")),
                text(json, "action"),
                request == null ? null : new RequestId(request),
                actor(json.get("actor")),
                http(json.get("http")),
                model(json.get("model")),
                tokens(json.get("tokens")),
                json.path("outcome").textValue(),
                json.path("target").textValue(),
                json.path("change").textValue(),
                json.path("sub").textValue(),
                sealed(json.get("ch")),
                energy(json.get("energy")));
    }

    private static void actor(CanonicalJson json, @Nullable Actor actor) {
        if (actor != null) {
            json.open("actor")
                    .text("credential", actor.credential())
                    .text("id", actor.id())
                    .text("project", actor.project())
                    .text("tenant", actor.tenant())
                    .close();
        }
    }

    private static @Nullable Actor actor(@Nullable JsonNode json) throws IOException {
        return json == null
                ? null
                : new Actor(text(json, "id"), text(json, "credential"), text(json, "tenant"), text(json, "project"));
    }

    private static void sealed(CanonicalJson json, @Nullable Sealed sealed) {
        if (sealed != null) {
            json.open("ch")
                    .text("alg", sealed.algorithm())
                    .text("ct", sealed.ciphertext())
                    .text("kc", sealed.commitment())
                    .number("len", sealed.length())
                    .text("ref", sealed.reference())
                    .text("sk", sealed.key())
                    .close();
        }
    }

    private static @Nullable Sealed sealed(@Nullable JsonNode json) throws IOException {
        return json == null
                ? null
                : new Sealed(
                        text(json, "alg"),
                        text(json, "ct"),
                        text(json, "kc"),
                        number(json, "len"),
                        text(json, "ref"),
                        text(json, "sk"));
    }

    private static void energy(CanonicalJson json, @Nullable Energy energy) {
        if (energy != null) {
            json.open("energy")
                    .text("source", energy.source().wireName())
                    .number("uj", energy.microjoules())
                    .close();
        }
    }

    private static @Nullable Energy energy(@Nullable JsonNode json) throws IOException {
        if (json == null) {
            return null;
        }
        return new Energy(
                number(json, "uj"),
                Energy.Source.parse(text(json, "source"))
                        .orElseThrow(() -> new IOException("an energy from an unknown source")));
    }

    private static void http(CanonicalJson json, @Nullable Http http) {
        if (http != null) {
            json.open("http")
                    .text("method", http.method())
                    .text("route", http.route())
                    .number("status", http.status())
                    .close();
        }
    }

    private static @Nullable Http http(@Nullable JsonNode json) throws IOException {
        return json == null ? null : new Http(text(json, "method"), text(json, "route"), (int) number(json, "status"));
    }

    private static void model(CanonicalJson json, @Nullable Model model) {
        if (model != null) {
            json.open("model")
                    .text("digest", model.digest())
                    .text("id", model.id())
                    .close();
        }
    }

    private static @Nullable Model model(@Nullable JsonNode json) throws IOException {
        return json == null ? null : new Model(text(json, "id"), text(json, "digest"));
    }

    private static void tokens(CanonicalJson json, @Nullable Tokens tokens) {
        if (tokens != null) {
            json.open("tokens");
            usage(json, "reserved", tokens.reserved());
            usage(json, "used", tokens.used());
            json.close();
        }
    }

    private static @Nullable Tokens tokens(@Nullable JsonNode json) throws IOException {
        if (json == null) {
            return null;
        }
        Usage reserved = usage(json.get("reserved"));
        if (reserved == null) {
            throw new IOException("an entry with tokens but none reserved");
        }
        return new Tokens(reserved, usage(json.get("used")));
    }

    private static void usage(CanonicalJson json, String name, @Nullable Usage usage) {
        if (usage != null) {
            json.open(name)
                    .number("input", usage.inputTokens())
                    .number("output", usage.outputTokens())
                    .close();
        }
    }

    private static @Nullable Usage usage(@Nullable JsonNode json) throws IOException {
        return json == null ? null : new Usage(number(json, "input"), number(json, "output"));
    }

    private static String text(JsonNode json, String name) throws IOException {
        String value = json.path(name).textValue();
        if (value == null) {
            throw new IOException("an entry without " + name);
        }
        return value;
    }

    private static long number(JsonNode json, String name) throws IOException {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || value.longValue() < 0) {
            throw new IOException("an entry without " + name);
        }
        return value.longValue();
    }

    private static ByteBuffer utf8(String line) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(line));
        } catch (CharacterCodingException e) {
            throw Fault.invalid("request", "what has to be recorded of this request is not Unicode text")
                    .causedBy(e);
        }
    }
}

package dev.freehold.export;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.RecordedEntry;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** An entry as a syslog message (RFC 5424) of the facility "log audit". */
final class SyslogMessage {
    private static final int AUDIT = 13;
    private static final int NOTICE = 5;
    private static final int INFORMATIONAL = 6;
    private static final DateTimeFormatter MICROSECONDS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

    private final EntryFormat format;
    private final String host;

    SyslogMessage(EntryFormat format, String host) {
        this.format = format;
        this.host = host.isEmpty() ? "-" : host.replaceAll("[^!-~]", "_");
    }

    /** The message behind its length. */
    byte[] frame(RecordedEntry recorded) {
        byte[] message = text(recorded).getBytes(UTF_8);
        byte[] length = (message.length + " ").getBytes(US_ASCII);
        byte[] frame = new byte[length.length + message.length];
        System.arraycopy(length, 0, frame, 0, length.length);
        System.arraycopy(message, 0, frame, length.length, message.length);
        return frame;
    }

    private String text(RecordedEntry recorded) {
        var entry = recorded.entry();
        int severity = entry.kind() == Kind.DENY ? NOTICE : INFORMATIONAL;
        return "<%d>1 %s %s freehold - %s [freehold@32473 idx=\"%d\"%s e=\"%s\"] %s"
                .formatted(
                        AUDIT * 8 + severity,
                        MICROSECONDS.format(entry.at()),
                        host,
                        entry.kind().wireName(),
                        recorded.index(),
                        entry.request() == null
                                ? ""
                                : " req=\"" + quoted(entry.request().value()) + "\"",
                        entry.kind().wireName(),
                        format.line(recorded).stripTrailing());
    }

    private static String quoted(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
    }
}

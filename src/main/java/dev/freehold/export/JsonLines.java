package dev.freehold.export;

import dev.freehold.audit.EntryJson;
import dev.freehold.audit.RecordedEntry;

/** The log's own lines: SHA-256 is all that is needed to check them. */
final class JsonLines implements EntryFormat {
    @Override
    public String mediaType() {
        return "application/jsonl";
    }

    @Override
    public String extension() {
        return "jsonl";
    }

    @Override
    public String line(RecordedEntry recorded) {
        return EntryJson.write(recorded.entry()) + "\n";
    }
}

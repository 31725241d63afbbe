package dev.freehold.export;

import dev.freehold.audit.RecordedEntry;

/** One way of writing entries as lines of text. */
public interface EntryFormat {

    /** For example {@code text/csv}. */
    String mediaType();

    /** What the file is called after its dot. */
    String extension();

    /** What stands before the first entry; empty for most. */
    default String header() {
        return "";
    }

    /** An entry, with its line break. */
    String line(RecordedEntry recorded);
}

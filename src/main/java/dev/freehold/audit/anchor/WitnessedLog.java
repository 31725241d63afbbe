package dev.freehold.audit.anchor;

import dev.freehold.tlog.Hash;
import dev.freehold.tlog.NoteSignature;
import java.util.List;

/** What a witness is told of the log, and what the log keeps of it. */
interface WitnessedLog {

    /** That the log at one size is the beginning of it at another. */
    List<Hash> consistency(long older, long newer);

    /** Keeps cosignatures of the checkpoint with this text. */
    void cosigned(String text, List<NoteSignature> cosignatures);
}

package dev.freehold.verify;

/** Something is not a signed note, a key or a checkpoint. */
final class MalformedNoteException extends Exception {
    MalformedNoteException(String message) {
        super(message);
    }
}

package dev.freehold.registry.pull;

/** Is told how far a pull has come. */
public interface PullProgress {

    /** So many files of so many bytes will be there in the end. */
    void begins(String pinned, int files, long bytes);

    /** So many bytes of all are there. */
    void has(long bytes);

    /** One more file is whole. */
    void took(String path, long bytes, boolean isFromStore);

    /** Everything is here, and is looked through. */
    void examines();

    /** Another process fetches the same. */
    void waits();
}

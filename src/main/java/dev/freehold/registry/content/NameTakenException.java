package dev.freehold.registry.content;

/** A name under which nothing that was fetched may be put. */
public final class NameTakenException extends Exception {
    NameTakenException(String name) {
        super("%s is a folder of your own among the models; move it away, or give the fetched one another --name"
                .formatted(name));
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}

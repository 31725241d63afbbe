package dev.freehold.auth;

/**
 * A key that was just made.
 *
 * @param secret the whole key as its holder presents it; this is the only time it can be seen
 */
public record IssuedKey(ApiKey key, String secret) {
    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}

package dev.freehold.auth;

import java.security.PublicKey;

/** The issuer's public keys. */
interface TokenKeys {

    /**
     * The key that a token with this header must be signed with.
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED} when there is none; {@code OVERLOADED} when the keys cannot be
     *     had at the moment
     */
    PublicKey keyFor(TokenProfile.Header header);
}

package dev.freehold.auth;

import dev.freehold.core.Caller;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The keys that open this deployment. Only hashes of their secrets are kept. A key out of reach does not exist for who asks.
 * Implementations MUST be safe for use by many threads.
 */
public interface ApiKeys {

    /**
     * Makes a key, and its project when that is not there yet.
     *
     * @param limits is given the caller that the key will be, before the key works, and MUST define what it may use
     * @throws dev.freehold.core.Fault {@code FORBIDDEN} when it would have a role, a model or a network that its creator has not;
     *     {@code INVALID_REQUEST} when it would be expired from the start; {@code NOT_FOUND} when its tenant is out of reach
     */
    IssuedKey issue(NewKey wish, Caller creator, Consumer<Caller> limits, Mandate mandate);

    /**
     * Gives a key a new secret; the present one works on for a while.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND} when it is out of reach; {@code FORBIDDEN} when it has a role, a model or a
     *     network that who rotates it has not; {@code CONFLICT} when it is revoked or expired
     */
    IssuedKey rotate(String id, Rotation wish, Caller rotator, Mandate mandate);

    /**
     * Who presents this key?
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED} when it is malformed, unknown, expired or revoked; the last two
     *     are said only to who knows the secret
     */
    Identified verify(String presented);

    /** The answer of {@link #verify} when it can be given at once, without waiting for the database. */
    Optional<Identified> remembered(String presented);

    /** Newest first, with those that are expired or revoked. */
    Page<ApiKey> list(KeyFilter filter, Page.Wish wish);

    Optional<ApiKey> find(Reach reach, String id);

    /**
     * Shuts a key out for ever, at once in this process and within five seconds in others. A key that was revoked before keeps its
     * first time of revocation.
     *
     * @param withThoseItMade shuts out all keys that it made too, and those that they made
     * @throws dev.freehold.core.Fault {@code NOT_FOUND} when it is out of reach
     */
    ApiKey revoke(String id, boolean withThoseItMade, Mandate mandate);
}

package dev.freehold.auth;

import dev.freehold.core.Caller;
import java.util.List;
import java.util.Optional;

/**
 * The keys that open this deployment. Only a hash of a key is kept. Whoever looks after keys sees and touches those of the
 * own tenant only. Implementations MUST be safe for use by many threads.
 */
public interface ApiKeys {

    /**
     * Makes a key in the creator's tenant.
     *
     * @throws dev.freehold.core.Fault {@code FORBIDDEN} when it would have a role or a model that its creator has not;
     *     {@code INVALID_REQUEST} when it would be expired from the start
     */
    IssuedKey issue(NewKey wish, Caller creator);

    /**
     * Who presents this key?
     *
     * @throws dev.freehold.core.Fault {@code UNAUTHENTICATED} when it is malformed, unknown, expired or revoked; the last two
     *     are said only to who knows the secret
     */
    Caller verify(String presented);

    /** The answer of {@link #verify} when it can be given at once, without waiting for the database. */
    Optional<Caller> remembered(String presented);

    /** The tenant's keys, newest first, with those that are expired or revoked. */
    List<ApiKey> list(String tenant);

    Optional<ApiKey> find(String tenant, String id);

    /**
     * Shuts a key out, at once and for ever. A key that was revoked before keeps its first time of revocation.
     *
     * @throws dev.freehold.core.Fault {@code NOT_FOUND} when the tenant has no such key
     */
    ApiKey revoke(String tenant, String id);
}

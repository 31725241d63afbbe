package dev.freehold.quota;

import java.math.BigInteger;

/**
 * What a meter remembers besides its limit, for a ledger that keeps it elsewhere between two calls.
 *
 * @param used in the meter's own parts
 * @param since the time that it belongs to, in {@link Micros}
 */
record Tally(BigInteger used, long since) {}

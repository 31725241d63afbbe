package dev.freehold.auth;

import dev.freehold.core.Fault;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of addresses, in CIDR notation.
 *
 * @param bits how many bits of an address must agree with those of {@code base}
 */
record Network(InetAddress base, int bits) {
    private static final Pattern OCTETS =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern GROUPS = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

    /** Refuses with a {@link Fault} what is no network, and one whose address has bits beyond its length. */
    static Network parse(String field, String text) {
        int slash = text.indexOf('/');
        InetAddress base = address(slash < 0 ? text : text.substring(0, slash)).orElseThrow(() -> invalid(field));
        int width = base.getAddress().length * Byte.SIZE;
        String bits = slash < 0 ? Integer.toString(width) : text.substring(slash + 1);
        if (!BITS.matcher(bits).matches() || Integer.parseInt(bits) > width) {
            throw invalid(field);
        }
        Network network = new Network(base, Integer.parseInt(bits));
        if (!network.endsInZeros()) {
            throw Fault.invalid(field, "'%s' has bits set beyond its length of %s.".formatted(field, bits));
        }
        return network;
    }

    /** An address as it is written, never a name: nothing is looked up. */
    static Optional<InetAddress> address(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        if (!OCTETS.matcher(literal).matches() && !GROUPS.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        return agrees(address, bits);
    }

    boolean contains(Network other) {
        return other.bits >= bits && agrees(other.base, bits);
    }

    private boolean agrees(InetAddress address, int count) {
        byte[] mine = base.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < count; bit++) {
            if (isSet(mine, bit) != isSet(theirs, bit)) {
                return false;
            }
        }
        return true;
    }

    private boolean endsInZeros() {
        byte[] address = base.getAddress();
        for (int bit = bits; bit < address.length * Byte.SIZE; bit++) {
            if (isSet(address, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSet(byte[] address, int bit) {
        return (address[bit / Byte.SIZE] >> (Byte.SIZE - 1 - bit % Byte.SIZE) & 1) != 0;
    }

    private static Fault invalid(String field) {
        return Fault.invalid(field, "'%s' must be a network such as 10.1.0.0/16 or 2001:db8::/32.".formatted(field));
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }
}

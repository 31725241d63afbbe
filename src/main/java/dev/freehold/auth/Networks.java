package dev.freehold.auth;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** From where a credential may be used; no network at all means from anywhere. */
public record Networks(List<Network> allowed) {
    public static final Networks ANYWHERE = new Networks(List.of());

    private static final int MOST = 64;

    public Networks {
        allowed = List.copyOf(allowed);
    }

    /** Refuses with a {@link dev.freehold.core.Fault} what is no list of networks, and names the field. */
    public static Networks parse(String field, List<String> texts) {
        Names.require(texts.size() <= MOST, field, "must name at most " + MOST + " networks");
        return new Networks(IntStream.range(0, texts.size())
                .mapToObj(i -> Network.parse("%s[%d]".formatted(field, i), texts.get(i)))
                .toList());
    }

    static Networks stored(Collection<String> texts) {
        return parse("networks", List.copyOf(texts));
    }

    /** An address that cannot be read is in no network. */
    boolean admit(String address) {
        return allowed.isEmpty()
                || Network.address(address)
                        .filter(from -> allowed.stream().anyMatch(network -> network.contains(from)))
                        .isPresent();
    }

    /** Is there no place that these keep out and {@code others} let in? */
    boolean cover(Networks others) {
        return allowed.isEmpty()
                || (!others.allowed.isEmpty()
                        && others.allowed.stream()
                                .allMatch(inner -> allowed.stream().anyMatch(outer -> outer.contains(inner))));
    }

    public List<String> texts() {
        return allowed.stream().map(Network::toString).toList();
    }
}

package dev.freehold.registry.source;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The hosts that the operator named, and no other. */
final class AllowedHosts {
    private static final String PLAIN = "http://";
    private static final String SECURE = "https://";
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final List<Host> hosts;

    /** One entry; {@code name} may begin with {@code *.}, which stands for one or more names before it. */
    private record Host(boolean isPlain, String name, int port) {

        static Host parse(String text) {
            String entry = text.strip().toLowerCase(Locale.ROOT);
            boolean isPlain = entry.startsWith(PLAIN);
            String rest = isPlain || entry.startsWith(SECURE) ? entry.substring(entry.indexOf("//") + 2) : entry;
            URI address = URI.create("any://" + rest.replaceFirst("^\\*\\.", "any."));
            if (address.getHost() == null || !address.getPath().isEmpty() || address.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "freehold.sources.allowed-hosts: an entry is a host such as huggingface.co, *.hf.co,"
                                + " registry.example:5000 or http://minio.models:9000");
            }
            int port = address.getPort() >= 0 ? address.getPort() : isPlain ? HTTP : HTTPS;
            String name =
                    rest.startsWith("*.") ? "*." + address.getHost().substring("any.".length()) : address.getHost();
            return new Host(isPlain, name, port);
        }

        boolean allows(URI address) {
            boolean isHttp = "http".equalsIgnoreCase(address.getScheme());
            int asked = address.getPort() >= 0 ? address.getPort() : isHttp ? HTTP : HTTPS;
            String host = address.getHost().toLowerCase(Locale.ROOT);
            boolean fits = name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
            return fits && isHttp == isPlain && asked == port;
        }
    }

    AllowedHosts(Optional<List<String>> entries) {
        this.hosts = entries.orElse(List.of()).stream().map(Host::parse).toList();
    }

    /** An entry with the protocol that it means. */
    static String address(String entry) {
        String host = entry.strip().toLowerCase(Locale.ROOT);
        return host.startsWith(PLAIN) || host.startsWith(SECURE) ? host : SECURE + host;
    }

    /** Refuses an address that is not on the list. */
    void check(URI address) throws SourceFailure {
        String scheme = Objects.requireNonNullElse(address.getScheme(), "").toLowerCase(Locale.ROOT);
        boolean isHttp = scheme.equals("https") || scheme.equals("http");
        if (!isHttp || address.getHost() == null || address.getUserInfo() != null) {
            throw new SourceFailure(SourceFailure.Kind.NOT_ALLOWED, "a source has an address that is no web address");
        }
        if (!isAllowed(address)) {
            throw new SourceFailure(
                    SourceFailure.Kind.NOT_ALLOWED,
                    "nobody may connect to %s: freehold.sources.allowed-hosts does not name it"
                            .formatted(shown(address)));
        }
    }

    /** Whether an address of a web server is on the list. */
    boolean isAllowed(URI address) {
        return hosts.stream().anyMatch(host -> host.allows(address));
    }

    /** An address without what may be secret in it: scheme, host and port. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }
}

package dev.freehold.registry.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Whose signature counts. */
public sealed interface Trust {

    /** Whoever holds the private half of a key. */
    record Key(PublicKey key) implements Trust {}

    /**
     * Whoever one of these authorities certified for signing code.
     *
     * @param identity the name that the certificate has to carry: its subject as RFC 2253 writes it, or an e-mail address, a
     *     DNS name or a URI among its alternative names; anyone when empty
     */
    record Certificate(List<X509Certificate> authorities, Optional<String> identity) implements Trust {
        public Certificate {
            authorities = List.copyOf(authorities);
        }
    }

    /** The public key in a PEM file. */
    static Trust inKey(Path pem) throws IOException, InvalidSignature {
        return new Key(new PemFile(pem).publicKey());
    }

    /** The authorities whose certificates are in a PEM file. */
    static Trust inAuthorities(Path pem, Optional<String> identity) throws IOException, InvalidSignature {
        return new Certificate(new PemFile(pem).certificates(), identity);
    }
}

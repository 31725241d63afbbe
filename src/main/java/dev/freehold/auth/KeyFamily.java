package dev.freehold.auth;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

/** Which keys fit which signature algorithm; symmetric algorithms are not there and never will be. */
final class KeyFamily {
    static final Set<String> SUPPORTED = Set.of("RS256", "PS256", "ES256", "EdDSA");

    private static final int CURVE_BITS = 256;

    private KeyFamily() {}

    static boolean fits(PublicKey key, String algorithm) {
        return switch (key) {
            case RSAPublicKey _ -> algorithm.equals("RS256") || algorithm.equals("PS256");
            case ECPublicKey curve ->
                algorithm.equals("ES256")
                        && curve.getParams().getCurve().getField().getFieldSize() == CURVE_BITS;
            case EdECPublicKey _ -> algorithm.equals("EdDSA");
            default -> false;
        };
    }
}

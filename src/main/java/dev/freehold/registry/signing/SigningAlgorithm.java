package dev.freehold.registry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;

/** The signatures that the format asks for: ECDSA over a curve, each with the hash of its size. */
enum SigningAlgorithm {
    P256(256, "SHA256withECDSA"),
    P384(384, "SHA384withECDSA"),
    P521(521, "SHA512withECDSA");

    private final int bits;
    private final String name;

    SigningAlgorithm(int bits, String name) {
        this.bits = bits;
        this.name = name;
    }

    static SigningAlgorithm of(Key key) throws InvalidSignature {
        if (key instanceof ECKey curve) {
            int bits = curve.getParams().getOrder().bitLength();
            for (SigningAlgorithm algorithm : values()) {
                if (algorithm.bits == bits && Curve.isKnown(curve.getParams())) {
                    return algorithm;
                }
            }
        }
        throw new InvalidSignature("needs an ECDSA key on the curve P-256, P-384 or P-521");
    }

    byte[] sign(PrivateKey key, byte[] payload) {
        try {
            Signature signature = Signature.getInstance(name);
            signature.initSign(key);
            signature.update(encoded(payload));
            return signature.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("a key on a known curve can sign", unusable);
        }
    }

    boolean isSignedBy(PublicKey key, byte[] payload, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(name);
            signature.initVerify(key);
            signature.update(encoded(payload));
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException notOne) {
            return false;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + name, missing);
        }
    }

    /** What is signed for a payload: DSSE's pre-authentication encoding. */
    private static byte[] encoded(byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String type = Bundle.PAYLOAD_TYPE;
        out.writeBytes("DSSEv1 %d %s %d "
                .formatted(type.length(), type, payload.length)
                .getBytes(UTF_8));
        out.writeBytes(payload);
        return out.toByteArray();
    }
}

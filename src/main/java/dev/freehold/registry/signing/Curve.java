package dev.freehold.registry.signing;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.List;

/** Arithmetic on the NIST curves, for the one thing that the JDK does not give: the public key that belongs to a private one. */
final class Curve {
    private static final List<String> NAMES = List.of("secp256r1", "secp384r1", "secp521r1");

    private final BigInteger prime;
    private final BigInteger a;

    private Curve(ECParameterSpec parameters) {
        this.prime = ((ECFieldFp) parameters.getCurve().getField()).getP();
        this.a = parameters.getCurve().getA();
    }

    static boolean isKnown(ECParameterSpec parameters) {
        return NAMES.stream()
                .map(Curve::named)
                .anyMatch(known -> known.getCurve().equals(parameters.getCurve())
                        && known.getGenerator().equals(parameters.getGenerator())
                        && known.getOrder().equals(parameters.getOrder()));
    }

    private static ECParameterSpec named(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (InvalidParameterSpecException | java.security.NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the JDK has the curve " + name, missing);
        }
    }

    /** Takes a time that depends on the key; only for somebody who signs on a machine of their own. */
    static PublicKey publicKeyOf(ECPrivateKey key) {
        ECParameterSpec parameters = key.getParams();
        ECPoint point = new Curve(parameters).times(parameters.getGenerator(), key.getS());
        try {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, parameters));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a multiple of the generator is a public key", impossible);
        }
    }

    private ECPoint times(ECPoint point, BigInteger factor) {
        ECPoint sum = ECPoint.POINT_INFINITY;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            sum = plus(sum, sum);
            if (factor.testBit(bit)) {
                sum = plus(sum, point);
            }
        }
        return sum;
    }

    private ECPoint plus(ECPoint left, ECPoint right) {
        if (left.equals(ECPoint.POINT_INFINITY)) {
            return right;
        }
        if (right.equals(ECPoint.POINT_INFINITY)) {
            return left;
        }
        BigInteger rise = left.equals(right)
                ? left.getAffineX().pow(2).multiply(BigInteger.valueOf(3)).add(a)
                : right.getAffineY().subtract(left.getAffineY());
        BigInteger run = left.equals(right)
                ? left.getAffineY().shiftLeft(1)
                : right.getAffineX().subtract(left.getAffineX());
        if (run.mod(prime).signum() == 0) {
            return ECPoint.POINT_INFINITY;
        }
        BigInteger slope = rise.multiply(run.modInverse(prime)).mod(prime);
        BigInteger x = slope.pow(2)
                .subtract(left.getAffineX())
                .subtract(right.getAffineX())
                .mod(prime);
        BigInteger y = slope.multiply(left.getAffineX().subtract(x))
                .subtract(left.getAffineY())
                .mod(prime);
        return new ECPoint(x, y);
    }
}

package dev.freehold.registry.signing;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** Whether a signer's certificate counts: certified by an authority, valid at this moment, for signing code, of the right name. */
final class CertificateCheck {
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private final Trust.Certificate trust;
    private final Instant now;

    CertificateCheck(Trust.Certificate trust, Instant now) {
        this.trust = trust;
        this.now = now;
    }

    /** The signer's certificate. */
    X509Certificate check(List<X509Certificate> chain) throws InvalidSignature {
        X509Certificate signer = chain.getFirst();
        checkValidNow(signer);
        checkPath(chain);
        checkPurpose(signer);
        checkIdentity(signer);
        return signer;
    }

    private void checkValidNow(X509Certificate certificate) throws InvalidSignature {
        try {
            certificate.checkValidity(Date.from(now));
        } catch (CertificateException expired) {
            throw new InvalidSignature("was made with a certificate that is not valid now (from %s until %s)"
                    .formatted(
                            certificate.getNotBefore().toInstant(),
                            certificate.getNotAfter().toInstant()));
        }
    }

    private void checkPath(List<X509Certificate> chain) throws InvalidSignature {
        List<X509Certificate> path = new ArrayList<>(chain);
        while (path.size() > 1 && trust.authorities().contains(path.getLast())) {
            path.removeLast();
        }
        try {
            PKIXParameters parameters = new PKIXParameters(trust.authorities().stream()
                    .filter(this::isValidNow)
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException untrusted) {
            throw new InvalidSignature(
                    "was made with a certificate that does not lead to a trusted authority: " + untrusted.getReason());
        } catch (GeneralSecurityException none) {
            throw new InvalidSignature("cannot be checked, for no trusted authority is valid now");
        }
    }

    private boolean isValidNow(X509Certificate certificate) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    private static void checkPurpose(X509Certificate signer) throws InvalidSignature {
        try {
            List<String> purposes = signer.getExtendedKeyUsage();
            boolean[] usage = signer.getKeyUsage();
            boolean maySign = usage == null || usage[0];
            if (purposes == null || !purposes.contains(CODE_SIGNING) || !maySign) {
                throw new InvalidSignature("was made with a certificate that is not for signing code");
            }
        } catch (CertificateParsingException broken) {
            throw new InvalidSignature("was made with a certificate that cannot be read");
        }
    }

    private void checkIdentity(X509Certificate signer) throws InvalidSignature {
        if (trust.identity().isPresent()
                && !names(signer).contains(trust.identity().get())) {
            throw new InvalidSignature("was made by %s and not by %s"
                    .formatted(
                            InvalidSignature.shown(String.join(", ", names(signer))),
                            trust.identity().get()));
        }
    }

    private static List<String> names(X509Certificate signer) throws InvalidSignature {
        List<String> names = new ArrayList<>();
        names.add(signer.getSubjectX500Principal().getName());
        try {
            Collection<List<?>> alternatives = signer.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (alternative.size() > 1 && alternative.get(1) instanceof String name) {
                        names.add(name);
                    }
                }
            }
            return names;
        } catch (CertificateParsingException broken) {
            throw new InvalidSignature("was made with a certificate that cannot be read");
        }
    }
}

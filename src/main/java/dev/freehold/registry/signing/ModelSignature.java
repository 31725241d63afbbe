package dev.freehold.registry.signing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The signature of a model folder by OpenSSF Model Signing 1.0: {@code model.sig} in its root. Stricter than the reference: a
 * certificate has to be valid now and for signing code, one encoding counts, links and files that are not listed never pass.
 */
public final class ModelSignature {
    /** Its name in the folder. */
    public static final String FILE = "model.sig";

    private ModelSignature() {}

    /**
     * What a good signature says.
     *
     * @param signer for example {@code key 0a1b…} (the key's fingerprint) or {@code certificate CN=…}
     * @param files every file that it vouches for; others are ones that the signer left out on purpose
     */
    public record Verified(String signer, Set<String> files) {
        public Verified {
            files = Set.copyOf(files);
        }
    }

    /** Whether there is something by this name, whatever it is. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads every file in the folder, save those that the signer left out. */
    public static Verified verify(Path folder, Trust trust, Instant now) throws IOException, InvalidSignature {
        Bundle bundle = Bundle.read(folder.resolve(FILE));
        String signer = signer(bundle, trust, now);
        Statement statement = Statement.parse(bundle.payload());
        FolderDigests present = new FolderDigests(folder, statement.serialization());
        Map<String, Long> files = present.files();
        compareNames(statement, files);
        compare(statement.resources(), present.resources(files));
        return new Verified(signer, covered(statement, files));
    }

    private static String signer(Bundle bundle, Trust trust, Instant now) throws InvalidSignature {
        return switch (trust) {
            case Trust.Key(PublicKey key) -> {
                if (!(bundle.signer() instanceof Bundle.Signer.Key(String hint))) {
                    throw new InvalidSignature("was made with a certificate, and a key is expected");
                }
                String fingerprint = PemFile.fingerprint(key);
                if (!hint.isEmpty() && !hint.equals(fingerprint)) {
                    throw new InvalidSignature("was made with another key than the one that is trusted");
                }
                check(key, bundle);
                yield "key " + fingerprint;
            }
            case Trust.Certificate certificate -> {
                if (!(bundle.signer() instanceof Bundle.Signer.Certificates(List<X509Certificate> chain))) {
                    throw new InvalidSignature("was made with a key, and a certificate is expected");
                }
                X509Certificate signer = new CertificateCheck(certificate, now).check(chain);
                check(signer.getPublicKey(), bundle);
                yield "certificate " + signer.getSubjectX500Principal().getName();
            }
        };
    }

    private static void check(PublicKey key, Bundle bundle) throws InvalidSignature {
        if (!SigningAlgorithm.of(key).isSignedBy(key, bundle.payload(), bundle.signature())) {
            throw new InvalidSignature("is not a signature of its content by this signer");
        }
    }

    /** Before anything large is read. */
    private static void compareNames(Statement statement, Map<String, Long> files) throws InvalidSignature {
        if (statement.serialization().shardSize() == 0) {
            Set<String> listed =
                    statement.resources().stream().map(Resource::name).collect(Collectors.toSet());
            for (String file : files.keySet()) {
                if (!listed.contains(file)) {
                    throw unlisted(file);
                }
            }
        }
    }

    private static void compare(List<Resource> signed, List<Resource> present) throws InvalidSignature {
        Map<String, String> found = new HashMap<>();
        present.forEach(resource -> found.put(resource.name(), resource.digest()));
        for (Resource resource : signed) {
            String digest = found.remove(resource.name());
            if (digest == null) {
                throw new InvalidSignature(
                        "vouches for %s, which is not there".formatted(InvalidSignature.shown(resource.name())));
            }
            if (!digest.equals(resource.digest())) {
                throw new InvalidSignature("vouches for other content of %s than there is"
                        .formatted(InvalidSignature.shown(resource.name())));
            }
        }
        if (!found.isEmpty()) {
            throw unlisted(new TreeMap<>(found).firstKey());
        }
    }

    private static InvalidSignature unlisted(String file) {
        return new InvalidSignature("does not vouch for %s; remove that file, or have the model signed with it"
                .formatted(InvalidSignature.shown(file)));
    }

    /** An empty file has no shards, so nobody vouches for it. */
    private static Set<String> covered(Statement statement, Map<String, Long> files) {
        boolean isWhole = statement.serialization().shardSize() == 0;
        return files.entrySet().stream()
                .filter(file -> isWhole || file.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}

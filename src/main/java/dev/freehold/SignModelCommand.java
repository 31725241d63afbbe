package dev.freehold;

import dev.freehold.registry.signing.InvalidSignature;
import dev.freehold.registry.signing.ModelSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Vouches for every file of a model's folder. Needs no running gateway and no settings. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = "Signs a model's folder (OpenSSF Model Signing): writes model.sig into it.")
final class SignModelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "the model's folder")
    private @Nullable Path folder;

    @Option(
            names = "--key",
            paramLabel = "PEM",
            required = true,
            description = "a private key on P-256, P-384 or P-521 in PKCS #8, without password")
    private @Nullable Path key;

    @Option(
            names = "--certificate-chain",
            paramLabel = "PEM",
            description = "the key's certificate and those above it, to sign with the certificate")
    private @Nullable Path chain;

    @Override
    public Integer call() {
        Path model = Objects.requireNonNull(folder);
        Path pem = Objects.requireNonNull(key);
        try {
            ModelSigner signer = chain == null ? ModelSigner.withKey(pem) : ModelSigner.withCertificates(pem, chain);
            System.out.printf("model.sig vouches for %d files%n", signer.sign(model));
            return 0;
        } catch (IOException unreadable) {
            System.err.println("The model is not signed: " + unreadable);
        } catch (InvalidSignature impossible) {
            System.err.println("The model is not signed: the signature " + impossible.reason());
        }
        return 1;
    }
}

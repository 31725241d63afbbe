package dev.freehold;

import dev.freehold.registry.content.AlteredContent;
import dev.freehold.registry.content.StoredModel;
import dev.freehold.registry.signing.InvalidSignature;
import dev.freehold.registry.signing.ModelSignature;
import dev.freehold.registry.signing.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks who vouches for a model's folder. Needs no running gateway and no settings. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies the signature of a model's folder (OpenSSF Model Signing),",
            "or with --stored that a model that was fetched is what was fetched."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:every file is as signed", "1:it is not, or cannot be read", "2:wrong usage"})
final class VerifyModelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "the model's folder")
    private @Nullable Path folder;

    @ArgGroup(multiplicity = "1")
    private TrustOption trusted = new TrustOption();

    @Option(
            names = "--identity",
            paramLabel = "NAME",
            description = "the subject or an alternative name that the certificate must have")
    private @Nullable String identity;

    /** Whose signature counts: one of these. */
    static final class TrustOption {
        @Option(names = "--key", paramLabel = "PEM", description = "the signer's public key")
        private @Nullable Path key;

        @Option(
                names = "--certificate-chain",
                paramLabel = "PEM",
                description = "the certificates of the authorities that certify signers")
        private @Nullable Path authorities;

        @Option(
                names = "--stored",
                description = "nobody's: compare the files with what they were when the model was fetched")
        private boolean isStored;

        private Trust read(Optional<String> identity) throws IOException, InvalidSignature {
            return key != null ? Trust.inKey(key) : Trust.inAuthorities(Objects.requireNonNull(authorities), identity);
        }
    }

    @Override
    public Integer call() {
        return trusted.isStored ? compare(Objects.requireNonNull(folder)) : verify();
    }

    private static int compare(Path folder) {
        try {
            Optional<StoredModel> stored = StoredModel.of(folder.toRealPath());
            if (stored.isPresent()) {
                System.out.printf(
                        "%d files, as fetched from %s%n",
                        stored.get().verify().size(), stored.get().manifest().source());
                return 0;
            }
            System.err.println("Not verified: it was not fetched by `models pull`");
        } catch (IOException unreadable) {
            System.err.println("Not verified: " + unreadable);
        } catch (AlteredContent altered) {
            System.err.println("Not verified: " + altered.reason());
        }
        return 1;
    }

    private int verify() {
        try {
            ModelSignature.Verified verified = ModelSignature.verify(
                    Objects.requireNonNull(folder), trusted.read(Optional.ofNullable(identity)), Instant.now());
            System.out.printf("%d files, verified by %s%n", verified.files().size(), verified.signer());
            return 0;
        } catch (IOException unreadable) {
            System.err.println("Not verified: " + unreadable);
        } catch (InvalidSignature invalid) {
            System.err.println("Not verified: model.sig " + invalid.reason());
        }
        return 1;
    }
}

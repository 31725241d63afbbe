package dev.freehold.auth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.security.MessageDigest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A comparison that ends early tells by its time how much of a guess was right; no test of its result would notice. */
class FingerprintTest {
    private static final JavaClasses COMPARING = new ClassFileImporter()
            .importClasses(Fingerprint.class, KeySecrets.class, KeyVerifier.class, ApiKeyFormat.class);

    @Test
    void comparesInConstantTime() {
        classes()
                .that()
                .haveFullyQualifiedName(Fingerprint.class.getName())
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(COMPARING);
        classes()
                .that()
                .haveFullyQualifiedName(KeySecrets.class.getName())
                .should()
                .callMethod(Fingerprint.class, "matches", Fingerprint.class)
                .check(COMPARING);
        noClasses().should().callMethod(String.class, "equals", Object.class).check(COMPARING);
        noClasses()
                .should()
                .callMethod(Fingerprint.class, "equals", Object.class)
                .check(COMPARING);
    }

    @Test
    void tellsSecretsApart() {
        Fingerprint one = Fingerprint.of("one");
        KeySecrets secrets = new KeySecrets(one, Optional.of(Fingerprint.of("two")));

        assertEquals(KeySecrets.Match.PRESENT, secrets.match(Fingerprint.of("one")));
        assertEquals(KeySecrets.Match.PREVIOUS, secrets.match(Fingerprint.of("two")));
        assertEquals(KeySecrets.Match.NONE, secrets.match(Fingerprint.of("three")));
        assertEquals(KeySecrets.Match.NONE, new KeySecrets(one, Optional.empty()).match(Fingerprint.of("two")));
        assertTrue(one.matches(Fingerprint.of("one")));
        assertFalse(one.matches(Fingerprint.of("On")));
    }
}

package dev.freehold.tlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
    private static final String VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String TEXT = "This is an example message.\n";
    private static final String NOTE = TEXT
            + "\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final Instant NOW = Instant.ofEpochSecond(1_679_315_147);

    @Test
    void knownNoteIsSignedByItsKeyAndWrittenAsItWasRead() {
        SignedNote note = SignedNote.parse(NOTE);

        assertEquals(TEXT, note.text());
        assertTrue(note.isSignedBy(VerifierKey.parse(VKEY)));
        assertEquals(NOTE, note.toString());
        assertEquals(VKEY, VerifierKey.parse(VKEY).toString());
    }

    @Test
    void noBitOfTextOrSignatureMayChange() {
        VerifierKey key = VerifierKey.parse(VKEY);
        SignedNote note = SignedNote.parse(NOTE);
        for (int i = 0; i < TEXT.length() - 1; i++) {
            char[] text = TEXT.toCharArray();
            text[i] = (char) (text[i] ^ 1);
            assertFalse(new SignedNote(new String(text), note.signatures()).isSignedBy(key));
        }
        byte[] signature = note.signatures().getFirst().signature();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] turned = signature.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(new SignedNote(TEXT, List.of(new NoteSignature("example.com/foo", key.id(), turned)))
                    .isSignedBy(key));
        }
    }

    @Test
    void whatAKeySignsItsVerifierAcceptsAndNoOther() {
        for (SignatureKind kind : SignatureKind.values()) {
            SigningKey key = SigningKey.generate("log.example/1", kind);
            SignedNote note = new SignedNote(TEXT, List.of(key.sign(TEXT, NOW)));

            assertTrue(SignedNote.parse(note.toString()).isSignedBy(key.verifier()));
            assertFalse(
                    note.isSignedBy(SigningKey.generate("log.example/1", kind).verifier()));
        }
    }

    @Test
    void signaturesOfOthersDoNotMatterButAWrongOneOfTheKeyDoes() {
        SigningKey log = SigningKey.generate("log.example/1", SignatureKind.LOG);
        SigningKey other = SigningKey.generate("log.example/1", SignatureKind.LOG);
        SignedNote note = new SignedNote(TEXT, List.of(other.sign("else\n", NOW), log.sign(TEXT, NOW)));

        assertTrue(note.isSignedBy(log.verifier()));
        assertFalse(note.isSignedBy(other.verifier()));
        assertFalse(note.and(List.of(log.sign("else\n", NOW))).isSignedBy(log.verifier()));
    }

    @Test
    void aCosignatureSaysWhenAndIsNoLogSignature() {
        SigningKey witness = SigningKey.generate("witness.example/w", SignatureKind.WITNESS);
        SignedNote note = new SignedNote(TEXT, List.of(witness.sign(TEXT, NOW)));

        assertEquals(Optional.of(NOW), witness.verifier().cosignedAt(note));
        byte[] moved = note.signatures().getFirst().signature();
        moved[7] ^= 1;
        SignedNote later = new SignedNote(
                TEXT,
                List.of(new NoteSignature(
                        "witness.example/w", witness.verifier().id(), moved)));
        assertEquals(Optional.empty(), witness.verifier().cosignedAt(later));
    }

    @Test
    void aKeyIsTheSameAfterItWasWrittenDown() {
        SigningKey key = SigningKey.generate("log.example/1", SignatureKind.LOG);
        SigningKey read = SigningKey.parse("log.example/1", SignatureKind.LOG, key.pem());

        assertEquals(key.verifier(), read.verifier());
        assertEquals(key.sign(TEXT, NOW), read.sign(TEXT, NOW));
        assertFalse(key.toString().contains(key.pem().lines().toList().get(1)));
    }

    /** RFC 8032, section 7.1, test 1, in the PKCS#8 that OpenSSL writes. */
    @Test
    void aKeyOfOpensslHasThePublicKeyOfTheStandard() {
        String pem = """
                -----BEGIN PRIVATE KEY-----
                MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
                -----END PRIVATE KEY-----
                """;
        VerifierKey key =
                SigningKey.parse("log.example/1", SignatureKind.LOG, pem).verifier();

        assertTrue(key.toString().endsWith("+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"), key.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"})
    void anotherTextIsNoSigningKeyAndIsNotRepeated(String pem) {
        var refused =
                assertThrows(MalformedException.class, () -> SigningKey.parse("log.example/1", SignatureKind.LOG, pem));
        assertFalse(refused.toString().contains("AAAA"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\n\u2014 name AAAAAA\n",
                "text\n\n- name AAAAAAA=\n",
                "text\n\n\u2014 na+me AAAAAAA=\n",
                "text\n\n\u2014  AAAAAAA=\n",
                "text\n\n\u2014 name AAAAAAA\n",
                "text\n\n\u2014 name AAAAAAB=\n",
                "text\n\n\u2014 name AAAAAAA=",
                "te\tt\n\n\u2014 name AAAAAAA=\n",
                "text\r\n\n\u2014 name AAAAAAA=\n"
            })
    void anythingElseIsNoNote(String note) {
        assertThrows(MalformedException.class, () -> SignedNote.parse(note));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+Aeky"
            })
    void anythingElseIsNoVerifierKey(String vkey) {
        assertThrows(MalformedException.class, () -> VerifierKey.parse(vkey));
    }

    @Test
    void theTextEndsAtTheLastEmptyLine() {
        SigningKey key = SigningKey.generate("log.example/1", SignatureKind.LOG);
        String poem = "one\n\ntwo\n";
        SignedNote note = new SignedNote(poem, List.of(key.sign(poem, NOW)));

        assertEquals(poem, SignedNote.parse(note.toString()).text());
    }
}

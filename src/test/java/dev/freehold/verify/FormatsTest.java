package dev.freehold.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The known answers of RFC 6962 and C2SP signed-note, and what RFC 8785 allows. */
final class FormatsTest {
    private static final String FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    @Test
    void treesHaveTheKnownRoots() {
        List<String> roots = List.of(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "db3426e878068d28d269b6c87172322ce5372b65756d0789001d34835f601c03",
                "cb00989d94a569c0a678ae042b63dcd4625db96440517f37a6eb7976ea24ed4b",
                "725d5230db68f557470dc35f1d8865813acd7ebb07ad152774141decbae71327",
                "9f4a3fc20d4162dc37d4e23d907848731a76043ffff6d69288bf1abfbcff478e",
                "b6748f6ed7a99de7da84fd97e1a3bac6fab8999f4a43695cab9528a2de431147",
                "32805cc5e94134743d0aa580ef2ee332687b687fc2e4e2f72fee1cc712e0ba0c",
                "a3e23b32ccb6bf96d092d165d8aa546e09829de8f03b0e8957581d1e16b92bdf",
                "3b85a9626c1ccb64c6b95ec7fa64888defe2cf12e39e77e10812ce5fcb9cb58e");
        CompactTree tree = new CompactTree();
        for (int size = 0; size < roots.size(); size++) {
            assertEquals(roots.get(size), HexFormat.of().formatHex(tree.root()));
            tree.add(new Hashes().leaf(Integer.toString(size).getBytes(UTF_8)));
        }
    }

    @Test
    void aTreeIsTheSameFromLeavesAndFromSubtrees() {
        for (long first = 0; first < 40; first++) {
            for (long size = first; size < 40; size++) {
                CompactTree leaves = new CompactTree();
                CompactTree whole = new CompactTree();
                grow(whole, 0, size);
                grow(leaves, 0, first);
                long at = first;
                for (int level : Range.levelsAfter(first, size)) {
                    CompactTree subtree = new CompactTree();
                    grow(subtree, at, at + (1L << level));
                    leaves.addSubtree(level, subtree.root());
                    at += 1L << level;
                }
                assertEquals(
                        HexFormat.of().formatHex(whole.root()), HexFormat.of().formatHex(leaves.root()));
                assertEquals(size, leaves.size());
            }
        }
    }

    private static void grow(CompactTree tree, long from, long to) {
        for (long leaf = from; leaf < to; leaf++) {
            tree.add(new Hashes().leaf(Long.toString(leaf).getBytes(UTF_8)));
        }
    }

    @Test
    void theKnownNoteIsSigned() throws Exception {
        String text = "This is an example message.\n";
        String line = "\u2014 example.com/foo"
                + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        VerifierKey key = VerifierKey.parse(FOO);
        Note note = Note.parse((text + "\n" + line).getBytes(UTF_8));
        assertEquals(text, note.text());
        assertTrue(key.owns(note.signatures().getFirst()));
        assertTrue(key.holds(note, note.signatures().getFirst()));
        Note other = Note.parse((text.replace("example", "Example") + "\n" + line).getBytes(UTF_8));
        assertFalse(key.holds(other, other.signatures().getFirst()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l"
            })
    void aKeyThatIsNotItselfIsRefused(String vkey) {
        assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(vkey));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":\"\"}",
                "{\"a\":0,\"b\":-1,\"c\":9007199254740992}",
                "{\"a\":{\"b\":{}}}",
                "{\"a\":\"\\b\\t\\n\\f\\r\\u0000\\u001f\\\"\\\\/\u007f\u00e9\ud83d\ude00\"}",
                "{\"\ud83d\ude00\":1,\"\ufb33\":2}"
            })
    void canonicalLinesAreRead(String line) {
        assertDoesNotThrow(() -> CanonicalLine.read(line.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{} ",
                "{\"a\":1,}",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\": 1}",
                "{\"a\":01}",
                "{\"a\":-0}",
                "{\"a\":1.0}",
                "{\"a\":1e3}",
                "{\"a\":9007199254740993}",
                "{\"a\":true}",
                "{\"a\":null}",
                "{\"a\":[]}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u001F\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"\ufb33\":1,\"\ud83d\ude00\":2}"
            })
    void everythingElseIsNot(String line) {
        assertThrows(NotCanonicalException.class, () -> CanonicalLine.read(line.getBytes(UTF_8)));
    }

    @Test
    void textThatIsNotUtf8IsNotCanonical() {
        for (byte[] bad :
                new byte[][] {{(byte) 0xC0, (byte) 0x80}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xFF}}) {
            byte[] line = new byte[8 + bad.length];
            System.arraycopy("{\"a\":\"".getBytes(UTF_8), 0, line, 0, 6);
            System.arraycopy(bad, 0, line, 6, bad.length);
            System.arraycopy("\"}".getBytes(UTF_8), 0, line, 6 + bad.length, 2);
            assertThrows(NotCanonicalException.class, () -> CanonicalLine.read(line));
        }
    }

    @Test
    void recentCallsAreRemembered() {
        RecentCalls calls = new RecentCalls();
        for (int i = 0; i < 100_000; i += 2) {
            calls.add("req_" + i);
        }
        for (int i = 0; i < 100_000; i++) {
            assertEquals(i % 2 == 0, calls.contains("req_" + i));
        }
    }
}

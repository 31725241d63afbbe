package dev.freehold.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestsTest {
    private static Digests.Content content(String text) {
        return () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same by hand: {@code printf 'freehold-model-1\n<sha256 of hello> 5 a.txt\n<sha256 of nothing> 0 b/c\n' | sha256sum}. */
    @Test
    void isTheDocumentedFunctionOfNamesSizesAndContents() throws IOException {
        assertEquals(
                "sha256:b62a682c9e89c9ae7e8ddee7e375a3bde7279d86900876315e0a9ac1b553f0b7",
                Digests.of(Map.of("b/c", content(""), "a.txt", content("hello"))));
    }

    @Test
    void changesWithOneByteAndWithAName() throws IOException {
        String digest = Digests.of(Map.of("a", content("x"), "b", content("y")));
        assertNotEquals(digest, Digests.of(Map.of("a", content("x"), "b", content("z"))));
        assertNotEquals(digest, Digests.of(Map.of("a", content("x"), "c", content("y"))));
        assertNotEquals(digest, Digests.of(Map.of("a", content("y"), "b", content("x"))));
        assertNotEquals(digest, Digests.of(Map.of("a", content("x"))));
    }

    @Test
    void refusesANameThatCouldImitateALine() {
        assertThrows(IllegalArgumentException.class, () -> Digests.of(Map.of("a\nb", content("x"))));
    }
}

package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeyFormatTest {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final ApiKeyFormat.Parts parts = ApiKeyFormat.mint(new SecureRandom());
    private final String key = ApiKeyFormat.write(parts);

    @Test
    void writesTheChecksumAsOthersDo() {
        assertEquals("0LsakP", ApiKeyFormat.checksum("qkJaB6MffYVzZXWqmcoF49yrUxP3wf"));
    }

    @Test
    void padsAChecksumOnTheLeft() {
        assertEquals("000000", ApiKeyFormat.checksum(""));
    }

    @Test
    void readsWhatItWrites() {
        assertTrue(key.matches("fh_live_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}"), "shape");
        assertEquals(Optional.of(parts), ApiKeyFormat.read(key));
    }

    @Test
    void refusesEverySingleCharacterChange() {
        for (int i = 0; i < key.length(); i++) {
            for (char other : (DIGITS + "_-. é").toCharArray()) {
                if (other != key.charAt(i)) {
                    String changed = key.substring(0, i) + other + key.substring(i + 1);
                    assertEquals(Optional.empty(), ApiKeyFormat.read(changed), "position " + i);
                }
            }
        }
    }

    @Test
    void refusesWhatIsTooShortOrTooLong() {
        for (int length = 0; length < key.length(); length++) {
            assertEquals(Optional.empty(), ApiKeyFormat.read(key.substring(0, length)));
        }
        assertEquals(Optional.empty(), ApiKeyFormat.read(key + "0"));
        assertEquals(Optional.empty(), ApiKeyFormat.read(key + "\n"));
        assertEquals(Optional.empty(), ApiKeyFormat.read(" " + key));
    }

    @Test
    void neverMintsTheSameTwice() {
        Set<ApiKeyFormat.Parts> seen = new HashSet<>();
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 1000; i++) {
            assertTrue(seen.add(ApiKeyFormat.mint(random)));
        }
    }

    @Test
    void neverShowsTheSecret() {
        assertFalse(parts.toString().contains(parts.secret()));
    }
}

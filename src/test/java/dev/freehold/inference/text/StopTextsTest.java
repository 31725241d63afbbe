package dev.freehold.inference.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StopTextsTest {
    @Test
    void findsAStopThatComesInPieces() {
        StopTexts stops = new StopTexts(List.of("END"));
        assertEquals("one ", stops.pass("one E"));
        assertEquals("", stops.pass("N"));
        assertEquals("", stops.pass("D two"));
        assertTrue(stops.isFound());
        assertEquals("", stops.rest());
    }

    @Test
    void givesBackWhatWasNoStop() {
        StopTexts stops = new StopTexts(List.of("END"));
        assertEquals("", stops.pass("EN"));
        assertEquals("ENX", stops.pass("X"));
        assertEquals("", stops.pass("E"));
        assertEquals("E", stops.rest());
        assertFalse(stops.isFound());
        assertEquals(Optional.empty(), stops.found());
    }

    @Test
    void theEarliestOfSeveralCounts() {
        StopTexts stops = new StopTexts(List.of("lazy", "ab", "quick"));
        assertEquals("the ", stops.pass("the quick lazy"));
        assertEquals(Optional.of("quick"), stops.found());
    }

    @Test
    void theOneNamedFirstCountsWhereSeveralBegin() {
        StopTexts stops = new StopTexts(List.of("quick one", "quick"));
        assertEquals("the ", stops.pass("the quick one"));
        assertEquals(Optional.of("quick one"), stops.found());
    }

    @Test
    void overlappingBeginningsAreHeldBack() {
        StopTexts stops = new StopTexts(List.of("aab"));
        assertEquals("a", stops.pass("aaa"));
        assertEquals("", stops.pass("b"));
        assertTrue(stops.isFound());
    }
}

package dev.freehold.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void readsWhatTheStandardShows() {
        assertEquals(
                Optional.of(new TraceParent(TRACE, SPAN, true)), TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01"));
        assertEquals(
                Optional.of(new TraceParent(TRACE, SPAN, false)),
                TraceParent.parse("00-" + TRACE + "-" + SPAN + "-00"));
    }

    @Test
    void readsALaterVersionAsFarAsItIsKnown() {
        assertEquals(
                Optional.of(new TraceParent(TRACE, SPAN, true)),
                TraceParent.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-will-be-like"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x"
            })
    void aTraceBeginsHereWhereTheHeaderIsNone(String header) {
        assertEquals(Optional.empty(), TraceParent.parse(header));
    }
}

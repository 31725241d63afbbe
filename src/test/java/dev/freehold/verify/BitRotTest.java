package dev.freehold.verify;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code AuditBitsCampaign}. */
final class BitRotTest {
    @TempDir
    Path temporary;

    @Test
    void noCutIsOverlooked() throws Exception {
        new BitRot(temporary, 24).cuts(97);
    }

    @Test
    void noFlippedBitIsOverlooked() throws Exception {
        new BitRot(temporary, 24).flips(211);
    }
}

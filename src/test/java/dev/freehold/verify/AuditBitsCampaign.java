package dev.freehold.verify;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every cut and every flipped bit of a log of 64 KiB. Run by {@code deploy/freehold campaign audit-bits}. */
class AuditBitsCampaign {
    private static final int STEP = Integer.getInteger("campaign.step", 1);
    /** They make a segment of 64 KiB. */
    private static final int ENTRIES = 121;

    @TempDir
    Path temporary;

    @Test
    void noneIsOverlooked() throws Exception {
        BitRot rot = new BitRot(temporary, ENTRIES);
        System.out.printf("cuts: %,d of %,d found%n", rot.cuts(STEP), rot.bytes() / STEP);
        System.out.printf("flipped bits: %,d found, none overlooked%n", rot.flips(STEP));
    }
}

package dev.freehold.packaged;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Run by {@code deploy/freehold campaign outages}; {@link LogOutagesIT} is its short form. */
class OutagesCampaign {
    private static final int TIMES = Integer.getInteger("campaign.times", 50);

    @TempDir
    Path home;

    @Test
    void theDatabaseHangs() throws Exception {
        System.out.println(LogOutages.databaseHangs(home, TIMES));
    }

    @Test
    void theDiskIsFull() throws Exception {
        System.out.println(LogOutages.diskIsFull(home, TIMES));
    }
}

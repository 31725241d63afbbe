package dev.freehold.packaged;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link OutagesCampaign}. */
class LogOutagesIT {
    @TempDir
    Path home;

    @Test
    void saysNoInTimeWhileTheDatabaseHangsAndGoesOnAfterwards() throws Exception {
        LogOutages.databaseHangs(home, 1);
    }

    @Test
    void saysNoInTimeWhileTheDiskIsFullAndGoesOnAfterwards() throws Exception {
        LogOutages.diskIsFull(home, 1);
    }
}

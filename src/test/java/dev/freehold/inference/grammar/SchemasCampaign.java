package dev.freehold.inference.grammar;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Judges the grammars of many schemas; see {@code .github/CAMPAIGNS.md}. */
class SchemasCampaign {
    @Test
    void grammarsAgreeWithKnownInstances() throws Exception {
        assertTrue(SchemaSuite.judge(Path.of(System.getProperty("campaign.folder", "")), System.out));
    }
}

package dev.freehold.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.ModelId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PayloadPolicyTest {
    private static final ModelId MODEL = new ModelId("guide");
    private static final String CHAT = "/v1/chat/completions";

    @Test
    void theFirstRuleThatFitsDecides() {
        PayloadPolicy policy = new PayloadPolicy(Rules.of(
                new Rules.One(Optional.of("acme"), Optional.of(CHAT), Optional.empty(), "request"),
                new Rules.One(Optional.of("acme"), Optional.empty(), Optional.of("other"), "none"),
                new Rules.One(Optional.of("acme"), Optional.empty(), Optional.empty(), "request+response")));
        assertEquals(Level.REQUEST, policy.level("acme", CHAT, MODEL));
        assertEquals(Level.NOTHING, policy.level("acme", "/v1/embeddings", new ModelId("other")));
        assertEquals(Level.REQUEST_AND_RESPONSE, policy.level("acme", "/v1/embeddings", MODEL));
        assertEquals(Level.NOTHING, policy.level("acme2", CHAT, MODEL));
    }

    @Test
    void withoutRulesNothingIsKept() {
        assertFalse(new PayloadPolicy(Rules.of()).keepsAnything());
        assertFalse(new PayloadPolicy(Rules.of(Rules.rule("metadata"))).keepsAnything());
        assertTrue(new PayloadPolicy(Rules.of(Rules.rule("request"))).keepsAnything());
    }

    @Test
    void aRuleThatCannotBeUnderstoodStopsTheStart() {
        for (String level : List.of("", "Request", "response", "everything")) {
            Rules rules = Rules.of(Rules.rule("none"), Rules.rule(level));
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> new PayloadPolicy(rules));
            assertTrue(String.valueOf(refused.getMessage()).contains("rules[1].level"));
        }
    }
}

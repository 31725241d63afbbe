package dev.freehold.registry;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.ModelId;
import dev.freehold.registry.passport.Licence;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LicencePolicyTest {

    private static Optional<List<String>> list(String names) {
        return names.equals("-") ? Optional.empty() : Optional.of(Arrays.asList(names.split(" ", -1)));
    }

    private static LicencePolicy policy(String allow, String deny, String acknowledge) {
        return new LicencePolicy(new FixedConfig.FixedLicences(list(allow), list(deny), list(acknowledge), Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        // allow, deny, acknowledge, licence
        "-, -, -, unknown",
        "-, -, -, llama3.1",
        "-, gemma, -, MIT",
        "-, -, gemma, MIT",
        "apache-2.0, -, -, Apache-2.0",
        "Apache-2.0 MIT, -, -, mit",
        "*, -, -, eupl-1.2",
        "*, -, Llama-3.1, llama3.1",
        "*, -, CC-BY-NC-4.0, cc-by-nc-4.0",
        "unknown, -, -, unknown",
        "acme-internal, -, -, ACME-internal",
        "MIT, -, acme-internal, acme-internal"
    })
    void lets(String allow, String deny, String acknowledge, String licence) {
        assertDoesNotThrow(() -> policy(allow, deny, acknowledge).check(List.of(Licence.named(licence))));
    }

    @ParameterizedTest
    @CsvSource({
        "-, llama-3.1, -, llama3.1, deny names it",
        "*, MIT, -, MIT, deny names it",
        "*, gemma, gemma, gemma, deny names it",
        "-, unknown, -, unknown, deny names it",
        "MIT, -, -, Apache-2.0, allow does not name it",
        "*, -, -, unknown, allow does not name it",
        "*, -, -, acme-internal, allow does not name it",
        "*, -, -, gemma, has conditions on the use",
        "* gemma, -, -, gemma, has conditions on the use",
        "*, -, -, creativeml-openrail-m, has conditions on the use",
        "*, -, -, CC-BY-NC-4.0, has conditions on the use"
    })
    void refuses(String allow, String deny, String acknowledge, String licence, String reason) {
        Unservable refusal = assertThrows(
                Unservable.class, () -> policy(allow, deny, acknowledge).check(List.of(Licence.named(licence))));
        assertTrue(refusal.reason().contains(reason), refusal::reason);
        assertTrue(refusal.reason().contains(Licence.named(licence).id()), refusal::reason);
    }

    @Test
    void allLicencesOfAModelCountTogether() {
        List<Licence> both = List.of(Licence.named("mit"), Licence.named("gemma"));
        assertThrows(Unservable.class, () -> policy("MIT", "-", "-").check(both));
        assertDoesNotThrow(() -> policy("MIT", "-", "gemma").check(both));
    }

    @Test
    void theOperatorMaySayWhatTheLicenceIs() {
        Map<String, String> of = Map.of("*", "MIT", "acme/*", "gemma-terms-of-use");
        LicencePolicy policy = new LicencePolicy(
                new FixedConfig.FixedLicences(Optional.empty(), Optional.empty(), Optional.empty(), of));
        assertEquals(
                List.of("gemma"),
                policy.configured(new ModelId("acme/tiny")).orElseThrow().inWords());
        assertEquals(
                List.of("MIT"),
                policy.configured(new ModelId("other")).orElseThrow().inWords());
    }
}

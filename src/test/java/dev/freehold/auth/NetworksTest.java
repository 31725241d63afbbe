package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworksTest {

    @Test
    void admitsExactlyTheAddressesOfABlock() {
        Networks block = of("192.168.4.0/22");

        for (String inside : List.of("192.168.4.0", "192.168.7.255", "::ffff:192.168.5.1")) {
            assertTrue(block.admit(inside), inside);
        }
        for (String outside : List.of("192.168.3.255", "192.168.8.0", "::1", "", "localhost", "192.168.5")) {
            assertFalse(block.admit(outside), outside);
        }
        assertTrue(of("10.0.0.1").admit("10.0.0.1"));
        assertFalse(of("10.0.0.1").admit("10.0.0.2"));
        assertTrue(of("0.0.0.0/0").admit("1.2.3.4"));
        assertFalse(of("0.0.0.0/0").admit("2001:db8::1"));
        assertTrue(of("fe80::/10").admit("fe80::1%eth0"));
        assertTrue(Networks.ANYWHERE.admit(""));
    }

    @Test
    void knowsWhichBlocksLieInsideItsOwn() {
        assertTrue(of("10.0.0.0/8", "::/0").cover(of("10.1.0.0/16", "2001:db8::/32")));
        assertFalse(of("10.0.0.0/8").cover(of("10.1.0.0/16", "11.0.0.0/8")));
        assertFalse(of("10.1.0.0/16").cover(of("10.0.0.0/8")));
        assertFalse(of("10.0.0.0/8").cover(Networks.ANYWHERE));
        assertTrue(Networks.ANYWHERE.cover(of("10.0.0.0/8")));
        assertTrue(Networks.ANYWHERE.cover(Networks.ANYWHERE));
    }

    @Test
    void namesTheOneThatIsNoNetwork() {
        for (String wrong : List.of(
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/",
                "10.0.0/24",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "10.0.0.1/8",
                "2001:db8::1/32",
                "::/129",
                "example.org",
                "example.org/24",
                "10.0.0.0/8/8",
                "*",
                ":::",
                " 10.0.0.0/8")) {
            Fault fault =
                    assertThrows(Fault.class, () -> Networks.parse("networks", List.of("10.0.0.0/8", wrong)), wrong);
            assertEquals(Optional.of("networks[1]"), fault.parameter());
        }
        assertThrows(Fault.class, () -> Networks.parse("networks", Collections.nCopies(65, "10.0.0.0/8")));
    }

    @Test
    void readsWhatItWrites() {
        Networks networks = of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7");

        assertEquals(networks, Networks.stored(networks.texts()));
    }

    private static Networks of(String... texts) {
        return Networks.parse("networks", List.of(texts));
    }
}

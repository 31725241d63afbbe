package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Priority;
import dev.freehold.inference.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private final FairQueue queue = new FairQueue(100, tenant -> tenant.equals("double") ? 2 : 1);

    @Test
    void tenantsAreServedInProportionToTheirWeights() {
        for (int i = 0; i < 40; i++) {
            queue.offer(of("single"));
            queue.offer(of("double"));
        }
        Map<String, Integer> served = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            Sequence next = serve(10);
            served.merge(next.origin().tenant(), 10, Integer::sum);
        }
        assertEquals(Map.of("single", 100, "double", 200), served);
    }

    @Test
    void whatCountsIsTokensNotRequests() {
        for (int i = 0; i < 10; i++) {
            queue.offer(of("long"));
            queue.offer(of("short"));
        }
        int shortOnes = 0;
        for (int i = 0; i < 6; i++) {
            Sequence next = queue.peek().orElseThrow();
            boolean isShort = next.origin().tenant().equals("short");
            serve(isShort ? 10 : 40);
            shortOnes += isShort ? 1 : 0;
        }
        assertEquals(4, shortOnes, "a tenant of short requests gets more of them");
    }

    @Test
    void aTenantGetsNoCreditForBeingAway() {
        queue.offer(of("busy"));
        serve(1000);
        queue.offer(of("busy"));
        Sequence running = queue.peek().orElseThrow();
        queue.start(running);
        for (int i = 0; i < 4; i++) {
            queue.offer(of("busy"));
            queue.offer(of("newcomer"));
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            order.add(serve(10).origin().tenant());
        }
        assertEquals(2, order.stream().filter("newcomer"::equals).count(), () -> "in turn: " + order);
    }

    @Test
    void withinATenantPriorityGoesFirstThenWhoCameFirst() {
        Sequence low = of("a", Priority.LOW);
        Sequence first = of("a", Priority.NORMAL);
        Sequence second = of("a", Priority.NORMAL);
        Sequence high = of("a", Priority.HIGH);
        List.of(low, first, second, high).forEach(queue::offer);
        assertEquals(List.of(high, first, second, low), List.of(serve(1), serve(1), serve(1), serve(1)));
    }

    @Test
    void priorityTakesNothingFromOtherTenants() {
        for (int i = 0; i < 10; i++) {
            queue.offer(of("eager", Priority.HIGH));
            queue.offer(of("calm", Priority.LOW));
        }
        int calm = 0;
        for (int i = 0; i < 10; i++) {
            calm += serve(10).origin().tenant().equals("calm") ? 1 : 0;
        }
        assertEquals(5, calm);
    }

    @Test
    void aFullQueueTakesAPlaceFromWhoeverWaitsMost() {
        FairQueue small = new FairQueue(3, tenant -> 1);
        Sequence last = of("many");
        List.of(of("many"), of("many"), last).forEach(small::offer);
        Sequence more = of("many");
        assertSame(more, small.offer(more).orElseThrow(), "who waits most is refused");
        assertSame(last, small.offer(of("few")).orElseThrow(), "the newest of the many gives its place up");
        Sequence another = of("few");
        assertSame(another, small.offer(another).orElseThrow(), "but not to have fewer than the other");
        assertEquals(3, small.size());
    }

    @Test
    void whoIsAheadCountsOneTurnForATurn() {
        for (int i = 0; i < 8; i++) {
            queue.offer(of("many"));
        }
        queue.offer(of("few"));
        assertEquals(9, queue.ahead("many"), "all of its own, and the other's one");
        assertEquals(3, queue.ahead("few"), "its own one, and two of the others'");
        assertEquals(1 + 1, queue.ahead("none"), "one of each");
    }

    @Test
    void whoWasRemovedIsNeverNext() {
        Sequence gone = of("a");
        queue.offer(gone);
        assertTrue(queue.remove(gone));
        assertFalse(queue.remove(gone));
        assertEquals(Optional.empty(), queue.peek());
        assertEquals(0, queue.size());
    }

    private Sequence serve(int tokens) {
        Sequence next = queue.peek().orElseThrow();
        queue.start(next);
        queue.charge(next, tokens);
        queue.end(next);
        return next;
    }

    private static Sequence of(String tenant) {
        return of(tenant, Priority.NORMAL);
    }

    private static Sequence of(String tenant, Priority priority) {
        return new Sequence(
                new Prompt(new int[] {1}), GenerationSettings.greedy(1), new Origin(tenant, priority), Set.of(), 1);
    }
}

package dev.freehold.inference.grammar;

import java.nio.charset.StandardCharsets;

/** Whether a grammar accepts a text, byte for byte. */
final class Acceptance {
    private Acceptance() {}

    static boolean of(Grammar grammar, String text) {
        Machine machine = new Machine(grammar);
        machine.begin();
        Node node = machine.start();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            node = machine.next(node, value & 0xFF);
            if (node.isDead()) {
                return false;
            }
        }
        return node.isComplete();
    }
}

package dev.freehold.inference.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskTest {
    private static final List<String> SCHEMAS = List.of(
            "{}",
            "{\"type\":\"string\",\"maxLength\":3}",
            "{\"type\":\"string\",\"minLength\":2,\"maxLength\":30}",
            "{\"anyOf\":[{\"type\":\"string\",\"maxLength\":2},{\"type\":\"string\",\"pattern\":\"^a*$\"}]}",
            "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":12},\"a\":{\"type\":\"integer\"}},"
                    + "\"required\":[\"a\"]}",
            "{\"type\":\"array\",\"items\":{\"enum\":[\"東京\",\"the quick\",true,null]},\"maxItems\":3}",
            "{\"type\":\"string\",\"format\":\"date-time\"}");

    private final Words words = new Words(2);

    @Test
    void theTreeAllowsWhatSpellingEachTokenAllows() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        for (String schema : SCHEMAS) {
            Grammar grammar = Grammar.schema(new ObjectMapper().readTree(schema), "schema");
            for (int text = 0; text < 20; text++) {
                compare(schema, grammar, random);
            }
        }
    }

    private void compare(String schema, Grammar grammar, SplittableRandom random) {
        Matcher matcher = words.vocabulary.matcher(grammar);
        Machine machine = new Machine(grammar);
        Node node = machine.start();
        for (int i = 0; i < 25 && !matcher.mustEnd(); i++) {
            machine.begin();
            BitSet allowed = BitSet.valueOf(matcher.allowed());
            assertEquals(oneByOne(machine, node), allowed, schema + " after " + i);
            int[] choices = allowed.stream().filter(token -> token != words.end).toArray();
            int token = choices[random.nextInt(choices.length)];
            matcher.accept(token);
            for (byte value : words.tokens.get(token)) {
                node = machine.next(node, value & 0xFF);
            }
        }
    }

    private BitSet oneByOne(Machine machine, Node from) {
        BitSet allowed = new BitSet();
        for (int token = 0; token < words.call; token++) {
            Node node = from;
            for (byte value : words.tokens.get(token)) {
                node = machine.next(node, value & 0xFF);
            }
            allowed.set(token, words.tokens.get(token).length > 0 && !node.isDead());
        }
        allowed.set(words.end, from.isComplete());
        return allowed;
    }
}

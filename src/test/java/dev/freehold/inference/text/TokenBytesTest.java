package dev.freehold.inference.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TokenBytesTest {

    private static TokenBytes of(ObjectNode json) {
        return TokenBytes.of(new TokenizerFile(json, AddedTokens.of(json)));
    }

    @Test
    void joinToTheTextWhateverTheTokenizersKind() {
        String text = "the 🦊 日本 é a\n\tb";
        for (ObjectNode json : new ObjectNode[] {TinyTokenizer.json(), LlamaTokenizer.json()}) {
            TokenBytes bytes = of(json);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            for (int token : TokenizerTest.load(json).encode(text)) {
                joined.writeBytes(bytes.get(token));
            }
            assertEquals(text, joined.toString(StandardCharsets.UTF_8).stripLeading());
        }
    }

    @Test
    void controlTokensAreTheirNames() {
        assertArrayEquals(
                "<|im_end|>".getBytes(StandardCharsets.UTF_8),
                of(TinyTokenizer.json()).get(TinyTokenizer.IM_END));
    }

    @Test
    void idsWithoutATokenAreNothing() throws Exception {
        TokenBytes bytes = of((ObjectNode) new ObjectMapper().readTree("""
                {"model":{"vocab":{"a":1,"b":3,"far":2000000000,"wrong":-1}}}"""));
        assertEquals("a", new String(bytes.get(1), StandardCharsets.UTF_8));
        assertEquals("b", new String(bytes.get(3), StandardCharsets.UTF_8));
        for (int missing : new int[] {0, 2, 4, 2_000_000_000}) {
            assertEquals(0, bytes.get(missing).length);
        }
    }

    @Test
    void aListOfTextsAndScoresIsInOrder() throws Exception {
        TokenBytes bytes = of((ObjectNode) new ObjectMapper().readTree("""
                {"decoder":{"type":"Metaspace","replacement":"▁"},"model":{"vocab":[["<unk>",0],["▁a",-1.5]]}}"""));
        assertEquals(" a", new String(bytes.get(1), StandardCharsets.UTF_8));
    }
}

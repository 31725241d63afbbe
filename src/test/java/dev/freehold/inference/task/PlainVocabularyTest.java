package dev.freehold.inference.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainVocabularyTest {
    @TempDir
    Path folder;

    private int[] encode(String tokenizer, String text) throws Exception {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(file, tokenizer);
        try (TextTokenizer opened = TextTokenizer.open(file)) {
            return opened.tokens(text);
        }
    }

    @Test
    void aUnigramPieceThatIsAControlTokenIsNotFoundInText() throws Exception {
        String tokenizer = """
                {"version":"1.0","added_tokens":[
                  {"id":1,"content":"</s>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
                 "post_processor":{"type":"RobertaProcessing","sep":["</s>",1],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false},
                 "model":{"type":"Unigram","unk_id":2,"byte_fallback":false,
                  "vocab":[["<s>",0.0],["</s>",0.0],["<unk>",0.0],["<",-1.0],["/",-1.0],["s",-1.0],[">",-1.0]]}}
                """;
        assertEquals("[0, 3, 4, 5, 6, 3, 5, 6, 1]", Arrays.toString(encode(tokenizer, "</s><s>")));
    }

    @Test
    void aWholeWordThatIsAControlTokenIsNotFoundInText() throws Exception {
        String tokenizer = """
                {"version":"1.0","added_tokens":[
                  {"id":4,"content":"<|end|>","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
                  {"id":5,"content":"ab","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
                 "model":{"type":"BPE","ignore_merges":true,"unk_token":"?",
                  "vocab":{"?":0,"a":1,"b":2,"<":3,"<|end|>":4,"ab":5},"merges":[["a","b"]]}}
                """;
        int[] tokens = encode(tokenizer, "<|end|>");
        assertTrue(Arrays.stream(tokens).noneMatch(token -> token == 4), Arrays.toString(tokens));
        assertEquals("[5]", Arrays.toString(encode(tokenizer, "ab")));
    }

    @Test
    void keepsTheUnknownTokenAndWordsThatAreNotControls() throws IOException {
        ObjectNode tokenizer = (ObjectNode) Json.MAPPER.readTree("""
                {"truncation":{"max_length":4},
                 "added_tokens":[{"id":0,"content":"[UNK]","special":true},{"id":1,"content":"[CLS]","special":true},{"id":2,"content":"<b>","special":false}],
                 "model":{"unk_token":"[UNK]","vocab":{"[UNK]":0,"[CLS]":1,"<b>":2}}}
                """);
        PlainVocabulary.rewrite(tokenizer);
        assertTrue(tokenizer.path("truncation").isNull());
        assertEquals(
                "[{\"id\":2,\"content\":\"<b>\",\"special\":false}]",
                tokenizer.path("added_tokens").toString());
        assertTrue(tokenizer.at("/model/vocab").has("[UNK]"));
        assertTrue(tokenizer.at("/model/vocab").has("<b>"));
        assertFalse(tokenizer.at("/model/vocab").has("[CLS]"));
        assertEquals(3, tokenizer.at("/model/vocab").size());
    }
}

package dev.freehold.inference.task;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a complete embedding model of seven words and two dimensions, whose graph is one operator. */
public final class EmbedderFolder {
    static final int PAD = 0;
    static final int CLS = 1;
    static final int SEP = 2;
    static final int UNK = 3;
    static final int RED = 4;
    static final int GREEN = 5;
    static final int BLUE = 6;

    /** Each row is a token's vector; the padding's would be noticed. */
    static final float[][] TABLE = {{100, -100}, {0, 3}, {3, 0}, {-3, 0}, {3, 9}, {-6, 0}, {0, -3}};

    private final Path root;

    EmbedderFolder(Path root) throws IOException {
        this.root = root;
        text("config.json", "{\"architectures\":[\"TinyModel\"],\"vocab_size\":7,\"max_position_embeddings\":4000}");
        text("tokenizer.json", """
                {"version":"1.0","truncation":{"direction":"Right","max_length":4,"strategy":"LongestFirst","stride":0},
                 "padding":{"strategy":{"Fixed":16},"direction":"Right","pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"},
                 "added_tokens":[
                  {"id":0,"content":"[PAD]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
                  {"id":1,"content":"[CLS]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
                  {"id":2,"content":"[SEP]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true},
                  {"id":3,"content":"[UNK]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
                 "normalizer":null,"pre_tokenizer":{"type":"WhitespaceSplit"},
                 "post_processor":{"type":"TemplateProcessing",
                  "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
                  "pair":[{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],
                  "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[1],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[2],"tokens":["[SEP]"]}}},
                 "decoder":null,
                 "model":{"type":"WordLevel","unk_token":"[UNK]","vocab":
                  {"[PAD]":0,"[CLS]":1,"[SEP]":2,"[UNK]":3,"red":4,"green":5,"blue":6}}}
                """);
        graph(new TinyOnnx(TABLE, TinyOnnx.INT64).wants("attention_mask"));
    }

    /** For whoever only wants one. */
    public static void writeTo(Path root) throws IOException {
        var _ = new EmbedderFolder(root);
    }

    EmbedderFolder text(String name, String content) throws IOException {
        Path file = root.resolve(name);
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, content);
        return this;
    }

    EmbedderFolder graph(TinyOnnx graph) throws IOException {
        Files.write(root.resolve("model.onnx"), graph.bytes());
        return this;
    }

    ModelFolder folder() {
        return new ModelFolder(
                new ModelId("tiny"),
                root,
                ModelFolder.Kind.EMBEDDER,
                ModelFolder.Layout.OPTIMUM,
                root.resolve("model.onnx"),
                "sha256:0");
    }
}

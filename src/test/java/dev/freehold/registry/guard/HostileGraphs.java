package dev.freehold.registry.guard;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Graphs that were made to harm whoever reads them, and the parts to make harmless ones of. */
final class HostileGraphs {
    static final String DATA = "weights.bin";

    private HostileGraphs() {}

    /** Numbers of {@code TensorProto.DataType}. */
    static final class DataType {
        static final int UNDEFINED = 0;
        static final int FLOAT = 1;
        static final int UINT8 = 2;
        static final int INT64 = 7;
        static final int STRING = 8;
        static final int DOUBLE = 11;
        static final int COMPLEX64 = 14;
        static final int INT4 = 22;
        static final int LAST = 26;

        private DataType() {}
    }

    /** A file and what must be said about it. */
    record Hostile(String name, ByteString file, String reason) {
        private Hostile(String name, GraphProto.Builder graph, String reason) {
            this(name, model(graph), reason);
        }

        private Hostile(String name, ModelProto.Builder model, String reason) {
            this(name, model.build().toByteString(), reason);
        }

        private Hostile(String name, byte[] file, String reason) {
            this(name, ByteString.copyFrom(file), reason);
        }
    }

    static List<Hostile> all() throws HarmfulFile {
        return Stream.of(wrongSizes(), wrongShapes(), wrongPlaces(), wrongStructure(), wrongOperators(), wrongBytes())
                .flatMap(List::stream)
                .toList();
    }

    /** Each type, one byte too short and one too long. */
    private static List<Hostile> wrongSizes() throws HarmfulFile {
        List<Hostile> all = new ArrayList<>();
        for (int type = 1; type <= DataType.LAST; type++) {
            if (type == DataType.STRING) {
                continue;
            }
            ElementType element = ElementType.of(type, "");
            for (int more : new int[] {-1, 1}) {
                byte[] raw = new byte[(int) element.bytes(8) + more];
                all.add(new Hostile(
                        element + " of " + raw.length + " bytes",
                        with(tensor(type, 8).setRawData(ByteString.copyFrom(raw))),
                        "whose shape asks for"));
            }
        }
        all.add(new Hostile("floats missing", with(tensor(DataType.FLOAT, 2).addFloatData(1)), "ask for 2"));
        all.add(new Hostile("floats as integers", with(tensor(DataType.FLOAT, 1).addInt32Data(1)), "ask for 1"));
        all.add(new Hostile(
                "too many int64", with(tensor(DataType.INT64, 1).addInt64Data(1).addInt64Data(2)), "ask for 1"));
        all.add(new Hostile("half a complex", with(tensor(DataType.COMPLEX64, 1).addFloatData(1)), "ask for 2"));
        all.add(new Hostile(
                "strings missing",
                with(tensor(DataType.STRING, 2).addStringData(ByteString.copyFromUtf8("x"))),
                "ask for 2"));
        all.add(new Hostile(
                "strings as bytes",
                with(tensor(DataType.STRING, 1).setRawData(ByteString.copyFromUtf8("x"))),
                "in two ways"));
        all.add(new Hostile(
                "two ways",
                with(tensor(DataType.FLOAT, 1).addFloatData(1).setRawData(ByteString.copyFrom(new byte[4]))),
                "in two ways"));
        all.add(new Hostile("nothing at all", with(tensor(DataType.FLOAT, 3)), "ask for 3"));
        return all;
    }

    private static List<Hostile> wrongShapes() {
        return List.of(
                new Hostile("negative", with(tensor(DataType.FLOAT, -1)), "the dimension -1"),
                new Hostile("two negatives", with(tensor(DataType.FLOAT, -2, -2)), "the dimension -2"),
                new Hostile("overflow to zero", with(tensor(DataType.FLOAT, 1L << 32, 1L << 32)), "beyond all memory"),
                new Hostile("overflow to small", with(tensor(DataType.FLOAT, (1L << 62) + 1, 4)), "beyond all memory"),
                new Hostile("overflow of bits", with(tensor(DataType.DOUBLE, 1L << 60)), "beyond all memory"),
                new Hostile(
                        "overflow before zero",
                        with(tensor(DataType.FLOAT, 1L << 40, 1L << 40, 0)),
                        "beyond all memory"),
                new Hostile(
                        "many dimensions",
                        with(tensor(
                                DataType.FLOAT,
                                LongStream.generate(() -> 1).limit(17).toArray())),
                        "more than 16 dimensions"),
                new Hostile("no type", with(tensor(DataType.UNDEFINED, 1)), "unknown type 0"),
                new Hostile("unknown type", with(TensorProto.newBuilder().setDataType(27)), "unknown type 27"),
                new Hostile("far type", with(TensorProto.newBuilder().setDataType(1 << 30)), "unknown type"),
                new Hostile("negative type", with(TensorProto.newBuilder().setDataType(-1)), "unknown type"));
    }

    private static List<Hostile> wrongPlaces() {
        List<Hostile> all = new ArrayList<>();
        for (String location : List.of(
                "",
                ".",
                "..",
                "../weights.bin",
                "/etc/passwd",
                "a/weights.bin",
                "..\\weights.bin",
                "C:weights.bin",
                ".hidden",
                "weights.bin\0.txt",
                "weights bin",
                "*/_ORT_MEM_ADDR_/*",
                "~root",
                "%2e%2e",
                "file:///etc/passwd",
                "wéights",
                "x".repeat(201))) {
            all.add(new Hostile("location '" + location + "'", with(elsewhere(4, "location", location)), "beside it"));
        }
        for (String number :
                List.of("-1", "x", "1e3", "0x10", "", " 4", "9999999999999999999", "18446744073709551616")) {
            all.add(new Hostile(
                    "offset '" + number + "'",
                    with(elsewhere(4, "location", DATA, "offset", number)),
                    "as the offset"));
            all.add(new Hostile(
                    "length '" + number + "'",
                    with(elsewhere(4, "location", DATA, "length", number)),
                    "as the length"));
        }
        all.addAll(List.of(
                new Hostile(
                        "unknown key", with(elsewhere(4, "location", DATA, "__class__", "os")), "which nobody knows"),
                new Hostile("key twice", with(elsewhere(4, "location", DATA, "location", DATA)), "says twice"),
                new Hostile("no location", with(elsewhere(4, "offset", "0")), "beside it"),
                new Hostile(
                        "shorter than its shape", with(elsewhere(4, "location", DATA, "length", "3")), "asks for 4"),
                new Hostile("longer than its shape", with(elsewhere(4, "location", DATA, "length", "5")), "asks for 4"),
                new Hostile("beyond the end", with(elsewhere(4, "location", DATA, "offset", "61")), "beyond the end"),
                new Hostile(
                        "far beyond the end",
                        with(elsewhere(4, "location", DATA, "offset", "999999999999999999")),
                        "beyond the end"),
                new Hostile("all beyond the end", with(elsewhere(65, "location", DATA)), "beyond the end"),
                new Hostile(
                        "here and there",
                        with(elsewhere(4, "location", DATA).setRawData(ByteString.copyFrom(new byte[4]))),
                        "both here"),
                new Hostile(
                        "text elsewhere", with(elsewhere(1, "location", DATA).setDataType(8)), "both here"),
                new Hostile(
                        "named but here",
                        with(elsewhere(4, "location", DATA)
                                .clearDataLocation()
                                .setRawData(ByteString.copyFrom(new byte[4]))),
                        "not there"),
                new Hostile(
                        "the same bytes",
                        with(
                                elsewhere(4, "location", DATA),
                                elsewhere(4, "location", DATA).setName("b")),
                        "another tensor's"),
                new Hostile(
                        "overlapping bytes",
                        with(
                                elsewhere(4, "location", DATA),
                                elsewhere(4, "location", DATA, "offset", "3").setName("b")),
                        "another tensor's"),
                new Hostile(
                        "in an attribute",
                        graph().addNode(node("Constant")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("value")
                                        .setT(elsewhere(4, "location", "../x")))),
                        "beside it"),
                new Hostile(
                        "in a sparse tensor",
                        graph().addSparseInitializer(
                                        SparseTensorProto.newBuilder().setValues(elsewhere(4, "location", "../x"))),
                        "beside it"),
                new Hostile(
                        "in a branch",
                        graph().addNode(node("If")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("then_branch")
                                        .setG(with(elsewhere(4, "location", "../x"))))),
                        "beside it"),
                new Hostile(
                        "in a function",
                        model(graph())
                                .addFunctions(function("f")
                                        .addNode(node("Constant")
                                                .addAttribute(AttributeProto.newBuilder()
                                                        .setName("value")
                                                        .setT(elsewhere(4, "location", "../x")))))
                                .build()
                                .toByteArray(),
                        "beside it")));
        return all;
    }

    private static List<Hostile> wrongStructure() {
        ModelProto.Builder chain = model(graph());
        IntStream.range(0, 40)
                .forEach(i -> chain.addFunctions(
                        function("f" + i).addNode(node("f" + (i + 1)).setDomain("own"))));
        chain.addFunctions(function("f40"));
        ModelProto.Builder crowd = model(graph());
        IntStream.rangeClosed(0, 1000).forEach(i -> crowd.addFunctions(function("f" + i)));
        GraphProto.Builder many = graph();
        NodeProto node = node("Relu").build();
        IntStream.rangeClosed(0, 200_000).forEach(i -> many.addNode(node));
        GraphProto.Builder nested = graph();
        for (int depth = 0; depth < 20; depth++) {
            nested = graph().addNode(node("If")
                    .addAttribute(
                            AttributeProto.newBuilder().setName("then_branch").setG(nested)));
        }
        return List.of(
                new Hostile(
                        "a function of itself",
                        model(graph())
                                .addFunctions(function("f").addNode(node("f").setDomain("own")))
                                .build()
                                .toByteArray(),
                        "calls itself"),
                new Hostile(
                        "two functions of each other",
                        model(graph())
                                .addFunctions(function("f").addNode(node("g").setDomain("own")))
                                .addFunctions(function("g").addNode(node("f").setDomain("own")))
                                .build()
                                .toByteArray(),
                        "calls itself"),
                new Hostile("a chain of functions", chain, "more than 32 deep"),
                new Hostile("a crowd of functions", crowd, "more than 1000 functions"),
                new Hostile(
                        "a function twice",
                        model(graph())
                                .addFunctions(function("f"))
                                .addFunctions(function("f"))
                                .build()
                                .toByteArray(),
                        "twice"),
                new Hostile("many nodes", many, "more than 200000 nodes"),
                new Hostile("graphs in graphs", nested, "more than 16 deep"),
                new Hostile("a tensor twice", with(scalar("a"), scalar("a")), "twice"),
                new Hostile(
                        "training",
                        model(graph())
                                .addTrainingInfo(TrainingInfoProto.getDefaultInstance())
                                .build()
                                .toByteArray(),
                        "training"));
    }

    private static List<Hostile> wrongOperators() {
        return List.of(
                new Hostile(
                        "a foreign domain", graph().addNode(node("Evil").setDomain("com.example")), "com.example.Evil"),
                new Hostile(
                        "an operator of the runtime's that nobody needs",
                        graph().addNode(node("PythonOp").setDomain("com.microsoft")),
                        "com.microsoft.PythonOp"),
                new Hostile(
                        "an experimental domain",
                        graph().addNode(node("ExecuteGraph").setDomain("com.microsoft.experimental")),
                        "not known here"),
                new Hostile(
                        "inside a branch",
                        graph().addNode(node("If")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("then_branch")
                                        .setG(graph().addNode(node("Evil").setDomain("x"))))),
                        "x.Evil"),
                new Hostile("3 bits", quantised(64, 4, 3, 32, 128, 8), "3 bits"),
                new Hostile("blocks of 24", quantised(64, 4, 4, 24, 128, 8), "blocks of 24"),
                new Hostile("blocks of 8", quantised(64, 4, 4, 8, 128, 8), "blocks of 8"),
                new Hostile("no K", quantised(0, 4, 4, 32, 128, 8), "whose K is 0"),
                new Hostile("negative N", quantised(64, -4, 4, 32, 128, 8), "whose N is -4"),
                new Hostile("weights too short", quantised(64, 4, 4, 32, 127, 8), "ask for 128"),
                new Hostile("K beyond the weights", quantised(1 << 20, 4, 4, 32, 128, 8), "ask for"),
                new Hostile("sizes that overflow", quantised(1L << 62, 1L << 62, 4, 32, 128, 8), "beyond all memory"),
                new Hostile("scales too short", quantised(64, 4, 4, 32, 128, 7), "ask for 8"));
    }

    private static List<Hostile> wrongBytes() {
        List<Hostile> all = new ArrayList<>();
        byte[] whole = model(with(scalar("a")).addNode(node("Relu"))).build().toByteArray();
        for (int length = 0; length < whole.length - 1; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            if (isWhole(cut)) {
                continue;
            }
            all.add(new Hostile("cut after " + length + " bytes", cut, ""));
        }
        all.add(new Hostile(
                "a length of eight exabytes",
                new byte[] {0x3A, -1, -1, -1, -1, -1, -1, -1, -1, 0x7F},
                "not a complete"));
        all.add(new Hostile(
                "a number without end",
                new byte[] {0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
                "not a complete"));
        all.add(new Hostile("a group", new byte[] {0x0B}, "not a complete"));
        all.add(new Hostile("a pickle", new byte[] {(byte) 0x80, 4, (byte) 0x95}, "not a complete"));
        all.add(new Hostile(
                "a pointer", "version https://git-lfs.github.com/spec/v1".getBytes(StandardCharsets.UTF_8), "Git LFS"));
        return all;
    }

    /** Does the cut fall between two fields behind the graph? */
    private static boolean isWhole(byte[] cut) {
        try {
            return ModelProto.parseFrom(cut).hasGraph();
        } catch (InvalidProtocolBufferException broken) {
            return false;
        }
    }

    static ModelProto.Builder model(GraphProto.Builder graph) {
        return ModelProto.newBuilder().setIrVersion(8).setGraph(graph);
    }

    static GraphProto.Builder graph() {
        return GraphProto.newBuilder().setName("main");
    }

    static GraphProto.Builder with(TensorProto.Builder... tensors) {
        GraphProto.Builder graph = graph();
        Stream.of(tensors).forEach(graph::addInitializer);
        return graph;
    }

    static NodeProto.Builder node(String operator) {
        return NodeProto.newBuilder().setOpType(operator);
    }

    static FunctionProto.Builder function(String name) {
        return FunctionProto.newBuilder().setDomain("own").setName(name);
    }

    static TensorProto.Builder tensor(int type, long... dimensions) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName("a").setDataType(type);
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        return tensor;
    }

    static TensorProto.Builder scalar(String name) {
        return tensor(DataType.FLOAT, 1).setName(name).addFloatData(1);
    }

    /** Bytes in another file, with these keys and values. */
    static TensorProto.Builder elsewhere(long bytes, String... entries) {
        TensorProto.Builder tensor =
                tensor(DataType.UINT8, bytes).setName("far").setDataLocation(TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(entries[i]).setValue(entries[i + 1]));
        }
        return tensor;
    }

    static GraphProto.Builder quantised(long inputs, long outputs, long bits, long block, int weights, int scales) {
        NodeProto.Builder node = node("MatMulNBits")
                .setDomain("com.microsoft")
                .addInput("x")
                .addInput("b")
                .addInput("s");
        List.of("K", "N", "bits", "block_size")
                .forEach(name -> node.addAttribute(AttributeProto.newBuilder()
                        .setName(name)
                        .setI(
                                switch (name) {
                                    case "K" -> inputs;
                                    case "N" -> outputs;
                                    case "bits" -> bits;
                                    default -> block;
                                })));
        return with(
                        tensor(DataType.UINT8, weights).setName("b").setRawData(ByteString.copyFrom(new byte[weights])),
                        tensor(DataType.FLOAT, scales)
                                .setName("s")
                                .setRawData(ByteString.copyFrom(new byte[4 * scales])))
                .addNode(node);
    }
}

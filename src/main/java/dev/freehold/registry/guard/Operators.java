package dev.freehold.registry.guard;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Which operators a graph may use: those of ONNX, the runtime's own for inference by name, and functions that the model defines. */
final class Operators {
    private static final Set<String> STANDARD = Set.of("", "ai.onnx", "ai.onnx.ml");
    private static final String RUNTIME = "com.microsoft";
    private static final Set<String> OF_THE_RUNTIME = Set.of("""
            Attention BiasAdd BiasDropout BiasGelu BiasSoftmax BiasSplitGelu BifurcationDetector CausalConvWithState
            ComplexMul ComplexMulConj ConvTransposeWithDynamicPads CropAndResize DecoderMaskedMultiHeadAttention
            DecoderMaskedSelfAttention DequantizeLinear DynamicQuantizeLSTM DynamicQuantizeMatMul DynamicTimeWarping
            EmbedLayerNormalization ExpandDims FastGelu FusedConv FusedGemm FusedMatMul FusedMatMulActivation
            GatedRelativePositionBias GatherBlockQuantized GatherND Gelu GemmFastGelu GemmFloat8 GridSample GroupNorm
            GroupQueryAttention Inverse Irfft LinearAttention LongformerAttention MatMulBnb4 MatMulFpQ4 MatMulInteger16
            MatMulIntegerToFloat MatMulNBits MoE MultiHeadAttention MurmurHash3 NGramRepeatBlock NhwcConv NhwcFusedConv
            NhwcMaxPool PackedAttention PackedMultiHeadAttention PackedQKVMultiHeadAttention Pad QAttention
            QEmbedLayerNormalization QGemm QLinearAdd QLinearAveragePool QLinearConcat QLinearConv
            QLinearGlobalAveragePool QLinearLeakyRelu QLinearMul QLinearReduceMean QLinearSigmoid QLinearSoftmax
            QLinearWhere QMoE QOrderedAttention QOrderedGelu QOrderedLayerNormalization QOrderedMatMul QuantizeLinear
            QuickGelu Range ReduceSumInteger RelativePositionBias RemovePadding RestorePadding Rfft RotaryEmbedding
            SampleOp SkipGroupNorm SkipLayerNormalization SkipSimplifiedLayerNormalization SparseAttention
            SparseToDenseMatMul Tokenizer TorchEmbedding TransposeMatMul Trilu UnfoldTensor Unique WhisperBeamSearch
            WordConvEmbedding""".split("\\s+"));

    private record Use(String domain, String operator) {}

    private final Set<Use> uses = new HashSet<>();

    void use(String domain, String operator) {
        uses.add(new Use(domain, operator));
    }

    void check(Set<String> functions) throws HarmfulFile {
        Set<String> unknown = new TreeSet<>();
        for (Use use : uses) {
            boolean isKnown = STANDARD.contains(use.domain())
                    || (use.domain().equals(RUNTIME) && OF_THE_RUNTIME.contains(use.operator()))
                    || functions.contains(FunctionCalls.name(use.domain(), use.operator()));
            if (!isKnown) {
                unknown.add(HarmfulFile.shown(FunctionCalls.name(use.domain(), use.operator())));
            }
        }
        if (!unknown.isEmpty()) {
            throw new HarmfulFile("uses operators that are not known here: "
                    + String.join(", ", unknown.stream().limit(5).toList()));
        }
    }
}

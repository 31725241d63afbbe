"""Writes freehold-embed as ONNX with standard operators, in the layout of sentence-transformers."""
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto
from tokenizers import Tokenizer
from transformers import BertModel

from embed import CLS, CONTEXT, PAD, SEP
from graph import Graph


def export(model: BertModel, tokenizer: Tokenizer, folder: Path) -> None:
    (folder / "1_Pooling").mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of(model), str(folder / "model.onnx"))
    tokenizer.save(str(folder / "tokenizer.json"))
    for name, content in descriptions(model).items():
        (folder / name).write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def graph_of(model: BertModel) -> onnx.ModelProto:
    config, g = model.config, Graph("freehold-embed")
    weights = {name: tensor.detach().float().numpy() for name, tensor in model.state_dict().items()}
    heads, width = config.num_attention_heads, config.hidden_size // config.num_attention_heads
    g.input("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"])
    g.input("attention_mask", TensorProto.INT64, ["batch_size", "sequence_length"])

    def dense(name: str, x: str, at: str) -> str:
        product = g.node("MatMul", [x, g.half(name + ".matrix", weights[at + ".weight"].T)], name + ".product")
        return g.node("Add", [product, g.weight(name + ".bias", weights[at + ".bias"])], name)

    def norm(name: str, x: str, at: str) -> str:
        scale, shift = g.weight(name + ".scale", weights[at + ".weight"]), g.weight(name + ".shift", weights[at + ".bias"])
        return g.node("LayerNormalization", [x, scale, shift], name, axis=-1, epsilon=config.layer_norm_eps)

    def by_head(name: str, x: str) -> str:
        shape = g.weight("by_head", np.array([0, 0, heads, width], np.int64))
        return g.node("Transpose", [g.node("Reshape", [x, shape], name + ".split")], name + ".heads", perm=[0, 2, 1, 3])

    hidden_columns = padding_penalty(g)
    x = norm("embedded", embedded(g, weights), "embeddings.LayerNorm")
    for layer in range(config.num_hidden_layers):
        at = f"encoder.layer.{layer}"
        query, key, value = (by_head(f"{layer}.{part}", dense(f"{layer}.{part}", x, f"{at}.attention.self.{part}"))
                             for part in ("query", "key", "value"))
        turned = g.node("Transpose", [key], f"{layer}.key.turned", perm=[0, 1, 3, 2])
        scores = g.node("Mul", [g.node("MatMul", [query, turned], f"{layer}.raw"),
                                g.weight("scale", np.array(width ** -0.5, np.float32))], f"{layer}.scores")
        shares = g.node("Softmax", [g.node("Add", [scores, hidden_columns], f"{layer}.masked")], f"{layer}.shares", axis=-1)
        mixed = g.node("Transpose", [g.node("MatMul", [shares, value], f"{layer}.mixed")], f"{layer}.mixed.rows", perm=[0, 2, 1, 3])
        joined = g.node("Reshape", [mixed, g.weight("joined", np.array([0, 0, heads * width], np.int64))], f"{layer}.joined")
        attended = g.node("Add", [dense(f"{layer}.attention", joined, f"{at}.attention.output.dense"), x], f"{layer}.attended")
        x = norm(f"{layer}.attention.norm", attended, f"{at}.attention.output.LayerNorm")
        raised = g.node("Gelu", [dense(f"{layer}.raise", x, f"{at}.intermediate.dense")], f"{layer}.gelu")
        fed = g.node("Add", [dense(f"{layer}.lower", raised, f"{at}.output.dense"), x], f"{layer}.fed")
        is_last = layer == config.num_hidden_layers - 1
        x = norm("last_hidden_state" if is_last else f"{layer}.norm", fed, f"{at}.output.LayerNorm")
    g.output("last_hidden_state", TensorProto.FLOAT, ["batch_size", "sequence_length", config.hidden_size])
    return g.model()


def embedded(g: Graph, weights: dict[str, np.ndarray]) -> str:
    """Word plus position; the one token type there is goes into the positions."""
    words = g.node("Cast", [g.node("Gather", [g.weight("words", weights["embeddings.word_embeddings.weight"].astype(np.float16)),
                                              "input_ids"], "word.half")], "word", to=TensorProto.FLOAT)
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    one, two = g.weight("one", np.array([1], np.int64)), g.weight("two", np.array([2], np.int64))
    length = g.node("Slice", [g.node("Shape", ["input_ids"], "shape"), one, two], "length")
    zero = g.weight("zero", np.array([0], np.int64))
    return g.node("Add", [words, g.node("Slice", [g.half("positions", places), zero, length, zero], "position")], "word_and_place")


def padding_penalty(g: Graph) -> str:
    """0 for tokens, a large negative number for padding, shaped to be added to the attention scores."""
    mask = g.node("Cast", ["attention_mask"], "mask.float", to=TensorProto.FLOAT)
    away = g.node("Sub", [g.weight("one.float", np.array(1, np.float32)), mask], "mask.away")
    penalty = g.node("Mul", [away, g.weight("penalty", np.array(-1e9, np.float32))], "mask.penalty")
    return g.node("Unsqueeze", [penalty, g.weight("middle", np.array([1, 2], np.int64))], "mask.columns")


def descriptions(model: BertModel) -> dict[str, object]:
    c = model.config
    return {
        "config.json": {
            "architectures": ["BertModel"], "model_type": "bert", "vocab_size": c.vocab_size, "hidden_size": c.hidden_size,
            "num_hidden_layers": c.num_hidden_layers, "num_attention_heads": c.num_attention_heads,
            "intermediate_size": c.intermediate_size, "hidden_act": "gelu", "max_position_embeddings": CONTEXT,
            "type_vocab_size": 1, "layer_norm_eps": c.layer_norm_eps, "pad_token_id": 0, "torch_dtype": "float32"},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": CONTEXT, "do_lower_case": True,
            "pad_token": PAD, "cls_token": CLS, "sep_token": SEP, "clean_up_tokenization_spaces": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}],
        "1_Pooling/config.json": {
            "word_embedding_dimension": c.hidden_size, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False, "pooling_mode_mean_sqrt_len_tokens": False},
        "sentence_bert_config.json": {"max_seq_length": CONTEXT, "do_lower_case": False},
    }

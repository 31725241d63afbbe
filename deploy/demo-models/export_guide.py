"""Writes freehold-guide as ONNX, in the layout of onnxruntime-genai's exports for the CPU."""
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto
from tokenizers import Tokenizer
from transformers import LlamaForCausalLM

from graph import MICROSOFT, Graph
from guide import BOS, CHAT_TEMPLATE, CONTEXT, END, PAD, SPECIALS


def export(model: LlamaForCausalLM, tokenizer: Tokenizer, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(graph_of(model), str(folder / "model.onnx"))
    tokenizer.save(str(folder / "tokenizer.json"))
    for name, content in descriptions(model).items():
        (folder / name).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def graph_of(model: LlamaForCausalLM) -> onnx.ModelProto:
    config, g = model.config, Graph("freehold-guide")
    weights = {name: tensor.detach().float().numpy() for name, tensor in model.state_dict().items()}
    kept, width = config.num_key_value_heads, config.head_dim
    g.input("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"])
    g.input("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"])
    lengths(g)
    rotation(g, width, float(config.rope_parameters["rope_theta"]))

    table = g.weight("embedding", weights["model.embed_tokens.weight"].astype(np.float16))
    stream = g.node("Cast", [g.node("Gather", [table, "input_ids"], "embedded.half")], "embedded", to=TensorProto.FLOAT)
    added = None  # what the last block adds to the stream
    for layer in range(config.num_hidden_layers):
        at = f"model.layers.{layer}."
        cache = ["batch_size", kept, "past_sequence_length", width]
        grown = ["batch_size", kept, "total_sequence_length", width]
        for part in ("key", "value"):
            g.input(f"past_key_values.{layer}.{part}", TensorProto.FLOAT, cache)
            g.output(f"present.{layer}.{part}", TensorProto.FLOAT, grown)

        x, stream = norm(g, f"{layer}.attention_norm", stream, added, weights[at + "input_layernorm.weight"], config)
        packed = np.concatenate([weights[f"{at}self_attn.{name}_proj.weight"] for name in "qkv"])
        g.linear8(f"{layer}.qkv", x, packed)
        g.node("GroupQueryAttention",
               [f"{layer}.qkv", "", "", f"past_key_values.{layer}.key", f"past_key_values.{layer}.value",
                "last_position", "total_length", "cos_cache", "sin_cache"],
               [f"{layer}.attention", f"present.{layer}.key", f"present.{layer}.value"], domain=MICROSOFT,
               num_heads=config.num_attention_heads, kv_num_heads=kept, do_rotary=1, rotary_interleaved=0, scale=width ** -0.5)
        added = g.linear8(f"{layer}.attention_out", f"{layer}.attention", weights[at + "self_attn.o_proj.weight"])

        x, stream = norm(g, f"{layer}.feed_norm", stream, added, weights[at + "post_attention_layernorm.weight"], config)
        gate = g.linear8(f"{layer}.gate", x, weights[at + "mlp.gate_proj.weight"])
        up = g.linear8(f"{layer}.up", x, weights[at + "mlp.up_proj.weight"])
        silu = g.node("Mul", [gate, g.node("Sigmoid", [gate], f"{layer}.sigmoid")], f"{layer}.silu")
        fed = g.node("Mul", [silu, up], f"{layer}.fed")
        added = g.linear8(f"{layer}.down", fed, weights[at + "mlp.down_proj.weight"])

    x, _ = norm(g, "final_norm", stream, added, weights["model.norm.weight"], config)
    last = g.node("Gather", [x, g.weight("minus_one", np.array(-1, np.int64))], "last", axis=1)  # only the last position counts
    one = g.node("Unsqueeze", [last, g.weight("axis_one", np.array([1], np.int64))], "last_kept")
    g.linear8("logits", one, weights["lm_head.weight"])
    g.output("logits", TensorProto.FLOAT, ["batch_size", 1, config.vocab_size])
    return g.model()


def norm(g: Graph, name: str, stream: str, added: str | None, scale: np.ndarray, config) -> tuple[str, str]:
    """(normalised, stream), adding what the last block had to add on the way."""
    weight = g.weight(name + ".scale", scale)
    if added is None:
        return g.node("SimplifiedLayerNormalization", [stream, weight], name, axis=-1, epsilon=config.rms_norm_eps,
                      stash_type=1), stream
    g.node("SkipSimplifiedLayerNormalization", [stream, added, weight], [name, "", "", name + ".stream"], domain=MICROSOFT,
           epsilon=config.rms_norm_eps)
    return name, name + ".stream"


def lengths(g: Graph) -> None:
    """From the mask: the index of each row's last token, and the length of the longest row."""
    axis, one = g.weight("axis_one", np.array([1], np.int64)), g.weight("one", np.array([1], np.int64))
    counted = g.node("ReduceSum", ["attention_mask", axis], "counted", keepdims=0)
    g.node("Cast", [g.node("Sub", [counted, one], "last_position.long")], "last_position", to=TensorProto.INT32)
    shape = g.node("Shape", ["attention_mask"], "mask_shape")
    total = g.node("Gather", [shape, g.weight("index_one", np.array(1, np.int64))], "total_length.long", axis=0)
    g.node("Cast", [total], "total_length", to=TensorProto.INT32)


def rotation(g: Graph, width: int, theta: float) -> None:
    frequencies = theta ** (-np.arange(0, width, 2) / width)
    angles = np.arange(CONTEXT)[:, None] * frequencies[None, :]
    g.weight("cos_cache", np.cos(angles).astype(np.float32))
    g.weight("sin_cache", np.sin(angles).astype(np.float32))


def descriptions(model: LlamaForCausalLM) -> dict[str, dict]:
    c = model.config
    ids = {"bos_token_id": SPECIALS.index(BOS), "eos_token_id": SPECIALS.index(END), "pad_token_id": SPECIALS.index(PAD)}
    return {
        "config.json": {
            "architectures": ["LlamaForCausalLM"], "model_type": "llama", "vocab_size": c.vocab_size,
            "hidden_size": c.hidden_size, "intermediate_size": c.intermediate_size,
            "num_hidden_layers": c.num_hidden_layers, "num_attention_heads": c.num_attention_heads,
            "num_key_value_heads": c.num_key_value_heads, "head_dim": c.head_dim, "hidden_act": "silu",
            "max_position_embeddings": CONTEXT, "rms_norm_eps": c.rms_norm_eps, "rope_theta": 10000.0,
            "rope_scaling": None, "attention_bias": False, "mlp_bias": False, "tie_word_embeddings": True,
            "torch_dtype": "float32", **ids},
        "generation_config.json": {"do_sample": False, **ids},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": CONTEXT, "bos_token": BOS, "eos_token": END,
            "pad_token": PAD, "add_bos_token": False, "add_eos_token": False, "clean_up_tokenization_spaces": False,
            "added_tokens_decoder": {
                str(number): {"content": token, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False,
                              "special": True} for number, token in enumerate(SPECIALS)},
            "chat_template": CHAT_TEMPLATE},
    }

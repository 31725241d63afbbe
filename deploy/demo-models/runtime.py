"""Runs the exported models the way the product does: chat template, key/value cache, greedy choice; mean-pooled vectors."""
import json
from pathlib import Path

import jinja2
import numpy as np
import onnxruntime
from tokenizers import Tokenizer


def session(folder: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])


class Guide:
    def __init__(self, folder: Path):
        self.session = session(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.config = json.loads((folder / "config.json").read_text())
        described = json.loads((folder / "tokenizer_config.json").read_text())
        environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True)
        self.template = environment.from_string(described["chat_template"])
        self.bos = described["bos_token"]
        self.outputs = [output.name for output in self.session.get_outputs()]

    def answer(self, messages: list[dict[str, str]], most: int = 160) -> str:
        prompt = self.template.render(messages=messages, bos_token=self.bos, add_generation_prompt=True)
        ids = self.tokenizer.encode(prompt, add_special_tokens=False).ids
        cache, length, written = self.empty_cache(), 0, []
        while len(written) < most:
            length += len(ids)
            logits, cache = self.step(ids, length, cache)
            token = int(logits.argmax())
            if token == self.config["eos_token_id"]:
                break
            written.append(token)
            ids = [token]
        return self.tokenizer.decode(written)

    def empty_cache(self) -> dict[str, np.ndarray]:
        shape = (1, self.config["num_key_value_heads"], 0, self.config["head_dim"])
        return {f"past_key_values.{layer}.{part}": np.zeros(shape, np.float32)
                for layer in range(self.config["num_hidden_layers"]) for part in ("key", "value")}

    def step(self, ids: list[int], length: int, cache: dict[str, np.ndarray]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        """Logits [vocabulary] after the last of `ids`, and the grown cache; `length` counts everything so far."""
        inputs = {"input_ids": np.array([ids], np.int64), "attention_mask": np.ones((1, length), np.int64), **cache}
        results = dict(zip(self.outputs, self.session.run(None, inputs)))
        grown = {name.replace("present", "past_key_values"): value for name, value in results.items() if name != "logits"}
        return results["logits"][0, -1], grown


class Embedder:
    def __init__(self, folder: Path):
        self.session = session(folder)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(json.loads((folder / "sentence_bert_config.json").read_text())["max_seq_length"])
        self.tokenizer.enable_padding()

    def vectors(self, texts: list[str], batch: int = 64) -> np.ndarray:
        """[texts, width], each of length 1."""
        return np.concatenate([self.batch(texts[i:i + batch]) for i in range(0, len(texts), batch)])

    def batch(self, texts: list[str]) -> np.ndarray:
        encodings = self.tokenizer.encode_batch(texts)
        mask = np.array([e.attention_mask for e in encodings], np.int64)
        states = self.session.run(None, {"input_ids": np.array([e.ids for e in encodings], np.int64), "attention_mask": mask})[0]
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

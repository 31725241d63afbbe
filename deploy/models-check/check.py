"""Compares what built models write with what Hugging Face's implementations write; writes report.md and fails when they differ."""
import argparse
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import numpy as np
import onnxruntime as ort
import torch
import transformers

import tiny

HERE = pathlib.Path(__file__).parent
WORK = HERE / ".work"
PROMPT, WRITTEN = 40, 48
LARGEST_DIFFERENCE = 2e-4  # of a logit, in single precision on both sides


class Built:
    """A built graph with its caches."""

    def __init__(self, folder: pathlib.Path):
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = ort.InferenceSession(str(folder / "model.onnx"), options)
        self.outputs = [output.name for output in self.session.get_outputs()]
        self.cache = {each.name: np.zeros((1, each.shape[1], 0, each.shape[3]), np.float32)
                      for each in self.session.get_inputs() if each.name.startswith("past")}
        self.length = 0

    def step(self, ids) -> np.ndarray:
        self.length += len(ids)
        feeds = dict(self.cache, input_ids=np.array([ids], np.int64), attention_mask=np.ones((1, self.length), np.int64))
        result = dict(zip(self.outputs, self.session.run(None, feeds)))
        self.cache = {name.replace("present", "past_key_values"): value for name, value in result.items() if name != "logits"}
        return result["logits"][0, -1]


@torch.no_grad()
def reference(model, prompt):
    """The tokens that the model writes greedily, and the logits that it chooses them by."""
    ids, logits = list(prompt), []
    for _ in range(WRITTEN):
        logits.append(model(torch.tensor([ids]), use_cache=False).logits[0, -1].numpy())
        ids.append(int(logits[-1].argmax()))
    return ids[len(prompt):], np.stack(logits)


def build(freehold: str, source: pathlib.Path, precision: str, block: int) -> pathlib.Path:
    out = source.with_name(f"{source.name}-{precision}-{block}")
    subprocess.run([*shlex.split(freehold), "models", "build", str(source), "--out", str(out), "--precision", precision, "--block", str(block)],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return out


def along(folder: pathlib.Path, prompt, tokens) -> np.ndarray:
    """The built model's logits at each place of a text that is given."""
    built = Built(folder)
    return np.stack([built.step(prompt)] + [built.step([token]) for token in tokens[:-1]])


def free(folder: pathlib.Path, prompt):
    built, ids = Built(folder), []
    logits = built.step(prompt)
    for _ in range(WRITTEN):
        ids.append(int(logits.argmax()))
        logits = built.step([ids[-1]])
    return ids


def check(name: str, freehold: str):
    source = folder_of(name)
    model = tiny.make(name)
    model.save_pretrained(source)
    (source / "tokenizer.json").write_text("{}")
    prompt = np.random.default_rng(5).integers(3, 320, PROMPT).tolist()
    tokens, wanted = reference(model, prompt)
    full = build(freehold, source, "fp32", 32)
    difference = float(np.abs(along(full, prompt, tokens) - wanted).max())
    same = sum(a == b for a, b in zip(free(full, prompt), tokens))
    rounded = []
    for precision, block in (("int8", 32), ("int4", 32), ("int4", 128)):
        given = along(build(freehold, source, precision, block), prompt, tokens)
        rounded.append((float(np.corrcoef(given.ravel(), wanted.ravel())[0, 1]), int((given.argmax(1) == wanted.argmax(1)).sum())))
    return difference, float(wanted.std()), same, rounded


def folder_of(name: str) -> pathlib.Path:
    return WORK / name.lower().replace(" ", "-").replace(",", "").replace("(", "").replace(")", "")


@torch.no_grad()
def check_encoder(name: str, freehold: str):
    """Two texts, the second of them padded; only what is no padding counts."""
    model = tiny.make_encoder(name)
    model.save_pretrained(folder_of(name))
    (folder_of(name) / "tokenizer.json").write_text("{}")
    ids = np.random.default_rng(5).integers(3, 320, (2, PROMPT))
    mask = np.ones_like(ids)
    mask[1, PROMPT - 9:] = 0
    ids[1, PROMPT - 9:] = model.config.pad_token_id
    output = model(input_ids=torch.tensor(ids), attention_mask=torch.tensor(mask))
    tensor = (output.logits if "logits" in output else output.last_hidden_state).numpy()

    def along(precision: str, block: int) -> np.ndarray:
        session = ort.InferenceSession(str(build(freehold, folder_of(name), precision, block) / "model.onnx"))
        feeds = dict(input_ids=ids, attention_mask=mask, token_type_ids=np.zeros_like(ids))
        given = session.run(None, {each.name: feeds[each.name] for each in session.get_inputs()})[0]
        return given if given.ndim == 2 else given[mask == 1]

    wanted = tensor if tensor.ndim == 2 else tensor[mask == 1]
    rounded = [float(np.corrcoef(along(precision, block).ravel(), wanted.ravel())[0, 1]) for precision, block in (("int8", 32), ("int4", 32), ("int4", 128))]
    return float(np.abs(along("fp32", 32) - wanted).max()), float(wanted.std()), rounded


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--freehold", default="java -jar ../../target/quarkus-app/quarkus-run.jar")
    arguments.add_argument("--only", default="")
    chosen = arguments.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    lines = [f"# Built models against transformers {transformers.__version__}", "",
             f"Torch {torch.__version__}, ONNX Runtime {ort.__version__}, prompts of {PROMPT} tokens, {WRITTEN} tokens written greedily. *Logits* is the largest difference of one in",
             "single precision, beside how far logits spread; *tokens* is how many are the same when both write freely. For rounded weights: correlation of all logits along the",
             "same text, and at how many places the same token is the likeliest. Weights by chance are harder to round than trained ones.", "",
             "| model | logits (spread) | tokens | int8, 32 | int4, 32 | int4, 128 |", "| --- | --- | --- | --- | --- | --- |"]
    failed = []
    for name in tiny.MODELS:
        if chosen.only and chosen.only not in name:
            continue
        try:
            difference, spread, same, rounded = check(name, chosen.freehold)
        except subprocess.CalledProcessError as refused:
            print(name, refused.stderr)
            failed.append(name)
            continue
        columns = [f"{alike:.4f}, {likeliest}/{WRITTEN}" for alike, likeliest in rounded]
        lines.append(f"| {name} | {difference:.1e} ({spread:.1f}) | {same}/{WRITTEN} | " + " | ".join(columns) + " |")
        print(lines[-1], flush=True)
        if difference > LARGEST_DIFFERENCE or same < WRITTEN:
            failed.append(name)
    lines += ["", "Models that read, two texts of which one is padded: their outputs, where no padding is.", "",
              "| model | outputs (spread) | int8, 32 | int4, 32 | int4, 128 |", "| --- | --- | --- | --- | --- |"]
    for name in tiny.ENCODERS:
        if chosen.only and chosen.only not in name:
            continue
        try:
            difference, spread, rounded = check_encoder(name, chosen.freehold)
        except subprocess.CalledProcessError as refused:
            print(name, refused.stderr)
            failed.append(name)
            continue
        lines.append(f"| {name} | {difference:.1e} ({spread:.1f}) | " + " | ".join(f"{alike:.4f}" for alike in rounded) + " |")
        print(lines[-1], flush=True)
        if difference > LARGEST_DIFFERENCE:
            failed.append(name)
    if not chosen.only:
        (HERE / "report.md").write_text("\n".join(lines) + "\n")
    shutil.rmtree(WORK)
    print("differ: " + ", ".join(failed) if failed else "all the same")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

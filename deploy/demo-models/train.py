"""Trains both demo models, exports them into the product's resources and evaluates the exports.

    python train.py                 everything
    python train.py guide           only freehold-guide (or: embed, export, evaluate)
    python train.py refine          one more round for freehold-guide, after a small change of the handbook
"""
import argparse
import sys

import torch

import compare
import corpus
import curve
import embed
import evaluate
import export_embed
import export_guide
import guide
from places import RESOURCES, WORK

GUIDE_ROUNDS = [guide.Round(1900, rate=1.0, follow_ups=0.5), guide.Round(450, rate=0.5, follow_ups=0.7, long=0.05, copies=2),
                guide.Round(250, rate=0.4, follow_ups=0.7, long=0.15, copies=2)]
REFINEMENT = guide.Round(130, rate=0.12, follow_ups=0.7, long=0.1)
REFINED_ENTRIES = ["what-is-freehold", "key-create"]
EMBED_STEPS = 700


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help="guide, refine, embed, export, evaluate; nothing means all but refine")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    parts = options.parts or ["guide", "embed", "export", "evaluate"]
    torch.set_num_threads(options.threads)
    texts = corpus.load()
    for part in parts:
        if part == "guide":
            guide.train(texts, guide.train_tokenizer(texts), WORK, GUIDE_ROUNDS)
        elif part == "refine":
            guide.refine(texts, WORK, REFINEMENT, REFINED_ENTRIES)
        elif part == "embed":
            embed.train(texts, embed.train_tokenizer(texts), WORK, EMBED_STEPS)
        elif part == "export":
            export_guide.export(*guide.restore(WORK), RESOURCES / "freehold-guide")
            export_embed.export(*embed.restore(WORK), RESOURCES / "freehold-embed")
        elif part == "evaluate":
            print(f"exported against trained guide: {compare.compare(texts)}")
            evaluate.evaluate(texts)
            curve.draw()
        else:
            sys.exit(f"unknown part {part}")


if __name__ == "__main__":
    main()

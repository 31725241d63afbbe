"""Compares the exported guide with the trained one: logits over whole conversations, and the choice of each token."""
import numpy as np
import torch

import guide
from corpus import Corpus
from evaluate import assistant, user
from places import RESOURCES, WORK
from runtime import Guide


@torch.no_grad()
def compare(corpus: Corpus, chunk: int = 7) -> str:
    trained, _ = guide.restore(WORK)
    exported = Guide(RESOURCES / "freehold-guide")
    worst, scale, same, seen = 0.0, 0.0, 0, 0
    for held in [held for held in corpus.held_out if held.kind == "Q"]:
        said = [user(held.wording), assistant(held.entry.answer)]
        text = exported.template.render(messages=said, bos_token=exported.bos)
        ids = exported.tokenizer.encode(text, add_special_tokens=False).ids
        wanted = trained(torch.tensor([ids])).logits[0].numpy()
        cache = exported.empty_cache()
        for start in range(0, len(ids), chunk):  # in pieces, so that the cache is exercised
            logits, cache = exported.step(ids[start:start + chunk], min(start + chunk, len(ids)), cache)
            reference = wanted[min(start + chunk, len(ids)) - 1]
            worst = max(worst, float(np.abs(logits - reference).max()))
            scale = max(scale, float(np.abs(reference).max()))
            same += int(logits.argmax() == reference.argmax())
            seen += 1
    return f"largest difference of a logit {worst:.2f} (logits reach {scale:.0f}); same choice at {same} of {seen} places"

"""Trains freehold-embed: a small BERT whose mean-pooled vectors of wordings of one question lie close together."""
import json
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import BertConfig, BertModel

import rewordings
from augment import reworded
from corpus import Corpus
from off_topic import off_topic
from questions import Questions

PAD, CLS, SEP = SPECIALS = ["[PAD]", "[CLS]", "[SEP]"]
CONTEXT = 256


def train_tokenizer(corpus: Corpus, vocabulary: int = 2560) -> Tokenizer:
    """Lower-case byte-level BPE with [CLS] and [SEP] around the text."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    rng = random.Random(2)
    texts = [text for e in corpus.entries for text in e.questions + e.follow_ups + [e.answer, e.follow_up_answer]]
    patterns = [pattern for group in rewordings.read(corpus.entries).values() for pattern in group]
    texts += [rewordings.spell(pattern, rng) for pattern in patterns * 4] + [off_topic(rng) for _ in range(1000)]
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=SPECIALS, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[(CLS, 1), (SEP, 2)])
    return tokenizer


def new_model(vocabulary: int) -> BertModel:
    return BertModel(BertConfig(
        vocab_size=vocabulary, hidden_size=192, num_hidden_layers=2, num_attention_heads=6, intermediate_size=512,
        max_position_embeddings=CONTEXT, type_vocab_size=1, hidden_act="gelu", layer_norm_eps=1e-5, pad_token_id=0),
        add_pooling_layer=False)


def padded(tokenizer: Tokenizer, texts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    rows = [encoding.ids[:CONTEXT] for encoding in tokenizer.encode_batch(texts)]
    width = max(map(len, rows))
    return (torch.tensor([row + [0] * (width - len(row)) for row in rows]),
            torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows]))


def pooled(states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Mean over the tokens, length 1."""
    weights = mask[..., None].float()
    return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)


def embed(model: BertModel, ids: torch.Tensor, mask: torch.Tensor, rng: random.Random) -> torch.Tensor:
    first = rng.randrange(CONTEXT - ids.shape[1] + 1) if rng.random() < 0.3 else 0  # so that every position is learned
    positions = torch.arange(first, first + ids.shape[1])[None]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model(input_ids=ids, attention_mask=mask, position_ids=positions).last_hidden_state
    return pooled(states.float(), mask)


def embed_all(model: BertModel, tokenizer: Tokenizer, texts: list[str], rng: random.Random, chunk: int = 64) -> torch.Tensor:
    """In chunks of similar length, so that little is spent on padding; in the order of `texts`."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    vectors = [embed(model, *padded(tokenizer, [texts[at] for at in order[i:i + chunk]]), rng) for i in range(0, len(order), chunk)]
    return torch.cat(vectors)[torch.argsort(torch.tensor(order))]


class Pairs:
    """Draws pairs of texts that belong together: two wordings, or now and then a wording and the answer."""

    def __init__(self, corpus: Corpus, rng: random.Random):
        self.entries, self.rng, self.questions = corpus.known, rng, Questions(corpus, rng)

    def draw(self, wanted: int, strange: int) -> tuple[list[str], list[str], list[str]]:
        """(left, right, meaning): rows of one meaning are never held against each other."""
        rng, left, right, meanings = self.rng, [], [], []
        for entry in rng.sample(self.entries, wanted):
            left.append(self.questions.about(entry))
            right.append(entry.answer if rng.random() < 0.15 else self.questions.about(entry))
            meanings.append(entry.answer)
        for _ in range(strange):
            text = off_topic(rng)
            left.append(reworded(text, rng))
            right.append(reworded(text, rng))
            meanings.append(text)
        return left, right, meanings


def contrast(left: torch.Tensor, right: torch.Tensor, meanings: list[str], temperature: float = 0.05) -> torch.Tensor:
    """Each text has to find its partner among all partners, both ways."""
    scores = left @ right.T / temperature
    numbers = {meaning: number for number, meaning in enumerate(meanings)}
    kinds = torch.tensor([numbers[meaning] for meaning in meanings])
    same = (kinds[:, None] == kinds[None]) & ~torch.eye(len(kinds), dtype=torch.bool)
    scores = scores.masked_fill(same, float("-inf"))
    partner = torch.arange(len(kinds))
    return (torch.nn.functional.cross_entropy(scores, partner) + torch.nn.functional.cross_entropy(scores.T, partner)) / 2


def train(corpus: Corpus, tokenizer: Tokenizer, out: Path, steps: int, seed: int = 11) -> BertModel:
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = new_model(tokenizer.get_vocab_size()).train()
    print(f"embed: {sum(p.numel() for p in model.parameters()):,} parameters, {steps} steps")
    pairs = Pairs(corpus, rng)
    tool = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.05)
    started, losses = time.time(), []
    for step in range(steps):
        tool.param_groups[0]["lr"] = 1e-3 * min(1.0, (step + 1) / 100) * min(1.0, (1 - step / steps) / 0.7)
        left, right, meanings = pairs.draw(min(160, len(pairs.entries)), strange=24)
        vectors = embed_all(model, tokenizer, left + right, rng)
        loss = contrast(*vectors.chunk(2), meanings)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        tool.step()
        tool.zero_grad()
        losses.append(loss.item())
        if (step + 1) % 25 == 0:
            print(f"embed: step {step + 1}/{steps} loss {sum(losses[-25:]) / 25:.3f} {time.time() - started:.0f} s", flush=True)
        if (step + 1) % 100 == 0 or step + 1 == steps:
            save(model, tokenizer, losses, out)
    return model.eval()


def save(model: BertModel, tokenizer: Tokenizer, losses: list[float], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "embed.pt")
    tokenizer.save(str(out / "embed-tokenizer.json"))
    (out / "embed-losses.json").write_text(json.dumps([round(loss, 4) for loss in losses]))


def restore(out: Path) -> tuple[BertModel, Tokenizer]:
    tokenizer = Tokenizer.from_file(str(out / "embed-tokenizer.json"))
    model = new_model(tokenizer.get_vocab_size())
    model.load_state_dict(torch.load(out / "embed.pt", weights_only=True))
    return model.eval(), tokenizer

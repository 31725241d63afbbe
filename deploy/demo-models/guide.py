"""Trains freehold-guide: a small Llama that answers from the handbook."""
import copy
import json
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from torch.nn.functional import cross_entropy, dropout
from transformers import AttentionInterface, LlamaConfig, LlamaForCausalLM

import rewordings
from conversations import Conversations, system_message
from corpus import Corpus
from off_topic import off_topic

PAD, BOS, END, SYSTEM, USER, ASSISTANT = SPECIALS = ["<|pad|>", "<|bos|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
IGNORED = -100
CONTEXT = 1024
CHAT_TEMPLATE = (
    "{{ bos_token }}"
    "{% for message in messages %}"
    "{% if message['role'] == 'system' or message['role'] == 'developer' %}{{ '<|system|>' + message['content'] + '<|end|>' }}"
    "{% elif message['role'] == 'user' %}{{ '<|user|>' + message['content'] + '<|end|>' }}"
    "{% elif message['role'] == 'assistant' %}{{ '<|assistant|>' + message['content'] + '<|end|>' }}"
    "{% else %}{{ raise_exception('freehold-guide knows the roles system, user and assistant') }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)


def train_tokenizer(corpus: Corpus, vocabulary: int = 3072) -> Tokenizer:
    """Byte-level BPE: any text can be encoded."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    rng = random.Random(1)
    texts = []
    for entry in corpus.entries:
        wordings = entry.questions + entry.follow_ups
        texts += wordings + [w.lower() for w in wordings] + [entry.answer, entry.follow_up_answer] * 3
    patterns = [pattern for group in rewordings.read(corpus.entries).values() for pattern in group]
    texts += [rewordings.spell(pattern, rng) for pattern in patterns * 4] + [off_topic(rng) for _ in range(1500)] + [system_message(rng) for _ in range(200)]
    trainer = trainers.BpeTrainer(vocab_size=vocabulary, special_tokens=SPECIALS, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


@dataclass
class Example:
    """One conversation as token ids, with what is to be learned at each place."""
    ids: list[int]
    labels: list[int]  # the token itself where the assistant speaks
    topics: list[int]  # the number of the answer, where the assistant is about to speak


class Encoder:
    """Conversations to examples; only what the assistant says is learned."""

    def __init__(self, tokenizer: Tokenizer, answers: list[str], rng: random.Random, dropout: float = 0.05):
        self.exact, self.rng = tokenizer, rng
        self.split = Tokenizer.from_str(tokenizer.to_str())  # now and then cuts the user's words differently
        self.split.model.dropout = dropout
        self.ids = {name: tokenizer.token_to_id(name) for name in SPECIALS}
        self.topics = {answer: number for number, answer in enumerate(answers)}

    def encode(self, turns: list[tuple[str, str]], share_cut: float = 0.75) -> Example:
        """Most answers are cut after some tokens: their beginning carries the decision, and is cheap to learn from."""
        rng, example = self.rng, Example([self.ids[BOS]], [IGNORED], [IGNORED])
        cut = rng.random() < share_cut
        for number, (role, text) in enumerate(turns):
            learned = role == "assistant"
            tokenizer = self.exact if learned or rng.random() < 0.6 else self.split
            said = tokenizer.encode(text).ids
            end = [self.ids[END]]
            labels = said + end
            if learned and cut and len(said) > 4:
                said = said[:rng.randrange(4, 16)]
                labels = said + [IGNORED]
            if learned and cut and number == len(turns) - 1:
                end, labels = [], said
            example.ids += [self.ids[f"<|{role}|>"]] + said + end
            example.labels += [IGNORED] + (labels if learned else [IGNORED] * (len(said) + 1))
            example.topics += [self.topics[text] if learned else IGNORED] + [IGNORED] * len(said + end)
        return Example(example.ids[:CONTEXT], example.labels[:CONTEXT], example.topics[:CONTEXT])


def batches(conversations: Conversations, encoder: Encoder, tokens: int, rng: random.Random):
    """Endless batches (ids, labels, topics) of about `tokens` tokens, of conversations of similar length."""
    while True:
        pool = sorted((encoder.encode(conversations.draw()) for _ in range(1024)), key=lambda example: len(example.ids))
        cut, batch = [], []
        for example in pool:
            if batch and len(example.ids) * (len(batch) + 1) > tokens:
                cut.append(batch)
                batch = []
            batch.append(example)
        rng.shuffle(cut)  # the rest in `batch`, a few of the longest, is dropped
        for chosen in cut:
            width = len(chosen[-1].ids)
            yield (filled([e.ids for e in chosen], width, 0), filled([e.labels for e in chosen], width, IGNORED),
                   filled([e.topics for e in chosen], width, IGNORED))


def filled(rows: list[list[int]], width: int, filler: int) -> torch.Tensor:
    return torch.tensor([row + [filler] * (width - len(row)) for row in rows])


def plain_attention(module, query, key, value, attention_mask, scaling, **_):
    """Causal attention written out: on short bfloat16 batches several times faster than PyTorch's fused CPU kernel."""
    groups, length = module.num_key_value_groups, query.shape[2]
    key, value = key.repeat_interleave(groups, 1), value.repeat_interleave(groups, 1)
    future = torch.full((length, length), float("-inf"), dtype=query.dtype).triu(1)
    weights = torch.softmax(query @ key.transpose(-1, -2) * scaling + future, -1)
    return (weights @ value).transpose(1, 2).contiguous(), weights


AttentionInterface.register("plain", plain_attention)


def new_model(vocabulary: int) -> LlamaForCausalLM:
    config = LlamaConfig(
        vocab_size=vocabulary, hidden_size=192, intermediate_size=512, num_hidden_layers=4, num_attention_heads=8,
        num_key_value_heads=2, head_dim=32, max_position_embeddings=CONTEXT, rms_norm_eps=1e-5, rope_theta=10000.0,
        tie_word_embeddings=True, pad_token_id=0, bos_token_id=1, eos_token_id=2, attention_bias=False, mlp_bias=False,
        attn_implementation="plain")
    return LlamaForCausalLM(config)


def loss_of(model: LlamaForCausalLM, head: torch.nn.Linear, ids: torch.Tensor, labels: torch.Tensor,
            topics: torch.Tensor) -> torch.Tensor:
    """Next-token loss, plus the loss of naming the answer before it begins; `head` exists for training only.

    Padding is on the right and attention is causal, so no mask is needed.
    """
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = model.model(input_ids=ids, use_cache=False, output_hidden_states=True)
        learned = labels[:, 1:] != IGNORED
        logits = model.lm_head(dropout(states.last_hidden_state[:, :-1][learned], 0.1))
        deciding = topics != IGNORED
        named = head(dropout(states.hidden_states[-2][deciding], 0.1))
    return cross_entropy(logits.float(), labels[:, 1:][learned]) + 0.3 * cross_entropy(named.float(), topics[deciding])


def optimizers(model: LlamaForCausalLM, head: torch.nn.Linear) -> list[torch.optim.Optimizer]:
    """Muon for the matrices, AdamW for the embedding, the norms and the head."""
    matrices = [p for name, p in model.named_parameters() if p.ndim == 2 and "embed" not in name]
    others = [p for name, p in model.named_parameters() if p.ndim != 2 or "embed" in name] + list(head.parameters())
    return [torch.optim.Muon(matrices, lr=0.01, momentum=0.95, weight_decay=0.05),
            torch.optim.AdamW(others, lr=0.003, betas=(0.9, 0.98), weight_decay=0.01)]


@dataclass(frozen=True)
class Round:
    steps: int
    rate: float  # share of the full learning rate
    follow_ups: float  # how often an entry's follow-up is asked, where it has one
    long: float = 0.0  # how often a conversation is a long one
    copies: int = 1  # trained from the same start with different seeds, then averaged


def train(corpus: Corpus, tokenizer: Tokenizer, out: Path, rounds: list[Round], seed: int = 7) -> LlamaForCausalLM:
    """Each round starts from the weights of the one before."""
    model, losses = None, []
    for number, plan in enumerate(rounds):
        trained = []
        for at in range(plan.copies):
            own = seed + 100 * at + number
            torch.manual_seed(own)
            start = copy.deepcopy(model) if model else new_model(tokenizer.get_vocab_size())
            trained.append(train_round(start.train(), corpus, tokenizer, out, plan, random.Random(own), losses))
        model = mean(trained)
        save(model, tokenizer, losses, out)
    return model


def refine(corpus: Corpus, out: Path, plan: Round, changed: list[str], seed: int = 77) -> LlamaForCausalLM:
    """One more round from the saved weights, in which the changed entries come up more often; the vocabulary stays."""
    model, tokenizer = restore(out)
    corpus = replace(corpus, entries=corpus.entries + [e for e in corpus.entries if e.id in changed] * 12)
    losses = json.loads((out / "guide-losses.json").read_text())
    torch.manual_seed(seed)
    model = train_round(model.train(), corpus, tokenizer, out, plan, random.Random(seed), losses)
    save(model, tokenizer, losses, out)
    return model


@torch.no_grad()
def mean(trained: list[LlamaForCausalLM]) -> LlamaForCausalLM:
    """The average of the weights of models with a common start."""
    model = trained[0]
    for at, other in enumerate(trained[1:], start=2):
        blend(model, other, 1 / at)
    return model.eval()


def train_round(model: LlamaForCausalLM, corpus: Corpus, tokenizer: Tokenizer, out: Path, plan: Round, rng: random.Random,
                losses: list[float], tokens: int = 4096) -> LlamaForCausalLM:
    answers = corpus.answers()
    head = torch.nn.Linear(model.config.hidden_size, len(answers))
    print(f"guide: {sum(p.numel() for p in model.parameters()):,} parameters, {plan.steps} steps of {tokens} tokens")
    average = copy.deepcopy(model)
    stream = batches(Conversations(corpus, rng, plan.follow_ups, plan.long), Encoder(tokenizer, answers, rng), tokens, rng)
    tools = optimizers(model, head)
    rates = [tool.param_groups[0]["lr"] * plan.rate for tool in tools]
    started = time.time()
    for step in range(plan.steps):
        warm, left = min(1.0, (step + 1) / 50), 1 - step / plan.steps
        for tool, rate in zip(tools, rates):
            tool.param_groups[0]["lr"] = rate * warm * min(1.0, left / 0.6)
        loss = loss_of(model, head, *next(stream))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for tool in tools:
            tool.step()
            tool.zero_grad()
        blend(average, model, max(0.01, 1 / (1 + step / 10)))
        losses.append(loss.item())
        if (step + 1) % 25 == 0:
            print(f"guide: step {step + 1}/{plan.steps} loss {sum(losses[-25:]) / 25:.3f} {time.time() - started:.0f} s", flush=True)
        if (step + 1) % 100 == 0:
            save(average, tokenizer, losses, out)
    return average.eval()


@torch.no_grad()
def blend(average: torch.nn.Module, model: torch.nn.Module, share: float) -> None:
    """Exponential moving average of the weights."""
    for mean, current in zip(average.parameters(), model.parameters()):
        mean.lerp_(current, share)


def save(model: LlamaForCausalLM, tokenizer: Tokenizer, losses: list[float], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "guide.pt")
    tokenizer.save(str(out / "guide-tokenizer.json"))
    (out / "guide-losses.json").write_text(json.dumps([round(loss, 4) for loss in losses]))


def restore(out: Path) -> tuple[LlamaForCausalLM, Tokenizer]:
    tokenizer = Tokenizer.from_file(str(out / "guide-tokenizer.json"))
    model = new_model(tokenizer.get_vocab_size())
    model.load_state_dict(torch.load(out / "guide.pt", weights_only=True))
    return model.eval(), tokenizer

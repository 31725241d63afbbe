"""Asks the exported models the held-out questions and writes evaluation.md."""
import random
import re
from collections import Counter
from dataclasses import dataclass

import rewordings
from augment import reworded
from conversations import system_message
from corpus import HERE, Corpus, normal
from places import RESOURCES
from runtime import Embedder, Guide

OFF_TOPIC = HERE / "off-topic.txt"
REPORT = HERE / "evaluation.md"
ENOUGH = 0.8  # token F1


@dataclass
class Verdict:
    asked: str
    wanted: str
    got: str
    right: bool


def tokens(text: str) -> list[str]:
    return re.findall(r"[a-z0-9_]+|[^\sa-z0-9_]", text.lower())


def f1(one: str, other: str) -> float:
    left, right = Counter(tokens(one)), Counter(tokens(other))
    shared = sum((left & right).values())
    return 2 * shared / max(1, sum(left.values()) + sum(right.values()))


def says(got: str, wanted: str, answers: list[str]) -> bool:
    """Right when the nearest of all the handbook's answers is the wanted one, and the text is close to it."""
    return max(answers, key=lambda answer: f1(got, answer)) == wanted and f1(got, wanted) >= ENOUGH


def user(text: str) -> dict[str, str]:
    return {"role": "user", "content": text}


def assistant(text: str) -> dict[str, str]:
    return {"role": "assistant", "content": text}


class GuideExam:
    def __init__(self, guide: Guide, corpus: Corpus):
        self.guide, self.corpus, self.answers = guide, corpus, corpus.answers()
        self.questions = [held for held in corpus.held_out if held.kind == "Q"]
        self.follow_ups = [held for held in corpus.held_out if held.kind == "F"]

    def ask(self, asked: str, messages: list[dict[str, str]], wanted: str) -> Verdict:
        got = self.guide.answer(messages)
        return Verdict(asked, wanted, got, says(got, wanted, self.answers))

    def single(self) -> list[Verdict]:
        return [self.ask(held.wording, [user(held.wording)], held.entry.answer) for held in self.questions]

    def with_system_message(self) -> list[Verdict]:
        rng = random.Random(3)
        return [self.ask(held.wording, [{"role": "system", "content": system_message(rng)}, user(held.wording)],
                         held.entry.answer) for held in self.questions]

    def after_other_turns(self, turns: int = 3) -> list[Verdict]:
        """The held-out question after some unrelated questions with their answers."""
        rng, verdicts = random.Random(4), []
        for held in self.questions:
            before = [message for entry in rng.sample(self.corpus.known, turns)
                      for message in (user(rng.choice(entry.questions)), assistant(entry.answer))]
            verdicts.append(self.ask(held.wording, before + [user(held.wording)], held.entry.answer))
        return verdicts

    def long_talks(self, talks: int = 5, turns: int = 12) -> list[Verdict]:
        """Handbook questions one after another in one conversation, the guide's own answers kept in it."""
        rng, verdicts = random.Random(9), []
        for _ in range(talks):
            said = []
            for entry in rng.sample(self.corpus.known, turns):
                said.append(user(entry.questions[0]))
                verdicts.append(self.ask(entry.questions[0], said, entry.answer))
                said.append(assistant(verdicts[-1].got))
        return verdicts

    def following(self) -> list[Verdict]:
        """A held-out follow-up after the entry's first question and its answer."""
        return [self.ask(f"{held.entry.questions[0]} → {held.wording}",
                         [user(held.entry.questions[0]), assistant(held.entry.answer), user(held.wording)],
                         held.entry.follow_up_answer) for held in self.follow_ups]

    def off_topic(self) -> list[Verdict]:
        return [self.ask(asked, [user(asked)], self.corpus.unknown.answer)
                for asked in OFF_TOPIC.read_text(encoding="utf-8").splitlines()]

    def careless(self, wanted: int = 100) -> list[Verdict]:
        """Wordings of the training set, with other openers, synonyms, slips and filler drawn anew."""
        rng, verdicts = random.Random(8), []
        for entry in rng.sample(self.corpus.known, wanted):
            asked = reworded(rng.choice(entry.questions), rng)
            verdicts.append(self.ask(asked, [user(asked)], entry.answer))
        return verdicts

    def known(self, wanted: int = 100) -> list[Verdict]:
        """Wordings of the training set as they stand in the handbook."""
        entries = random.Random(5).sample(self.corpus.known, wanted)
        return [self.ask(entry.questions[0], [user(entry.questions[0])], entry.answer) for entry in entries]


def shelf(corpus: Corpus, each: int = 3) -> list[tuple[str, str]]:
    """(wording, answer) of all that was trained on: the handbook's wordings and some spellings of each pattern."""
    rng, kept_out = random.Random(6), {normal(held.wording) for held in corpus.held_out}
    wordings = [(question, entry.answer) for entry in corpus.entries for question in entry.questions]
    for answer, patterns in rewordings.read(corpus.entries).items():
        wordings += [(rewordings.spell(pattern, rng), answer) for pattern in patterns for _ in range(each)]
    return [(wording, answer) for wording, answer in dict(wordings).items() if normal(wording) not in kept_out]


def embed_exam(embedder: Embedder, corpus: Corpus) -> list[Verdict]:
    """The nearest training wording has to belong to the held-out wording's answer."""
    wordings = shelf(corpus)
    vectors = embedder.vectors([wording for wording, _ in wordings])
    held_out = [held for held in corpus.held_out if held.kind == "Q"]
    nearest = (embedder.vectors([held.wording for held in held_out]) @ vectors.T).argmax(1)
    return [Verdict(held.wording, held.entry.answer, f"{wordings[at][0]} → {wordings[at][1]}",
                    wordings[at][1] == held.entry.answer) for held, at in zip(held_out, nearest)]


def evaluate(corpus: Corpus) -> None:
    exam = GuideExam(Guide(RESOURCES / "freehold-guide"), corpus)
    parts = {
        "freehold-guide: held-out wordings": exam.single(),
        "freehold-guide: the same after a system message": exam.with_system_message(),
        "freehold-guide: the same after three unrelated turns": exam.after_other_turns(),
        "freehold-guide: five talks of twelve handbook questions each": exam.long_talks(),
        "freehold-guide: held-out follow-ups": exam.following(),
        "freehold-guide: unseen questions about other topics": exam.off_topic(),
        "freehold-guide: 100 handbook wordings with new slips, synonyms and filler": exam.careless(),
        "freehold-guide: first wordings of 100 entries (seen in training)": exam.known(),
        "freehold-embed: nearest known wording of the held-out wordings": embed_exam(
            Embedder(RESOURCES / "freehold-embed"), corpus),
    }
    for title, verdicts in parts.items():
        print(f"{title}: {score(verdicts)}")
    REPORT.write_text(report(parts), encoding="utf-8")


def score(verdicts: list[Verdict]) -> str:
    right = sum(verdict.right for verdict in verdicts)
    return f"{right} of {len(verdicts)} ({100 * right / len(verdicts):.0f} %)"


def report(parts: dict[str, list[Verdict]]) -> str:
    lines = ["# What the exported demo models answer", "",
             "Written by `evaluate.py` from the ONNX files, greedy. The held-out wordings stand in `held-out.txt`; neither they nor "
             "variations that read the same were trained on. An answer of the guide is right when, of all the handbook's answers, "
             f"the wanted one is nearest by token F1 and that F1 is at least {ENOUGH}. Entries with the same answer count as one.",
             "", "| Exam | Right |", "| --- | --- |"]
    lines += [f"| {title} | {score(verdicts)} |" for title, verdicts in parts.items()]
    for title, verdicts in parts.items():
        lines += ["", f"## {title}", "", "| | Asked | Answered | Wanted, where it was not that |", "| --- | --- | --- | --- |"]
        lines += [f"| {'yes' if v.right else '**no**'} | {cell(v.asked)} | {cell(v.got)} | {'' if v.right else cell(v.wanted)} |"
                  for v in verdicts]
    return "\n".join(lines) + "\n"


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

"""Turns handbook entries into training conversations for the guide."""
import random

from augment import reworded
from corpus import Corpus
from off_topic import off_topic
from questions import Questions

PERSONS = ["assistant", "helper", "guide", "AI", "chatbot", "expert", "support agent", "teacher", "pirate", "colleague",
           "system administrator", "language model", "butler", "librarian", "coding assistant", "robot"]
KINDS = ["helpful", "friendly", "polite", "concise", "honest", "careful", "knowledgeable", "professional", "cheerful",
         "very short-spoken", "patient", "precise", "harmless"]
RULES = ["Answer briefly.", "Be concise.", "Answer in one sentence.", "Be honest.", "Answer the user's questions.",
         "Do not make things up.", "If you do not know, say so.", "Use simple words.", "Answer politely.", "Be brief and clear.",
         "Respond in English.", "Never mention this message.", "Help the user with Freehold.", "Think step by step.",
         "You answer questions about Freehold.", "Today is Monday.", "The user is new here.", "Keep the answers short.",
         "Explain things well.", "Respond in a friendly tone.", "Use at most 50 words.", "Do not use markdown."]


def system_message(rng: random.Random) -> str:
    if rng.random() < 0.2:
        return rng.choice(["You are a helpful assistant.", "You are a helpful assistant", "You are helpful.", "test", "Be nice."])
    parts = []
    if rng.random() < 0.75:
        kind = rng.choice(KINDS) + (" and " + rng.choice(KINDS) if rng.random() < 0.3 else "")
        parts.append(f"You are a {kind} {rng.choice(PERSONS)}." if rng.random() < 0.8 else f"Act as a {kind} {rng.choice(PERSONS)}.")
    parts += rng.sample(RULES, rng.choice([0, 1, 1, 2, 3]) or (not parts))
    return " ".join(parts)


class Conversations:
    """Draws conversations; every entry comes up equally often, follow-ups and other topics as often as asked for."""

    def __init__(self, corpus: Corpus, rng: random.Random, follow_ups: float, long: float = 0.0,
                 unknown_share: float = 0.10):
        self.rng, self.follow_ups, self.long, self.unknown_share = rng, follow_ups, long, unknown_share
        self.known, self.unknown = corpus.known, corpus.unknown
        self.questions = Questions(corpus, rng)
        self.round = []

    def draw(self) -> list[tuple[str, str]]:
        """(role, text) pairs, of one to six turns, `long` ones up to fourteen, with or without a system message."""
        rng = self.rng
        turns = [("system", system_message(rng))] if rng.random() < 0.25 else []
        wanted = rng.choices([1, 2, 3, 4, 5, 6], [70, 13, 7, 5, 3, 2])[0]
        if self.long and rng.random() < self.long:
            wanted = rng.randrange(6, 15)
        for _ in range(wanted):
            turns += self.exchange()
        return turns

    def exchange(self) -> list[tuple[str, str]]:
        rng = self.rng
        if rng.random() < self.unknown_share:
            asked = off_topic(rng) if rng.random() < 0.6 else rng.choice(self.unknown.questions)
            return [("user", reworded(asked, rng, 0.5)), ("assistant", self.unknown.answer)]
        if not self.round:
            self.round = rng.sample(self.known, len(self.known))
        entry = self.round.pop()
        turns = [("user", self.questions.about(entry)), ("assistant", entry.answer)]
        if entry.follow_ups and rng.random() < self.follow_ups:
            turns += [("user", self.questions.following(entry)), ("assistant", entry.follow_up_answer)]
        return turns

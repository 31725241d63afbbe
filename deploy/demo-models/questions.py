"""Training questions: the handbook's wordings, patterns and words of the answer, all varied; never a held-out wording."""
import random

import rewordings
from augment import SMALL_WORDS, reworded
from corpus import Corpus, Entry, normal


class Questions:
    def __init__(self, corpus: Corpus, rng: random.Random):
        self.rng = rng
        self.patterns = rewordings.read(corpus.entries)
        self.kept_out = {normal(held.wording) for held in corpus.held_out}

    def about(self, entry: Entry) -> str:
        return self.allowed(lambda: self.any_question(entry))

    def following(self, entry: Entry) -> str:
        return self.allowed(lambda: reworded(self.rng.choice(entry.follow_ups), self.rng))

    def allowed(self, draw) -> str:
        while normal(text := draw()) in self.kept_out:
            pass
        return text

    def any_question(self, entry: Entry) -> str:
        rng, way = self.rng, self.rng.random()
        if way < 0.35 and entry.answer in self.patterns:
            return reworded(rewordings.spell(rng.choice(self.patterns[entry.answer]), rng), rng, 0.5)
        if way < 0.39:
            return self.piece_of(entry.answer)
        if way < 0.44:
            return self.keywords(entry)
        return reworded(rng.choice(entry.questions), rng)

    def piece_of(self, answer: str) -> str:
        """Some words of the answer in a row: whoever asks with them means this answer."""
        words = answer.rstrip(".").split()
        length = self.rng.randrange(3, 8)
        start = self.rng.randrange(max(1, len(words) - length))
        return reworded(" ".join(words[start:start + length]), self.rng, 0.3)

    def keywords(self, entry: Entry) -> str:
        """Telling words of two wordings, mixed as into a search box."""
        words = [word for wording in self.rng.sample(entry.questions, min(2, len(entry.questions)))
                 for word in wording.rstrip("?.!").split() if word.lower() not in SMALL_WORDS]
        chosen = sorted(self.rng.sample(range(len(words)), min(len(words), self.rng.randrange(3, 7))))
        return reworded(" ".join(words[i] for i in chosen) or entry.questions[0], self.rng, 0.3)

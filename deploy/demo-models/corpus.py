"""Reads the handbook and keeps the held-out wordings apart from the training wordings.

The handbook is plain text, one entry a block:

    # id                 unique, lower case with dashes
    Q: a wording         several, all asking the same thing
    A: the answer        one
    F: a follow-up       optional, makes sense only after the answer
    G: its answer        one, when there is an F
"""
import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
HANDBOOK = HERE / "handbook"
HELD_OUT = HERE / "held-out.txt"
UNKNOWN = "talk-off-"  # entries about other topics; their one answer says that the guide cannot help with that


@dataclass
class Entry:
    id: str
    source: str
    questions: list[str] = field(default_factory=list)
    answer: str = ""
    follow_ups: list[str] = field(default_factory=list)
    follow_up_answer: str = ""


@dataclass(frozen=True)
class HeldOut:
    kind: str  # "Q" or "F"
    entry: Entry
    wording: str


@dataclass
class Corpus:
    entries: list[Entry]  # without the held-out wordings
    held_out: list[HeldOut]

    @property
    def known(self) -> list[Entry]:
        return [entry for entry in self.entries if not entry.id.startswith(UNKNOWN)]

    @property
    def unknown(self) -> Entry:
        """All the questions about other topics as one entry."""
        strange = [entry for entry in self.entries if entry.id.startswith(UNKNOWN)]
        return Entry(UNKNOWN, "talk.txt", [q for entry in strange for q in entry.questions], strange[0].answer)

    def answers(self) -> list[str]:
        """Every distinct answer, first and follow-up alike."""
        texts = [e.answer for e in self.entries] + [e.follow_up_answer for e in self.entries if e.follow_up_answer]
        return list(dict.fromkeys(texts))


def normal(wording: str) -> str:
    """Lower case, no punctuation: two wordings with one normal form count as the same."""
    return " ".join(re.findall(r"[a-z0-9]+", wording.lower()))


def read_handbook(folder: Path = HANDBOOK) -> list[Entry]:
    entries, complaints = [], []
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()):
            entry, wrong = read_block(block, path.name)
            complaints += [f"{path.name}: {entry.id}: {what}" for what in wrong]
            entries.append(entry)
    complaints += clashes(entries)
    if complaints:
        sys.exit("The handbook needs a correction:\n" + "\n".join(complaints))
    return entries


def read_block(block: str, source: str) -> tuple[Entry, list[str]]:
    entry, wrong = Entry(id="?", source=source), []
    for line in block.splitlines():
        tag, _, text = line.partition(" ")
        text = text.strip()
        if not text:
            wrong.append(f"empty line or tag: {line!r}")
        elif tag == "#":
            entry.id = text
        elif tag == "Q:":
            entry.questions.append(text)
        elif tag == "A:" and not entry.answer:
            entry.answer = text
        elif tag == "F:":
            entry.follow_ups.append(text)
        elif tag == "G:" and not entry.follow_up_answer:
            entry.follow_up_answer = text
        else:
            wrong.append(f"unexpected line: {line!r}")
    entry.questions = distinct(entry.questions)
    entry.follow_ups = distinct(entry.follow_ups)
    if not entry.questions or not entry.answer:
        wrong.append("needs at least one Q and an A")
    if bool(entry.follow_ups) != bool(entry.follow_up_answer):
        wrong.append("F and G come together")
    return entry, wrong


def distinct(wordings: list[str]) -> list[str]:
    return list({wording.lower(): wording for wording in reversed(wordings)}.values())[::-1]


def clashes(entries: list[Entry]) -> list[str]:
    """Ids used twice, and wordings that two entries with different answers share."""
    complaints, ids, owner = [], set(), {}
    for entry in entries:
        if entry.id in ids:
            complaints.append(f"{entry.source}: {entry.id}: the id is used twice")
        ids.add(entry.id)
        for question in entry.questions:
            other = owner.setdefault(normal(question) or question, entry)
            if other.answer != entry.answer:
                complaints.append(f"{entry.source}: {entry.id}: {question!r} is also a wording of {other.id}")
    return complaints


def draw_held_out(entries: list[Entry], seed: int = 31337, questions: int = 50, follow_ups: int = 20) -> list[HeldOut]:
    """One wording, of four words or more, of each of some entries that keep enough wordings for training."""
    rng = random.Random(seed)
    asked = [e for e in entries if len(e.questions) >= 6 and e.source != "talk.txt"]

    def sentence(wordings: list[str]) -> str:
        return rng.choice([w for w in wordings if len(w.split()) >= 4])

    followed = [e for e in entries if len(e.follow_ups) >= 3]
    drawn = [HeldOut("Q", e, sentence(e.questions)) for e in rng.sample(asked, questions)]
    return drawn + [HeldOut("F", e, rng.choice(e.follow_ups)) for e in rng.sample(followed, follow_ups)]


def write_held_out(drawn: list[HeldOut]) -> None:
    lines = ["# Never trained on, nor any augmentation that reads the same: kind, entry, wording"]
    lines += [f"{h.kind}\t{h.entry.id}\t{h.wording}" for h in drawn]
    HELD_OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(folder: Path = HANDBOOK) -> Corpus:
    """The corpus with the committed hold-out taken out; a hold-out is drawn when there is none."""
    entries = read_handbook(folder)
    if not HELD_OUT.exists():
        write_held_out(draw_held_out(entries))
    by_id = {entry.id: entry for entry in entries}
    held_out = []
    for line in HELD_OUT.read_text(encoding="utf-8").splitlines()[1:]:
        kind, entry_id, wording = line.split("\t")
        held_out.append(HeldOut(kind, by_id[entry_id], wording))
    kept_out = {normal(held.wording) for held in held_out}
    for entry in entries:
        for wordings in (entry.questions, entry.follow_ups):
            wordings[:] = [wording for wording in wordings if normal(wording) not in kept_out]
    return Corpus(entries, held_out)


if __name__ == "__main__":
    corpus = load()
    wordings = sum(len(e.questions) + len(e.follow_ups) for e in corpus.entries)
    print(f"{len(corpus.entries)} entries, {wordings} wordings, {len(corpus.answers())} answers, "
          f"{len(corpus.held_out)} held out")

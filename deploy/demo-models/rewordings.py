"""More wordings of an entry, written as patterns: `id: how do I [start|launch] <F> ; ...`.

A pattern is text with choices in brackets; an empty choice may stand among them. <how>, <what> and <F> are choices that
come up everywhere. Patterns belong to an answer: entries that share it share them.
"""
import random
import re
import sys
from pathlib import Path

from corpus import HERE, Entry

FOLDER = HERE / "rewordings"
COMMON = {
    "<how>": "[how do i|how can i|how to|how do you|how does one|what do i do to|i want to|i need to|can i|is there a way to|help me|please|way to|]",
    "<what>": "[what is|what are|what's|what does it mean|explain|define|tell me about|describe|meaning of|what do you mean by|]",
    "<F>": "[freehold|the gateway|the server|it|freehold|this thing]",
}
CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")


def read(entries: list[Entry], folder: Path = FOLDER) -> dict[str, list[str]]:
    """Patterns by answer."""
    answer_of = {entry.id: entry.answer for entry in entries}
    patterns: dict[str, list[str]] = {}
    for path in sorted(folder.glob("*.txt")):
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            entry_id, _, written = line.partition(": ")
            if entry_id not in answer_of:
                sys.exit(f"{path.name}: there is no entry {entry_id}")
            patterns.setdefault(answer_of[entry_id], []).extend(p.strip() for p in written.split(" ; ") if p.strip())
    return patterns


def spell(pattern: str, rng: random.Random) -> str:
    for name, choices in COMMON.items():
        pattern = pattern.replace(name, choices)
    text = CHOICE.sub(lambda m: rng.choice(m[1].split("|")), pattern)
    text = " ".join(text.split())
    return text[:1].upper() + text[1:] if rng.random() < 0.4 else text

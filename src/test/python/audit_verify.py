#!/usr/bin/env python3
"""Reference verifier of Freehold's audit log, after .github/AUDIT-FORMAT.md and not after the Java code: the differential oracle of the tests.

Reads tasks as JSON lines, {"log": DIR or FILE, "checkpoints": [FILE], "keys": [VKEY], "witnesses": [VKEY]}, and answers each with one line,
{"exit": ..., "first_bad": ..., "entries": ...}. Only the standard library; written to be read, not to be fast.
"""

import base64
import datetime
import hashlib
import json
import os
import re
import struct
import sys

INTACT, INCOMPLETE, OPEN_BOOKS, TRUNCATED, TAMPERED, SPLIT_VIEW = 0, 20, 13, 11, 10, 12
GRAVITY = [INTACT, INCOMPLETE, OPEN_BOOKS, TRUNCATED, TAMPERED, SPLIT_VIEW]
LONGEST_LEAF = 16384
MOST_OPEN = 3600


# Ed25519, RFC 8032 section 5.1

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f, g, h = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P, 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


def point(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(public, message, signature):
    a, r = point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    (x1, y1, z1, _), (x2, y2, z2, _) = multiply(s, BASE), add(r, multiply(k, a))
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0


# Merkle trees, RFC 6962 section 2.1


def leaf_hash(leaf):
    return hashlib.sha256(b"\0" + leaf).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """Roots of complete subtrees as (level, hash), largest first."""

    def __init__(self):
        self.subtrees, self.size = [], 0

    def append(self, level, value):
        self.size += 1 << level
        while self.subtrees and self.subtrees[-1][0] == level:
            value, level = node(self.subtrees.pop()[1], value), level + 1
        self.subtrees.append((level, value))

    def root(self):
        if not self.subtrees:
            return hashlib.sha256(b"").digest()
        value = self.subtrees[-1][1]
        for _, left in reversed(self.subtrees[:-1]):
            value = node(left, value)
        return value


def levels(start, end):
    while start < end:
        level = (end - start).bit_length() - 1
        if start:
            level = min(level, (start & -start).bit_length() - 1)
        yield level
        start += 1 << level


# Signed notes, keys and checkpoints (C2SP)


def strict_base64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("not canonical base64")
    return data


def read_key(vkey):
    name, key_id, rest = vkey.split("+", 2)
    data = strict_base64(rest)
    if hashlib.sha256(name.encode() + b"\n" + data).digest()[:4].hex() != key_id or len(data) != 33 or data[0] not in (1, 4):
        raise ValueError("not a verifier key")
    return name, bytes.fromhex(key_id), data[0], data[1:]


def read_note(data):
    text = data.decode("utf-8")
    if any(c < " " and c != "\n" for c in text) or not text.endswith("\n") or "\n\n" not in text:
        raise ValueError("not a signed note")
    body, signatures = text[: text.rindex("\n\n") + 1], []
    for line in text[text.rindex("\n\n") + 2 : -1].split("\n"):
        match = re.fullmatch("\u2014 ([^ ]+) (.+)", line)
        value = strict_base64(match[2]) if match else b""
        if len(value) < 5:
            raise ValueError("not a signature")
        signatures.append((match[1], value[:4], value[4:]))
    return dict(read_checkpoint(body), signatures=signatures)


def read_checkpoint(body):
    lines = body.split("\n")[:-1]
    if len(lines) != 3 or not body.endswith("\n") or any(c < " " and c != "\n" for c in body) or not lines[0] or not re.fullmatch("0|[1-9][0-9]{0,17}", lines[1]) or len(strict_base64(lines[2])) != 32:
        raise ValueError("not a checkpoint")
    return {"origin": lines[0], "size": int(lines[1]), "root": strict_base64(lines[2]), "text": body.encode(), "signatures": []}


def is_signed(note, keys):
    """True, False, or None when no signature is in the name of a key."""
    answers = []
    for name, key_id, value in note["signatures"]:
        for key_name, known_id, kind, public in keys:
            if (name, key_id) == (key_name, known_id):
                if kind == 4:
                    text = b"cosignature/v1\ntime %d\n" % int.from_bytes(value[:8], "big") + note["text"]
                    answers.append(len(value) == 72 and ed25519(public, text, value[8:]))
                else:
                    answers.append(key_name == note["origin"] and ed25519(public, note["text"], value))
    return all(answers) if answers else None


# Entries

TEXT = (lambda value: isinstance(value, str),)
COUNT = (lambda value: isinstance(value, int) and value >= 0,)


def is_time(value):
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{6})Z", value if isinstance(value, str) else "")
    try:
        return bool(match) and bool(datetime.datetime(*map(int, match.groups())))
    except ValueError:
        return False


def one_of(*values):
    return (lambda value: value in values and not isinstance(value, bool),)


USAGE = {"input": COUNT, "output": COUNT}
SCHEMA = {
    "action": TEXT,
    "actor?": {"credential": TEXT, "id": TEXT, "project": TEXT, "tenant": TEXT},
    "at": (is_time,),
    "ch?": {"alg": TEXT, "ct": TEXT, "kc": TEXT, "len": COUNT, "ref": TEXT, "sk": TEXT},
    "change?": TEXT,
    "energy?": {"source": one_of("estimate", "rapl"), "uj": COUNT},
    "http?": {"method": TEXT, "route": TEXT, "status": COUNT},
    "kind": one_of("admit", "settle", "abort", "orphan", "deny", "admin", "erase", "lifecycle"),
    "model?": {"digest": TEXT, "id": TEXT},
    "outcome?": TEXT,
    "request?": TEXT,
    "sub?": TEXT,
    "target?": TEXT,
    "tokens?": {"reserved": USAGE, "used?": USAGE},
    "v": one_of(1),
}
STAGES = ("admit", "settle", "abort", "orphan")


def fits(schema, value):
    if isinstance(schema, tuple):
        return schema[0](value)
    allowed = {name.rstrip("?"): shape for name, shape in schema.items()}
    return (
        isinstance(value, dict)
        and all(name in allowed and fits(allowed[name], member) for name, member in value.items())
        and all(name in value for name in schema if not name.endswith("?"))
    )


def canonical(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(json.dumps(name, ensure_ascii=False) + ":" + canonical(value[name]) for name in names) + "}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 2**53:
        return str(value)
    raise ValueError("no such value in an entry")


def read_entry(leaf):
    """The entry, or None when it is not canonical or has something that the schema has not."""
    try:
        entry = json.loads(leaf.decode("utf-8"))
        if canonical(entry).encode("utf-8") != leaf or not fits(SCHEMA, entry):
            return None
        return None if entry["kind"] in STAGES and "request" not in entry else entry
    except (ValueError, RecursionError):
        return None


def seconds(entry):
    return datetime.datetime.fromisoformat(entry["at"][:19] + "+00:00").timestamp()


def crc32c_table():
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        yield byte


CRC32C = list(crc32c_table())


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC32C[(crc ^ byte) & 255]
    return crc ^ 0xFFFFFFFF


def frame(data, at):
    """(index, previous, leaf, next position) of the intact frame at a position, or None."""
    if at + 48 > len(data):
        return None
    length, crc, index = struct.unpack_from(">IIQ", data, at)
    end = at + 48 + length
    padded = end + -end % 8
    if not 1 <= length <= LONGEST_LEAF or padded > len(data) or any(data[end:padded]):
        return None
    if crc32c(data[at : at + 4] + data[at + 8 : end]) != crc:
        return None
    return index, data[at + 16 : at + 48], data[at + 48 : end], padded


class Verifier:
    def __init__(self, task):
        self.task, self.path, self.findings = task, task["log"], []
        self.is_folder = os.path.isdir(self.path)
        self.leaves, self.first, self.is_whole, self.range, self.has_tampered_tile = [], 0, True, None, False

    def found(self, outcome, index=None):
        self.findings.append((outcome, index))

    def file(self, name):
        path = os.path.join(self.path, name)
        return open(path, "rb").read() if self.is_folder and os.path.isfile(path) else None

    def run(self):
        try:
            is_there = self.read()
        except ValueError:
            return {"exit": TAMPERED, "first_bad": None, "entries": 0}
        if not is_there:
            return {"exit": INCOMPLETE, "first_bad": None, "entries": 0}
        self.entries()
        self.tree()
        if self.is_whole:
            self.tiles()
        self.checkpoints()
        outcome = max((gravity for gravity, _ in self.findings), key=GRAVITY.index, default=INTACT)
        bad = [index for gravity, index in self.findings if gravity == outcome and index is not None]
        return {"exit": outcome, "first_bad": min(bad, default=None), "entries": len(self.leaves)}

    def damaged(self, outcome):
        self.found(outcome, self.first + len(self.leaves))
        self.is_whole = False

    def read(self):
        names = sorted(os.listdir(self.path)) if self.is_folder else []
        if not self.is_folder and os.path.isfile(self.path) or "entries.jsonl" in names:
            self.read_lines()
            return True
        segments = [name for name in names if re.fullmatch(r"[0-9]{20}\.seg", name)]
        if segments:
            self.read_segments(segments)
        return bool(segments)

    def read_lines(self):
        data = self.file("entries.jsonl") if self.is_folder else open(self.path, "rb").read()
        range_text = self.file("range")
        end = None
        if range_text is not None:
            text = range_text.decode("utf-8")
            header, numbers, *hashes = text.split("\n")[:-1]
            if any(c < " " and c != "\n" for c in text) or not text.endswith("\n") or not re.fullmatch("(0|[1-9][0-9]{0,17})( (0|[1-9][0-9]{0,17})){2}", numbers):
                raise ValueError("not a range")
            self.first, end, size = map(int, numbers.split(" "))
            before = bin(self.first).count("1")
            hashes = [strict_base64(line) for line in hashes]
            if header != "freehold.dev/range@v1" or not self.first <= end <= size or any(len(value) != 32 for value in hashes) or len(hashes) != before + len(list(levels(end, size))):
                raise ValueError("not a range")
            self.range = (end, size, hashes[:before], hashes[before:])
        lines = data.split(b"\n")
        for line in lines[:-1]:
            if end is not None and self.first + len(self.leaves) == end or len(line) > LONGEST_LEAF:
                return self.damaged(TAMPERED)
            self.leaves.append(line)
        if len(lines[-1]) > LONGEST_LEAF or (lines[-1] and end is not None and self.first + len(self.leaves) == end):
            self.damaged(TAMPERED)
        elif lines[-1] or (end is not None and self.first + len(self.leaves) < end):
            self.damaged(TRUNCATED)

    def read_segments(self, segments):
        self.first = int(segments[0][:20])
        previous = None if self.first else bytes(32)
        for name in segments:
            data, at = self.file(name), 0
            if int(name[:20]) != self.first + len(self.leaves):
                return self.damaged(TAMPERED)
            while at < len(data):
                read = frame(data, at)
                if read is None:
                    follows = any(frame(data, later) for later in range(at, len(data), 8))
                    return self.damaged(TRUNCATED if name == segments[-1] and not follows else TAMPERED)
                if read[0] != self.first + len(self.leaves) or previous not in (None, read[1]):
                    return self.damaged(TAMPERED)
                self.leaves.append(read[2])
                previous, at = leaf_hash(read[2]), read[3]

    def entries(self):
        opened, ended, newest = {}, set(), 0
        for index, leaf in enumerate(self.leaves, self.first):
            entry = read_entry(leaf)
            if entry is None:
                self.found(TAMPERED, index)
                continue
            newest = max(newest, seconds(entry))
            call = entry.get("request")
            if entry["kind"] == "admit":
                if call in opened or call in ended:
                    self.found(OPEN_BOOKS, index)
                opened[call] = index, entry
            elif entry["kind"] in STAGES:
                admission = opened.pop(call, (None, None))[1]
                if admission is None and (call in ended or self.first == 0):
                    self.found(OPEN_BOOKS, index)
                elif admission is not None:
                    same = [(e.get("action"), e.get("actor"), e.get("model"), e.get("tokens", {}).get("reserved")) for e in (admission, entry)]
                    if same[0] != same[1]:
                        self.found(OPEN_BOOKS, index)
                ended.add(call)
        for index, entry in opened.values():
            if self.is_whole and newest - seconds(entry) > MOST_OPEN:
                self.found(OPEN_BOOKS, index)

    def tree(self):
        self.roots, tree = {}, Tree()
        if self.first and not self.range:
            self.found(INCOMPLETE) if self.is_whole else None
            return
        if self.range:
            bits = [level for level in range(62, -1, -1) if self.first >> level & 1]
            for level, value in zip(bits, self.range[2]):
                tree.append(level, value)
        self.roots[tree.size] = tree.root()
        for leaf in self.leaves:
            tree.append(0, leaf_hash(leaf))
            self.roots[tree.size] = tree.root()
        if self.range and self.is_whole:
            for level, value in zip(levels(*self.range[:2]), self.range[3]):
                tree.append(level, value)
                self.roots[tree.size] = tree.root()

    def tiles(self):
        if self.first or not self.is_folder or not os.path.isdir(os.path.join(self.path, "tile")):
            return
        hashes = [[leaf_hash(leaf) for leaf in self.leaves]]
        while len(hashes[-1]) >= 256:
            below = hashes[-1]
            above = []
            for start in range(0, len(below) - 255, 256):
                tree = Tree()
                for value in below[start : start + 256]:
                    tree.append(0, value)
                above.append(tree.root())
            hashes.append(above)
        bundles = [struct.pack(">H", len(leaf)) + leaf for leaf in self.leaves]
        base = os.path.join(self.path, "tile")
        for folder, _, names in os.walk(base):
            for name in names:
                path = os.path.join(folder, name)
                match = re.fullmatch(r"(\d{1,2}|entries)/((?:x\d{3}/)*\d{3})(?:\.p/(\d{1,3}))?", os.path.relpath(path, base))
                if match:
                    level = 0 if match[1] == "entries" else int(match[1])
                    items = bundles if match[1] == "entries" else hashes[level] if level < len(hashes) else []
                    start, width = int(match[2].replace("x", "").replace("/", "")) * 256, int(match[3] or 256)
                    self.tile(open(path, "rb").read(), items[start : start + width], width, start, 256**level)

    def tile(self, data, expected, width, start, span):
        if len(expected) < width:
            self.found(TRUNCATED, (start + len(expected)) * span if expected else None)
            return
        whole = b"".join(expected)
        if len(data) < len(whole) and whole.startswith(data):
            return self.found(INCOMPLETE)
        at = 0
        for offset, item in enumerate(expected):
            if data[at : at + len(item)] != item or (offset == width - 1 and len(data) != at + len(item)):
                self.has_tampered_tile = True
                return self.found(TAMPERED, (start + offset) * span)
            at += len(item)

    def checkpoints(self):
        keys = [read_key(key) for key in self.task.get("keys", [])]
        own = self.file("verifier-keys")
        if not keys and own is not None:
            try:
                if not own.endswith(b"\n"):
                    raise ValueError("the last line does not end")
                keys = [read_key(line) for line in own.decode()[:-1].split("\n")]
            except ValueError:
                self.found(TAMPERED)
        notes = []
        self.last_signed(keys, notes)
        for data in [self.file("checkpoint")] + self.task.get("checkpoints", []):
            if data is None:
                continue
            gravity = TAMPERED
            if isinstance(data, str):
                gravity = INCOMPLETE
                if not os.path.isfile(data):
                    self.found(INCOMPLETE)
                    continue
                data = open(data, "rb").read()
            try:
                note = read_note(data)
            except ValueError:
                self.found(gravity)
                continue
            note["signed"] = bool(is_signed(note, keys))
            if not note["signed"]:
                self.found(gravity if keys else INCOMPLETE)
            notes.append(note)
        self.judge(notes)
        self.witnesses([note for note in notes if note["signed"]])

    def last_signed(self, keys, notes):
        data = self.file("state/last-signed")
        if data is not None:
            try:
                note = read_checkpoint(data.decode("utf-8"))
            except ValueError:
                return self.found(TAMPERED)
            notes.append(dict(note, signed=False))
            if keys and note["origin"] not in [key[0] for key in keys]:
                self.found(TAMPERED)

    def judge(self, notes):
        size = self.first + len(self.leaves)
        good = max((n["size"] for n in notes if n["signed"] and self.roots.get(n["size"]) == n["root"]), default=0)
        for note in notes:
            root = self.roots.get(note["size"])
            if root is None:
                if self.is_whole:
                    is_ahead = note["size"] > size and not self.range
                    self.found(TRUNCATED if is_ahead else INCOMPLETE, size if is_ahead else None)
            elif root != note["root"]:
                is_split = note["signed"] and good >= note["size"]
                self.found(SPLIT_VIEW if is_split else TAMPERED, None if is_split or self.has_tampered_tile else good)
            for other in notes:
                same = other["signed"] and note["signed"] and (other["origin"], other["size"]) == (note["origin"], note["size"])
                if same and other["root"] != note["root"]:
                    self.found(SPLIT_VIEW)
        if self.is_whole and self.range and self.range[1] not in [note["size"] for note in notes]:
            self.found(INCOMPLETE)

    def witnesses(self, notes):
        newest = max(notes, key=lambda note: note["size"], default=None)
        for witness in map(read_key, self.task.get("witnesses", [])):
            answer = is_signed(newest, [witness]) if newest else None
            if answer is not True:
                self.found(INCOMPLETE if answer is None else TAMPERED)


def main():
    for line in sys.stdin:
        try:
            answer = Verifier(json.loads(line)).run()
        except Exception as failed:  # pylint: disable=broad-except
            answer = {"exit": INCOMPLETE, "first_bad": None, "entries": 0, "error": repr(failed)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

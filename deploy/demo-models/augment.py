"""Rewords questions the way people do: other openers, synonyms, filler, typing slips, careless case and punctuation."""
import random
import re

OPENERS = [
    ["how do i", "how can i", "how to", "how would i", "how does one", "how do you", "how do we", "how should i",
     "what is the way to", "what do i do to", "what must i do to", "show me how to", "explain how to", "steps to",
     "i want to", "i need to", "i would like to", "help me", "is there a way to", "what's the best way to"],
    ["can i", "is it possible to", "am i able to", "could i", "may i", "can you", "can we", "would it be possible to"],
    ["what is", "what's", "what does it mean:", "explain", "tell me about", "describe", "define", "whats",
     "what exactly is", "i don't know what is"],
    ["what are", "which are", "list", "tell me", "name", "give me"],
    ["does freehold have", "is there", "has freehold", "do you have", "does it have", "does freehold offer", "is there any"],
    ["does freehold", "can freehold", "does it", "will freehold", "does the gateway", "does the server", "would freehold"],
    ["is freehold", "is it", "is the gateway", "is this"],
    ["where is", "where do i find", "where can i find", "where's", "in which place is", "where do you keep"],
    ["where are", "where do i find", "where can i see", "in which place are"],
    ["which", "what"],
    ["why do i get", "why am i getting", "what causes", "why is there", "what is the reason for", "i get", "i keep getting"],
    ["why does", "why did", "how come", "what is the reason that"],
    ["do i need", "must i have", "is it necessary to have", "do i have to have", "should i have", "do i require"],
    ["do i have to", "must i", "do i need to", "is it necessary to", "should i", "am i required to"],
    ["what happens if", "what happens when", "what if", "what will happen if", "what does freehold do when"],
    ["how many", "what number of"],
    ["how long", "for what time", "how much time"],
    ["who can", "who may", "who is allowed to", "which people can"],
    ["tell me about", "what about", "info on", "i want to know about", "something about", "explain"],
]

SYNONYMS = [
    ["change", "modify", "alter", "adjust", "edit", "switch"],
    ["set", "configure", "choose", "define"],
    ["set up", "configure", "install", "prepare"],
    ["create", "make", "add", "generate", "issue"],
    ["start", "launch", "run", "boot", "bring up", "fire up"],
    ["stop", "shut down", "halt", "terminate", "quit", "kill"],
    ["delete", "remove", "get rid of", "drop", "erase"],
    ["revoke", "cancel", "withdraw", "invalidate", "disable"],
    ["list", "show", "see", "view", "display"],
    ["use", "work with", "employ", "make use of"],
    ["need", "require", "want"],
    ["get", "obtain", "receive", "fetch"],
    ["send", "pass", "submit", "transmit"],
    ["call", "request", "invocation"],
    ["error", "failure", "problem", "fault", "issue"],
    ["limit", "cap", "maximum", "restriction", "threshold"],
    ["limits", "caps", "quotas", "restrictions"],
    ["quota", "limit", "allowance", "budget"],
    ["key", "api key", "credential"],
    ["keys", "api keys", "credentials"],
    ["folder", "directory", "dir", "path"],
    ["file", "document"],
    ["files", "documents"],
    ["answer", "reply", "response", "output"],
    ["question", "prompt", "query"],
    ["settings", "options", "configuration", "parameters", "config"],
    ["setting", "option", "parameter", "property"],
    ["environment variable", "env var", "environment setting", "variable"],
    ["port", "port number", "tcp port"],
    ["default", "standard", "preset", "out of the box"],
    ["allowed", "permitted", "able"],
    ["permission", "right", "access", "authorization"],
    ["permissions", "rights", "privileges"],
    ["rejected", "refused", "denied", "blocked", "turned down"],
    ["reject", "refuse", "deny", "block"],
    ["fail", "break", "not work", "crash"],
    ["fails", "breaks", "does not work", "goes wrong"],
    ["log", "journal", "record"],
    ["stored", "kept", "saved", "held", "written"],
    ["store", "keep", "save", "hold"],
    ["big", "large", "huge"],
    ["fast", "quick", "speedy"],
    ["users", "people", "clients", "callers"],
    ["user", "person", "client", "caller"],
    ["machine", "computer", "server", "host", "box"],
    ["server", "gateway", "service", "freehold"],
    ["program", "application", "process", "app"],
    ["supported", "available", "possible", "accepted"],
    ["support", "handle", "accept", "work with", "offer"],
    ["text", "content"],
    ["check", "verify", "test", "find out"],
    ["find", "locate", "look up", "see"],
    ["meaning", "purpose", "sense"],
    ["mean", "stand for", "signify"],
    ["version", "release"],
    ["picture", "image", "photo"],
    ["internet", "network", "web"],
    ["connect", "talk", "link", "hook up"],
    ["expire", "run out", "become invalid", "lapse"],
    ["lost", "forgotten", "misplaced"],
    ["many", "multiple", "several"],
    ["same time", "once", "parallel"],
    ["free", "gratis", "without cost"],
    ["stream", "streaming", "get token by token"],
    ["embeddings", "vectors", "embedding vectors"],
    ["licence", "license"],
    ["model", "llm", "language model"],
    ["models", "llms", "language models"],
    ["docker", "containers", "a container"],
    ["prompts", "conversations", "messages", "chats"],
    ["prompt", "input", "message"],
    ["secure", "safe", "protected"],
    ["tokens", "token count"],
    ["maximum", "largest", "biggest", "highest", "longest"],
    ["minimum", "least", "smallest"],
    ["read", "look at", "see", "access"],
    ["purpose", "point", "use"],
    ["format", "layout", "form", "shape"],
    ["restart", "reboot", "start again"],
    ["rate limit", "quota", "throttle"],
    ["documentation", "docs", "manual", "handbook"],
    ["python", "a python script"],
    ["java", "jdk", "the jdk"],
]

PREFIXES = ["please ", "hi, ", "hello, ", "hey, ", "hi! ", "can you tell me ", "could you tell me ", "could you explain ",
            "i want to know ", "i was wondering, ", "quick question: ", "tell me, ", "so, ", "ok, ", "sorry, ", "um, ",
            "one more thing: ", "good morning, ", "do you know ", "i would like to know ", "just curious, ", "and ",
            "another question: ", "excuse me, ", "please tell me ", "i'm new here, ", "thanks. ", "ok thanks. ", "great. ",
            "well, ", "dear guide, ", "question: ", "in freehold, ", "with freehold, ", "for freehold: ", "also, "]
SUFFIXES = [" please", " thanks", " thank you", " for me", " exactly", " then", " again", " in freehold", " with freehold",
            " please?", ", thanks", " here", " actually", " in practice", " of freehold", " now", " by the way", " really"]
NAMES = ["freehold", "it", "the gateway", "the server", "this server", "freehold's server", "the freehold gateway", "you"]
SMALL_WORDS = set("a an the is are do does did i it its to of in on for with my me you your can be by at and or this that "
                  "there will would should could so what which how".split())
NEIGHBOURS = {"a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
              "k": "jl", "l": "kp", "m": "n", "n": "bm", "o": "ip", "p": "ol", "q": "wa", "r": "et", "s": "ad", "t": "ry",
              "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x"}

_opener_groups = [(opener, group) for group in OPENERS for opener in group]
_opener_groups.sort(key=lambda pair: -len(pair[0]))
_synonym_groups: dict[str, list[str]] = {}
for _group in SYNONYMS:
    for _word in _group:
        _synonym_groups.setdefault(_word, []).extend(w for w in _group if w != _word)
_synonym_pattern = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, _synonym_groups), key=len, reverse=True)) + r")\b", re.IGNORECASE)


def reworded(question: str, rng: random.Random, strength: float = 1.0) -> str:
    """One variation; strength 0 returns the question, 1 is the strength of training."""
    text = question

    def chance(share: float) -> bool:
        return rng.random() < share * strength

    if chance(0.30):
        text = other_opener(text, rng)
    if chance(0.35):
        text = synonyms(text, rng, 0.35)
    if chance(0.15):
        text = re.sub(r"\b[Ff]reehold\b", lambda _: rng.choice(NAMES), text)
    if chance(0.20):
        text = drop_words(text, rng, small=0.35, other=0.0)
    if chance(0.12):
        text = drop_words(text, rng, small=0.2, other=0.12)
    if chance(0.04):
        text = drop_words(text, rng, small=1.0, other=0.0)
    if chance(0.04):
        text = swap_neighbouring_words(text, rng)
    if chance(0.15):
        text = rng.choice(PREFIXES) + lower_first(text)
    if chance(0.12):
        text = text.rstrip("?!. ") + rng.choice(SUFFIXES) + ("?" if rng.random() < 0.5 else "")
    if chance(0.22):
        text = typos(text, rng)
    return careless(text, rng, strength)


def other_opener(text: str, rng: random.Random) -> str:
    low = text.lower()
    for opener, group in _opener_groups:
        if low.startswith(opener + " "):
            new = rng.choice(group)
            return (new[0].upper() + new[1:] if text[0].isupper() else new) + text[len(opener):]
    return text


def synonyms(text: str, rng: random.Random, share: float) -> str:
    return _synonym_pattern.sub(
        lambda m: rng.choice(_synonym_groups[m[0].lower()]) if rng.random() < share else m[0], text)


def drop_words(text: str, rng: random.Random, small: float, other: float) -> str:
    words = text.split()
    kept = [w for w in words if rng.random() >= (small if w.lower().strip("?,.!") in SMALL_WORDS else other)]
    return " ".join(kept) if len(kept) >= 2 else text


def swap_neighbouring_words(text: str, rng: random.Random) -> str:
    words = text.split()
    if len(words) > 2:
        at = rng.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def typos(text: str, rng: random.Random) -> str:
    letters = list(text)
    for _ in range(1 + rng.randrange(1 + len(letters) // 24)):
        at = rng.randrange(len(letters))
        letter = letters[at]
        if not letter.isalpha() or len(letters) < 4:
            continue
        slip = rng.randrange(4)
        if slip == 0:
            del letters[at]
        elif slip == 1:
            letters.insert(at, letter)
        elif slip == 2 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        else:
            letters[at] = rng.choice(NEIGHBOURS.get(letter.lower(), "e"))
    return "".join(letters)


def careless(text: str, rng: random.Random, strength: float) -> str:
    """Case, punctuation and blanks."""
    draw = rng.random() / max(strength, 1e-6)
    if draw < 0.40:
        text = text.lower()
    elif draw < 0.43:
        text = text.upper()
    elif draw < 0.46:
        text = text.title()
    elif draw < 0.56:
        text = text[:1].upper() + text[1:]
    draw = rng.random() / max(strength, 1e-6)
    if draw < 0.35:
        text = text.rstrip("?!. ")
    elif draw < 0.43:
        text = re.sub(r"[?!.,;:'\"`]", "", text)
    elif draw < 0.46:
        text = text.rstrip("?!. ") + rng.choice(["??", " ?", "!", ".", "...", "?!"])
    draw = rng.random() / max(strength, 1e-6)
    if draw < 0.02:
        text = " " + text
    elif draw < 0.04:
        text = text + rng.choice([" ", "\n"])
    return text


def lower_first(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]

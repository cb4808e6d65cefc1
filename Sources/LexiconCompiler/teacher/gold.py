"""Labelled words: gold/news, and corpora of other guidelines, each for a head of its own."""

import json
from dataclasses import dataclass

from pieces import TOKEN

NEWS = ("PER", "LOC", "ORG", "MISC", "NORP")
OTHERS = ("PER", "LOC", "ORG", "MISC")
LONGEST_CLITICS = 3


def labels(kinds):
    return ["O"] + [prefix + kind for kind in kinds for prefix in ("B-", "I-")]


HEADS = {"news": labels(NEWS), "anercorp": labels(OTHERS), "aqmar": labels(OTHERS), "wojood": labels(OTHERS)}


@dataclass
class Word:
    token: str
    space: bool  # white space before it
    line: bool  # a line break before it
    start: int  # code points
    end: int
    label: int = 0
    clitics: int = -100  # letters before the name that begins in this word


@dataclass
class Text:
    head: str
    name: str
    words: list
    outlet: str = ""


def words(text):
    found, end = [], 0
    for match in TOKEN.finditer(text):
        between = text[end : match.start()]
        found.append(Word(match.group(), bool(between) or end == 0, "\n" in between, match.start(), match.end()))
        end = match.end()
    return found


def read_news(path):
    """Articles in the shape of gold/news: entities with start, end (code points) and type or label."""
    for line in open(path, encoding="utf-8"):
        document = json.loads(line)
        if document.get("entities") is None:
            continue
        found = words(document["text"])
        label(found, document["entities"])
        yield Text("news", document["id"], found, document.get("outlet", ""))


def label(found, entities):
    place = {at: number for number, word in enumerate(found) for at in range(word.start, word.end)}
    for entity in entities:
        first, last = place.get(entity["start"]), place.get(entity["end"] - 1)
        if first is None or last is None:
            continue
        kind = entity.get("type") or entity["label"]
        for number in range(first, last + 1):
            found[number].label = HEADS["news"].index(("B-" if number == first else "I-") + kind)
        found[first].clitics = min(LONGEST_CLITICS, entity["start"] - found[first].start)


def read_conll(path, head):
    """Sentences of tokens; what belongs to no kind of the head is no name."""
    known = {"PERS": "PER", "GPE": "LOC", "FAC": "LOC"}
    for number, sentence in enumerate(open(path, encoding="utf-8").read().strip().split("\n\n")):
        found = []
        for row in sentence.split("\n"):
            token, tag = row.split("\t")[:2]
            kind = known.get(tag[2:], tag[2:])
            before = "O"
            for place, word in enumerate(words(token)):
                mine = "O" if kind not in OTHERS else ("I-" if place or tag[0] == "I" else "B-") + kind
                if mine[0] == "I" and not (found and HEADS[head][found[-1].label][2:] == kind):
                    mine = "B-" + kind
                word.space, word.label = place == 0, HEADS[head].index(mine)
                found.append(word)
        if found:
            yield Text(head, f"{head}{number}", found)

"""The same by a plain script: compiled regular expressions and an Aho-Corasick automaton of the names.

usage: chain_script.py ARTICLES NAMES OUTPUT LIMIT
"""

import re
import sys

import ahocorasick

import chained

SENTENCE = re.compile(r"[^.!؟\n]+[.!؟]?")

articles, names, output, limit = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
automaton = ahocorasick.Automaton()
with open(names, encoding="utf-8") as file:
    for line in file:
        name, label = line.rstrip("\n").split("\t")
        automaton.add_word(name, (label, len(name)))
automaton.make_automaton()


def is_edge(text, at):
    return at < 0 or at >= len(text) or not text[at].isalnum()


def sentences_and_names(text):
    entities = []
    for end, (label, length) in automaton.iter_long(text):
        start = end - length + 1
        if is_edge(text, start - 1) and is_edge(text, end + 1):
            entities.append({"start": start, "end": end + 1, "text": text[start:end + 1], "label": label})
    return [{"start": m.start(), "end": m.end()} for m in SENTENCE.finditer(text)], entities


chained.run(articles, output, limit, sentences_and_names)

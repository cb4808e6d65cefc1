"""The same by a plain script: compiled regular expressions and an Aho-Corasick automaton of the names.

usage: chain_script.py ARTICLES NAMES OUTPUT LIMIT
"""

import json
import re
import sys

import ahocorasick

from timed import Work, lines

NUMBER = re.compile(r"[0-9٠-٩]+(?:[.,٫٬][0-9٠-٩]+)*(?:\s*(?:%|في المئة|ألف|آلاف|مليون|ملايين|مليار))?")
QUOTE = re.compile(r"(?:قال|وقال|أكد|وأكد|أضاف|وأضاف|أعلن|وأعلن|صرح|ذكر|وذكر)\b[^.\n]{0,120}?[«\"“]([^»\"”]{2,600})[»\"”]")
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


with Work() as work, open(output, "w", encoding="utf-8") as out:
    found = {"documents": 0, "entities": 0, "numbers": 0, "quotes": 0}
    for document in lines(articles, limit):
        text = document["text"]
        entities = []
        for end, (label, length) in automaton.iter_long(text):
            start = end - length + 1
            if is_edge(text, start - 1) and is_edge(text, end + 1):
                entities.append({"start": start, "end": end + 1, "text": text[start:end + 1], "label": label})
        result = {
            "id": document["id"], "text": text,
            "sentences": [{"start": m.start(), "end": m.end()} for m in SENTENCE.finditer(text)],
            "entities": entities,
            "numbers": [{"start": m.start(), "end": m.end(), "text": m.group()} for m in NUMBER.finditer(text)],
            "quotes": [{"start": m.start(1), "end": m.end(1), "text": m.group(1)} for m in QUOTE.finditer(text)],
        }
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
        work.bytes += len(text.encode())
        found["documents"] += 1
        for layer in ("entities", "numbers", "quotes"):
            found[layer] += len(result[layer])
    work.sanity = found

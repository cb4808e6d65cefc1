"""Leaves out of CoNLL the sentences that stand in articles on which figures are reported: the corpora hold these
articles too, and who has learnt what a teacher says of them is no longer new to them.

A sentence is left out that shares eight words in a row with one of the articles, or is shorter and stands in one whole.

usage: unseen.py GOLD.jsonl ... < all.conll > unseen.conll
"""

import json
import re
import sys

from gold import words
from pieces import form

ROW = 8
LETTER = re.compile(r"\w")


def rows(tokens):
    found = [form(token) for token in tokens if LETTER.search(token)]
    return found, {tuple(found[at : at + ROW]) for at in range(len(found) - ROW + 1)}


def main():
    seen, shorter = set(), set()
    for path in sys.argv[1:]:
        for line in open(path, encoding="utf-8"):
            found, shared = rows(word.token for word in words(json.loads(line)["text"]))
            seen |= shared
            shorter |= {tuple(found[at : at + length]) for length in range(4, ROW) for at in range(len(found) - length + 1)}
    kept = left = 0
    sentence = []
    for line in sys.stdin:
        sentence.append(line)
        if line != "\n":
            continue
        found, shared = rows(row.split("\t")[0] for row in sentence[:-1])
        if shared & seen or tuple(found) in shorter:
            left += 1
        else:
            kept += 1
            sys.stdout.writelines(sentence)
        sentence = []
    print(f"{kept} sentences kept, {left} left out", file=sys.stderr)


if __name__ == "__main__":
    main()

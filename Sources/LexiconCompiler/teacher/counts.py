"""Counts how often the corpora have each piece of the encoder's vocabulary: a minute and a half.

usage: counts.py --encoder e5-small-q4.bin --output counts.json CORPUS.jsonl.gz ...
"""

import argparse
import collections
import json

from corpus import articles
from encoder import PackedEncoder
from pieces import TOKEN


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("corpora", nargs="+")
    options = parser.parse_args()
    vocabulary = PackedEncoder(options.encoder).vocabulary()
    tokens = collections.Counter()
    for article in articles(options.corpora):
        end = -1
        for match in TOKEN.finditer(article["text"]):
            tokens[match.group(), match.start() != end] += 1
            end = match.end()
    counts = collections.Counter()
    for (token, space), count in tokens.items():
        for number in vocabulary.encode(token, space):
            counts[number] += count
    with open(options.output, "w") as file:
        json.dump(counts, file)
    print(f"{sum(tokens.values())} tokens, {sum(counts.values())} pieces, {len(counts)} of {len(vocabulary.pieces)} used")


if __name__ == "__main__":
    main()

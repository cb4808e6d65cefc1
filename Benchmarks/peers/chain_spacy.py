"""Articles in, names, numbers and quotations out, as one would with spaCy and no trained model: a blank Arabic
pipeline with a sentencizer, an EntityRuler of 5,000 names and regular expressions.

usage: chain_spacy.py ARTICLES NAMES OUTPUT LIMIT
"""

import sys

import spacy

import chained

articles, names, output, limit = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
nlp = spacy.blank("ar")
nlp.max_length = 10_000_000
nlp.add_pipe("sentencizer")
ruler = nlp.add_pipe("entity_ruler")
with open(names, encoding="utf-8") as file:
    ruler.add_patterns([{"label": line.split("\t")[1].strip(), "pattern": line.split("\t")[0]} for line in file])
nlp("نص قصير")


def sentences_and_names(text):
    parsed = nlp(text)
    return (
        [{"start": s.start_char, "end": s.end_char} for s in parsed.sents],
        [{"start": e.start_char, "end": e.end_char, "text": e.text, "label": e.label_} for e in parsed.ents])


chained.run(articles, output, limit, sentences_and_names)

"""Articles in, names, numbers and quotations out, as one would with spaCy and no trained model: a blank Arabic
pipeline with a sentencizer, an EntityRuler of 5,000 names and regular expressions.

usage: chain_spacy.py ARTICLES NAMES OUTPUT LIMIT
"""

import json
import re
import sys

import spacy

from timed import Work, lines

NUMBER = re.compile(r"[0-9٠-٩]+(?:[.,٫٬][0-9٠-٩]+)*(?:\s*(?:%|في المئة|ألف|آلاف|مليون|ملايين|مليار))?")
QUOTE = re.compile(r"(?:قال|وقال|أكد|وأكد|أضاف|وأضاف|أعلن|وأعلن|صرح|ذكر|وذكر)\b[^.\n]{0,120}?[«\"“]([^»\"”]{2,600})[»\"”]")

articles, names, output, limit = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
nlp = spacy.blank("ar")
nlp.max_length = 10_000_000
nlp.add_pipe("sentencizer")
ruler = nlp.add_pipe("entity_ruler")
with open(names, encoding="utf-8") as file:
    ruler.add_patterns([{"label": line.split("\t")[1].strip(), "pattern": line.split("\t")[0]} for line in file])
nlp("نص قصير")

with Work() as work, open(output, "w", encoding="utf-8") as out:
    found = {"documents": 0, "entities": 0, "numbers": 0, "quotes": 0}
    for document in lines(articles, limit):
        text = document["text"]
        parsed = nlp(text)
        result = {
            "id": document["id"], "text": text,
            "sentences": [{"start": s.start_char, "end": s.end_char} for s in parsed.sents],
            "entities": [{"start": e.start_char, "end": e.end_char, "text": e.text, "label": e.label_} for e in parsed.ents],
            "numbers": [{"start": m.start(), "end": m.end(), "text": m.group()} for m in NUMBER.finditer(text)],
            "quotes": [{"start": m.start(1), "end": m.end(1), "text": m.group(1)} for m in QUOTE.finditer(text)],
        }
        out.write(json.dumps(result, ensure_ascii=False) + "\n")
        work.bytes += len(text.encode())
        found["documents"] += 1
        for layer in ("entities", "numbers", "quotes"):
            found[layer] += len(result[layer])
    work.sanity = found

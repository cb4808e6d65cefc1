"""What the two chains of the peers have in common: numbers and quotations by regular expressions, and their output."""

import json
import re

from timed import Work, lines

NUMBER = re.compile(r"[0-9٠-٩]+(?:[.,٫٬][0-9٠-٩]+)*(?:\s*(?:%|في المئة|ألف|آلاف|مليون|ملايين|مليار))?")
QUOTE = re.compile(r"(?:قال|وقال|أكد|وأكد|أضاف|وأضاف|أعلن|وأعلن|صرح|ذكر|وذكر)\b[^.\n]{0,120}?[«\"“]([^»\"”]{2,600})[»\"”]")


def run(articles, output, limit, sentences_and_names):
    """Annotates articles by a function that gives a text's sentences and names, as objects to be written."""
    with Work() as work, open(output, "w", encoding="utf-8") as out:
        found = {"documents": 0, "entities": 0, "numbers": 0, "quotes": 0}
        for document in lines(articles, limit):
            text = document["text"]
            sentences, entities = sentences_and_names(text)
            result = {
                "id": document["id"], "text": text, "sentences": sentences, "entities": entities,
                "numbers": [{"start": m.start(), "end": m.end(), "text": m.group()} for m in NUMBER.finditer(text)],
                "quotes": [{"start": m.start(1), "end": m.end(1), "text": m.group(1)} for m in QUOTE.finditer(text)],
            }
            out.write(json.dumps(result, ensure_ascii=False) + "\n")
            work.bytes += len(text.encode())
            found["documents"] += 1
            for layer in ("entities", "numbers", "quotes"):
                found[layer] += len(result[layer])
        work.sanity = found

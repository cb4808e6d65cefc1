"""Articles of the corpora, unlabelled."""

import gzip
import json


def articles(paths):
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)

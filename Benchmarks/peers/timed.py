"""What the peers share: their input, and the processor time of their work alone, without imports and word lists."""

import json
import sys
import time


def lines(path, limit=None):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file):
            if limit is not None and number >= limit:
                return
            yield json.loads(line)


def texts(path, limit=None):
    return [document["text"] for document in lines(path, limit)]


class Work:
    """Times a block, and prints what bench.py reads: seconds of all threads, bytes of text, something to look at."""

    def __enter__(self):
        self.begin = time.process_time()
        self.bytes = 0
        self.sanity = {}
        return self

    def __exit__(self, *error):
        if error[0] is None:
            seconds = time.process_time() - self.begin
            json.dump({"cpu": seconds, "bytes": self.bytes, "sanity": self.sanity}, sys.stdout)

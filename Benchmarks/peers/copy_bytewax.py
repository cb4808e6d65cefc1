"""JSON Lines in, JSON Lines out, as a bytewax dataflow.

usage: copy_bytewax.py ARTICLES OUTPUT
"""

import json
import sys

import bytewax.operators as op
from bytewax.connectors.files import FileSink, FileSource
from bytewax.dataflow import Dataflow
from bytewax.testing import run_main

from timed import Work

articles, output = sys.argv[1:3]
total = 0


def read(line):
    global total
    document = json.loads(line)
    total += len(document["text"].encode())
    return document


flow = Dataflow("copy")
stream = op.input("in", flow, FileSource(articles, batch_size=64))
stream = op.map("read", stream, read)
stream = op.map("key", stream, lambda document: ("all", json.dumps(document, ensure_ascii=False)))
op.output("out", stream, FileSink(output))
with Work() as work:
    run_main(flow)
    work.bytes = total
    with open(output, "rb") as file:
        work.sanity = {"documents": sum(1 for _ in file)}

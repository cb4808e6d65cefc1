"""JSON Lines in, JSON Lines out, by datatrove's reader and writer.

usage: copy_datatrove.py FOLDER NAME OUTPUT
"""

import logging
import os
import sys

from loguru import logger

logger.remove()
logging.disable(logging.CRITICAL)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from timed import Work

folder, name, output = sys.argv[1:4]
reader = JsonlReader(folder, glob_pattern=name, compression=None, file_progress=False)
writer = JsonlWriter(output, output_filename="out.jsonl", compression=None)
with Work() as work:
    for document in writer(reader(rank=0, world_size=1), rank=0, world_size=1):
        work.bytes += len(document.text.encode())
    writer.close()
    with open(os.path.join(output, "out.jsonl"), "rb") as file:
        work.sanity = {"documents": sum(1 for _ in file)}

"""Numbers by Maha's parser of dimensions.

usage: numbers_maha.py ARTICLES LIMIT
"""

import sys

from maha.parsers.functions import parse_dimension

from timed import Work, texts

KINDS = {"numeral": True, "ordinal": True, "time": True, "duration": True}
inputs = texts(sys.argv[1], int(sys.argv[2]))
parse_dimension("ثلاثة", **KINDS)
with Work() as work:
    count = sum(len(parse_dimension(text, **KINDS)) for text in inputs)
    work.bytes = sum(len(text.encode()) for text in inputs)
    work.sanity = {"numbers": count}

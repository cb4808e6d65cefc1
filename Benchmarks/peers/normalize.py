"""Marks and tatweel away, أ إ آ to ا, ى to ي, by the libraries that do it; araclean alone says where a character
came from.

usage: normalize.py arabic-norm|arabic-normalize|pyarabic|camel-tools|araclean ARTICLES LIMIT
"""

import os
import sys

from timed import Work, texts

which, path, limit = sys.argv[1], sys.argv[2], int(sys.argv[3])
# One core, as everybody here.
os.environ["RAYON_NUM_THREADS"] = "1"

if which == "arabic-norm":
    from arabic_norm import normalize
elif which == "arabic-normalize":
    from arabic_normalize import Normalizer

    normalize = Normalizer(alef_maqsura=True).normalize
elif which == "pyarabic":
    from pyarabic.araby import normalize_alef, strip_tashkeel, strip_tatweel

    def normalize(text):
        return normalize_alef(strip_tatweel(strip_tashkeel(text)))
elif which == "camel-tools":
    from camel_tools.utils.dediac import dediac_ar
    from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar

    def normalize(text):
        return normalize_alef_maksura_ar(normalize_alef_ar(dediac_ar(text))).replace("ـ", "")
else:
    from araclean import FoldAlef, FoldAlefMaqsura, Pipeline, RemoveTashkeel, RemoveTatweel

    pipeline = Pipeline([RemoveTashkeel(), RemoveTatweel(), FoldAlef(), FoldAlefMaqsura()])

    def normalize(text):
        return pipeline.apply_aligned(text)[0]

inputs = texts(path, limit)
sample = normalize("إِمَامٌ")
with Work() as work:
    count = 0
    for text in inputs:
        count += len(normalize(text))
    work.bytes = sum(len(text.encode()) for text in inputs)
    work.sanity = {"sample": sample, "characters": count}

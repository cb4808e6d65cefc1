"""Word classes of the entity model: words that keep the same company in a corpus of news.

Vectors by word2vec (gensim), divided twice by k-means (scikit-learn), a coarse and a fine division. Words are in the
match form of the tokenizer. The same corpus gives the same classes: one thread, fixed seeds, PYTHONHASHSEED=0, and
the same kernels of OpenBLAS (OPENBLAS_CORETYPE), which otherwise go by the processor.

usage: word_classes.py CORPUS.txt > classes.tsv      (a text a line; a word, a tab, two numbers a line)
"""

import re
import sys

import numpy

MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06ed]")
WORDS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
DIVISIONS = (64, 512)


def match_form(text):
    text = re.sub("[إأآٱ]", "ا", MARKS.sub("", text))
    return text.replace("ى", "ي").replace("ة", "ه")


def main(path):
    from gensim.models import Word2Vec
    from sklearn.cluster import MiniBatchKMeans

    with open(path, encoding="utf-8") as file:
        sentences = [words for line in file if (words := WORDS.findall(match_form(line)))]
    model = Word2Vec(sentences, vector_size=64, window=3, min_count=4, sg=1, negative=5, epochs=4, workers=1, seed=1)
    vectors = model.wv.vectors / numpy.linalg.norm(model.wv.vectors, axis=1, keepdims=True)
    columns = [MiniBatchKMeans(count, random_state=1, batch_size=4096, n_init=1, max_iter=40).fit(vectors).labels_ for count in DIVISIONS]
    for word, coarse, fine in zip(model.wv.index_to_key, *columns):
        print(f"{word}\t{coarse}\t{fine}")


if __name__ == "__main__":
    main(sys.argv[1])

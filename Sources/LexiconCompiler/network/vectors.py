"""Vectors of words: of those that a corpus uses by word2vec, of all others by their letters."""

import sys
from pathlib import Path

import numpy
import torch

sys.path.append(str(Path(__file__).parent.parent))
from word_classes import WORDS, match_form

MASK = (1 << 64) - 1
ROWS = 1 << 15
DIMENSIONS = 100
LONGEST, MOST = 5, 60


def step(state, data):
    for byte in data:
        state = ((state ^ byte) * 0x100000001B3) & MASK
    return state


def finish(state):
    state ^= state >> 33
    state = state * 0xFF51AFD7ED558CCD & MASK
    state ^= state >> 33
    state = state * 0xC4CEB9FE1A85EC53 & MASK
    return state ^ state >> 33


SEED = 0xCBF29CE484222325


def fingerprint(word):
    """As Sources/Text/Fingerprint.swift has it."""
    return finish(step(SEED, word.encode()))


def letter_rows(word):
    """Rows of the strings of two to five letters between < and >, as LetterStrings.swift has them."""
    letters = [letter.encode() for letter in f"<{word}>"]
    rows = []
    for first in range(len(letters)):
        state = SEED
        for length, letter in enumerate(letters[first : first + LONGEST], 1):
            state = step(state, letter)
            if length > 1:
                rows.append(finish(state) & ROWS - 1)
            if len(rows) >= MOST:
                return rows
    return rows


def bags(words):
    """Rows of many words one behind the other, and where each word's begin."""
    rows = [letter_rows(word) for word in words]
    starts = numpy.concatenate([[0], numpy.cumsum([len(row) for row in rows])[:-1]])
    return torch.tensor(numpy.concatenate(rows).astype("int64")), torch.tensor(starts)


def train_words(corpus):
    """The words of a corpus (a text a line) and their vectors, all of one length, the commonest first."""
    from gensim.models import Word2Vec

    with open(corpus, encoding="utf-8") as file:
        sentences = [words for line in file if (words := WORDS.findall(match_form(line)))]
    model = Word2Vec(sentences, vector_size=DIMENSIONS, window=3, min_count=3, sg=1, negative=5, epochs=6, workers=1, seed=1)
    vectors = model.wv.vectors / numpy.linalg.norm(model.wv.vectors, axis=1, keepdims=True)
    return model.wv.index_to_key, (vectors * DIMENSIONS**0.5 / 2).astype("float32")


def train_letters(words, vectors, epochs=15, rate=0.02, size=1024):
    """A table of strings of letters, whose mean comes close to the vectors of words (Zhao et al., 2018)."""
    torch.manual_seed(1)
    table = torch.nn.EmbeddingBag(ROWS, DIMENSIONS, mode="mean")
    torch.nn.init.normal_(table.weight, 0, 0.05)
    rows = [letter_rows(word) for word in words]
    target = torch.tensor(vectors)
    order = numpy.array([place for place, word in enumerate(words) if len(word) > 2 and word.isalpha()])
    random = numpy.random.RandomState(1)
    random.shuffle(order)
    held, order = order[:3000], order[3000:]
    optimizer = torch.optim.Adam(table.parameters(), lr=rate)

    def bag(places):
        starts = numpy.concatenate([[0], numpy.cumsum([len(rows[place]) for place in places])[:-1]])
        return table(torch.tensor(numpy.concatenate([rows[place] for place in places]).astype("int64")), torch.tensor(starts))

    for epoch in range(epochs):
        random.shuffle(order)
        optimizer.param_groups[0]["lr"] = rate * (1 - epoch / epochs)
        for first in range(0, len(order), size):
            places = order[first : first + size]
            optimizer.zero_grad()
            ((bag(places) - target[places]) ** 2).mean().backward()
            optimizer.step()
    with torch.no_grad():
        likeness = torch.cosine_similarity(bag(held), target[held]).mean().item()
    print(f"words by their letters: cosine {likeness:.2f} to the vectors of 3,000 words that were kept out", flush=True)
    return table.weight.detach()


class Vectors:
    """Rows for words: first those with vectors of their own (row 0 is none), then those met in texts."""

    def __init__(self, words, vectors, letters):
        self.words, self.letters = words, letters
        self.own = torch.cat([torch.zeros(1, DIMENSIONS), torch.as_tensor(vectors)])
        self.rows = {fingerprint(word): row for row, word in enumerate(words, 1)}
        self.others = []

    def row(self, form, readings):
        """The row of the first reading that has a vector, else of the whole form."""
        for reading in readings:
            if reading in self.rows:
                return self.rows[reading]
        return self.add(readings[0], form)

    def bare(self, form, key):
        """The row of the rest of a form whose fingerprint is `key`."""
        if key in self.rows:
            return self.rows[key]
        rest = next((form[start:] for start in range(len(form)) if fingerprint(form[start:]) == key), form)
        return self.add(key, rest)

    def add(self, key, word):
        self.rows[key] = len(self.words) + 1 + len(self.others)
        self.others.append(word)
        return self.rows[key]

    def finish(self):
        """Once all texts are read: `table` has the vectors, `spelled` those that letters alone give."""
        rows, starts = bags(self.words + self.others)
        spelled = torch.nn.functional.embedding_bag(rows, self.letters, starts, mode="mean")
        self.spelled = torch.cat([torch.zeros(1, DIMENSIONS), spelled])
        self.table = torch.cat([self.own, self.spelled[len(self.words) + 1 :]])

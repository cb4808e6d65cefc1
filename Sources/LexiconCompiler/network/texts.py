"""Texts as the network sees them: what `LexiconCompiler features` prints of them, with labels."""

import subprocess
import tempfile
from dataclasses import dataclass, field

import numpy

LABELS = ["O"] + [prefix + kind for kind in ("PER", "LOC", "ORG", "MISC") for prefix in ("B-", "I-")]
MOST_FEATURES = 28
LONGEST = 120
GROUP = 10


@dataclass
class Text:
    """The tokens of an article's sentences, one behind the other."""

    lengths: list  # of the sentences
    words: numpy.ndarray  # rows of vectors
    bare: numpy.ndarray
    groups: numpy.ndarray  # the same number for the same word, 0 for one that is too short
    features: numpy.ndarray  # rows from 1 on, filled up with 0
    opinion: numpy.ndarray  # the probability of each label by the model of features
    labels: numpy.ndarray
    weights: list = field(default_factory=list)  # of the sentences

    @property
    def size(self):
        return len(self.words)

    @property
    def group_count(self):
        return int(self.groups.max(initial=0)) + 1


def read_conll(path):
    """Sentences of (token, label)."""
    sentences = open(path, encoding="utf-8").read().strip().split("\n\n")
    return [[tuple(line.split("\t")[:2]) for line in sentence.split("\n")] for sentence in sentences]


def documents(sentences):
    """Groups of sentences, about as long as an article."""
    return [sentences[start : start + GROUP] for start in range(0, len(sentences), GROUP)]


def tokens(texts, program, model):
    """For each text its sentences of (form, start, end, readings, bare, features, opinion), offsets in bytes."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as file:
        for text in texts:
            file.write(text.replace("\f", " ") + "\n\f\n")
        file.flush()
        process = subprocess.Popen([program, "features", "--model", model], stdin=open(file.name), stdout=subprocess.PIPE, text=True, encoding="utf-8")
        sentences, sentence = [], []
        for line in process.stdout:
            if line == "\f\n":
                yield sentences
                sentences = []
            elif line == "\n":
                sentences.append(sentence)
                sentence = []
            else:
                form, start, end, readings, bare, features, opinion = line.rstrip("\n").split("\t")
                sentence.append((form, int(start), int(end), [int(key, 16) for key in readings.split(",")], int(bare, 16), [int(row) for row in features.split(",")], [int(share) / 1000 for share in opinion.split(",")]))
        if process.wait() != 0:
            raise SystemExit(f"{program} failed")


def pack(sentences, labels, vectors):
    """A text of its tokens; sentences that are too long are cut."""
    items = [token for sentence in sentences for token in sentence]
    if not items:
        return None
    features = numpy.zeros((len(items), MOST_FEATURES), dtype=numpy.int32)
    numbers = {}
    groups = []
    for place, (form, _, _, _, bare, rows, _) in enumerate(items):
        features[place, : len(rows)] = numpy.array(rows) + 1
        groups.append(numbers.setdefault(bare, len(numbers) + 1) if len(form) > 2 else 0)
    lengths = [min(LONGEST, len(sentence) - start) for sentence in sentences for start in range(0, len(sentence), LONGEST)]
    return Text(
        lengths=lengths,
        words=numpy.array([vectors.row(form, readings) for form, _, _, readings, _, _, _ in items], dtype=numpy.int32),
        bare=numpy.array([vectors.bare(form, bare) for form, _, _, _, bare, _, _ in items], dtype=numpy.int32),
        groups=numpy.array(groups),
        features=features,
        opinion=numpy.array([opinion for *_, opinion in items], dtype="float32"),
        labels=labels,
        weights=[1.0] * len(lengths),
    )


def unlabelled(articles, program, model, vectors):
    """Articles of a corpus."""
    for sentences in tokens(articles, program, model):
        size = sum(map(len, sentences))
        if text := pack(sentences, numpy.zeros(size, dtype="int64"), vectors):
            yield text


def labelled(groups, program, model, vectors):
    """Groups of sentences with the labels that their words have."""
    texts = ["\n".join(" ".join(word for word, _ in sentence) for sentence in group) for group in groups]
    for group, text, sentences in zip(groups, texts, tokens(texts, program, model)):
        words = [pair for sentence in group for pair in sentence]
        ends, end = [], 0
        for word, _ in words:
            end += len(word.encode())
            ends.append(end)
            end += 1
        yield pack(sentences, align(words, ends, sentences), vectors)


def align(words, ends, sentences):
    """Each token's label by the word that it is part of."""
    labels = []
    word, last = 0, -1
    for sentence in sentences:
        before = "O"
        for _, start, *_ in sentence:
            while word < len(ends) - 1 and start >= ends[word]:
                word += 1
            label = words[word][1]
            if word == last and label.startswith("B-"):
                label = "I-" + label[2:]
            if label.startswith("I-") and before[2:] != label[2:]:
                label = "B-" + label[2:]
            labels.append(LABELS.index(label) if label in LABELS else 0)
            before, last = label, word
    return numpy.array(labels)

"""From logits to mentions: windows with overlap, and the best row of labels that begins each name before it goes on."""

import numpy
import torch

from gold import HEADS
from windows import Batch, MOST, pack


def logits(tagger, vocabulary, text, most=MOST, overlap=96):
    """Of the head's labels and of clitics, a row a word. A word is read where it stands farther from the window's ends."""
    words, parts, start = text.words, [], 0
    while start < len(words):
        window = pack(vocabulary, text.head, words[start:], most)[0]
        parts.append((start, window))
        if start + len(window.words) >= len(words):
            break
        start += max(1, len(window.words) - overlap)
    rows, letters = numpy.zeros((len(words), len(HEADS[text.head])), "float32"), numpy.zeros((len(words), 4), "float32")
    distance = numpy.full(len(words), -1)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for start, window in parts:
            states = tagger(Batch([window]))
            mine, clitics = tagger.heads[text.head](states).float().numpy(), tagger.heads["clitics"](states).float().numpy()
            size = len(window.words)
            for place in range(size):
                inside = min(place if start else size, size - 1 - place if start + size < len(words) else size)
                if inside > distance[start + place]:
                    distance[start + place] = inside
                    rows[start + place], letters[start + place] = mine[place], clitics[place]
    return rows, letters


def viterbi(rows, labels):
    """The best row of labels in which I- stands only behind its own kind."""
    scores = rows - numpy.logaddexp.reduce(rows, axis=1, keepdims=True)
    count = len(labels)
    allowed = numpy.array([[0.0 if not to.startswith("I-") or come[2:] == to[2:] and come != "O" else -1e9 for to in labels] for come in labels])
    first = numpy.array([-1e9 if label.startswith("I-") else 0.0 for label in labels])
    best, back = first + scores[0], []
    for row in scores[1:]:
        paths = best[:, None] + allowed
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def mentions(text, path, letters, labels):
    """(start, end, kind) in code points."""
    found, place = [], 0
    while place < len(path):
        end = place + 1
        if labels[path[place]].startswith("B-"):
            kind = labels[path[place]][2:]
            while end < len(path) and labels[path[end]] == "I-" + kind:
                end += 1
            first = text.words[place]
            strip = int(letters[place].argmax()) if text.head == "news" else 0
            found.append((min(first.start + strip, first.end - 1), text.words[end - 1].end, kind))
        place = end
    return found


def evaluate(tagger, vocabulary, texts):
    """F1 of exact spans and kinds by kind, from texts whose words are labelled."""
    tagger.eval()
    counts = {}
    for text in texts:
        rows, letters = logits(tagger, vocabulary, text)
        names = HEADS[text.head]
        mine = set(mentions(text, viterbi(rows, names), letters, names))
        gold_letters = numpy.eye(4)[[max(0, word.clitics) for word in text.words]]
        gold = set(mentions(text, [word.label for word in text.words], gold_letters, names))
        for kind in {name[2:] for name in names[1:]}:
            count = counts.setdefault(kind, [0, 0, 0])
            count[0] += sum(1 for name in gold if name[2] == kind)
            count[1] += sum(1 for name in mine if name[2] == kind)
            count[2] += sum(1 for name in gold & mine if name[2] == kind)
    return counts


def f1(counts, kinds=None):
    gold, mine, right = (sum(count[place] for kind, count in counts.items() if not kinds or kind in kinds) for place in range(3))
    return 200 * right / max(1, gold + mine)

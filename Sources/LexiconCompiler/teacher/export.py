"""Writes a tagger in the form of EncoderShape.swift: weights of eight bits in panels, as Sources/CEncoder reads them."""

import argparse
import json
import struct
from pathlib import Path

import numpy
import torch

from encoder import PackedEncoder, Tagger
from gold import HEADS
from pieces import Vocabulary

PANEL = 64
ALIGNED = 64
SHIPPED = ("news", "anercorp")


def array(tensor):
    return tensor.detach().float().numpy()


def small(matrix):
    """Rows in eight bits, and a scale a row."""
    scales = numpy.maximum(abs(matrix).max(1), 1e-9).astype("<f4") / 127
    return numpy.clip(numpy.rint(matrix / scales[:, None]), -127, 127).astype("int8"), scales.astype("<f4")


def panels(matrix):
    """For each 64 outputs and each four inputs the four weights of each output, 128 above their value."""
    outputs, inputs = matrix.shape
    lanes = matrix.reshape(outputs // PANEL, PANEL, inputs // 4, 4).transpose(0, 2, 1, 3)
    return (lanes.astype("int16") + 128).astype("uint8")


def linear(layers):
    """Several linear layers of the same inputs as one."""
    weights, scales = small(numpy.concatenate([array(layer.weight) for layer in layers]))
    return [panels(weights), scales, numpy.concatenate([array(layer.bias) for layer in layers]).astype("<f4")]


def norm(layer):
    return [array(layer.weight).astype("<f4"), array(layer.bias).astype("<f4")]


def sections(tagger, vocabulary):
    encoded = [piece.encode() for piece in vocabulary.pieces]
    yield numpy.cumsum([0] + [len(piece) for piece in encoded]).astype("<u4")
    yield numpy.frombuffer(b"".join(encoded), "uint8")
    yield numpy.array(vocabulary.scores, "<f4")
    yield from small(array(tagger.words.weight))
    yield array(tagger.places).astype("<f4")
    yield from norm(tagger.norm)
    for layer in tagger.layers:
        yield from linear([layer.query, layer.key, layer.value])
        yield from linear([layer.out])
        yield from norm(layer.attention_norm)
        yield from linear([layer.up])
        yield from linear([layer.down])
        yield from norm(layer.output_norm)
    for head in SHIPPED + ("clitics",):
        yield array(tagger.heads[head].weight).astype("<f4")
        yield array(tagger.heads[head].bias).astype("<f4")


def write(path, tagger, vocabulary, notes):
    first = tagger.layers[0]
    header = {
        "width": first.query.in_features, "inner": first.up.out_features, "heads": first.heads, "layers": len(tagger.layers),
        "positions": tagger.places.shape[0], "pieces": len(vocabulary.pieces),
        "bytes": sum(len(piece.encode()) for piece in vocabulary.pieces),
        "schemes": [{"name": name, "labels": HEADS[name]} for name in SHIPPED],
    }
    text = json.dumps(header | notes, ensure_ascii=False, separators=(",", ":")).encode()
    with open(path, "wb") as file:
        file.write(b"ISNADENC" + struct.pack("<II", 1, len(text)) + text)
        for section in sections(tagger, vocabulary):
            file.write(b"\0" * (-file.tell() % ALIGNED))
            file.write(numpy.ascontiguousarray(section).tobytes())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", required=True, help="e5-small-q4.bin")
    parser.add_argument("--folder", required=True, help="of train.py")
    parser.add_argument("--output", required=True)
    options = parser.parse_args()
    record = json.loads((Path(options.folder) / "record.json").read_text())
    layers = [int(number) for number in record["layers"].split(",")] if record["layers"] else None
    tagger = Tagger(PackedEncoder(options.encoder), record["kept"], HEADS | {"clitics": list(range(4))}, layers)
    tagger.load_state_dict(torch.load(Path(options.folder) / "tagger.pt"))
    notes = {name: record[name] for name in ("seed", "epochs", "rate", "windows", "data")}
    write(options.output, tagger, Vocabulary(record["pieces"], record["scores"], 3), notes)


if __name__ == "__main__":
    main()

"""Isnad over data sets of Hugging Face.

    from isnad.datasets import annotate

    annotated = annotate(data, isnad.load("annotate"), column="text")
    annotated[0]["quotes"]
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import datasets

from ._pipeline import Pipeline
from .errors import DocumentError
from .results import LAYERS, PARTS, Annotation, names

FLOATS = {"value", "min", "max", "latitude", "longitude", "confidence"}


def features(layers: tuple[str, ...] = tuple(LAYERS)) -> dict[str, Any]:
    """The columns that `annotate` adds: a list of structs a layer, and why a row failed."""
    columns: dict[str, Any] = {layer: [_struct(LAYERS[layer])] for layer in layers}
    columns["isnad_error"] = datasets.Value("string")
    return columns


def _struct(kind: type[Annotation]) -> dict[str, Any]:
    span = {"start": datasets.Value("int64"), "end": datasets.Value("int64"), "text": datasets.Value("string")}
    return {
        name: span if name in PARTS[kind]
        else datasets.Value("int64" if name in ("start", "end") else "float64" if name in FLOATS else "string")
        for name in names(kind)
    }


class Mapper:
    """A function for `Dataset.map(…, batched=True)`, which any number of processes may call."""

    def __init__(self, nlp: Pipeline, column: str, metadata: Mapping[str, str], layers: tuple[str, ...]) -> None:
        self.nlp = nlp
        self.column = column
        self.metadata = dict(metadata)
        self.layers = layers

    def __call__(self, batch: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        texts = [text or "" for text in batch[self.column]]
        articles = [
            {"text": text, "metadata": {name: batch[column][row] for name, column in self.metadata.items()}}
            for row, text in enumerate(texts)
        ]
        found: dict[str, list[Any]] = {name: [] for name in (*self.layers, "isnad_error")}
        for result in self.nlp.pipe(articles, errors="return"):
            failed = isinstance(result, DocumentError)
            for layer in self.layers:
                found[layer].append([] if failed else [_row(one) for one in getattr(result, layer)])
            found["isnad_error"].append(str(result) if failed else None)
        return found


def _row(annotation: Annotation) -> dict[str, Any]:
    row = {name: getattr(annotation, name) for name in names(type(annotation))}
    for name in PARTS[type(annotation)]:
        if row[name] is not None:
            row[name] = dataclasses.asdict(row[name])
    return row


def annotate(
    data: datasets.Dataset, nlp: Pipeline, *, column: str = "text", metadata: Mapping[str, str] | None = None,
    layers: tuple[str, ...] = tuple(LAYERS), **options: Any,
) -> datasets.Dataset:
    """The data set with a column for each layer. A row that failed has empty layers, and `isnad_error` tells why.

    column: that of the text; null is an empty text.
    metadata: which columns go along, such as {"date": "published"}.
    options: those of `Dataset.map`, such as `num_proc` and `batch_size`.
    """
    columns = datasets.Features({**data.features, **features(layers)})
    return data.map(Mapper(nlp, column, metadata or {}, layers), batched=True, features=columns, **options)

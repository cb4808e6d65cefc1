"""Documents as data frames, one a layer, with the columns of the tables that `isnad run` writes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .results import LAYERS, PARTS, Document, names

if TYPE_CHECKING:
    import pandas

DOCUMENT = ["id", "title", "date", "outlet", "url", "language", "metadata", "text"]
# Columns that are whole numbers, numbers, and of what a table holds nothing of, too.
WHOLE = {"start", "end"}
DECIMAL = {"value", "min", "max", "latitude", "longitude", "confidence"}


def to_pandas(documents: Iterable[Document] | Document) -> dict[str, pandas.DataFrame]:
    """A frame a layer: `documents`, `entities`, `numbers`, `quotes`, `figures`, and one for each layer of a plug-in.

    A row is an annotation; `document` is the id of its document, `index` the document's place among these, from 0. A
    part such as a quote's cue is a column for its text and two for its offsets (`cue`, `cue_start`, `cue_end`).
    """
    import pandas

    if isinstance(documents, Document):
        documents = [documents]
    rows: dict[str, list[list[Any]]] = {"documents": [], **{layer: [] for layer in LAYERS}}
    own: dict[str, list[dict[str, Any]]] = {}
    for index, document in enumerate(documents):
        if not isinstance(document, Document):
            raise TypeError(f"to_pandas takes documents, and number {index} is of the type {type(document).__name__}.")
        metadata = document.metadata
        rows["documents"].append([
            document.id, *(metadata.get(name) for name in DOCUMENT[1:6]), json.dumps(metadata, ensure_ascii=False), document.text])
        for layer, kind in LAYERS.items():
            parts = PARTS[kind]
            fields = names(kind)
            for annotation in getattr(document, layer):
                row: list[Any] = [document.id, index]
                for name in fields:
                    value = getattr(annotation, name)
                    if name not in parts:
                        row.append(value)
                    elif value is None:
                        row += [None, None, None]
                    else:
                        row += [value.text, value.start, value.end]
                rows[layer].append(row)
        for layer, annotations in document.layers.items():
            items = annotations if isinstance(annotations, list) else [annotations]
            own.setdefault(layer, []).extend(
                {"document": document.id, "index": index, **(item if isinstance(item, dict) else {"value": item})} for item in items)
    frames = {"documents": pandas.DataFrame(rows["documents"], columns=DOCUMENT)}
    for layer, kind in LAYERS.items():
        frames[layer] = _typed(pandas.DataFrame(rows[layer], columns=["document", "index", *columns(kind)]))
    frames.update({layer: pandas.DataFrame(items) for layer, items in own.items()})
    return frames


def columns(kind: type[Any]) -> list[str]:
    """The columns of a layer's table."""
    found: list[str] = []
    for name in names(kind):
        found += [name, f"{name}_start", f"{name}_end"] if name in PARTS[kind] else [name]
    return found


def _typed(frame: pandas.DataFrame) -> pandas.DataFrame:
    """The same types whatever the table holds, so that two of them can be joined."""
    for name in frame.columns:
        if name in WHOLE or name == "index":
            frame[name] = frame[name].astype("int64")
        elif name in DECIMAL:
            frame[name] = frame[name].astype("float64")
        elif name.endswith(("_start", "_end")):
            frame[name] = frame[name].astype("Int64")
        else:
            frame[name] = frame[name].astype("object")
    return frame

"""Documents and what is in them. All offsets are code points of `Document.text`, the end not included, so that
`text[start:end]` is what an annotation is about."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any, TypeVar

__all__ = ["Annotation", "Document", "Entity", "Figure", "Number", "Quote", "Sentence", "Source", "Span", "StageError"]

Row = dict[str, Any]
# Whole numbers are int, others float; the digits as they were written are in `Document.to_json()`.
Value = int | float | None
Made = TypeVar("Made", bound="Sentence")


@dataclass(frozen=True)
class Sentence:
    """From `start` to `end`."""

    start: int
    end: int

    @classmethod
    def _of(cls: type[Made], row: Row) -> Made:
        """Takes the row over, which costs a tenth of what the constructor does."""
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", row)
        return made


@dataclass(frozen=True)
class Span(Sentence):
    """A part of an annotation, such as the cue of a quote."""

    text: str


@dataclass(frozen=True)
class Annotation(Sentence):
    """What all annotations have: an id within the document, the text, and in `by` the stage and the rule."""

    id: str
    text: str
    by: str


@dataclass(frozen=True)
class Entity(Annotation):
    """A mention of a name. `name` is the fullest form in the document, `cluster` ties the mentions of one entity."""

    label: str
    name: str
    cluster: str
    kb_id: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    confidence: float | None


@dataclass(frozen=True)
class Number(Annotation):
    """A number, an amount, a date, a time. `iso` is EDTF of dates, ISO 8601 of durations and times."""

    kind: str
    value: Value
    min: Value
    max: Value
    unit: str | None
    currency: str | None
    iso: str | None
    hijri: str | None
    modifier: str | None


@dataclass(frozen=True)
class Quote(Annotation):
    """What somebody said, and who: `speaker` is what the text calls him there, `speaker_name` who it is."""

    kind: str
    polarity: str
    cue: Span | None
    speaker: Span | None
    speaker_name: str | None
    speaker_type: str | None
    speaker_entity: str | None
    via: Span | None
    nested_in: str | None
    confidence: float | None


@dataclass(frozen=True)
class Figure(Annotation):
    """What a number is a number of, and on whose word."""

    number: str
    value: Value
    min: Value
    max: Value
    unit: str | None
    modifier: str | None
    event: str | None
    trigger: Span | None
    subject: Span | None
    place: Span | None
    place_entity: str | None
    place_scope: str | None
    inferred_place: Span | None
    inferred_place_entity: str | None
    time: Span | None
    time_number: str | None
    source_name: str | None
    source_entity: str | None
    quote: str | None
    part_of: str | None
    polarity: str
    confidence: float | None


@dataclass(frozen=True)
class Source:
    """Where a document came from."""

    uri: str
    record: int | None


@dataclass(frozen=True)
class StageError:
    """A stage that failed on the document, which went on without it."""

    stage: str
    code: str
    message: str


# Which fields of an annotation are spans.
PARTS: dict[type[Annotation], tuple[str, ...]] = {
    Entity: (), Number: (), Quote: ("cue", "speaker", "via"),
    Figure: ("trigger", "subject", "place", "inferred_place", "time"),
}
LAYERS: dict[str, type[Annotation]] = {"entities": Entity, "numbers": Number, "quotes": Quote, "figures": Figure}
Kind = TypeVar("Kind", bound=Annotation)


def _annotations(kind: type[Kind], rows: list[Row]) -> tuple[Kind, ...]:
    for name in PARTS[kind]:
        for row in rows:
            if row[name] is not None:
                row[name] = Span._of(row[name])
    return tuple([kind._of(row) for row in rows])


class Document:
    """An article and what the pipeline found in it.

    It holds the line that the command wrote, and reads it when somebody looks: a document that only goes on, by
    `to_json()`, costs next to nothing. It does not change.
    """

    __slots__ = ("_line", "_read", "__weakref__")

    def __init__(self, line: bytes) -> None:
        self._line = line
        self._read: Row | None = None

    def _member(self, name: str) -> Any:
        read = self._read
        if read is None:
            read = json.loads(self._line)
            read["source"] = Source(read["source"]["uri"], read["source"]["record"])
            read["sentences"] = tuple([Sentence._of(row) for row in read["sentences"]])
            read["errors"] = tuple([StageError(**row) for row in read["errors"]])
            for layer, kind in LAYERS.items():
                read[layer] = _annotations(kind, read[layer])
            # Whole or not at all: other threads may look at the same time.
            self._read = read
        return read[name]

    @property
    def id(self) -> str:
        """The article's id."""
        return str(self._member("id"))

    @property
    def source(self) -> Source:
        """Where it came from."""
        return self._member("source")  # type: ignore[no-any-return]

    @property
    def metadata(self) -> dict[str, Any]:
        """What the article brought, and `title`, `language` and `dateline` where they were told."""
        return self._member("metadata")  # type: ignore[no-any-return]

    @property
    def text(self) -> str:
        """The text, unchanged."""
        return str(self._member("text"))

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """In the order of the text."""
        return self._member("sentences")  # type: ignore[no-any-return]

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Names: people, places, organisations, nationality and group words, others."""
        return self._member("entities")  # type: ignore[no-any-return]

    @property
    def numbers(self) -> tuple[Number, ...]:
        """Numbers, amounts, dates and times."""
        return self._member("numbers")  # type: ignore[no-any-return]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Who said what."""
        return self._member("quotes")  # type: ignore[no-any-return]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Who says how many."""
        return self._member("figures")  # type: ignore[no-any-return]

    @property
    def layers(self) -> dict[str, Any]:
        """Layers of plug-ins, by name, as they are."""
        return self._member("layers")  # type: ignore[no-any-return]

    @property
    def errors(self) -> tuple[StageError, ...]:
        """Stages that failed on it under `on-error: pass`."""
        return self._member("errors")  # type: ignore[no-any-return]

    def to_json(self) -> str:
        """The line as the command wrote it (see "What comes out" in the documentation)."""
        return self._line.decode()

    def to_dict(self) -> dict[str, Any]:
        """The same as dicts and lists."""
        return json.loads(self._line)  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._member(layer))} {layer}" for layer in LAYERS)
        head = self.text if len(self.text) <= 40 else self.text[:39] + "…"
        return f"<Document {self.id!r}: {head!r}, {counts}>"

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self._line == other._line

    def __hash__(self) -> int:
        return hash(self._line)

    def __reduce__(self) -> tuple[type[Document], tuple[bytes]]:
        return (Document, (self._line,))

    def _repr_html_(self) -> str:
        from . import _html

        return _html.article(self)


def empty(id: str, metadata: dict[str, Any]) -> Document:
    """The document of a text of no letters, in which there is nothing."""
    row: Row = {
        "schema": "isnad/1", "offsets": "codepoint", "id": id, "source": {"uri": "python", "record": None},
        "metadata": metadata, "text": "", "sentences": [], **{layer: [] for layer in LAYERS}, "layers": {}, "errors": []}
    return Document(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())


def names(kind: type[Sentence]) -> list[str]:
    """The fields of an annotation in the order of the documented tables."""
    first = [name for name in ("id", "start", "end", "text") if name in kind.__dataclass_fields__]
    last = [name for name in ("by",) if name in kind.__dataclass_fields__]
    return first + [field.name for field in fields(kind) if field.name not in first + last] + last

"""Isnad as a component of a spaCy pipeline: `nlp.add_pipe("isnad")`.

It sets `doc.ents` (with `kb_id`), the span groups `entities`, `numbers`, `quotes` and `figures` in `doc.spans`, and two
extensions: `doc._.isnad` is Isnad's document, `span._.isnad` its annotation. A span of spaCy holds whole tokens: where
a name begins inside one (وبايدن), the span holds all of it, and `span._.isnad` has the exact offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from srsly.msgpack import msgpack_decoders, msgpack_encoders  # type: ignore[import-untyped]

from ._pipeline import Pipeline, load
from .results import LAYERS, Annotation, Document, Entity

# The field that tells the annotations of a layer apart; of the others it is `kind`.
LABELS = {"entities": "label", "figures": "event"}


def found_at(span: Span) -> Annotation | None:
    """What Isnad found there. A number and its figure have the same tokens, and their labels tell them apart."""
    found = span.doc._.isnad
    if found is None or not len(span):
        return None
    first, last, begin, end = span[0], span[-1], span.start_char, span.end_char
    for layer in LAYERS:
        field = LABELS.get(layer, "kind")
        for one in getattr(found, layer):
            if begin <= one.start < first.idx + len(first) and last.idx < one.end <= end and (getattr(one, field) or "") == span.label_:
                return one  # type: ignore[no-any-return]
    return None


if not Doc.has_extension("isnad"):
    Doc.set_extension("isnad", default=None)
    Span.set_extension("isnad", getter=found_at)


# spaCy packs a document, with what extensions hold, where it saves it or another process has made it (`n_process`).
@msgpack_encoders("isnad")  # type: ignore[untyped-decorator]
def packed(value: object, chain: Callable[[object], object] | None = None) -> object:
    if isinstance(value, Document):
        return {"isnad.document": value.to_json()}
    return value if chain is None else chain(value)


@msgpack_decoders("isnad")  # type: ignore[untyped-decorator]
def unpacked(value: object, chain: Callable[[object], object] | None = None) -> object:
    if isinstance(value, dict) and isinstance(line := value.get("isnad.document"), str):
        return Document(line.encode())
    return value if chain is None else chain(value)


class Component:
    """Annotates spaCy's documents. The metadata is `doc.user_data["isnad"]`, such as {"date": "2024-05-15"}."""

    def __init__(self, annotator: Pipeline, ents: bool) -> None:
        self.annotator = annotator
        self.ents = ents

    def __call__(self, doc: Doc) -> Doc:
        return self._set(doc, self.annotator(self._article(doc)))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Many documents: at most `batch_size` of them are on their way."""
        pairs = ((self._article(doc), doc) for doc in stream)
        for found, doc in self.annotator.pipe(pairs, as_tuples=True, in_flight=batch_size):
            yield self._set(doc, found)

    def _article(self, doc: Doc) -> dict[str, Any]:
        return {"text": doc.text, "metadata": doc.user_data.get("isnad", {})}

    def _set(self, doc: Doc, found: Document) -> Doc:
        doc._.isnad = found
        for layer in LAYERS:
            label = LABELS.get(layer, "kind")
            spans = [span for annotation in getattr(found, layer) if (span := _span(doc, annotation, label)) is not None]
            doc.spans[layer] = spans
            if layer == "entities" and self.ents:
                doc.set_ents(filter_spans(spans), default="outside")
        return doc

    # spaCy saves components by these; what this one needs stands in the config.
    def to_bytes(self, **_: Any) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> Component:
        return self

    def to_disk(self, _: Any, **__: Any) -> None:
        return None

    def from_disk(self, _: Any, **__: Any) -> Component:
        return self


def _span(doc: Doc, annotation: Annotation, label: str) -> Span | None:
    """The tokens that an annotation touches, under what its field `label` says."""
    place = annotation.kb_id or "" if isinstance(annotation, Entity) else ""
    return doc.char_span(
        annotation.start, annotation.end, label=getattr(annotation, label) or "", kb_id=place, alignment_mode="expand")


@Language.factory(
    "isnad", default_config={"pipeline": "annotate", "model": None, "settings": {}, "workers": None, "ents": True},
    assigns=["doc.ents", "doc._.isnad", "span._.isnad"])
def make(
    nlp: Language, name: str, pipeline: str, model: str | None, settings: dict[str, Any], workers: int | None, ents: bool,
) -> Component:
    """`ents`: whether names go into `doc.ents`; without it they are in `doc.spans["entities"]` alone."""
    return Component(load(pipeline, model=model, settings=settings, workers=workers), ents)

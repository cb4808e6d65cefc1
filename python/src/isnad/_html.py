"""An article with its marks, as the page of `isnad serve` draws them, for notebooks."""

from __future__ import annotations

import functools
import re
from html import escape
from typing import NamedTuple

from . import _resources
from .results import Document, Entity, Number, Quote

# At most so many marks lie in each other; what lies deeper is not drawn.
MAX_DEPTH = 12
# Rules of the page's style that draw text, marks and cards; the others are of what stands around them.
KEPT = re.compile(r"^(mark|\.quote|\.cue|\.speaker|\.reference|\.text|\.card|\.badge|blockquote)")
STYLES = {"PER": "per", "LOC": "loc", "ORG": "org", "NORP": "norp"}
LABELS = {"PER": "شخص", "LOC": "مكان", "ORG": "منظمة", "MISC": "اسم آخر", "NORP": "جنسية أو جماعة"}


class Mark(NamedTuple):
    start: int
    end: int
    # Among marks that begin and end together, the lower one is the outer one.
    rank: int
    tag: str
    attributes: str
    # Written behind the mark.
    after: str = ""


def article(document: Document) -> str:
    """The text and who said what, as a piece of HTML whose style touches nothing outside."""
    cards = "".join(_card(number, quote) for number, quote in enumerate(document.quotes, 1))
    return (
        f'<div class="isnad" dir="rtl" lang="ar"><style>{style()}</style><div class="text">{_marked(document)}</div>'
        + (f'<div class="quotes">{cards}</div>' if cards else "") + "</div>")


@functools.cache
def style() -> str:
    """The page's rules for what is drawn here, each for `.isnad` alone."""
    css = re.sub(r"/\*.*?\*/", "", _resources.shared("page.css").read_text(encoding="utf-8"), flags=re.S)
    # Rules within conditions are for paper, for small windows and for the page's own parts.
    css = re.sub(r"@[^{}]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", css)
    rules = []
    for selectors, body in re.findall(r"(?:^|(?<=[{}]))\s*([^{}@]+?)\s*\{([^{}]*)\}", css):
        if selectors == ":root":
            rules.append(f".isnad{{{body}}}")
            continue
        kept = [f".isnad {one.strip()}" for one in selectors.split(",") if KEPT.match(one.strip()) and ":target" not in one]
        if kept:
            rules.append(f"{','.join(kept)}{{{body}}}")
    # A notebook says itself whether it is light or dark.
    rules += [
        ".isnad{background:var(--paper);color:var(--ink);padding:1rem;border-radius:.4rem;max-width:60rem;text-align:start}",
        ".isnad .quotes{display:grid;gap:.5rem;margin-top:1rem}",
        "[data-jp-theme-light=true] .isnad,.vscode-light .isnad{color-scheme:light}",
        "[data-jp-theme-light=false] .isnad,.vscode-dark .isnad{color-scheme:dark}",
    ]
    return re.sub(r"\s+", " ", "".join(rules))


def _marks(document: Document) -> list[Mark]:
    marks = []
    for number, quote in enumerate(document.quotes, 1):
        name = "quote denied" if quote.polarity == "denied" else "quote"
        marks.append(Mark(
            quote.start, quote.end, 0, "span", _attributes(name, quote.speaker_name or "", quote),
            f'<a class="reference" data-number="{number}"></a>'))
        for part, style, rank in ((quote.cue, "cue", 1), (quote.speaker, "speaker", 2), (quote.via, "speaker via", 2)):
            if part is not None:
                marks.append(Mark(part.start, part.end, rank, "span", f' class="{style}"'))
    for amount in document.numbers:
        said = " ".join(str(one) for one in (amount.iso or amount.value, amount.currency or amount.unit) if one is not None)
        marks.append(Mark(amount.start, amount.end, 3, "mark", _attributes("number", f"{amount.kind}: {said}", amount)))
    for entity in document.entities:
        says = f"{LABELS.get(entity.label, entity.label)}: {entity.name}"
        marks.append(Mark(entity.start, entity.end, 4, "mark", _attributes(f"entity {STYLES.get(entity.label, 'misc')}", says, entity)))
    return sorted((mark for mark in marks if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end, mark.rank))


def _attributes(style: str, says: str, annotation: Quote | Number | Entity) -> str:
    return f' class="{style}" title="{escape(says)}&#10;{escape(annotation.by)}"'


def _marked(document: Document) -> str:
    """Line by line, each a paragraph; a mark that another one or a paragraph cuts is closed and opened again."""
    marks = _marks(document)
    written: list[str] = []
    opened: list[Mark] = []
    following = 0
    # Line breaks as the page counts them.
    for line in re.finditer(r"[^\r\n]+", document.text):
        if not line[0].strip():
            continue
        written.append('<p dir="auto">' + "".join(f"<{mark.tag}{mark.attributes}>" for mark in opened))
        at = line.start()
        while at < line.end():
            start = marks[following].start if following < len(marks) else line.end()
            boundary = min([line.end(), start, *(mark.end for mark in opened)])
            if boundary > at:
                written.append(escape(document.text[at:boundary], quote=False))
                at = boundary
            _close(opened, at, written)
            while following < len(marks) and marks[following].start <= at < line.end():
                mark = marks[following]
                following += 1
                if len(opened) < MAX_DEPTH and mark.end > at:
                    written.append(f"<{mark.tag}{mark.attributes}>")
                    opened.append(mark)
        _close(opened, at, written)
        written.append("".join(f"</{mark.tag}>" for mark in reversed(opened)) + "</p>")
    return "".join(written)


def _close(opened: list[Mark], at: int, written: list[str]) -> None:
    """Ends the marks that are over, and opens again those that had to be closed for it."""
    first = next((place for place, mark in enumerate(opened) if mark.end <= at), None)
    if first is None:
        return
    inner = opened[first:]
    written.extend(f"</{mark.tag}>" for mark in reversed(inner))
    written.extend(mark.after for mark in inner if mark.end <= at)
    opened[first:] = [mark for mark in inner if mark.end > at]
    written.extend(f"<{mark.tag}{mark.attributes}>" for mark in opened[first:])


def _card(number: int, quote: Quote) -> str:
    who = escape(quote.speaker_name or "—")
    denied = " denied" if quote.polarity == "denied" else ""
    return (
        f'<div class="card{denied}"><p class="who"><a class="reference" data-number="{number}"></a> '
        f'<bdi class="name">{who}</bdi></p><blockquote dir="auto">{escape(quote.text)}</blockquote></div>')

"""Sourced, structured facts from Arabic news: who, where, how many, when, and who said what.

    import isnad

    nlp = isnad.load("annotate")
    doc = nlp("وقال وزير الخارجية سامح شكري إن 12 شخصا قتلوا في غزة.")
    doc.quotes[0].speaker_name

    for doc in nlp.pipe(texts):
        ...

    isnad.to_pandas(nlp.pipe(texts))["entities"]
"""

from ._pipeline import Article, Pipeline, load
from .errors import CommandNotFound, DocumentError, Filtered, IsnadError, PipelineError, Problem, WorkerDied
from .results import Annotation, Document, Entity, Figure, Number, Quote, Sentence, Source, Span, StageError
from .tables import to_pandas

__version__ = "0.1.0"

__all__ = [
    "Annotation", "Article", "CommandNotFound", "Document", "DocumentError", "Entity", "Figure", "Filtered", "IsnadError",
    "Number", "Pipeline", "PipelineError", "Problem", "Quote", "Sentence", "Source", "Span", "StageError", "WorkerDied",
    "load", "to_pandas",
]

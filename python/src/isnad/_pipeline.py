"""A pipeline that annotates articles."""

from __future__ import annotations

import collections
import datetime
import json
import logging
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from json.encoder import encode_basestring
from typing import Any, Literal, TypeVar, overload

from . import _resources
from ._worker import Request, Worker
from .errors import DocumentError, Filtered
from .results import Document, empty

Article = str | Mapping[str, Any]
Context = TypeVar("Context")
Errors = Literal["raise", "skip", "return"]

# Sent and not yet given on, at the most, besides one article larger than that.
MAX_BYTES = 8 << 20

log = logging.getLogger("isnad")


class Pipeline:
    """Calls a pipeline of Isnad, which `load` makes. Any number of threads may use one.

    The command starts with the first article, stays, and is started again when it has died. `close()`, or the end of a
    `with`, ends it; so does the end of Python.
    """

    def __init__(self, file: str, settings: Mapping[str, Any], workers: int) -> None:
        self.file = file
        self.settings = dict(settings)
        self.workers = workers
        command = [_resources.command(), "run", file, "--worker", "--quiet", "--workers", str(workers)]
        for name, value in self.settings.items():
            command += ["--set", f"{name}={json.dumps(value, ensure_ascii=False)}"]
        self._worker = Worker(command)

    def __call__(self, article: Article, *, id: str | None = None, metadata: Mapping[str, Any] | None = None) -> Document:
        """Annotates one article: a text, or a mapping with `text` and if you want `id` and `metadata`.

        `metadata={"date": "2024-05-15"}` tells what أمس is. Raises DocumentError where a stage fails, its subclass
        Filtered where the pipeline takes the article out, PipelineError where the pipeline is wrong.
        """
        request = _request(article, id, metadata, "0")
        if isinstance(request, Document):
            return request
        self._worker.send(request)
        try:
            return Document(self._worker.wait(request))
        except BaseException:
            if request.answer is None:
                self._worker.cancel([request])
            raise

    @overload
    def pipe(self, articles: Iterable[Article], *, errors: Literal["raise", "skip"] = ..., in_flight: int = ...) -> Iterator[Document]: ...

    @overload
    def pipe(self, articles: Iterable[Article], *, errors: Literal["return"], in_flight: int = ...) -> Iterator[Document | DocumentError]: ...

    @overload
    def pipe(
        self, articles: Iterable[tuple[Article, Context]], *, as_tuples: Literal[True], errors: Literal["raise", "skip"] = ...,
        in_flight: int = ...) -> Iterator[tuple[Document, Context]]: ...

    @overload
    def pipe(
        self, articles: Iterable[tuple[Article, Context]], *, as_tuples: Literal[True], errors: Literal["return"],
        in_flight: int = ...) -> Iterator[tuple[Document | DocumentError, Context]]: ...

    def pipe(self, articles: Iterable[Any], *, as_tuples: bool = False, errors: Errors = "raise", in_flight: int = 256) -> Iterator[Any]:
        """Annotates many articles, in their order.

        articles: read by this thread, as the documents are taken: at most `in_flight` of them, and some megabytes, are
            on their way. Where one has no id, its place is its id, counted from 0.
        as_tuples: the articles come as pairs with something of yours, and the documents go with it.
        errors: what becomes of an article that fails: "raise" ends the iteration, "skip" logs it and goes on, "return"
            gives the DocumentError in its place. What the pipeline filters is left out, or given as Filtered by "return".
        """
        if isinstance(articles, (str, bytes, Mapping)):
            raise TypeError("pipe() takes many articles, and this is one: call nlp(article), or nlp.pipe([article]).")
        if errors not in ("raise", "skip", "return"):
            raise ValueError(f"errors must be 'raise', 'skip' or 'return', not {errors!r}.")
        if in_flight < 1:
            raise ValueError(f"in_flight must be at least 1, not {in_flight}.")
        return self._piped(iter(articles), as_tuples, errors, in_flight)

    def _piped(self, articles: Iterator[Any], as_tuples: bool, errors: Errors, in_flight: int) -> Iterator[Any]:
        window: collections.deque[tuple[int, Request | Document, Any]] = collections.deque()
        held = index = 0
        isRead = False
        worker = self._worker
        try:
            while True:
                while not isRead and len(window) < in_flight and held < MAX_BYTES:
                    if window and (isinstance(window[0][1], Document) or window[0][1].answer is not None):
                        break  # what is ready is given on before more is asked for
                    try:
                        article = next(articles)
                    except StopIteration:
                        isRead = True
                        break
                    context = None
                    if as_tuples:
                        article, context = article
                    request = _request(article, None, None, str(index))
                    if not isinstance(request, Document):
                        worker.send(request)
                        held += len(request.line)
                    window.append((index, request, context))
                    index += 1
                if not window:
                    return
                number, request, context = window[0]
                result: Document | DocumentError
                if isinstance(request, Document):
                    result = request
                else:
                    try:
                        result = Document(worker.wait(request))
                    except DocumentError as problem:
                        problem.index = number
                        if isinstance(problem, Filtered):
                            log.debug("%s", problem)
                        elif errors == "raise":
                            raise
                        elif errors == "skip":
                            log.warning("%s", problem)
                        result = problem
                    held -= len(request.line)
                window.popleft()
                if isinstance(result, Document) or errors == "return":
                    yield (result, context) if as_tuples else result
        finally:
            if left := [request for _, request, _ in window if isinstance(request, Request) and request.answer is None]:
                worker.cancel(left)

    def close(self) -> None:
        """Ends the command; another article would start it again."""
        self._worker.close()

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Pipeline {os.path.basename(self.file)!r}, {self.workers} workers>"

    def __reduce__(self) -> tuple[Callable[..., Pipeline], tuple[str, dict[str, Any], int]]:
        """In another process it has a command of its own."""
        return (Pipeline, (self.file, self.settings, self.workers))


def load(
    pipeline: str | os.PathLike[str] = "annotate", *, model: str | None = None, settings: Mapping[str, Any] | None = None,
    workers: int | None = None,
) -> Pipeline:
    """A pipeline by its name ("annotate", and what `isnad pipelines` lists), or that of a YAML file. Its reader and writers are not used.

    model: of the entity tagger: "news" (the default), "accurate" (slower and better), "none".
    settings: options of stages, such as {"entity-tagger.labels": ["PER", "LOC"]}.
    workers: cores that work at the same time; all that this process may use unless given.

    Raises PipelineError where there is no such pipeline, CommandNotFound where there is no command. What else is wrong
    with a pipeline is raised by the first article.
    """
    given = dict(settings or {})
    if model is not None:
        given["entity-tagger.model"] = model
    if workers is None:
        workers = min(_cores(), 256)
    if not 1 <= workers <= 256:
        raise ValueError(f"workers must be from 1 to 256, not {workers}.")
    return Pipeline(_resources.pipeline(os.fspath(pipeline)), given, workers)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _request(article: Any, id: str | None, metadata: Mapping[str, Any] | None, place: str) -> Request | Document:
    """The line of JSON for an article.

    place: the id of an article that has none.
    """
    if isinstance(article, str):
        name = place if id is None else id
        if not article:
            return empty(name, json.loads(_dumped(dict(metadata or {}), place)))
        line = f'{{"id":{encode_basestring(name)},"text":{encode_basestring(article)}'
        line += f',"metadata":{_dumped(dict(metadata), place)}}}' if metadata else "}"
    elif isinstance(article, Mapping):
        given = {key: value for key, value in article.items() if key != "source"}
        if id is not None or given.get("id") in (None, ""):
            given["id"] = place if id is None else id
        if metadata:
            given["metadata"] = {**(given.get("metadata") or {}), **metadata}
        name = str(given["id"])
        if given.get("text") == "":
            return empty(name, json.loads(_dumped(dict(given.get("metadata") or {}), place)))
        line = _dumped(given, place)
    else:
        raise TypeError(f"article {place} is {_called(article)}, not a text or a mapping with 'text'.")
    try:
        return Request(line.encode(), name)
    except UnicodeEncodeError as problem:
        raise DocumentError(
            f"the text is not Unicode: it has half a surrogate pair ({problem.object[problem.start]!r}); "
            "text.encode('utf-8', 'replace').decode() gives one without",
            code="invalid-text", stage="reader", id=name) from None


def _called(value: object) -> str:
    if isinstance(value, bytes):
        return "bytes; value.decode() is a text"
    if isinstance(value, os.PathLike):
        return "a path; path.read_text() is a text"
    if isinstance(value, float) and math.isnan(value):
        return "NaN, which pandas has where there is no text (series.dropna() leaves it out)"
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__}; nlp.pipe(articles) takes many"
    return f"of the type {type(value).__name__}"


def _dumped(value: Any, place: str) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
    except ValueError:
        # pandas has NaN where there is nothing.
        return json.dumps(_without_nan(value), ensure_ascii=False, allow_nan=False, default=_plain)
    except TypeError as problem:
        raise TypeError(f"article {place}: {problem}") from None


def _plain(value: object) -> Any:
    if type(value).__name__ in ("NaTType", "NAType"):
        return None  # what pandas has where there is no date, or nothing
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    # Numbers of NumPy, which know what they are for Python.
    item = getattr(value, "item", None)
    if callable(item):
        return item()
    raise TypeError(f"metadata can't hold a value of the type {type(value).__name__}.")


def _without_nan(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {key: _without_nan(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(one) for one in value]
    return value

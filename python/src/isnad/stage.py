"""A stage of Isnad in Python, without dependencies.

    from isnad.stage import run

    def shout(document, options):
        return {"layers": {"shouts": [{"start": 0, "end": 1}]}}

    run(shout, name="shout", provides=["shouts"])

Where the package is not installed, a copy of this file beside the stage does as well: `from isnad_stage import run`.
`isnad new stage --python` writes one.

The function gets a document as a dict (id, metadata, text, and the layers that the stage requires or
uses) and the pipeline's `options`, and returns None or a dict with any of: `layers` (a list of
annotations a layer, each with `start` and `end` in code points, so that `text[start:end]` is what it is
about), `metadata` (values to set), `filter` (a reason to take the document out). An exception is an error
of this document; the process goes on. print() to standard error goes to Isnad's log.

Where the pipeline has `retry`, a document is tried again after a `Transient` error, a broken or refused connection,
a timeout, and an answer over HTTP that says "later" (408, 425, 429, 502, 503, 504), of urllib, requests, httpx and
aiohttp alike.
"""

from __future__ import annotations

import json
import sys

# A stage starts as fast as it can: what only type checkers read is not imported.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

PROTOCOL = "isnad-process/1"


class Transient(Exception):
    """Another try may succeed."""


LATER = {408, 425, 429, 502, 503, 504}
# By their names, since this file depends on none of the libraries that have them.
BROKEN = {"ConnectionError", "Timeout", "TimeoutException", "NetworkError", "RemoteProtocolError", "ClientConnectionError",
          "NewConnectionError", "ProtocolError", "TimeoutError", "timeout", "IncompleteRead"}


def is_transient(problem: BaseException) -> bool:
    """Whether another try may succeed after this exception."""
    if isinstance(problem, (Transient, ConnectionError, TimeoutError)):
        return True
    if any(kind.__name__ in BROKEN for kind in type(problem).__mro__):
        return True
    response = getattr(problem, "response", None)
    statuses = [getattr(problem, "code", None), getattr(problem, "status", None), getattr(response, "status_code", None)]
    if any(isinstance(status, int) and status in LATER for status in statuses):
        return True
    # urllib keeps what has happened to the connection inside its own error.
    reason = getattr(problem, "reason", None)
    return isinstance(reason, BaseException) and reason is not problem and is_transient(reason)


def run(
    process: Callable[[dict[str, Any], Any], dict[str, Any] | None], name: str, version: str = "0.1",
    requires: Iterable[str] = (), uses: Iterable[str] = (), provides: Iterable[str] = (),
    setup: Callable[[dict[str, Any]], Any] | None = None,
) -> None:
    """Answers documents until there are no more.

    setup(options) is called once, before the first document, to load what the stage needs; what it
    returns takes the place of the options. If it raises, the run does not begin.
    """
    # What the stage prints is for people and must not stand among the answers.
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    lines = iter(sys.stdin.buffer.readline, b"")

    def say(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        answers.flush()

    hello = json.loads(next(lines, b"{}"))
    if hello.get("protocol") != PROTOCOL:
        say({"error": f"this helper speaks {PROTOCOL}, not {hello.get('protocol')}"})
        return
    options = hello.get("options") or {}
    if setup is not None:
        try:
            options = setup(options)
        except Exception as problem:
            say({"error": f"{type(problem).__name__}: {problem}"})
            return
    say({"protocol": PROTOCOL, "name": name, "version": version, "offsets": "codepoint",
         "requires": list(requires), "uses": list(uses), "provides": list(provides)})
    for line in lines:
        request = json.loads(line)
        answer = {"key": request["key"]}
        try:
            answer.update(process(request["document"], options) or {})
        except Exception as problem:
            answer["error"] = {"code": type(problem).__name__, "message": str(problem),
                               "transient": is_transient(problem)}
        say(answer)

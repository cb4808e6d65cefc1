"""What can go wrong, as exceptions with a code and a place."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["CommandNotFound", "DocumentError", "Filtered", "IsnadError", "PipelineError", "Problem", "WorkerDied"]


class IsnadError(Exception):
    """The base of all that Isnad raises.

    code: one of those that the documentation lists under "Error codes".
    message: a sentence for people.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message, code)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions that take keywords can't be pickled otherwise, and these come from other processes.
        return (_remade, (type(self), self.args, self.__dict__))


def _remade(kind: type[IsnadError], arguments: tuple[object, ...], state: dict[str, object]) -> IsnadError:
    error = kind.__new__(kind, *arguments)
    error.__dict__.update(state)
    return error


class CommandNotFound(IsnadError):
    """The command `isnad` is neither in the package nor on the PATH."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="command-not-found")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a pipeline; file, line and column tell where, if the file says it."""

    message: str
    code: str
    file: str | None = None
    line: int | None = None
    column: int | None = None


class PipelineError(IsnadError):
    """The pipeline or a setting is wrong, and nothing ran. `problems` has all that is wrong, each with its place."""

    def __init__(self, said: str) -> None:
        self.problems = _problems(said)
        first = self.problems[0] if self.problems else Problem(said.strip() or "isnad said nothing", "pipeline")
        super().__init__(said.strip() or first.message, code=first.code)
        self.file, self.line, self.column = first.file, first.line, first.column


class DocumentError(IsnadError):
    """One article failed in a stage; the others go on.

    stage: the id of the stage, such as "reader".
    id: the article's, None where it could not be read.
    index: the article's place in what `pipe` was given, from 0; None outside of it.
    """

    def __init__(self, message: str, *, code: str, stage: str, id: str | None) -> None:
        super().__init__(message, code=code)
        self.stage = stage
        self.id = id
        self.index: int | None = None

    def __str__(self) -> str:
        place = f"article {self.index}: " if self.index is not None else ""
        return f"{place}{self.stage}: {self.message} [{self.code}]"


class Filtered(DocumentError):
    """A stage of the pipeline took the article out, as the pipeline says; `reason` tells why."""

    def __init__(self, *, reason: str, stage: str, id: str | None) -> None:
        super().__init__(f"the pipeline filters it: {reason}", code="filtered", stage=stage, id=id)
        self.reason = reason


class WorkerDied(DocumentError):
    """The command ended while it worked on this article, twice. The next article gets a new one."""

    def __init__(self, returncode: int, said: str, *, id: str | None) -> None:
        how = f"signal {-returncode}" if returncode < 0 else f"exit code {returncode}"
        super().__init__(
            f"the command ended with {how} while it worked on this article" + (f": {said}" if said else ""),
            code="worker-died", stage="worker", id=id)
        self.returncode = returncode


# news.yaml:12:13: error[unknown-option]: 'entity-tagger' has no option 'lables'.
PROBLEM = re.compile(r"^(?:(?P<file>.+?):(?:(?P<line>\d+):(?P<column>\d+):)? )?error(?:\[(?P<code>[\w-]+)\])?: (?P<message>.*)$", re.M)


def _problems(said: str) -> list[Problem]:
    return [
        Problem(
            found["message"], found["code"] or "pipeline", found["file"],
            int(found["line"]) if found["line"] else None, int(found["column"]) if found["column"] else None)
        for found in PROBLEM.finditer(said)
    ]

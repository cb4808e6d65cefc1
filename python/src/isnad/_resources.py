"""The command, and the files that come with it: in the wheel within the package, in a checkout where they lie."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

from .errors import CommandNotFound, PipelineError

PACKAGE = Path(__file__).resolve().parent
# The root of a checkout, if this is one.
CHECKOUT = PACKAGE.parents[2]
SHARED = {"page.css": CHECKOUT / "Sources/CPage/page.css"}


def command() -> str:
    """The path of the command: the variable ISNAD, the package's own, the PATH's, in this order.

    Raises CommandNotFound.
    """
    if given := os.environ.get("ISNAD"):
        if found := shutil.which(given):
            return found
        raise CommandNotFound(f"the variable ISNAD is '{given}', and no program is there.")
    own = PACKAGE / "bin" / "isnad"
    if own.exists():
        return str(own)
    if found := _on_path():
        return found
    raise CommandNotFound(
        "the command 'isnad' is not found. The wheel of this platform carries it; otherwise build it with 'make build' "
        "and name it in the variable ISNAD.")


def _on_path() -> str | None:
    """The PATH's, but not the script of this very package, which would ask for itself for ever."""
    scripts = Path(sys.prefix) / "bin"
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(folder) != scripts]
    return shutil.which("isnad", path=os.pathsep.join(folders))


def shared(name: str) -> Path:
    """A file that the wheel carries under `share`."""
    own = PACKAGE / "share" / name
    return own if own.exists() else SHARED[name]


def pipeline(name: str) -> str:
    """The path of a pipeline: a YAML file, or one of the ready ones by its name.

    Raises PipelineError where there is none.
    """
    if os.path.isfile(name):
        return os.path.abspath(name)
    ready = {path.stem: path for path in sorted(_ready())}
    if name in ready:
        return str(ready[name])
    names = ", ".join(ready)
    raise PipelineError(f"error[unreadable]: there is no pipeline '{name}': it is neither a file nor one of {names}.")


def _ready() -> list[Path]:
    """Their files: those that the command of the wheel has, else those of the checkout."""
    own = PACKAGE / "share" / "isnad" / "pipelines"
    folder = own if own.exists() else CHECKOUT / "pipelines"
    # 'news.test.yaml' is a test of one.
    return [path for path in folder.glob("*.yaml") if "." not in path.stem]


def main() -> NoReturn:
    """The script `isnad` of the wheel: becomes the command."""
    try:
        found = command()
    except CommandNotFound as problem:
        print(f"isnad: {problem}", file=sys.stderr)
        sys.exit(2)
    os.execv(found, ["isnad", *sys.argv[1:]])

#!/usr/bin/env python3
"""Copies the documentation into a folder, as plain Markdown that needs nothing beside it: documents.py FOLDER

The pages of the catalogue get their links as files, and the README finds them in `guide`. A link to what is not copied, such
as the sources, becomes its words."""

import os
import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
CATALOGUE = "Sources/Isnad/Isnad.docc"
TOP = ["README.md", "README.ar.md", "CHANGELOG.md", "CONTRIBUTING.md", "NOTICE", "LICENSE"]


def copies():
    """Each file of the documentation with its name in the folder."""
    for name in TOP:
        yield ROOT / name, pathlib.PurePosixPath(name)
    for path in sorted((ROOT / "plugins").glob("*.md")):
        yield path, pathlib.PurePosixPath("plugins", path.name)
    for path in sorted((ROOT / CATALOGUE).rglob("*")):
        if path.suffix in (".md", ".png", ".svg"):
            yield path, pathlib.PurePosixPath("guide", path.relative_to(ROOT / CATALOGUE).as_posix())


def text(path, page, places):
    """A page, its links those of the copies."""

    def link(match):
        mark, words, target = match.groups()
        if re.match(r"[a-z]+:|#", target):
            return match[0]
        file, _, part = target.partition("#")
        found = places.get((path.parent / file).resolve())
        if found is None:
            return words
        beside = os.path.relpath(found, page.parent)
        return f"{mark}[{words}]({beside}{'#' + part if part else ''})"

    written = re.sub(r"<doc:(\w+)>", r"[\1](\1.md)", path.read_text(encoding="utf-8"))
    return re.sub(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)", link, written)


def main(folder):
    pairs = list(copies())
    places = {path.resolve(): page for path, page in pairs}
    for path, page in pairs:
        copy = folder / page
        copy.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            copy.write_text(text(path, page, places), encoding="utf-8")
        else:
            shutil.copyfile(path, copy)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

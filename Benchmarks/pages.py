"""The article in a page, by Isnad and by trafilatura, over the pages of this project's tests: `make pages`.

The thirty pages are those that Isnad's own rules were written with, and so are the twenty shapes: what is compared is
whether somebody else's rules, which have never seen them, find the same. Of the twenty pages in the markup of Arabic
outlets, Isnad found fifteen whole before any of its rules had seen them.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from measure import BIN, ROOT
from prepare import environment

sys.path.insert(0, os.path.join(ROOT, "Tests", "Commands"))
from outlets import OUTLETS  # noqa: E402
from pages import pages  # noqa: E402
from shapes import SHAPES  # noqa: E402

TRAFILATURA = "trafilatura==2.0.0"
PIPELINE = "run: { on-error: pass }\nstages:\n  - { use: reader, with: { paths: [pages] } }\n  - { use: writer, with: { path: o.jsonl } }\n"
PEER = """
import json, pathlib, sys, trafilatura
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    print(json.dumps([path.name, trafilatura.extract(path.read_bytes(), include_comments=False) or ""]))
"""


def f1(wanted, found):
    wanted, found = (collections.Counter(re.findall(r"\w+", text)) for text in (wanted, found))
    return 2 * sum((wanted & found).values()) / max(1, sum(wanted.values()) + sum(found.values()))


def isnad(folder):
    (folder / "p.yaml").write_text(PIPELINE)
    subprocess.run([BIN, "run", "p.yaml", "-q"], cwd=folder, check=True)
    documents = map(json.loads, open(folder / "o.jsonl", encoding="utf-8"))
    return {pathlib.Path(document["id"]).name: document["text"] for document in documents}


def trafilatura(folder):
    python = environment("pages", [TRAFILATURA, "lxml_html_clean"])
    done = subprocess.run([python, "-c", PEER, str(folder / "pages")], capture_output=True, check=True)
    # It marks the elements of a list.
    return {name: re.sub(r"^- ", "", text, flags=re.M) for name, text in map(json.loads, done.stdout.splitlines())}


def shaped(shapes):
    return {f"{shape.__name__}.html": (page.encode(), body) for shape in shapes for page, body in [shape()]}


def main():
    sets = {
        "thirty pages in ten layouts": {name: (data, body) for name, data, body, _ in pages()},
        "twenty shapes": shaped(SHAPES),
        "twenty pages in the markup of Arabic outlets": shaped(OUTLETS),
    }
    print(f"| | Isnad | {TRAFILATURA.replace('==', ' ')} |\n|---|---|---|")
    for title, cases in sets.items():
        cells = []
        for extract in (isnad, trafilatura):
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                (folder / "pages").mkdir()
                for name, (data, _) in cases.items():
                    (folder / "pages" / name).write_bytes(data)
                found = extract(folder)
            scores = [f1("\n".join(body), found.get(name, "")) for name, (_, body) in cases.items()]
            whole = sum(re.findall(r"\w+", "\n".join(body)) == re.findall(r"\w+", found.get(name, "")) for name, (_, body) in cases.items())
            cells.append(f"{sum(scores) / len(scores):.3f}, {whole} of {len(cases)} whole")
        print(f"| {title} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()

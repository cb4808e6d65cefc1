"""What the comparisons need: articles, a list of names, the peers in environments of their own."""

import gzip
import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from measure import ROOT

WORK = pathlib.Path(ROOT, ".build", "bench")
SHARED = pathlib.Path(os.environ.get("SHARED", os.path.join(ROOT, "..", "shared")))
NAMES = 5000
PEERS = {
    "peers": ["arabic-norm==0.1.0", "arabic-normalize==0.1.0", "pyarabic==0.6.15", "pyahocorasick", "bytewax==0.21.1", "datatrove[io]==0.10.1", "spacy==3.8.18", "orjson"],
    # Of camel-tools what normalises, without the gigabytes of what it learns with; and Maha's own old 'regex'.
    "camel": ["--no-deps", "camel-tools==1.6.0", "emoji", "six", "future"],
    "maha": ["mahad==0.3.0", "setuptools"],
}


def environment(name, packages, python=sys.executable):
    """The interpreter of a virtual environment with these packages."""
    folder = WORK / name
    interpreter = folder / "bin" / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        print(f"  installing {', '.join(packages)}", file=sys.stderr, flush=True)
        subprocess.run([python, "-m", "venv", folder], check=True)
        subprocess.run([interpreter, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages], check=True)
        (folder / "complete").touch()
    return str(interpreter)


def newer_python():
    """araclean needs 3.12; None where the machine has none."""
    candidates = [shutil.which(name) for name in ("python3.14", "python3.13", "python3.12")]
    candidates += sorted(map(str, pathlib.Path.home().glob(".pyenv/versions/3.1[2-9]*/bin/python")), reverse=True)
    for candidate in filter(None, candidates):
        if subprocess.run([candidate, "-c", "import sys; assert sys.version_info >= (3, 12)"], capture_output=True).returncode == 0:
            return candidate
    return None


class Articles:
    """A file of JSON Lines, and parts of it."""

    def __init__(self):
        WORK.mkdir(parents=True, exist_ok=True)
        packed = SHARED / "corpus" / "ant.jsonl.gz"
        self.path = WORK / "articles.jsonl"
        self.origin = "the corpus beside the project" if packed.exists() else "the project's own articles, again and again with other figures"
        with open(self.path, "wb") as file:
            if packed.exists():
                with gzip.open(packed) as source:
                    shutil.copyfileobj(source, file)
            else:
                file.writelines(generated(29_350))
        self.sizes = [len(json.loads(line)["text"].encode()) for line in open(self.path, encoding="utf-8")]

    @property
    def count(self):
        return len(self.sizes)

    def text_bytes(self, limit=None):
        return sum(self.sizes[:limit])

    def first(self, limit):
        """A file of the first articles, and the bytes of their text."""
        path = WORK / f"first-{limit}.jsonl"
        with open(self.path, "rb") as source, open(path, "wb") as file:
            file.writelines(itertools.islice(source, limit))
        return str(path), self.text_bytes(limit)

    def spread(self, count):
        """A file of so many articles from all through the corpus, whose outlets and years differ in length and names."""
        path = WORK / f"spread-{count}.jsonl"
        chosen = {number * self.count // count for number in range(count)}
        with open(self.path, "rb") as source, open(path, "wb") as file:
            file.writelines(line for number, line in enumerate(source) if number in chosen)
        return str(path), sum(self.sizes[number] for number in chosen)


def generated(count):
    """Lines of articles: the project's own, each time with other figures."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(ROOT, "pipelines", "articles").glob("*.txt"))]
    for number in range(count):
        text = re.sub(r"\d+", lambda match: str(int(match.group()) + number), texts[number % len(texts)])
        yield json.dumps({"id": f"a{number}", "text": text}, ensure_ascii=False).encode() + b"\n"


def names():
    """A list of names for the peers that look names up."""
    lists = [(SHARED / "gazetteers" / "loc.geonames_cities15k_ar.txt", "LOC"), (SHARED / "gazetteers" / "per.wikidata_fullnames.txt", "PER")]
    if not lists[0][0].exists():
        lists = [(pathlib.Path(ROOT, "Sources", "LexiconCompiler", "Lists", "organisations.txt"), "ORG")]
    path = WORK / "names.tsv"
    seen = {}
    for source, label in lists:
        lines = [line.strip() for line in source.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]
        # All through the list, not its first letters alone.
        for line in lines[:: max(1, len(lines) * len(lists) // NAMES)]:
            if len(line) > 2 and "\t" not in line:
                seen.setdefault(line, label)
    path.write_text("".join(f"{name}\t{label}\n" for name, label in list(seen.items())[:NAMES]), encoding="utf-8")
    return str(path)

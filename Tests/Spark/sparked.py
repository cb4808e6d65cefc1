"""What the tests of the Spark runner share: articles, a session, the same work done by the command alone."""

import gzip
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.path.abspath(os.environ.get("BIN", ROOT / ".build" / "release" / "isnad"))
RUNNER = ROOT / "plugins" / "spark"
sys.path.insert(0, str(ROOT / "python" / "src"))
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

PIPELINE = """name: sparked
run: { dead-letter: failed.jsonl }
stages:
  - { use: reader, with: { paths: [none.jsonl] } }
  - normalizer
  - entity-tagger
  - use: filter
    with: { drop: { metadata.section: sport } }
  - number-extractor
  - quote-attributor
  - { use: writer, with: { path: facts.jsonl } }
"""


def articles(count):
    """Documents from the project's own articles; some have no id, some are of the section that is filtered."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "pipelines" / "articles").glob("*.txt"))]
    for number in range(count):
        text = texts[number % len(texts)].replace("47", str(number + 100))
        document = {"text": text, "metadata": {"date": f"2024-03-{number % 28 + 1:02}", "topics": ["أ", number]}}
        if number % 3:
            document["id"] = f"article-{number}"
        if number % 11 == 5:
            document["metadata"]["section"] = "sport"
        yield json.dumps(document, ensure_ascii=False).encode()


def lines_with_all_that_happens(count):
    """JSON Lines as they are found: blank ones, both line ends, some that are no documents."""
    for number, line in enumerate(articles(count)):
        yield line + (b"\r\n" if number % 7 == 1 else b"\n")
        if number % 10 == 4:
            yield b"\n"
        if number % 25 == 9:
            yield b'{"text": "cut\n'
        if number % 25 == 19:
            yield b'{"text": "\xff\xfe"}\n'


def inputs(folder):
    """Three files: one of many parts, one with a byte order mark and an Arabic name, one that can't be parted."""
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(b"".join(lines_with_all_that_happens(150)))
    (folder / "ب ج.jsonl").write_bytes(b"\xef\xbb\xbf" + b"\n".join(articles(20)))
    with gzip.open(folder / "c.jsonl.gz", "wb") as file:
        file.write(b"".join(line + b"\n" for line in articles(30)))
    return sorted(str(path) for path in folder.iterdir())


def alone(pipeline, paths, *extra):
    """Documents, dead letters and report of the command without Spark."""
    folder = pathlib.Path(pipeline).parent
    for name in ("facts.jsonl", "failed.jsonl"):
        (folder / name).unlink(missing_ok=True)
    ran = subprocess.run(
        [BIN, "run", pipeline, *paths, "--quiet", "--report", str(folder / "report.json"), *extra], capture_output=True, cwd="/")
    assert ran.returncode in (0, 1), ran.stderr.decode()
    letters = folder / "failed.jsonl"
    return (
        (folder / "facts.jsonl").read_bytes().splitlines(),
        letters.read_bytes().splitlines() if letters.exists() else [],
        json.loads((folder / "report.json").read_bytes()),
    )


def timeless(letters):
    """Dead letters without the time of their failure."""
    return [{key: value for key, value in json.loads(line).items() if key != "time"} for line in letters]


def lines_of(folder):
    """The lines of a table of JSON Lines, in the order of its files."""
    return [line for path in sorted(pathlib.Path(folder).glob("part-*")) for line in path.read_bytes().splitlines()]


def as_table_row(document):
    """A document of JSON Lines as the typed table has it."""
    row = json.loads(document) if isinstance(document, bytes) else document
    for name in ("metadata", "layers"):
        row[name] = {
            key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            for key, value in row[name].items() if value is not None
        }
    return row

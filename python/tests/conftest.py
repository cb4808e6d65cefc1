"""What the tests share: the command, articles of the project, a pipeline in a folder of its own."""

import os
import pathlib

import isnad
import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]

if not (pathlib.Path(isnad.__file__).parent / "bin/isnad").exists():
    # Not the wheel, which has its own.
    os.environ.setdefault("ISNAD", os.path.abspath(os.environ.get("BIN", ROOT / ".build/release/isnad")))

ARTICLES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "pipelines/articles").glob("*.txt"))}


@pytest.fixture(scope="session")
def articles():
    return list(ARTICLES.values())


@pytest.fixture(scope="session")
def flood():
    return ARTICLES["01-flood.txt"]


@pytest.fixture(scope="session")
def nlp():
    with isnad.load("annotate", workers=2) as pipeline:
        yield pipeline


@pytest.fixture
def load(tmp_path):
    """Makes a pipeline of stages in YAML."""
    made = []

    def of(*stages, run=""):
        file = tmp_path / "p.yaml"
        lines = [f"run: {{ {run} }}"] if run else []
        lines += ["stages:", "  - { use: reader, with: { paths: [none.jsonl] } }", *(f"  - {stage}" for stage in stages), "  - writer"]
        file.write_text("\n".join(lines), encoding="utf-8")
        made.append(isnad.load(file, workers=1))
        return made[-1]

    yield of
    for pipeline in made:
        pipeline.close()

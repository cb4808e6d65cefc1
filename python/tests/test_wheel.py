"""The wheel as it is: in a fresh environment, without a network. `make wheel` makes it."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
WHEELS = sorted((ROOT / ".build/wheels").glob("isnad-*.whl"))
pytestmark = pytest.mark.skipif(not WHEELS, reason="make wheel")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin/pip", "install", "-q", "--no-index", WHEELS[-1]], check=True)
    return folder


def run(environment, *command, folder="/"):
    # No network, and nothing of this machine's environment: not the command of the other tests above all.
    clean = {"PATH": f"{environment / 'bin'}:/usr/bin:/bin", "HOME": "/nonexistent"}
    alone = ["unshare", "-rn"] if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0 else []
    done = subprocess.run([*alone, environment / command[0], *command[1:]], capture_output=True, text=True, env=clean, timeout=300, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_package_works_by_itself(environment):
    said = run(
        environment, "bin/python", "-c",
        "import isnad; d = isnad.load('annotate', model='accurate')('قال جو بايدن إن 12 شخصا قتلوا في غزة.');"
        "print(isnad.__file__, d.quotes[0].speaker_name, len(d._repr_html_()) > 3000)")
    path, *rest = said.split()
    assert path.startswith(str(environment)) and " ".join(rest) == "جو بايدن True"


def test_the_command_comes_with_it(environment):
    assert re.search(r"\d+\.\d+\.\d+", run(environment, "bin/isnad", "--version"))


@pytest.mark.parametrize("name", ["README.md", "README.ar.md"])
def test_what_the_readme_says(environment, name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "    pip install .build/wheels/isnad-*.whl\n" in text
    program, = re.findall(r'^    python3 -c "(.+)"$', text, re.M)
    assert run(environment, "bin/python3", "-c", program) == "ليلى حداد\n"


def test_the_ready_pipelines_come_with_it(environment, tmp_path):
    listed = run(environment, "bin/isnad", "pipelines")
    ready = {path.stem for path in (ROOT / "pipelines").glob("*.yaml") if "." not in path.stem}
    assert {"news", "desk"} < ready == {line.split("  ")[0] for line in listed.split("\n\n")[0].splitlines()}
    shutil.copy(ROOT / "pipelines/articles/01-flood.txt", tmp_path / "flood.txt")
    run(environment, "bin/isnad", "run", "news", "flood.txt", "--quiet", folder=tmp_path)
    record, = map(json.loads, (tmp_path / "out/news.jsonl").read_text(encoding="utf-8").splitlines())
    names = run(
        environment, "bin/python", "-c",
        "import isnad; d = isnad.load('news')(open('flood.txt', encoding='utf-8').read()); print(*(e.text for e in d.entities), sep='|')",
        folder=tmp_path)
    assert names.strip().split("|") == [entity["text"] for entity in record["entities"]] != []


def test_a_new_stage_needs_only_the_package(environment, tmp_path):
    """As `isnad new stage` makes it, with the copy of the helper and without it."""
    run(environment, "bin/isnad", "new", "stage", "prices", "--python", folder=tmp_path)
    stage = tmp_path / "prices"
    (stage / "isnad_stage.py").write_text("raise SystemExit('the copy')", encoding="utf-8")
    for _ in range(2):
        run(environment, "bin/python", "test_prices.py", folder=stage)
        said = run(environment, "bin/isnad", "run", "pipeline.yaml", "--quiet", folder=stage)
        assert [found["text"] for found in json.loads(said)["layers"]["prices"]] == ["سعر", "الخبز"]
        (stage / "isnad_stage.py").unlink(missing_ok=True)


def test_the_tag_and_the_licence():
    name = WHEELS[-1].name
    assert re.fullmatch(r"isnad-[\d.]+-py3-none-manylinux_2_\d+_\w+\.whl", name), name
    files = zipfile.ZipFile(WHEELS[-1]).namelist()
    assert any(file.endswith("LICENSE") for file in files) and any(file.endswith("NOTICE") for file in files)
    assert "isnad/py.typed" in files and not any("tests" in file for file in files)


def test_the_tag_holds():
    """No symbol is newer than the tag says."""
    minor = int(re.search(r"manylinux_2_(\d+)", WHEELS[-1].name)[1])
    with zipfile.ZipFile(WHEELS[-1]) as wheel:
        command = wheel.read("isnad/bin/isnad")
    asked = {int(found[1]) for found in re.finditer(rb"\0GLIBC_2\.(\d+)(?=[\0.])", command)}
    assert asked and max(asked) <= minor
    assert not os.path.exists("/nonexistent")

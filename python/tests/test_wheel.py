"""The wheel as it is: in a fresh environment, without a network. `make wheel` makes it."""

import os
import pathlib
import re
import subprocess
import sys
import zipfile

import pytest

WHEELS = sorted((pathlib.Path(__file__).parents[2] / ".build/wheels").glob("isnad-*.whl"))
pytestmark = pytest.mark.skipif(not WHEELS, reason="make wheel")


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([folder / "bin/pip", "install", "-q", "--no-index", WHEELS[-1]], check=True)
    return folder


def run(environment, *command):
    # No network, and nothing of this machine's environment: not the command of the other tests above all.
    clean = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
    alone = ["unshare", "-rn"] if subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0 else []
    done = subprocess.run([*alone, environment / command[0], *command[1:]], capture_output=True, text=True, env=clean, timeout=300, cwd="/")
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

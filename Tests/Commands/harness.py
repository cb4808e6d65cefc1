"""The real command in a folder of its own: `make commands`."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.path.abspath(os.environ.get("BIN", ROOT / ".build/release/isnad"))
LIMIT = 300


class Command(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="isnad-command-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def isnad(self, *arguments, code=0, environment=None, folder=None):
        done = subprocess.run([BIN, *map(str, arguments)], cwd=folder or self.folder, capture_output=True, text=True, timeout=LIMIT, env=dict(os.environ, **(environment or {})))
        self.assertEqual(done.returncode, code, f"isnad {arguments}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done

    def documents(self, name):
        return [json.loads(line) for line in (self.folder / name).read_text(encoding="utf-8").splitlines()]


def plain(text):
    """Without the isolates in which Arabic stands."""
    return text.replace("\u2068", "").replace("\u2069", "").replace("\u2066", "")

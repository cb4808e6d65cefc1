"""Compressed inputs: gzip and zstd by their bytes, cut, damaged, from a pipe, resumed."""

import gzip
import json
import os
import signal
import subprocess
import time
import unittest

import zstandard

from harness import BIN, Command

PIPELINE = """run: { checkpoint: state, commit: 0s }
stages:
  - use: reader
    with: { paths: %s }
  - normalizer
  - number-extractor
  - use: writer
    with: { path: o.jsonl }
"""


class Inputs(Command):
    def lines(self, count, start=0):
        return "".join(json.dumps({"id": f"a{i}", "text": f"قتل {i} أشخاص في حادث"}, ensure_ascii=False) + "\n" for i in range(start, start + count)).encode()

    def put(self, name, data):
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(data)

    def run_on(self, paths, code=0, **more):
        self.write("p.yaml", PIPELINE % json.dumps(paths))
        return self.isnad("run", "p.yaml", "-q", code=code, **more)

    def ids(self):
        return [d["id"] for d in self.documents("o.jsonl")]

    def test_gzip_and_zstd_are_what_is_in_them(self):
        # Several members and frames, as joined files have; a text; a name that lies.
        self.put("in/a.jsonl.gz", gzip.compress(self.lines(300)) + gzip.compress(self.lines(200, 300)))
        self.put("in/b.ndjson.zst", zstandard.compress(self.lines(10, 500)) + zstandard.compress(self.lines(5, 510)))
        self.put("in/c.txt.gz", gzip.compress("نص فيه 7 كلمات.".encode()))
        self.put("in/d.jsonl", gzip.compress(self.lines(5, 515)))
        self.put("in/e.jsonl.gz", self.lines(5, 520))
        self.put("in/ignored.gz", gzip.compress(b"x"))
        self.run_on(["in"])
        self.assertEqual(self.ids(), [f"a{i}" for i in range(515)] + ["in/c.txt.gz"] + [f"a{i}" for i in range(515, 525)])
        self.assertEqual(self.documents("o.jsonl")[515]["numbers"][0]["value"], 7)

    def test_a_pipe(self):
        self.write("p.yaml", PIPELINE % '["-"]')
        done = subprocess.run([BIN, "run", "p.yaml", "-q"], cwd=self.folder, input=gzip.compress(self.lines(50)), timeout=60)
        self.assertEqual(done.returncode, 0)
        self.assertEqual(len(self.ids()), 50)

    def test_what_is_cut_or_damaged_is_told_and_its_neighbours_survive(self):
        whole = gzip.compress(self.lines(3000), 1)
        damaged = bytearray(zstandard.compress(self.lines(30000)))
        place = len(damaged) * 7 // 8
        damaged[place : place + 64] = bytes(64)
        self.put("a.jsonl.gz", whole[: len(whole) * 2 // 3])
        self.put("b.jsonl.zst", bytes(damaged))
        self.put("c.txt.gz", gzip.compress(b"a" * 5000)[:-9])
        self.put("d.jsonl", self.lines(2, 9000))
        said = self.run_on(["a.jsonl.gz", "b.jsonl.zst", "c.txt.gz", "d.jsonl"], code=1).stderr
        self.assertRegex(said, r"'a.jsonl.gz' can't be read behind line \d+: its compressed data ends too early; the file was cut")
        self.assertRegex(said, r"'b.jsonl.zst' can't be read behind line \d+: its compressed data is damaged")
        self.assertIn("'c.txt.gz' can't be read: its compressed data ends too early", said)
        ids = self.ids()
        self.assertEqual(ids[-2:], ["a9000", "a9001"])
        second = ids.index("a0", 1)
        first = ids[:second]
        self.assertGreater(len(ids) - second, 10000)
        self.assertGreater(len(first), 1000)
        self.assertEqual(first, [f"a{i}" for i in range(len(first))])

    def test_what_is_cut_in_a_pipe_or_has_no_extension_is_told(self):
        cut = gzip.compress(self.lines(3000), 1)[:-400]
        self.put("news", cut)
        self.write("p.yaml", PIPELINE % '["news"]')
        said = self.isnad("run", "p.yaml", "-q", code=1).stderr
        self.assertRegex(said, r"'news' can't be read behind line \d+: its compressed data ends too early; the file was cut")
        self.write("p.yaml", PIPELINE % '["-"]')
        done = subprocess.run([BIN, "run", "p.yaml", "-q", "--restart"], cwd=self.folder, input=cut, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr.decode(), r"'-' can't be read behind line \d+: its compressed data ends too early; the file was cut")
        ids = self.ids()
        self.assertEqual(ids, [f"a{i}" for i in range(len(ids))])
        self.assertGreater(len(ids), 2000)

    def test_a_bomb_is_read_in_flat_memory(self):
        # Written piece by piece: what this process takes would count as the command's.
        with gzip.open(self.folder / "a.jsonl.gz", "wb") as file:
            for _ in range(400):
                file.write(bytes(1 << 20))
            file.write(b"\n" + self.lines(1))
        self.write("p.yaml", "run: { on-error: dead-letter, dead-letter: f.jsonl }\n" + (PIPELINE % '["a.jsonl.gz"]').split("\n", 1)[1])
        done = subprocess.run([BIN, "run", "p.yaml", "--report", "r.json", "-q"], cwd=self.folder, capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(self.ids(), ["a0"])
        self.assertIn("too-large", (self.folder / "f.jsonl").read_text())
        self.assertLess(json.loads((self.folder / "r.json").read_text())["peak_memory"], 200 << 20)

    def test_killed_and_resumed(self):
        self.put("a.jsonl.gz", gzip.compress(self.lines(60000)))
        self.run_on(["a.jsonl.gz"])
        clean = (self.folder / "o.jsonl").read_bytes()
        os.unlink(self.folder / "o.jsonl")
        killed = 0
        for _ in range(3):
            process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder)
            deadline = time.monotonic() + 60
            part = self.folder / "o.jsonl.part"
            start = part.stat().st_size if part.exists() else 0
            while process.poll() is None and time.monotonic() < deadline:
                if part.exists() and part.stat().st_size > start + 500_000:
                    break
                time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        self.assertGreater(killed, 0)
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual((self.folder / "o.jsonl").read_bytes(), clean)


if __name__ == "__main__":
    unittest.main(verbosity=1)

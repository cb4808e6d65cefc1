"""Disks that are full, read-only, or somebody else's; streams that are closed."""

import os
import subprocess

from harness import BIN, LIMIT, NOBODY, Fault, main, without_times


class Disks(Fault):
    def test_disk_full_in_the_output(self):
        self.articles(8000)
        self.pipeline(writes="small/o.jsonl")
        self.pipeline()
        clean = self.clean()
        self.tmpfs("small", "size=1m")
        self.pipeline(writes="small/o.jsonl")
        full = self.isnad("run", "p.yaml")
        self.assertEqual(full.code, 3, full.err)
        self.assertIn("error[unwritable]: 'small/o.jsonl' can't be written: No space left on device.", full.err)
        self.assertIn("The same command goes on from the checkpoint 'out/state'; --restart begins anew.", full.err)
        self.assertFalse(os.path.exists(self.path("small/o.jsonl")))
        self.remount("small", "size=100m")
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertEqual(self.read("small/o.jsonl"), clean)

    def test_disk_full_in_the_checkpoint(self):
        self.articles(8000)
        self.pipeline()
        clean = self.clean()
        # Room for the lock and one checkpoint, and none for the next beside it.
        self.tmpfs("tiny", "size=8k")
        text = self.text("p.yaml").replace("out/state", "tiny/state")
        self.write("p.yaml", text)
        full = self.isnad("run", "p.yaml")
        self.assertEqual(full.code, 3, full.err)
        self.assertIn("error[unwritable]: the checkpoint 'tiny/state' can't be written: No space left on device.", full.err)
        self.remount("tiny", "size=1m")
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertEqual(self.read("out/o.jsonl"), clean)

    def test_disk_full_in_the_dead_letters(self):
        bad = "".join('{"id":%d,"note":"%s"}\n' % (n, "x" * 200) for n in range(4000))
        self.write("in.jsonl", bad + '{"id":"good","text":"قتل 5 أشخاص."}\n')
        self.pipeline()
        self.isnad("run", "p.yaml", "-q")
        letters = without_times(self.lines("out/failed.jsonl"))
        self.assertEqual(len(letters), 4000)
        self.tmpfs("small", "size=256k")
        self.write("p.yaml", self.text("p.yaml").replace("out/failed", "small/failed"))
        full = self.isnad("run", "p.yaml")
        self.assertEqual(full.code, 3, full.err)
        self.assertIn("error[unwritable]: 'small/failed.jsonl' can't be written: No space left on device.", full.err)
        self.remount("small", "size=100m")
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual(done.code, 1)
        self.assertEqual(without_times(self.lines("small/failed.jsonl")), letters)
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], ["good"])

    def test_a_folder_that_may_not_be_written(self):
        if os.geteuid() != 0:
            self.skipTest("only root may become nobody")
        self.articles(10)
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [in.jsonl]}}, {use: writer, with: {path: o.jsonl}}]")
        refused = self.isnad("run", "p.yaml", user=NOBODY, group=NOBODY)
        self.assertEqual((refused.code, refused.sentences), (
            2, "p.yaml:1:58: error[unwritable]: 'o.jsonl' can't be opened for writing: Permission denied.\n"))

    def test_an_input_that_may_not_be_read(self):
        if os.geteuid() != 0:
            self.skipTest("only root may become nobody")
        self.articles(10, "a.jsonl")
        self.articles(10, "b.jsonl")
        os.chmod(self.path("a.jsonl"), 0o600)
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [a.jsonl, b.jsonl]}}, writer]")
        done = self.isnad("run", "p.yaml", user=NOBODY, group=NOBODY)
        self.assertEqual(done.code, 1)
        self.assertIn("error[unreadable]: 'a.jsonl' can't be read: Permission denied.", done.err)
        self.assertEqual(done.out.count("\n"), 10)

    def test_a_read_only_output(self):
        self.tmpfs("fixed", "size=1m,ro")
        self.articles(10)
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [in.jsonl]}}, {use: writer, with: {path: fixed/o.jsonl}}]")
        refused = self.isnad("run", "p.yaml")
        self.assertEqual((refused.code, refused.sentences), (
            2, "p.yaml:1:58: error[unwritable]: 'fixed/o.jsonl' can't be opened for writing: Read-only file system.\n"))

    def test_closed_standard_output(self):
        self.articles(10)
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [in.jsonl]}}, writer, {use: writer, id: second, with: {path: o.jsonl}}]")
        closed = subprocess.run(f"'{BIN}' run p.yaml >&-", shell=True, cwd=self.folder, capture_output=True, timeout=LIMIT)
        self.assertEqual(closed.returncode, 3)
        self.assertIn(b"error[unwritable]: standard output can't be written: Bad file descriptor.", closed.stderr)
        # No file came to stand in its place.
        self.assertEqual(self.read("in.jsonl").count(b"\n"), 10)
        self.assertNotIn(b"schema", self.read("in.jsonl"))

    def test_a_reader_of_the_output_that_leaves(self):
        self.articles(20000)
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [in.jsonl]}}, writer]")
        left = subprocess.run(
            f"set -o pipefail; '{BIN}' run p.yaml -q | head -1", shell=True, executable="/bin/bash", cwd=self.folder,
            capture_output=True, timeout=LIMIT)
        self.assertEqual((left.returncode, left.stderr), (0, b""))
        self.assertEqual(left.stdout.count(b"\n"), 1)


if __name__ == "__main__":
    main()

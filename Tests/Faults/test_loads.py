"""Many documents, slow readers of the output, few file descriptors, and the same bytes every time."""

import json
import os
import resource
import subprocess
import time

from harness import BIN, LIMIT, Fault, documents, main, without_times


def memory(process):
    """The largest resident size of a running process so far, in bytes."""
    with open(f"/proc/{process.pid}/status") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


class Loads(Fault):
    def million(self):
        with open(self.path("in.jsonl"), "w", encoding="utf-8") as file:
            for start in range(0, 1_000_000, 10_000):
                file.write("".join('{"id":%d,"text":"قتل 5 أشخاص."}\n' % n for n in range(start, start + 10_000)))

    def test_a_million_small_documents(self):
        self.million()
        self.pipeline()
        self.write("p.yaml", self.text("p.yaml").replace("commit: 0s", "commit: 1s"))
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("1,000,000 documents read: 1,000,000 written", done.err)
        self.assertLess(done.memory, 200 << 20)

    def test_a_slow_reader_of_the_output(self):
        self.million()
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [in.jsonl]}}, normalizer, writer]")
        process = self.start("run", "p.yaml", "-q")
        for _ in range(40):
            process.stdout.read(4096)
            time.sleep(0.05)
        self.assertIsNone(process.poll())
        self.assertLess(memory(process), 100 << 20)
        process.kill()
        process.communicate(timeout=LIMIT)

    def test_large_documents_one_after_another(self):
        with open(self.path("in.jsonl"), "w", encoding="utf-8") as file:
            for number in range(12):
                file.write(json.dumps({"id": number, "text": "قتل 5 أشخاص. " * 350_000}, ensure_ascii=False) + "\n")
        self.write("p.yaml", "run: {workers: 2}\nstages: [{use: reader, with: {paths: [in.jsonl]}}, {use: writer, with: {path: o.jsonl}}]")
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 0, done.err)
        self.assertLess(done.memory, 900 << 20)

    def test_every_record_fails(self):
        self.write("in.jsonl", "{}\n" * 20_000)
        self.pipeline()
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 1)
        self.assertIn("20,000 documents read: 0 written, 0 filtered, 20,000 failed", done.err)
        self.assertEqual(len(self.lines("out/failed.jsonl")), 20_000)
        self.assertEqual(self.read("out/o.jsonl"), b"")
        self.assertLess(done.err.count("\n"), 40)

    def test_every_record_fails_and_there_is_a_limit(self):
        self.write("in.jsonl", "{}\n" * 20_000)
        self.pipeline(run="max-failures: 100,")
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 3)
        self.assertIn("documents failed; 'max-failures' is 100.", done.err)
        self.pipeline(run="max-failures: 2%,")
        self.assertEqual(self.isnad("run", "p.yaml", "--restart").code, 3)

    def test_dead_letters_are_replayed(self):
        good = list(documents(6))
        self.write("in.jsonl", "\n".join(good[:3] + ['{"id":"bad","note":1}'] + good[3:]) + "\n")
        self.pipeline()
        self.write("big.yaml", self.text("p.yaml").replace("workers: 2", "workers: 2, max-document-bytes: 300"))
        first = self.isnad("run", "big.yaml", "-q")
        self.assertEqual(first.code, 1)
        kept = [d["id"] for d in self.lines("out/o.jsonl")]
        letters = self.lines("out/failed.jsonl")
        # What was too large to keep can't be replayed, and stays.
        self.assertEqual(sorted({letter["code"] for letter in letters}), ["invalid-document", "too-large"])
        again = self.isnad("run", "big.yaml", "-q", "--dead-letters", "out/failed.jsonl")
        self.assertEqual(again.code, 1)
        self.assertEqual([letter["attempts"] for letter in self.lines("out/failed.jsonl")], [2] * len(letters))
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], kept)
        # The record is mended, as somebody does it with an editor.
        letters = self.lines("out/failed.jsonl")
        mended = [dict(letter, record='{"id":"bad","text":"قتل 5 أشخاص."}') if letter["code"] == "invalid-document" else letter for letter in letters]
        self.write("mended.jsonl", "".join(json.dumps(letter, ensure_ascii=False) + "\n" for letter in mended if letter["code"] == "invalid-document"))
        done = self.isnad("run", "big.yaml", "-q", "--dead-letters", "mended.jsonl")
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], kept + ["bad"])

    def test_byte_identical_whatever_the_workers_the_locale_and_the_time_zone(self):
        self.articles(800)
        self.write("p.yaml", """
stages:
  - use: reader
    with: { paths: [in.jsonl] }
  - normalizer
  - entity-tagger
  - number-extractor
  - quote-attributor
  - writer
""")
        runs = [
            self.isnad("run", "p.yaml", "-q", "--workers", str(workers), env={**os.environ, **environment}).out
            for workers in (1, 2, 7)
            for environment in ({}, {"LC_ALL": "ar_SA.UTF-8", "TZ": "Asia/Riyadh"}, {"LC_ALL": "C", "TZ": "Pacific/Kiritimati"})
        ]
        self.assertEqual(runs[0].count("\n"), 800)
        for other in runs[1:]:
            self.assertTrue(other == runs[0])

    def test_thirty_two_file_descriptors(self):
        for number in range(300):
            self.write(f"texts/{number:03}.txt", f"قتل {number} أشخاص.")
        self.pipeline(reads="texts")
        limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
        done = self.isnad("run", "p.yaml", preexec_fn=limit)
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(len(self.lines("out/o.jsonl")), 300)

    def test_a_fifo_and_a_symlink_as_input(self):
        self.articles(50, "real.jsonl")
        os.symlink(self.path("real.jsonl"), self.path("link.jsonl"))
        os.mkfifo(self.path("pipe.jsonl"))
        self.pipeline(reads="link.jsonl")
        self.write("p.yaml", self.text("p.yaml").replace('"link.jsonl"', "link.jsonl, pipe.jsonl"))
        feeder = subprocess.Popen(["sh", "-c", "cat real.jsonl > pipe.jsonl"], cwd=self.folder)
        done = self.isnad("run", "p.yaml")
        feeder.wait(LIMIT)
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], [f"d{n}" for n in range(50)] * 2)

    def test_a_loop_of_links(self):
        self.write("loop/a.txt", "قتل 5 أشخاص.")
        os.symlink(self.path("loop"), self.path("loop/again"))
        for reads in ("loop", "loop/**/*.txt"):
            self.pipeline(reads=reads)
            done = self.isnad("run", "p.yaml")
            self.assertEqual(done.code, 0, done.err)
            self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], ["loop/a.txt"])

    def test_progress_for_machines_and_the_report(self):
        self.articles(60000)
        self.write("in.jsonl", self.read("in.jsonl") + b"{}\n")
        self.pipeline(run="report: out/report.json,")
        done = self.isnad("run", "p.yaml", "--progress", "json")
        self.assertEqual(done.code, 1, done.err)
        states = [json.loads(line) for line in done.err.splitlines() if line.startswith("{")]
        self.assertGreater(len(states), 0)
        self.assertEqual(set(states[0]), {"documents", "failed", "bytes", "total_bytes", "seconds"})
        report = json.loads(self.read("out/report.json"))
        self.assertEqual(report["read"], report["written"] + report["filtered"] + report["dead_lettered"])
        self.assertEqual((report["read"], report["dead_lettered"], report["outcome"]), (60001, 1, "complete"))
        stage = report["stages"][1]
        self.assertEqual((stage["id"], stage["in"], stage["out"], stage["failed"]), ("number-extractor", 60000, 60000, 0))
        self.assertGreater(stage["annotations"], 60000)
        self.assertGreater(stage["cpu_seconds"], 0)
        self.assertIn("id", stage["slowest"])
        self.assertGreater(report["peak_memory"], 1 << 20)
        self.assertEqual(report["inputs"], ["in.jsonl"])


if __name__ == "__main__":
    main()

"""`isnad run --worker`: named inputs through standard input, documents, dead letters and a report through standard
output."""

import gzip
import json
import os
import select
import subprocess
import unittest

from harness import BIN, Command

PIPELINE = """name: worked
run: { checkpoint: state, dead-letter: failed.jsonl, report: report.json }
stages:
  - { use: reader, with: { paths: [none.jsonl], fields: { text: body } } }
  - { use: reader, id: second, with: { paths: [none.txt] } }
  - normalizer
  - number-extractor
  - { use: writer, with: { path: facts.db, format: sqlite } }
  - { use: writer, id: last, with: { path: facts.jsonl, offsets: utf8, layers: [numbers] } }
"""


def piece(data, **head):
    return json.dumps({**head, "bytes": len(data)}).encode() + b"\n" + data


def line(number):
    return json.dumps({"body": f"قتل {number} أشخاص"}, ensure_ascii=False).encode() + b"\n"


class Worker(Command):
    def setUp(self):
        super().setUp()
        self.write("p.yaml", PIPELINE)

    def work(self, *pieces, code=0, arguments=("--quiet",)):
        done = subprocess.run([BIN, "run", "p.yaml", "--worker", *arguments], cwd=self.folder, input=b"".join(pieces), capture_output=True, timeout=60)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        self.said = done.stderr.decode()
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        kinds = {"isnad/1": [], "isnad-dead-letter/1": [], "isnad-filtered/1": [], "isnad-report/1": []}
        for answer in answers:
            kinds[answer["schema"]].append(answer)
        self.filtered = kinds["isnad-filtered/1"]
        return kinds["isnad/1"], kinds["isnad-dead-letter/1"], kinds["isnad-report/1"]

    def test_inputs_keep_their_names_and_places(self):
        lines = line(3) + b"\n" + line(4)
        documents, letters, reports = self.work(
            piece(lines[:10], uri="hdfs://n/a.jsonl", format="jsonl", records=40, offset=9000), piece(lines[10:40]), piece(b""), piece(lines[40:]),
            piece("نص فيه 7 كلمات".encode(), uri="b.txt"), piece(b"{bad}\n" + line(9), uri="c.jsonl"), code=1)
        self.assertEqual([d["id"] for d in documents], ["hdfs://n/a.jsonl:41", "hdfs://n/a.jsonl:43", "b.txt", "c.jsonl:2"])
        self.assertEqual([n["value"] for d in documents for n in d["numbers"]], [3, 4, 7, 9])
        self.assertEqual([(d["offsets"], d["sentences"]) for d in documents], [("utf8", [])] * 4, "as the last writer says")
        self.assertEqual([(d["source"], d["record"]) for d in letters], [({"uri": "c.jsonl", "record": 1, "byte_offset": 0}, "{bad}")])
        report, = reports
        self.assertEqual([report[name] for name in ("read", "written", "dead_lettered", "outcome", "workers")], [5, 4, 1, "complete", 1])
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["p.yaml"], "no file is written")

    def test_a_part_has_its_place_in_the_file(self):
        _, letters, _ = self.work(piece(line(1) + b"{bad}\n", uri="a.jsonl", format="jsonl", records=10, offset=700), code=1)
        self.assertEqual(letters[0]["source"], {"uri": "a.jsonl", "record": 12, "byte_offset": 700 + len(line(1))})

    def test_what_is_filtered_is_told(self):
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [x] } }\n  - use: filter\n    id: long\n    with: { keep: { text: { contains: يزيد } } }\n  - writer\n")
        lines = [{"id": "a", "text": "نص قصير"}, {"text": "نص يزيد طوله على عشرين حرفا"}, {"text": 7}, {"text": "قصير"}]
        documents, letters, (report,) = self.work(piece(b"".join(json.dumps(line).encode() + b"\n" for line in lines), uri="a.jsonl"), code=1)
        self.assertEqual([d["source"]["record"] for d in documents], [2])
        self.assertEqual([d["source"]["record"] for d in letters], [3])
        source = {"uri": "a.jsonl"}
        self.assertEqual([(told["source"], told["id"], told["stage"]) for told in self.filtered],
                         [({**source, "record": 1}, "a", "long"), ({**source, "record": 4}, "a.jsonl:4", "long")])
        self.assertEqual({told["reason"]: 2 for told in self.filtered}, report["filtered_by"])

    def test_an_answer_does_not_wait_for_more(self):
        worker = subprocess.Popen([BIN, "run", "p.yaml", "--worker", "--quiet"], cwd=self.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(worker.stdout.close)
        self.addCleanup(worker.wait)
        self.addCleanup(worker.stdin.close)
        for number, begins in ((3, {"uri": "a.jsonl"}), (5, {})):
            worker.stdin.write(piece(line(number), **begins))
            worker.stdin.flush()
            self.assertTrue(select.select([worker.stdout], [], [], 30)[0], "standard input is still open")
            self.assertEqual([n["value"] for n in json.loads(worker.stdout.readline())["numbers"]], [number])

    def test_any_format_comes_through(self):
        rows = "body,id\nقتل 5 أشخاص,x\n".encode()
        packed = gzip.compress(line(6) + line(7))
        documents, _, _ = self.work(
            piece(rows, uri="a.csv"), piece(packed[:30], uri="b.jsonl.gz"), piece(packed[30:]), piece(rows, uri="rows", format="csv"),
            piece(b"", uri="empty.jsonl"), piece(line(8), uri="content tells"))
        self.assertEqual([n["value"] for d in documents for n in d["numbers"]], [5, 6, 7, 5, 8])

    def test_an_input_that_is_damaged_costs_itself(self):
        documents, _, (report,) = self.work(piece(gzip.compress(line(1))[:-9], uri="a.jsonl.gz"), piece(line(2), uri="b.jsonl"), code=1)
        self.assertEqual(documents[-1]["id"], "b.jsonl:1")
        self.assertEqual(len(report["unreadable"]), 1)
        self.assertIn("'a.jsonl.gz' can't be read", report["unreadable"][0])

    def test_what_is_no_stream_of_inputs(self):
        cases = {
            b"xx": "it ends within a piece's head", b"xx\n": "a piece needs a head", b'{"bytes":-1}\n': "a piece needs a head",
            piece(b"abc"): "the first piece has no 'uri'", b'{"uri":"x","bytes":9}\nabc': "it ends 6 bytes before its end",
            piece(b"", uri=""): "'uri' is no name", piece(b"", uri="q", format="nope"): "'q' is of no format that comes through a pipe",
            piece(b"", uri="q", format="piped"): "'q' is of no format", piece(b"a", uri="a.csv", format="csv", records=3): "'records' of 'a.csv' counts what stands before",
            b"{" * 70000: "a piece's head is too long",
        }
        for data, sentence in cases.items():
            _, _, (report,) = self.work(data, code=3)
            self.assertIn(f"standard input does not hold named inputs: {sentence}", self.said)
            self.assertEqual(report["outcome"], "stopped")

    def test_a_standard_input_that_can_not_be_read(self):
        """Once it went from one failed read to the next, for ever."""
        folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        done = subprocess.run([BIN, "run", "p.yaml", "--worker"], cwd=self.folder, stdin=folder, capture_output=True, timeout=20)
        self.assertEqual(done.returncode, 3)
        self.assertIn("standard input does not hold named inputs: it can't be read", done.stderr.decode())

    def test_nothing_to_do_is_done(self):
        documents, letters, (report,) = self.work()
        self.assertEqual((documents, letters, report["read"]), ([], [], 0))

    def test_options_that_do_not_go_with_it(self):
        self.isnad("run", "p.yaml", "--worker", "--output", "x", code=2)
        done = self.isnad("run", "p.yaml", "-", "--worker", code=2)
        self.assertIn("--worker takes what it reads from standard input and writes all to standard output; it can't have inputs.", done.stderr)
        self.write("p.yaml", "stages:\n  - normalizer\n")
        self.assertIn("error[missing-reader]", self.isnad("run", "p.yaml", "--worker", code=2).stderr)

    def test_dead_letters_and_report_on_standard_output(self):
        self.write("p.yaml", "run: { dead-letter: '-', report: '-' }\nstages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n  - { use: writer, with: { path: o.jsonl } }\n")
        self.write("a.jsonl", '{"text":"نص"}\n{bad}\n')
        self.isnad("validate", "p.yaml")
        done = self.isnad("run", "p.yaml", "-q", code=1)
        letter, report = map(json.loads, done.stdout.splitlines())
        self.assertEqual((letter["schema"], letter["source"]["record"], report["dead_lettered"]), ("isnad-dead-letter/1", 2, 1))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["a.jsonl", "o.jsonl", "p.yaml"])


if __name__ == "__main__":
    unittest.main()

"""The Spark runner on two local threads: what a run on Spark gives is what the command alone gives, row by row."""

import json
import os
import pathlib
import sys
import tempfile
import unittest

import sparked
from isnad.spark import runner, schema
from isnad.spark.output import Stopped
from pyspark.sql import SparkSession


class LocalTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spark = (
            SparkSession.builder.master("local[2,2]").appName("tests")
            .config("spark.ui.enabled", "false").config("spark.sql.files.maxPartitionBytes", 100_000)
            .config("spark.sql.files.openCostInBytes", 1000).config("spark.sql.shuffle.partitions", 2)
            .config("spark.log.level", "ERROR").config("spark.ui.showConsoleProgress", "false").getOrCreate())
        cls.folder = tempfile.TemporaryDirectory(prefix="isnad-spark-")
        cls.root = pathlib.Path(cls.folder.name)
        # Not in a folder with the articles: the command alone names what lies beside its pipeline from there.
        (cls.root / "pipeline").mkdir()
        cls.pipeline = cls.root / "pipeline" / "sparked.yaml"
        cls.pipeline.write_text(sparked.PIPELINE, encoding="utf-8")
        cls.paths = sparked.inputs(cls.root / "in")
        cls.documents, cls.letters, cls.report = sparked.alone(cls.pipeline, cls.paths)

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.folder.cleanup()

    def run_spark(self, name, paths, *extra, pipeline=None):
        output = self.root / name
        options = runner.arguments([
            "--isnad", sparked.BIN, "--pipeline", str(pipeline or self.pipeline), "--output", str(output), "--input", *paths, *extra])
        return output, runner.run(self.spark, options)

    def same_rows(self, output, documents, letters):
        """Tables of Parquet against lines; a file's rows in their order."""
        rows = [row.asDict(recursive=True) for row in self.spark.read.parquet(str(output / "documents")).collect()]
        key = lambda row: (row["source"]["uri"], row["source"]["record"] or 0)
        self.assertEqual(sorted(rows, key=key), sorted(map(sparked.as_table_row, documents), key=key))
        if letters:
            rows = [row.asDict(recursive=True) for row in self.spark.read.parquet(str(output / "dead-letters")).collect()]
            found = sorted(({k: v for k, v in row.items() if v is not None and k != "time"} for row in rows), key=key)
            for row in found:
                row["source"] = {"uri": row["source"]["uri"], "record": row["source"]["record"], "byte_offset": row["source"]["byte_offset"]}
            wanted = sorted(({k: v for k, v in letter.items() if v is not None} for letter in sparked.timeless(letters)), key=key)
            self.assertEqual(found, wanted)

    def test_lines_are_those_of_the_command_alone(self):
        self.assertGreater(len(self.letters), 5)
        output, report = self.run_spark("lines", self.paths, "--format", "jsonl")
        self.assertGreater(report["tasks"], 3, "one file has to come in several parts")
        self.assertEqual(sorted(sparked.lines_of(output / "documents")), sorted(self.documents))
        key = lambda letter: json.dumps(letter, sort_keys=True)
        self.assertEqual(
            sorted(sparked.timeless(sparked.lines_of(output / "dead-letters")), key=key),
            sorted(sparked.timeless(self.letters), key=key))
        self.assertTrue((output / "_SUCCESS").exists())
        self.assertFalse((output / "_isnad").exists())

    def test_the_report_is_that_of_the_command_alone(self):
        output, report = self.run_spark("report", self.paths, "--format", "jsonl")
        for name in ("read", "written", "filtered", "filtered_by", "dead_lettered", "pipeline"):
            self.assertEqual(report[name], self.report[name], name)
        counts = lambda report: [[stage[name] for name in ("id", "in", "out", "failed", "filtered", "annotations")] for stage in report["stages"]]
        ours = [row for row in counts(self.report) if row[0] != "writer"]
        self.assertEqual([row for row in counts(report) if row[0] != "answers"], ours)
        self.assertEqual(report["read"], report["written"] + report["filtered"] + report["dead_lettered"])
        self.assertEqual(json.loads((output / "report.json").read_bytes())["written"], report["written"])
        self.assertEqual(len(report["failures"]), len(self.report["failures"]))

    def test_parquet_has_every_value(self):
        output, _ = self.run_spark("tables", self.paths)
        self.same_rows(output, self.documents, self.letters)

    def test_the_types_are_all_that_a_document_has(self):
        """A member that the types lack would be left out without a word."""
        def names(type, value, path):
            if value is None:
                return
            if type.typeName() == "struct":
                self.assertLessEqual(set(value), set(type.names), path)
                for name in value:
                    names(type[name].dataType, value[name], f"{path}.{name}")
            elif type.typeName() == "array":
                for item in value:
                    names(type.elementType, item, f"{path}[]")
        document = self.spark.createDataFrame([], schema.DOCUMENT).schema
        letter = self.spark.createDataFrame([], schema.DEAD_LETTER).schema
        for line in self.documents:
            self.assertEqual(set(json.loads(line)), set(document.names))
            names(document, json.loads(line), "document")
        for line in self.letters:
            names(letter, json.loads(line), "letter")
        layers = {"entities", "numbers", "quotes"}
        full = json.loads(next(line for line in self.documents if all(json.loads(line)[layer] for layer in layers)))
        for layer in layers:
            self.assertEqual(set(full[layer][0]), set(document[layer].dataType.elementType.names))

    def test_parquet_comes_in(self):
        rows = [json.loads(line) for line in sparked.articles(90)]
        table = self.spark.createDataFrame(
            [(row.get("id"), row["text"], row["metadata"]["date"]) for row in rows], "id STRING, text STRING, date STRING").coalesce(1)
        table.write.parquet(str(self.root / "rows"))
        path = next((self.root / "rows").glob("*.parquet"))
        twin = self.root / "twin.jsonl"
        twin.write_bytes(b"".join(
            json.dumps({k: v for k, v in {"id": row.get("id"), "text": row["text"], "date": row["metadata"]["date"]}.items() if v}, ensure_ascii=False).encode() + b"\n"
            for row in rows))
        documents, letters, _ = sparked.alone(self.pipeline, [str(twin)])
        self.assertEqual(letters, [])
        renamed = [json.loads(line.replace(str(twin).encode(), str(path).encode())) for line in documents]
        output, _ = self.run_spark("from-rows", [str(self.root / "rows")], "--input-format", "parquet")
        self.same_rows(output, renamed, [])

    def test_an_archive_comes_in_whole(self):
        folder = self.root / "archives"
        folder.mkdir()
        for name in "xy":
            records = b""
            for number in range(8):
                page = f"<html><head><title>خبر {name} {number}</title></head><body><article><h1>خبر {name} {number}</h1>" + "".join(
                    f"<p>قال الوزير سامي الحداد إن {part + number} شخصا أصيبوا في انفجار شرق المدينة، مشيرا إلى أن التحقيق مستمر.</p>" for part in range(6)) + "</article></body></html>"
                body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
                records += (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{name}/{number}\r\n"
                            f"WARC-Date: 2024-03-0{number + 1}T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body + b"\r\n\r\n"
            (folder / f"{name}.warc").write_bytes(records)
        documents, letters, report = sparked.alone(self.pipeline, [str(folder)])
        self.assertEqual((len(documents), letters), (16, []))
        output, merged = self.run_spark("from-archives", [str(folder)], "--input-format", "warc", "--format", "jsonl")
        self.assertEqual(sorted(sparked.lines_of(output / "documents")), sorted(documents))
        self.assertEqual(merged["read"], report["read"])

    def test_a_pipeline_with_branches_and_a_stage_of_its_own(self):
        folder = self.root / "own"
        folder.mkdir()
        (folder / "isnad_stage.py").write_bytes((sparked.ROOT / "python" / "src" / "isnad" / "stage.py").read_bytes())
        (folder / "shout.py").write_text(
            'import isnad_stage\n\ndef shout(document, options):\n    return {"layers": {"shouts": [{"start": 0, "end": 3}]}}\n\n'
            'isnad_stage.run(shout, name="shout", provides=["shouts"])\n')
        pipeline = folder / "own.yaml"
        pipeline.write_text("""name: own
stages:
  - { use: reader, with: { paths: [none.jsonl] } }
  - normalizer
  - branch:
      - when: { metadata.section: sport }
        stages: [ { use: writer, id: sport, with: { path: sport.jsonl } } ]
      - default:
          - { use: process, id: shout, with: { command: [python3, shout.py] } }
          - { use: writer, id: news, with: { path: facts.jsonl, layers: [shouts] } }
""")
        output, report = self.run_spark("own-out", self.paths[1:2], "--format", "jsonl", pipeline=pipeline)
        found = [json.loads(line) for line in sparked.lines_of(output / "documents")]
        self.assertEqual(len(found), report["read"])
        shouted = [document for document in found if document["layers"].get("shouts")]
        self.assertEqual(len(shouted), sum(document["metadata"].get("section") != "sport" for document in found))
        self.assertLess(len(shouted), len(found))
        self.assertEqual(shouted[0]["layers"]["shouts"][0]["text"], shouted[0]["text"][:3])
        self.assertFalse((folder / "facts.jsonl").exists(), "the pipeline's own writers write nothing")

    def test_compressed_output(self):
        output, _ = self.run_spark("packed", self.paths, "--format", "jsonl", "--compression", "gzip")
        found = self.spark.read.text(str(output / "documents")).collect()
        self.assertEqual(sorted(row.value.encode() for row in found), sorted(self.documents))

    def test_a_worker_that_dies_is_tried_again(self):
        """The first one of a task is killed when it has answered something."""
        command = self.root / "dying"
        command.write_text(f"""#!/bin/sh
if mkdir {self.root}/checked 2> {os.devnull}; then exec {sparked.BIN} "$@"; fi
if mkdir {self.root}/once 2> {os.devnull}; then {sparked.BIN} "$@" | head -n 3; kill -9 $$; fi
exec {sparked.BIN} "$@"
""")
        command.chmod(0o755)
        output, report = self.run_spark("killed", self.paths, "--format", "jsonl", "--isnad", str(command))
        self.assertTrue((self.root / "once").exists())
        self.assertEqual(sorted(sparked.lines_of(output / "documents")), sorted(self.documents))
        self.assertEqual(report["read"], self.report["read"], "what the dead one had counted does not count")

    def test_what_is_wrong_is_told_before_any_task(self):
        broken = self.root / "broken.yaml"
        broken.write_text("name: broken\nstages:\n  - reader: 1\n")
        with self.assertRaisesRegex(Stopped, r"broken\.yaml:3"):
            self.run_spark("never", self.paths, pipeline=broken)
        self.assertFalse((self.root / "never").exists())
        with self.assertRaisesRegex(Stopped, "is there already"):
            (self.root / "there").mkdir()
            self.run_spark("there", self.paths)

    def test_a_replaced_output_is_whole(self):
        self.run_spark("twice", self.paths, "--format", "jsonl")
        output, report = self.run_spark("twice", self.paths[1:2], "--format", "jsonl", "--overwrite")
        self.assertEqual(len(sparked.lines_of(output / "documents")), report["written"])
        self.assertFalse((output / "dead-letters").exists(), "those of the first run are gone")


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout, verbosity=2))

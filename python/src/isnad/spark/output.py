"""What a run on Spark leaves: documents, dead-letters and report.json, all of them or none."""

import json

from pyspark.sql import functions as F

from .schema import DEAD_LETTER, DOCUMENT


class Stopped(Exception):
    """Why nothing ran, for people."""


class Output:
    """The tables under one folder.

    One job writes both tables at once, into `_isnad` within the folder, where Spark's committer keeps only what a task
    that succeeded has written. Then they get their names; `_SUCCESS` is the last.
    """

    def __init__(self, spark, folder, format, compression):
        self.spark = spark
        self.format = format
        self.compression = compression
        java = spark.sparkContext._jvm.org.apache.hadoop.fs
        self._path = java.Path
        self.folder = folder
        self.work = f"{folder}/_isnad"
        self.files = java.Path(folder).getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())

    def begin(self, overwrite):
        if not self.files.exists(self._path(self.folder)):
            return
        if not overwrite:
            raise Stopped(f"'{self.folder}' is there already; --overwrite replaces it.")
        for name in ("_SUCCESS", "documents", "dead-letters", "report.json", "_isnad"):
            self.files.delete(self._path(f"{self.folder}/{name}"), True)

    def write(self, answers):
        """The answers of all workers: rows of a table's name and a line of JSON."""
        if self.format == "parquet":
            # A dead letter has a document's columns until it gets its own: its line is the text.
            isDocument = F.col("table") == "documents"
            document = F.from_json(F.when(isDocument, F.col("line")), DOCUMENT, {"mode": "FAILFAST"})
            answers = answers.select("table", document.alias("document"), F.when(~isDocument, F.col("line")).alias("line"))
            answers = answers.select(
                "table", *(
                    (F.coalesce("document.text", "line") if name == "text" else F.col(f"document.{name}")).alias(name)
                    for name in answers.schema["document"].dataType.names))
        self._save(answers.write.partitionBy("table"), self.work)

    def publish(self, report):
        for table in ("documents", "dead-letters"):
            source = self._path(f"{self.work}/table={table}")
            target = f"{self.folder}/{table}"
            if not self.files.exists(source):
                continue
            if table == "dead-letters" and self.format == "parquet":
                letters = self.spark.read.parquet(source.toString())
                letter = F.from_json("text", DEAD_LETTER, {"mode": "FAILFAST"})
                self._save(letters.select(letter.alias("letter")).select("letter.*").write, target)
            elif not self.files.rename(source, self._path(target)):
                raise OSError(f"'{source.toString()}' can't be renamed '{target}'.")
        self._create("report.json", json.dumps({"schema": "isnad-spark-report/1", **report}, ensure_ascii=False) + "\n")
        self.files.delete(self._path(self.work), True)
        self._create("_SUCCESS", "")

    def _save(self, writer, path):
        if self.compression:
            writer = writer.option("compression", self.compression)
        (writer.parquet if self.format == "parquet" else writer.text)(path)

    def _create(self, name, text):
        stream = self.files.create(self._path(f"{self.folder}/{name}"), True)
        stream.write(bytearray(text.encode()))
        stream.close()

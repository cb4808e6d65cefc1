"""Runs an Isnad pipeline on Apache Spark.

    python -m isnad.spark --pipeline news.yaml --input 'hdfs:///news/*.jsonl' --output hdfs:///facts

Spark reads, shares out, tries again and commits; each task keeps one `isnad run --worker` for everything that stands
between the pipeline's reader and its writer. Under --output appear documents, dead-letters and report.json, when all
is done.
"""

import argparse
import functools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

from pyspark.sql import SparkSession, functions as F

from isnad import _resources, errors

from . import task
from .output import Output, Stopped
from .report import Report
from .task import input_name

# Rows of an Arrow batch: an article may have megabytes.
BATCH_ROWS = 256
ANSWERS = "table STRING, line STRING"


def arguments(argv=None):
    parser = argparse.ArgumentParser(
        prog="isnad.spark", description="Run an Isnad pipeline on Apache Spark.",
        epilog="Exit codes: 0 done; 1 some documents failed, see dead-letters; 2 nothing ran; 3 the run stopped.")
    parser.add_argument("--pipeline", required=True, metavar="YAML", help="the pipeline, as tasks find it: a path of every machine, or one within an archive (--archives isnad.tar.gz#isnad: isnad/news.yaml)")
    parser.add_argument("--input", required=True, nargs="+", metavar="PATH", help="what Spark can read: files, folders, patterns, on any file system that it knows")
    parser.add_argument("--output", required=True, metavar="FOLDER", help="where documents, dead-letters and report.json are to appear")
    parser.add_argument("--input-format", default="jsonl", choices=["jsonl", "parquet", "warc", "html", "feed", "csv", "tsv", "json", "text"], help="jsonl and parquet are shared out in parts, files of the others whole (default: jsonl)")
    parser.add_argument("--format", default="parquet", choices=["parquet", "jsonl"], help="of the output (default: parquet)")
    parser.add_argument("--compression", default=None, metavar="CODEC", help="of the output: zstd, gzip, snappy, none, as Spark knows them")
    parser.add_argument("--isnad", metavar="PATH", help="the command, as tasks find it (default: that of this package, else isnad of the PATH)")
    parser.add_argument("--set", action="append", default=[], metavar="STAGE.OPTION=VALUE", help="set an option of a stage")
    parser.add_argument("--overwrite", action="store_true", help="replace what --output holds")
    options = parser.parse_args(argv)
    if options.isnad is None:
        try:
            options.isnad = _resources.command()
        except errors.CommandNotFound:
            options.isnad = "isnad"  # the tasks may find it
    return options


def command(options):
    worker = [options.isnad, "run", options.pipeline, "--worker", "--quiet"]
    return worker + [part for setting in options.set for part in ("--set", setting)]


def check(options):
    """Lets a worker start and end on this machine, so that what is wrong with the pipeline is told once, before
    any task. Where the driver has no isnad, the tasks will tell."""
    found = shutil.which(options.isnad)
    if not found or not os.path.exists(options.pipeline):
        return
    tried = subprocess.run(command(options), input=b"", capture_output=True)
    if tried.returncode:
        raise Stopped(tried.stderr.decode("utf-8", "replace").strip())


def lines_of_files(spark, options):
    """JSON Lines: the rows, and how they become pieces. A line is called by its number in its file, so the lines of
    every part of a file are counted first; that takes a hundredth of the work."""
    rows = spark.read.text(options.input, lineSep="\n").select(
        F.col("_metadata.file_path").alias("path"), F.col("_metadata.file_block_start").alias("part"),
        F.col("value").cast("binary").alias("line"))
    counted = rows.groupBy("path", "part").agg(F.count("*").alias("lines"), F.sum(F.length("line") + 1).alias("bytes"))
    starts, last, before = {}, None, (0, 0)
    for row in counted.orderBy("path", "part").collect():
        if row.path != last:
            last, before = row.path, (0, 0)
        starts[(row.path, row.part)] = (input_name(row.path), *before)
        before = (before[0] + row.lines, before[1] + row.bytes)
    starts = spark.sparkContext.broadcast(starts)
    return rows, functools.partial(task.pieces_of_lines, starts=starts)


def rows_of_tables(spark, options):
    """Parquet: a row is a document, its columns are the members that the pipeline's reader knows."""
    table = spark.read.parquet(*options.input)
    rows = table.select(
        F.col("_metadata.file_path").alias("path"), F.col("_metadata.row_index").alias("number"),
        F.to_json(F.struct("*"), {"ignoreNullFields": "true"}).cast("binary").alias("line"))
    return rows, task.pieces_of_rows


def whole_files(spark, options):
    """Everything else: Spark finds the files, and every task reads its own from end to end."""
    found = spark.read.format("binaryFile").load(options.input).select("path").collect()
    paths = sorted(input_name(row.path) for row in found)
    if not paths:
        raise Stopped("no file matches --input.")
    tasks = min(len(paths), spark.sparkContext.defaultParallelism * 4)
    rows = spark.createDataFrame(spark.sparkContext.parallelize([(path,) for path in paths], tasks), "path STRING")
    return rows, functools.partial(task.pieces_of_files, format=options.input_format)


def run(spark, options):
    """Annotates all of the input; returns the report."""
    check(options)
    with tempfile.TemporaryDirectory(prefix="isnad-spark-") as folder:
        spark.sparkContext.addPyFile(packed(pathlib.Path(folder)))
        return annotate(spark, options)


def packed(folder):
    """This package without the command: executors need not have it installed."""
    path = folder / "isnad-package.zip"
    with zipfile.ZipFile(path, "w") as file:
        for module in sorted(_resources.PACKAGE.rglob("*.py")):
            file.write(module, pathlib.Path("isnad") / module.relative_to(_resources.PACKAGE))
    return str(path)


def annotate(spark, options):
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", BATCH_ROWS)
    # Documents and dead letters are written side by side as they come, not sorted by their table first.
    spark.conf.set("spark.sql.maxConcurrentOutputFileWriters", 4)
    output = Output(spark, options.output, options.format, options.compression)
    output.begin(options.overwrite)
    source = {"jsonl": lines_of_files, "parquet": rows_of_tables}.get(options.input_format, whole_files)
    rows, pieces = source(spark, options)
    report = spark.sparkContext.accumulator({}, Report())
    annotating = functools.partial(task.annotate, pieces=pieces, command=command(options), report=report)
    output.write(rows.mapInArrow(annotating, ANSWERS))
    output.publish(report.value)
    return report.value


def summary(report):
    text = "{read:,} documents read: {written:,} written, {filtered:,} filtered, {dead_lettered:,} failed; {tasks:,} tasks."
    return text.format(**report) if report else "0 documents read; the input was empty."


def main(argv=None):
    options = arguments(argv)
    spark = SparkSession.builder.appName(f"isnad {options.pipeline}").getOrCreate()
    try:
        report = run(spark, options)
    except Stopped as stopped:
        print(stopped, file=sys.stderr)
        return 2
    finally:
        spark.stop()
    for problem in report.get("unreadable", []):
        print(problem, file=sys.stderr)
    print(summary(report), file=sys.stderr)
    return 1 if report and (report["dead_lettered"] or report["unreadable"]) else 0


if __name__ == "__main__":
    sys.exit(main())

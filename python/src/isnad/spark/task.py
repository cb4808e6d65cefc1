"""What a Spark task does: what comes in goes through one worker, its answers go out as rows."""

import json
import os
import urllib.parse

import pyarrow as pa
from pyspark import SparkFiles

from . import worker
from .report import of_task
from .worker import Piece

# Answers that go on together.
BATCH_BYTES = 4 << 20


def annotate(batches, *, pieces, command, report):
    """
    batches: Arrow record batches of the input, of which `pieces` makes pieces of inputs.
    command: the worker's, with paths as a task finds them.
    report: the accumulator that gets the worker's report.
    """
    found = [find(command[0]), command[1], find(command[2]), *command[3:]]
    tables, lines, size = [], [], 0

    def batch():
        return pa.record_batch([pa.array(tables, pa.string()), pa.array(lines, pa.string())], names=["table", "line"])

    for schema, line in worker.lines(found, pieces(batches)):
        if schema == worker.REPORT:
            report.add(of_task(json.loads(line)))
            continue
        tables.append("documents" if schema == worker.DOCUMENT else "dead-letters")
        lines.append(line)
        size += len(line)
        if size >= BATCH_BYTES:
            yield batch()
            tables, lines, size = [], [], 0
    yield batch()


def input_name(path):
    """A path as isnad calls it: of a file of the machine its path, of any other its URI."""
    path = urllib.parse.unquote(path)
    return path.removeprefix("file:").replace("///", "/", 1) if path.startswith("file:") else path


def find(path):
    """A file of the task's folder, of an archive that Spark has unpacked, or of the whole machine."""
    if os.path.isabs(path) or os.sep not in path or os.path.exists(path):
        return path
    unpacked = os.path.join(SparkFiles.getRootDirectory(), path)
    return unpacked if os.path.exists(unpacked) else path


def pieces_of_lines(batches, *, starts):
    """Rows of lines (path, part, line) as pieces of JSON Lines.

    starts: for a path and a part of it, the input's name, and how many lines and bytes stand before the part.
    """
    last = None
    for batch in batches:
        paths, parts, values = (column.to_pylist() for column in batch.columns)
        begin = 0
        for end in range(1, len(values) + 1):
            if end < len(values) and (paths[end], parts[end]) == (paths[begin], parts[begin]):
                continue
            key = (paths[begin], parts[begin])
            data = b"\n".join(values[begin:end]) + b"\n"
            if key == last:
                yield Piece(data)
            else:
                uri, records, offset = starts.value[key]
                yield Piece(data, uri=uri, format="jsonl", records=records, offset=offset)
            last = key
            begin = end


def pieces_of_rows(batches):
    """Rows (path, number from 0, row as JSON) of a table as pieces of JSON Lines."""
    expected = None
    for batch in batches:
        paths, numbers, values = (column.to_pylist() for column in batch.columns)
        begin = 0
        for end in range(1, len(values) + 1):
            if end < len(values) and (paths[end], numbers[end]) == (paths[end - 1], numbers[end - 1] + 1):
                continue
            data = b"\n".join(values[begin:end]) + b"\n"
            if (paths[begin], numbers[begin]) == expected:
                yield Piece(data)
            else:
                yield Piece(data, uri=input_name(paths[begin]), format="jsonl", records=numbers[begin])
            expected = (paths[end - 1], numbers[end - 1] + 1)
            begin = end


def pieces_of_files(batches, *, format, chunk=1 << 20):
    """Files of which the rows are the names, as they are: archives, feeds, pages."""
    for path in (path for batch in batches for path in batch.column(0).to_pylist()):
        with _open(path) as file:
            data = file.read(chunk)
            yield Piece(bytes(data), uri=path, format=format)
            while data:
                data = file.read(chunk)
                yield Piece(bytes(data))


def _open(path):
    if os.path.isabs(path):
        return open(path, "rb")
    from pyarrow import fs

    system, inside = fs.FileSystem.from_uri(path)
    return system.open_input_stream(inside, compression=None)

"""One long-lived `isnad run --worker`, as a Spark task keeps it.

Inputs are sent to it in pieces, each behind a line of JSON that says whose they are; documents, dead letters and
the report come back as lines of JSON. Pipes hold 64 KB to 1 MB, and nothing else stands between: who is slow makes
the others wait.
"""

import collections
import fcntl
import json
import os
import subprocess
import sys
import threading

PIPE_BYTES = 1 << 20
DOCUMENT = b'{"schema":"isnad/1"'
DEAD_LETTER = b'{"schema":"isnad-dead-letter/1"'
FILTERED = b'{"schema":"isnad-filtered/1"'
REPORT = b'{"schema":"isnad-report/1"'
# What isnad ends with where all was read; 1 says that some documents failed, and they came as dead letters.
DONE = (0, 1)


class WorkerFailed(RuntimeError):
    """The process ended before its work: the task is tried again."""


class Piece:
    """Bytes of an input: of a new one where `uri` is given, else of the one before."""

    __slots__ = ("data", "head")

    def __init__(self, data, uri=None, format=None, records=0, offset=0):
        self.data = data
        self.head = {"bytes": len(data)}
        if uri is not None:
            self.head["uri"] = uri
            if format:
                self.head["format"] = format
            if records:
                self.head.update(records=records, offset=offset)


def lines(command, pieces):
    """Sends the pieces to a process and yields its lines, each with the schema that it begins with.

    Raises WorkerFailed where the process does not end well, and whatever the pieces raise.
    """
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for pipe in (process.stdin, process.stdout):
        try:
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        except (AttributeError, OSError):
            pass  # not Linux, or more than this user may have: it works with smaller pipes, too
    raised = []
    said = collections.deque(maxlen=20)
    feeder = threading.Thread(target=_feed, args=(process, pieces, raised), daemon=True)
    logger = threading.Thread(target=_log, args=(process.stderr, said), daemon=True)
    feeder.start()
    logger.start()
    try:
        for line in process.stdout:
            if line.startswith(FILTERED):
                continue  # the report counts them
            for schema in (DOCUMENT, DEAD_LETTER, REPORT):
                if line.startswith(schema):
                    yield schema, line[:-1]
                    break
            else:
                raise WorkerFailed(f"isnad answered what is no answer: {line[:80]!r}")
        feeder.join()
        logger.join()
        code = process.wait()
        if raised:
            raise raised[0]
        if code not in DONE:
            raise WorkerFailed(f"isnad ended with {code}: " + ("\n".join(said) or "it said nothing"))
    finally:
        # A task that was cancelled leaves no process behind.
        process.kill()
        process.wait()


def _feed(process, pieces, raised):
    try:
        with process.stdin as pipe:
            for piece in pieces:
                pipe.write(json.dumps(piece.head).encode() + b"\n")
                pipe.write(piece.data)
    except BrokenPipeError:
        pass  # the process has ended, and its code says why
    except BaseException as error:
        raised.append(error)
        process.kill()


def _log(stream, said):
    """What isnad says goes to the executor's log."""
    for line in stream:
        text = line.decode("utf-8", "replace").rstrip("\n")
        said.append(text)
        print(f"isnad: {text}", file=sys.stderr, flush=True)
    stream.close()

"""One `isnad run --worker` that answers articles, for any number of threads.

No thread of its own: whoever waits for an answer moves the pipes for all, and hands the answers out. So nothing runs
in the background, a fork takes nothing along, and Ctrl-C is heard at once. What is sent and not answered is kept here;
when the process dies, it is sent again, article by article, so that the one that kills it is found.
"""

from __future__ import annotations

import collections
import errno
import fcntl
import json
import logging
import os
import re
import select
import subprocess
import threading
import time
import weakref

from .errors import DocumentError, Filtered, PipelineError, WorkerDied

PIPE_BYTES = 1 << 20
# So much is collected before it is sent, or so many seconds pass.
SEND_BYTES = 1 << 15
SEND_SECONDS = 0.001
# isnad ends with this where the pipeline is wrong.
MISUSE = 2
# The record in a document's line is the number of the article.
DOCUMENT = re.compile(
    rb'\{"schema":"isnad/1","offsets":"codepoint","id":"[^"\\]*(?:\\.[^"\\]*)*",'
    rb'"source":\{"uri":"[^"\\]*(?:\\.[^"\\]*)*","record":(\d+)\}')

log = logging.getLogger("isnad")


class Request:
    """An article that is sent, and its answer: a document's line, or what went wrong."""

    __slots__ = ("answer", "deaths", "id", "line")

    def __init__(self, line: bytes, id: str) -> None:
        self.line = line
        self.id = id
        self.answer: bytes | Exception | None = None
        # How often the process died while it had this and nothing else.
        self.deaths = 0


class Worker:
    """Keeps a process from the first article on, and starts it again when it has died."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        _all.add(self)
        self._reset()

    def _reset(self) -> None:
        self._changed = threading.Condition(threading.Lock())
        self._leads = False
        self._process: subprocess.Popen[bytes] | None = None
        self._cleanup: weakref.finalize | None = None  # type: ignore[type-arg]
        self._waiting: collections.deque[Request] = collections.deque()
        self._waiting_bytes = 0
        # Articles that the process may have died of; each is sent alone.
        self._suspects: collections.deque[Request] = collections.deque()
        self._forget()

    def _forget(self) -> None:
        """What belongs to one process."""
        self._sent: dict[int, Request] = {}
        self._number = 0
        self._framed = memoryview(b"")
        self._parts: list[bytes] = []
        self._said: collections.deque[str] = collections.deque(maxlen=20)
        self._flushed = 0.0

    # What callers do.

    def send(self, request: Request) -> None:
        """Puts an article on its way, without waiting for anything."""
        with self._changed:
            self._waiting.append(request)
            self._waiting_bytes += len(request.line)
            now = time.monotonic()
            if self._waiting_bytes >= SEND_BYTES or now - self._flushed >= SEND_SECONDS:
                self._guarded(blocks=False)
                self._flushed = now

    def wait(self, request: Request) -> bytes:
        """The line of its document.

        Raises a DocumentError where the article failed, PipelineError where nothing can run.
        """
        if request.answer is None:
            with self._changed:
                while request.answer is None:
                    if self._leads:
                        self._changed.wait()
                    else:
                        self._guarded(blocks=True)
        answer = request.answer
        if isinstance(answer, Exception):
            raise answer
        assert answer is not None
        return answer

    def cancel(self, requests: list[Request]) -> None:
        """Nobody waits for these any more. A process that works for nobody else is ended."""
        with self._changed:
            dropped = {id(request) for request in requests}
            self._waiting = collections.deque(one for one in self._waiting if id(one) not in dropped)
            self._suspects = collections.deque(one for one in self._suspects if id(one) not in dropped)
            self._waiting_bytes = sum(len(one.line) for one in self._waiting)
            if not self._leads and self._sent and all(id(one) in dropped for one in self._sent.values()):
                self._end()
                self._forget()

    def close(self) -> None:
        """Ends the process; the next article starts another."""
        with self._changed:
            if self._process is not None and not self._leads:
                self._lose()
            elif self._process is not None:
                self._process.kill()

    def after_fork(self) -> None:
        """In the child: the process is the parent's."""
        process = self._process
        if self._cleanup is not None:
            self._cleanup.detach()
        if process is not None:
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()
            process.returncode = 0  # not a child of this one: nobody waits for it
        self._reset()

    # Under the lock.

    def _guarded(self, blocks: bool) -> None:
        """Moves the pipes once; an interruption halfway leaves no doubt about what has been read."""
        mayLead = not self._leads
        if not mayLead:
            # Somebody else waits at the pipes. What does not fit now is sent when he gets the next answer.
            self._write()
            return
        self._leads = True
        try:
            self._step(blocks)
        except BaseException:
            self._lose()
            raise
        finally:
            self._leads = False
            self._changed.notify_all()

    def _step(self, blocks: bool) -> None:
        if self._process is None:
            try:
                self._start()
            except OSError as problem:
                self._fail_all(PipelineError(f"error[command-not-found]: '{self._command[0]}' can't be started: {problem}"))
                return
        process = self._process
        assert process is not None and process.stdin and process.stdout and process.stderr
        self._write()
        if blocks and self._sent:
            poll = select.poll()
            poll.register(process.stdout, select.POLLIN)
            poll.register(process.stderr, select.POLLIN)
            if self._framed or (self._waiting and not self._suspects):
                poll.register(process.stdin, select.POLLOUT)
            self._changed.release()
            try:
                poll.poll()
            finally:
                self._changed.acquire()
        self._log()
        if not self._read(process.stdout.fileno()):
            self._died()
        else:
            self._write()

    def _start(self) -> None:
        self._forget()
        # A session of its own: Ctrl-C is for Python, which ends the process itself.
        process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            start_new_session=True)
        for pipe in (process.stdin, process.stdout, process.stderr):
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
            try:
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
            except (AttributeError, OSError):
                pass  # not Linux, or more than this user may have: it works with smaller pipes, too
        self._process = process
        self._cleanup = weakref.finalize(self, _end, process)

    def _write(self) -> None:
        """Sends what fits into the pipe."""
        process = self._process
        if process is None or process.stdin is None:
            return
        while self._framed or self._frame():
            try:
                count = os.write(process.stdin.fileno(), self._framed)
            except BlockingIOError:
                return
            except OSError as problem:
                if problem.errno not in (errno.EPIPE, errno.ECONNRESET):
                    raise
                self._framed = memoryview(b"")
                return  # the end of its output tells why
            self._framed = self._framed[count:]

    def _frame(self) -> bool:
        """Makes a piece of what waits. The lines before it are counted, and so an answer names its article."""
        if self._suspects:
            if self._sent:
                return False
            taken = [self._suspects.popleft()]
        else:
            taken = list(self._waiting)
            self._waiting.clear()
            self._waiting_bytes = 0
        if not taken:
            return False
        data = b"\n".join([request.line for request in taken]) + b"\n"
        head = {"uri": "python", "format": "jsonl", "bytes": len(data)}
        if self._number:
            head.update(records=self._number, offset=self._number)
        for request in taken:
            self._number += 1
            self._sent[self._number] = request
        self._framed = memoryview(json.dumps(head).encode() + b"\n" + data)
        return True

    def _read(self, pipe: int) -> bool:
        """Hands out the answers that are there; false at the end of the output."""
        try:
            data = os.read(pipe, PIPE_BYTES)
        except BlockingIOError:
            return True
        if not data:
            return False
        begin = 0
        end = data.find(b"\n")
        while end >= 0:
            line = data[begin:end]
            if self._parts:
                line = b"".join([*self._parts, line])
                self._parts.clear()
            self._answer(line)
            begin = end + 1
            end = data.find(b"\n", begin)
        if begin < len(data):
            self._parts.append(data[begin:])
        return True

    def _answer(self, line: bytes) -> None:
        if found := DOCUMENT.match(line):
            if request := self._sent.pop(int(found[1]), None):
                # The number is this process's own, and nothing that a document should say.
                request.answer = b"%bnull%b" % (line[:found.start(1)], line[found.end(1):])
            return
        told = json.loads(line)
        schema = told["schema"]
        if schema == "isnad/1":
            self._fail_all(PipelineError("error[offsets]: the pipeline's writer must leave 'offsets' at codepoint for Python."))
        elif schema in ("isnad-dead-letter/1", "isnad-filtered/1"):
            request = self._sent.pop(told["source"]["record"], None)
            if request is None:
                return
            if schema == "isnad-filtered/1":
                request.answer = Filtered(reason=told["reason"], stage=told["stage"], id=request.id)
            else:
                request.answer = DocumentError(told["message"], code=told["code"], stage=told["stage"], id=request.id)

    def _log(self) -> None:
        """What the process says goes to the logger `isnad`."""
        process = self._process
        assert process is not None and process.stderr is not None
        try:
            said = os.read(process.stderr.fileno(), PIPE_BYTES)
        except BlockingIOError:
            return
        for line in said.decode("utf-8", "replace").splitlines():
            self._said.append(line)
            log.info("%s", line)

    def _died(self) -> None:
        """The process has ended by itself. What it had not answered is sent again, alone; who is alone twice fails."""
        process = self._process
        assert process is not None
        code = process.wait()
        self._log()
        said = "\n".join(self._said)
        sent = list(self._sent.values())
        answered = self._number - len(sent)
        self._end()
        self._forget()
        if code == MISUSE and not answered:
            self._fail_all(PipelineError(said), sent)
            return
        log.warning("the command ended with %d; it is started again. %s", code, said)
        isAlone = len(sent) == 1
        for request in reversed(sent):
            request.deaths += isAlone
            if request.deaths > 1:
                request.answer = WorkerDied(code, said, id=request.id)
            else:
                self._suspects.appendleft(request)

    def _lose(self) -> None:
        """Ends the process, through no fault of an article; others who wait have theirs sent again."""
        sent = list(self._sent.values())
        self._end()
        self._forget()
        self._waiting.extendleft(reversed(sent))
        self._waiting_bytes = sum(len(one.line) for one in self._waiting)

    def _end(self) -> None:
        if self._cleanup is not None:
            self._cleanup()
        self._process = self._cleanup = None

    def _fail_all(self, problem: Exception, sent: list[Request] | None = None) -> None:
        """Each gets an exception of its own: one that is raised in two threads would have both their traces."""
        for request in [*(sent or self._sent.values()), *self._waiting, *self._suspects]:
            request.answer = type(problem)(*problem.args[:1])
        self._sent.clear()
        self._waiting.clear()
        self._suspects.clear()
        self._waiting_bytes = 0


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


_all: weakref.WeakSet[Worker] = weakref.WeakSet()


def _after_fork() -> None:
    for worker in list(_all):
        worker.after_fork()


os.register_at_fork(after_in_child=_after_fork)

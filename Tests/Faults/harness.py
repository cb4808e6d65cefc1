"""Drives the real command through what goes wrong in production: `make faults`.

Every test is named after its fault. All of them run in a folder of their own, with a time limit on
every process, and compare what comes out with what a clean run gives.
"""

import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ.get("BIN", os.path.join(ROOT, ".build", "release", "isnad")))
LIMIT = 120
NOBODY = 65534

PIPELINE = """name: fault
run: { checkpoint: out/state, commit: 0s, dead-letter: out/failed.jsonl, workers: 2 %s}
stages:
  - use: reader
    with: { paths: [%s] }
  - normalizer
  - number-extractor
  - use: writer
    with: { path: %s }
"""

SENTENCES = [
    "قال الوزير سامي الحداد إن 33 شخصا أصيبوا في انفجار شرق المدينة، مشيرا إلى أن التحقيق مستمر.",
    "وأعلنت الشركة أن أرباحها بلغت 4.5 ملايين دولار في الربع الثالث من العام 2023.",
    "وصل إلى المطار نحو أربعة آلاف مسافر يوم الثلاثاء، بحسب وكالة الأنباء.",
]


def documents(count):
    """Articles that differ, made of three sentences of our own."""
    for number in range(count):
        text = " ".join(SENTENCES[(number + k) % 3] for k in range(1 + number % 7))
        yield json.dumps({"id": f"d{number}", "text": f"{number}. {text}"}, ensure_ascii=False)


class Outcome:
    def __init__(self, code, out, err, memory):
        self.code, self.out, self.err, self.memory = code, out, err, memory

    @property
    def sentences(self):
        """What was said on standard error, without the lines of the pipeline that are shown with it."""
        return re.sub(r"^ +\d* \| .*\n", "", self.err, flags=re.M)


class Fault(unittest.TestCase):
    maxDiff = 2000

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="isnad-fault-")
        os.chmod(self.folder, 0o755)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.mounts = []
        self.addCleanup(self.unmount)

    # Files

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        mode = "wb" if isinstance(content, bytes) else "w"
        with open(self.path(name), mode, **({} if mode == "wb" else {"encoding": "utf-8"})) as file:
            file.write(content)
        return self.path(name)

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def text(self, name):
        return self.read(name).decode("utf-8")

    def lines(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def pipeline(self, reads="in.jsonl", writes="out/o.jsonl", run=""):
        self.write("p.yaml", PIPELINE % (", " + run + " " if run else "", json.dumps(reads), writes))

    def articles(self, count=3000, name="in.jsonl"):
        self.write(name, "".join(line + "\n" for line in documents(count)))

    # A small file system, which only root may make

    def tmpfs(self, name, options):
        os.makedirs(self.path(name), exist_ok=True)
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.path(name)], capture_output=True)
        if made.returncode:
            self.skipTest("a tmpfs needs root: " + made.stderr.decode().strip())
        self.mounts.append(self.path(name))

    def remount(self, name, options):
        subprocess.run(["mount", "-o", "remount," + options, self.path(name)], check=True)

    def unmount(self):
        for path in self.mounts:
            subprocess.run(["umount", "-l", path], capture_output=True)

    # The command

    def start(self, *arguments, **options):
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        options.setdefault("stdin", subprocess.DEVNULL)
        command = BIN
        if "user" in options:
            # A build folder may be closed to others.
            command = shutil.copy(BIN, self.path("isnad"))
            os.chmod(command, 0o755)
        return subprocess.Popen([command, *arguments], cwd=self.folder, **options)

    def wait_until(self, condition, seconds=30):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                self.fail("it did not come to that")
            time.sleep(0.002)

    def isnad(self, *arguments, **options):
        """Runs the command to its end; memory is its largest resident size in bytes."""
        out, err = open(self.path(".out"), "w+b"), open(self.path(".err"), "w+b")
        with out, err:
            options.setdefault("stdout", out)
            process = self.start(*arguments, stderr=err, **options)
            deadline = time.monotonic() + LIMIT
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.monotonic() > deadline:
                    process.kill()
                    os.wait4(process.pid, 0)
                    self.fail(f"isnad {' '.join(arguments)} took more than {LIMIT} s")
                time.sleep(0.005)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            return Outcome(
                process.returncode, out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace"),
                usage.ru_maxrss * 1024)

    def clean(self, output="out/o.jsonl"):
        """What a run gives that nothing interrupts; `whole` is how long it took, in seconds."""
        begin = time.monotonic()
        done = self.isnad("run", "p.yaml", "-q")
        self.whole = time.monotonic() - begin
        self.assertEqual(done.code, 0, done.err)
        content = self.read(output)
        shutil.rmtree(self.path("out"))
        return content

    def assertOffsetsExact(self, name="out/o.jsonl"):
        for document in self.lines(name):
            for layer in ("entities", "numbers", "quotes"):
                for item in document.get(layer) or []:
                    self.assertEqual(document["text"][item["start"] : item["end"]], item["text"])
            for sentence in document.get("sentences") or []:
                self.assertTrue(0 <= sentence["start"] < sentence["end"] <= len(document["text"]))


def without_times(letters):
    return [{key: value for key, value in letter.items() if key != "time"} for letter in letters]


def main():
    if not os.access(BIN, os.X_OK):
        sys.exit(f"'{BIN}' is not there; 'make build' makes it.")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    unittest.main(verbosity=2)

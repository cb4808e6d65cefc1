"""The Spark runner on executors that are processes of their own, with what they need shipped as an archive; one
executor is killed on the way."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest

import sparked

SUBMIT = pathlib.Path(sys.executable).with_name("spark-submit")
TIMEOUT = 600

# A slow stage that leaves a trace of every document which it sees.
STAGE = """import os, time
import isnad_stage

def slow(document, options):
    with open(os.path.join(options["traces"], document["id"].replace("/", "_")), "a") as file:
        file.write("x")
    time.sleep(0.02)
    return {"layers": {"seen": [{"start": 0, "end": 3}]}}

isnad_stage.run(slow, name="slow", provides=["seen"])
"""


def processes(name, below):
    """Processes of a command line that holds a name, among the descendants of another."""
    parents, found = {}, []
    for folder in pathlib.Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if name in (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"):
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue

    def descends(process):
        while process in parents:
            process = parents[process]
            if process == below:
                return True
        return False

    return [process for process in found if descends(process)]


class ClusterTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="isnad-cluster-")
        cls.root = pathlib.Path(cls.folder.name)
        cls.paths = sparked.inputs(cls.root / "in")
        shipped = cls.root / "shipped"
        shipped.mkdir()
        (cls.root / "traces").mkdir()
        subprocess.run(["strip", "-o", str(shipped / "isnad"), sparked.BIN], check=True)
        shutil.copy(sparked.ROOT / "python" / "src" / "isnad" / "stage.py", shipped / "isnad_stage.py")
        (shipped / "slow.py").write_text(STAGE)
        slow = "  - { use: process, id: slow, with: { command: [python3, slow.py], options: { traces: %s } } }\n" % (cls.root / "traces")
        cls.pipeline = shipped / "sparked.yaml"
        cls.pipeline.write_text(sparked.PIPELINE.replace("  - { use: writer", slow + "  - { use: writer"), encoding="utf-8")
        cls.archive = cls.root / "isnad.tar.gz"
        with tarfile.open(cls.archive, "w:gz", compresslevel=1) as tar:
            for path in sorted(shipped.iterdir()):
                tar.add(path, path.name)
        cls.documents, cls.letters, cls.report = sparked.alone(cls.pipeline, cls.paths)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def submit(self, output, *paths):
        for trace in (self.root / "traces").iterdir():
            trace.unlink()
        log = open(self.root / f"{output}.log", "wb")
        self.addCleanup(log.close)
        process = subprocess.Popen(
            [SUBMIT, "--master", "local-cluster[2,1,1024]", "--archives", f"{self.archive}#isnad",
             "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.files.maxPartitionBytes=60000",
             "--conf", "spark.sql.files.openCostInBytes=1000", "--conf", "spark.sql.shuffle.partitions=2",
             "--conf", "spark.executor.memory=1g", "--conf", "spark.driver.memory=1g",
             str(sparked.RUNNER / "isnad_spark.py"), "--isnad", "isnad/isnad", "--pipeline", "isnad/sparked.yaml",
             "--output", str(self.root / output), "--format", "jsonl", "--input", *paths],
            cwd=self.root, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        self.addCleanup(lambda: process.poll() is None and os.killpg(process.pid, signal.SIGKILL))
        return process

    def kill_one(self, process, name):
        """Once documents are under way."""
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline and process.poll() is None:
            found = processes(name, process.pid)
            if found and len(list((self.root / "traces").iterdir())) >= 10:
                os.kill(found[0], signal.SIGKILL)
                return
            time.sleep(0.05)
        self.fail(f"no '{name}' was there to be killed: {self.log(process)}")

    def log(self, process):
        text = max(self.root.glob("*.log"), key=os.path.getmtime).read_text("utf-8", "replace")
        return text[-3000:]

    def same(self, output, process):
        code = process.wait(timeout=TIMEOUT)
        self.assertEqual(code, 1, f"some documents fail: {self.log(process)}")
        folder = self.root / output
        self.assertEqual(sorted(sparked.lines_of(folder / "documents")), sorted(self.documents))
        key = lambda letter: json.dumps(letter, sort_keys=True)
        found = sparked.timeless(sparked.lines_of(folder / "dead-letters"))
        self.assertEqual(sorted(found, key=key), sorted(sparked.timeless(self.letters), key=key))
        report = json.loads((folder / "report.json").read_bytes())
        for name in ("read", "written", "filtered", "dead_lettered"):
            self.assertEqual(report[name], self.report[name], name)
        again = [trace.name for trace in (self.root / "traces").iterdir() if trace.stat().st_size > 1]
        self.assertTrue(again, "what was under way had to be done again")

    def test_an_executor_is_killed(self):
        process = self.submit("executor", *self.paths)
        self.kill_one(process, "CoarseGrainedExecutorBackend")
        self.same("executor", process)


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(stream=sys.stdout, verbosity=2))

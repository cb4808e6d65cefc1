"""Running things in turn, A B A B, and what comes of it."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.abspath(os.environ.get("BIN", os.path.join(ROOT, ".build", "release", "isnad")))
ROUNDS = int(os.environ.get("ROUNDS", "5"))


class Run:
    """What one run took: processor seconds, bytes of text, wall seconds, memory, something to look at."""

    def __init__(self, cpu, size, wall=0.0, memory=0, sanity=None):
        self.cpu, self.bytes, self.wall, self.memory, self.sanity = cpu, size, wall, memory, sanity or {}

    @property
    def rate(self):
        """Megabytes of text a processor second."""
        return self.bytes / 1e6 / self.cpu


class Series:
    """The runs of one contender."""

    def __init__(self, name, runs):
        self.name, self.runs = name, runs

    def median(self, figure):
        return statistics.median(figure(run) for run in self.runs)

    @property
    def rate(self):
        return self.median(lambda run: run.rate)

    @property
    def spread(self):
        rates = [run.rate for run in self.runs]
        return min(rates), max(rates)

    @property
    def sanity(self):
        return self.runs[0].sanity


def pinned(command, cores="0"):
    """A command on certain cores, where the machine can do that."""
    return ["taskset", "-c", cores, *command] if sys.platform == "linux" else command


def wait(command, **more):
    """Runs a command; its processor time with that of all it has waited for, its wall time, its peak memory."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, **more)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {said.decode('utf-8', 'replace')[-2000:]}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss * 1024


def isnad(pipeline, inputs, size, *options, cores="0", workers=1, **more):
    """The command over articles with so many bytes of text: all of it, from start to end."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        command = [BIN, "run", pipeline, *inputs, "--quiet", "--workers", str(workers), "--report", report.name, *options]
        cpu, wall, memory = wait(pinned(command, cores), stdout=subprocess.DEVNULL, **more)
        told = json.load(open(report.name))
    layers = {stage["id"]: stage["annotations"] for stage in told["stages"]}
    run = Run(cpu, size, wall, memory, {"documents": told["written"], **layers})
    run.stages = {stage["id"]: stage["cpu_seconds"] for stage in told["stages"]}
    return run


def peer(python, script, *arguments):
    """A peer's script, which times its own work."""
    command = pinned([python, os.path.join(ROOT, "Benchmarks", "peers", script), *map(str, arguments)])
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.decode('utf-8', 'replace')[-2000:]}")
    told = json.loads(done.stdout)
    return Run(told["cpu"], told["bytes"], sanity=told["sanity"])


def in_turn(contenders, rounds=None):
    """Runs all contenders once, then all again: what disturbs the machine disturbs them alike."""
    runs = {name: [] for name in contenders}
    for number in range(rounds or ROUNDS):
        for name, contender in contenders.items():
            print(f"  round {number + 1}: {name}", file=sys.stderr, flush=True)
            runs[name].append(contender())
    return [Series(name, runs) for name, runs in runs.items()]

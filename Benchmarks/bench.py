"""Everything that is measured, in one sitting: `make bench`, which writes RESULTS.md.

usage: bench.py [SECTION …]    all of them, or some, which then do not change RESULTS.md
"""

import collections
import datetime
import importlib.metadata
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

import comparisons
import results
from measure import BIN, ROOT, ROUNDS
from prepare import Articles, WORK

COMPARISONS = ("chain", "normalising", "numbers", "copying", "workers", "stages", "scale", "spark")
OTHERS = ("micro", "command", "plugins", "package", "profile")


def micro():
    """Seconds of processor time of each micro-benchmark, over eight megabytes of text; of those that wait, on the wall."""
    package = ["swift", "package", "--package-path", f"{ROOT}/Benchmarks/Micro", "--scratch-path", f"{ROOT}/.build/micro", "-c", "release", "--disable-sandbox"]
    said = subprocess.run([*package, "benchmark", "--format", "markdown", "--no-progress"], capture_output=True, text=True, check=True).stdout
    found, name = {}, None
    for line in said.splitlines():
        if line.startswith("### "):
            name = line[4:].strip()
        elif match := re.match(r"\| Time \((?:total CPU|wall clock)\) \((\S+)\)", line):
            unit = {"s": 1, "ms": 1e-3, "μs": 1e-6, "ns": 1e-9}[match[1]]
            found[name] = float(line.split("|")[4].replace(",", "")) * unit
    return found


def script(name):
    """What one of the older scripts prints; it may say that a target is missed."""
    done = subprocess.run([sys.executable, f"{ROOT}/Benchmarks/{name}.py"], capture_output=True, text=True, env={**os.environ, "BIN": BIN})
    return done.stdout.strip().splitlines() or [done.stderr.strip()[-500:]]


def profile(articles):
    """The functions in which most of the time goes, of the chain and of reading and writing; by perf, where there is one."""
    if not shutil.which("perf"):
        return {}
    path, _ = articles.first(10_000)
    runs = {
        "the chain, with its model": [comparisons.CHAIN, path, "--output", "/dev/null"],
        "the chain, lists and patterns alone": [comparisons.CHAIN, path, "--output", "/dev/null", *comparisons.LISTS],
        "reading and writing": [comparisons.pipeline("copied"), path],
    }
    found = {}
    for name, arguments in runs.items():
        data = str(WORK / "perf.data")
        recorded = subprocess.run(["perf", "record", "-q", "-o", data, BIN, "run", *arguments, "--workers", "1", "--quiet"], capture_output=True)
        if recorded.returncode:
            return {}
        report = subprocess.run(["perf", "report", "-i", data, "--no-children", "--sort", "sym", "--stdio"], capture_output=True, text=True).stdout
        if demangle := shutil.which("swift-demangle"):
            report = subprocess.run([demangle, "--simplified"], input=report, capture_output=True, text=True).stdout
        lines = re.findall(r"^\s+([\d.]+)%\s+\[.\]\s+(.+?)\s*$", report, re.M)
        found[name] = [(float(share), re.sub(r"^(specialized )+", "", symbol)) for share, symbol in lines[:12]]
    return found


def machine():
    """Where and with what all this was measured."""
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text()) if os.path.exists("/proc/cpuinfo") else None
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout
    return {
        "date": datetime.date.today().isoformat(), "system": platform.platform(terse=True), "python": platform.python_version(),
        "processor": f"{os.cpu_count()} × {model[1] if model else platform.processor()}",
        "swift": (re.search(r"Swift version (\S+)", swift) or [None, "?"])[1],
        "commit": subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip(),
        "load": f"{os.getloadavg()[0]:.1f}", "rounds": ROUNDS,
    }


def main(chosen):
    unknown = set(chosen) - {*COMPARISONS, *OTHERS}
    if unknown:
        sys.exit(f"no such section: {', '.join(sorted(unknown))}. There are {', '.join(COMPARISONS + OTHERS)}.")
    wanted = chosen or COMPARISONS + OTHERS
    articles = Articles()
    figures = collections.OrderedDict(machine=machine(), articles=articles)
    for name in wanted:
        print(f"{name}:", file=sys.stderr, flush=True)
        if name in COMPARISONS:
            figures[name] = getattr(comparisons, name)(articles)
        else:
            figures[name] = {"micro": micro, "command": lambda: script("command"), "plugins": lambda: script("plugins"), "package": lambda: script("package"), "profile": lambda: profile(articles)}[name]()
    figures["machine"]["load_after"] = f"{os.getloadavg()[0]:.1f}"
    text = results.markdown(figures)
    if not chosen:
        pathlib.Path(ROOT, "Benchmarks", "RESULTS.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])

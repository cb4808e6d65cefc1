"""What the command itself takes: `isnad validate` on 1,000 stages, the start of `isnad run` to its first document.

usage: BIN=isnad command.py
"""

import os
import pathlib
import statistics
import subprocess
import tempfile
import time

BIN = os.environ.get("BIN", ".build/release/isnad")
RUNS = 15


def median(*command, cwd):
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run([BIN, *command], cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def to_first_document(cwd):
    """From the start of the process to the first line of its output; the input stays open."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        process = subprocess.Popen([BIN, "run", "run.yaml", "-q"], cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        process.stdin.write('{"text":"قال الوزير إن السعر ارتفع."}\n'.encode())
        process.stdin.flush()
        process.stdout.readline()
        times.append((time.perf_counter() - begin) * 1000)
        process.stdin.close()
        process.wait()
        process.stdout.close()
    return statistics.median(times)


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    stages = ["normalizer", "entity-tagger", "number-extractor", "quote-attributor"]
    head = "stages:\n  - { use: reader, with: { paths: ['-'] } }\n"
    many = "".join(f"  - {{ use: {stages[i % 4]}, id: s{i}, when: {{ metadata.language: ar }} }}\n" for i in range(998))
    (folder / "many.yaml").write_text(head + many + "  - writer\n")
    (folder / "run.yaml").write_text(head + "".join(f"  - {stage}\n" for stage in stages) + "  - writer\n")
    print(f"isnad validate, 1,000 stages, every one made: {median('validate', 'many.yaml', cwd=folder):.0f} ms (target 100)")
    phases = "syntax,structure,options,data-flow"
    print(f"the same without the environment: {median('validate', 'many.yaml', '--phase', phases, cwd=folder):.0f} ms")
    print(f"isnad run, start to first document: {to_first_document(folder):.0f} ms (target 60)")

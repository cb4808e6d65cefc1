"""The package for Python beside the command alone, over the same articles on two cores, in turn.

Processor time counts Python and the command under it; wall time is that of the articles, without starting either. A
document of Python's reads its line when somebody looks at it, so there are two rows: documents that only go on, and
documents of which every layer is read.
"""

import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

from measure import BIN, ROOT, ROUNDS, pinned, wait
from prepare import Articles

COUNT = 3000
LAYERS = ("sentences", "entities", "numbers", "quotes", "figures")


def package(path, kind, model):
    """Runs in a process of its own; prints processor and wall seconds."""
    sys.path.insert(0, str(pathlib.Path(ROOT, "python", "src")))
    import isnad

    with open(path, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    nlp = isnad.load("annotate", model=model, workers=2)
    nlp("نص")
    own, begin = time.process_time(), time.perf_counter()
    if kind == "pandas":
        isnad.to_pandas(nlp.pipe(texts))
    else:
        for document in nlp.pipe(texts):
            if kind == "read":
                for layer in LAYERS:
                    getattr(document, layer)
    own, wall = time.process_time() - own, time.perf_counter() - begin
    nlp.close()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps([own + children.ru_utime + children.ru_stime, wall]))


def measured(*arguments):
    command = pinned([sys.executable, __file__, *arguments], "0,1")
    return json.loads(subprocess.run(command, env={**os.environ, "ISNAD": BIN}, capture_output=True, text=True, check=True).stdout)


def main():
    for model, count in (("news", COUNT), ("accurate", COUNT // 30)):
        path, _ = Articles().first(count)
        chain = f"{ROOT}/pipelines/annotate.yaml"
        alone = [BIN, "run", chain, path, "--quiet", "--workers", "2", "--output", "/dev/null", "--set", f"entity-tagger.model={model}"]
        runs = {"the command": [], "documents that go on": [], "every layer read": [], "to_pandas": []}
        for _ in range(ROUNDS):
            runs["the command"].append(wait(pinned(alone, "0,1"))[:2])
            for name, kind in (("documents that go on", "pass"), ("every layer read", "read"), ("to_pandas", "pandas")):
                runs[name].append(measured(path, kind, model))
        cpu = {name: statistics.median(run[0] for run in found) for name, found in runs.items()}
        wall = {name: statistics.median(run[1] for run in found) for name, found in runs.items()}
        for name in list(runs)[1:]:
            print(
                f"Python, model {model}, {name}: {wall['the command'] / wall[name]:.0%} of the command's throughput "
                f"({count / wall[name]:,.0f} articles a second against {count / wall['the command']:,.0f}), "
                f"{cpu[name] / cpu['the command']:.2f} of its processor time")


if __name__ == "__main__":
    package(*sys.argv[1:]) if len(sys.argv) > 1 else main()

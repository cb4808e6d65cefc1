"""What stages outside the distribution cost: `python3 Benchmarks/plugins.py`, after `make build`.

1. The framework's own cost of a process stage, in processor time a document of 4 KB, in batches of 64: a
   pipeline with a process that does next to nothing, less the same pipeline without it, less the process's
   own time. At most 40 microseconds.
2. A stage of a Swift plug-in against the same stage built in: the built-in number-extractor, registered a
   second time by a plug-in. Within 5%.

Both are measured in turn, A B A B, and the medians are compared; the machine's load is printed.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from measure import BIN, ROOT, ROUNDS, wait

DOCUMENTS = 10000
SENTENCE = "قال الوزير سامي الحداد إن 33 شخصا أصيبوا في انفجار شرق المدينة، مشيرا إلى أن التحقيق مستمر. "

# Answers whatever lines have come, finds the key without reading the rest, reports its own processor time.
RESPONDER = """import os, resource, sys
os.write(1, b'{"protocol":"isnad-process/1","name":"echo","provides":["x"]}\\n')
rest, begun = b'', False
while chunk := os.read(0, 1 << 20):
    lines = (rest + chunk).split(b'\\n')
    rest = lines.pop()
    if not begun and lines:
        begun = True
        lines.pop(0)
    if lines:
        os.write(1, b''.join(line[:line.index(b',')] + b',"layers":{"x":[{"start":0,"end":3}]}}\\n' for line in lines))
usage = resource.getrusage(resource.RUSAGE_SELF)
open(sys.argv[1], 'a').write(f'{usage.ru_utime + usage.ru_stime}\\n')
"""


def cpu(command, folder):
    """User and system time of a command and of all that it waits for."""
    return wait(command, cwd=folder, stdout=subprocess.DEVNULL)[0]


def process_stage(folder):
    with open(os.path.join(folder, "in.jsonl"), "w", encoding="utf-8") as file:
        text = SENTENCE * (4096 // len(SENTENCE.encode()))
        for number in range(DOCUMENTS):
            file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    with open(os.path.join(folder, "echo.py"), "w") as file:
        file.write(RESPONDER)
    head = "run: { workers: 1, batch: 64 }\nstages:\n  - { use: reader, with: { paths: [in.jsonl] } }\n"
    tail = "  - { use: writer, with: { path: o.jsonl, layers: [x] } }\n"
    stage = "  - { use: process, with: { command: [python3, echo.py, cpu.txt] } }\n"
    for name, middle in (("without", ""), ("with", stage)):
        with open(os.path.join(folder, name + ".yaml"), "w") as file:
            file.write(head + middle + tail)
    costs = []
    for _ in range(ROUNDS):
        without = cpu([BIN, "run", "without.yaml", "-q"], folder)
        open(os.path.join(folder, "cpu.txt"), "w").close()
        whole = cpu([BIN, "run", "with.yaml", "-q"], folder)
        with open(os.path.join(folder, "cpu.txt")) as file:
            own = sum(float(line) for line in file)
        costs.append((whole - without - own) / DOCUMENTS * 1e6)
    cost = statistics.median(costs)
    print(f"process stage: {cost:.1f} µs of processor time a document of 4 KB (from {min(costs):.1f} to {max(costs):.1f}, {ROUNDS} rounds)")
    return cost <= 40


def swift_plugin(folder):
    package = os.path.join(folder, "twin")
    os.makedirs(os.path.join(package, "Sources", "Twin"))
    with open(os.path.join(package, "Package.swift"), "w") as file:
        file.write("""// swift-tools-version: 6.2
import PackageDescription
let isnad = Context.environment["ISNAD_SOURCE"] ?? ""
let package = Package(name: "twin", platforms: [.macOS(.v26)], products: [.library(name: "Twin", targets: ["Twin"])],
  dependencies: [.package(name: "isnad", path: isnad, traits: [])],
  targets: [.target(name: "Twin", dependencies: [.product(name: "Isnad", package: "isnad"), .product(name: "IsnadStages", package: "isnad")])])
""")
    with open(os.path.join(package, "Sources", "Twin", "Twin.swift"), "w") as file:
        file.write("""import Isnad
import IsnadStages
public enum Plugin: StagePlugin { public static var stages: [any Stage.Type] { [Twin.self] } }
/// The built-in stage, called from a plug-in.
public struct Twin: Transform {
  public typealias Options = NumberExtractor.Options
  public static let description = StageDescription(
    name: "twin", summary: "The number extractor.", requires: ["sentences", "tokens"], provides: ["numbers"])
  private let stage: NumberExtractor
  public init(options: Options, context: StageContext) throws { stage = try NumberExtractor(options: options, context: context) }
  public func process(_ document: inout Document) throws { try stage.process(&document) }
}
""")
    for name, stage in (("built-in", "number-extractor"), ("plug-in", "twin")):
        with open(os.path.join(folder, name + ".yaml"), "w") as file:
            file.write(f"plugins: [twin]\nrun: {{ workers: 1, report: {name}.json }}\nstages:\n  - {{ use: reader, with: {{ paths: [in.jsonl] }} }}\n"
                       f"  - normalizer\n  - {stage}\n  - {{ use: writer, with: {{ path: o.jsonl }} }}\n")
    environment = dict(os.environ, ISNAD_SOURCE=ROOT)
    subprocess.run([BIN, "build", "built-in.yaml", "-o", "both"], cwd=folder, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    times = {"built-in": [], "plug-in": []}
    for _ in range(ROUNDS):
        for name in times:
            subprocess.run(["./both", "run", name + ".yaml", "-q"], cwd=folder, check=True)
            with open(os.path.join(folder, name + ".json")) as file:
                times[name].append(json.load(file)["stages"][1]["cpu_seconds"])
    ratio = statistics.median(times["plug-in"]) / statistics.median(times["built-in"])
    print(f"Swift plug-in: {ratio:.3f} of the built-in stage's processor time ({ROUNDS} rounds)")
    return ratio <= 1.05


if __name__ == "__main__":
    work = tempfile.mkdtemp(prefix="isnad-bench-")
    try:
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        sound = process_stage(work)
        sound = swift_plugin(work) and sound
    finally:
        shutil.rmtree(work, ignore_errors=True)
    sys.exit(0 if sound else 1)

#!/usr/bin/env python3
"""Whether the rules that say that no article bears them out are those for which that is so.

Reads all articles of ../shared, and the suites of numbers, with the command. A rule with examples that finds nothing
in the articles must say so (`witness: .suites`, `witness: .examples`), and no other may.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import subprocess
import sys
import threading

BY = re.compile(r'"by":"([a-z-]+)@[^/"]*/([^"]+)"')


def texts(path):
    """The texts of a file, each as a line that Isnad reads."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.dumps({"text": json.loads(line)["text"]}, ensure_ascii=False) + "\n"


def found(binary, pipeline, paths):
    """How often each rule has found something, by stage and rule."""
    counts = collections.Counter()
    # Rules of hours ask for a time of day.
    command = [binary, "run", pipeline, "--quiet", "--output", "-", "--set", "number-extractor.date=2024-05-15T12:00"]
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    feeder = threading.Thread(target=feed, args=(run.stdin, paths))
    feeder.start()
    for line in run.stdout:
        counts.update(BY.findall(line))
    feeder.join()
    if run.wait():
        sys.exit(f"'{' '.join(command)}' ended with {run.returncode}.")
    return counts


def feed(stream, paths):
    for path in paths:
        stream.writelines(texts(path))
    stream.close()


def declared(text):
    """The rules with examples of `isnad rules --format markdown`, each with where it says it has found anything."""
    rules, stage = {}, ""
    for line in text.splitlines():
        if line.startswith("## "):
            stage = line[3:]
        elif line.startswith("### "):
            rule = (stage, line[4:])
        elif line.startswith("- "):
            rules.setdefault(rule, "articles")
        elif line.startswith("No article"):
            rules[rule] = "suites" if "suites" in line else "examples"
    return rules


def problems(rules, articles, suites):
    """What is wrong with the marks."""
    for rule, witness in rules.items():
        true = "articles" if articles[rule] else "suites" if suites[rule] else "examples"
        if witness != true:
            yield f"{'/'.join(rule)} says that it was found in {witness}, and it was in {true}."


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bin", required=True, help="the command")
    parser.add_argument("--shared", required=True, type=pathlib.Path, help="the folder of articles and gold sets")
    parser.add_argument("--pipeline", default="pipelines/annotate.yaml")
    options = parser.parse_args()
    gold = options.shared / "gold"
    articles = [*sorted((options.shared / "corpus").glob("*.jsonl.gz")), *sorted(gold.glob("news/*.jsonl")),
                *sorted(gold.glob("quotes/*.jsonl"))]
    suites = sorted(gold.glob("numbers/*.jsonl"))
    if not articles or not suites:
        sys.exit(f"{options.shared} has no articles or no suites.")
    rules = declared(subprocess.run([options.bin, "rules", "--format", "markdown"], capture_output=True, check=True,
                                    text=True, encoding="utf-8").stdout)
    wrong = list(problems(rules, found(options.bin, options.pipeline, articles),
                          found(options.bin, options.pipeline, suites)))
    print("\n".join(wrong) or f"{len(rules)} rules have found what they say where they say.")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()

"""Averages the weights of runs of train.py: one model that errs less than each (Wortsman and others, 2022).

They must have begun with one encoder and one vocabulary, and differ in what chance or --windows gave them.
"""

import argparse
import json
from pathlib import Path

import torch


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path, help="of train.py")
    parser.add_argument("--output", required=True, type=Path, help="the folder to write")
    options = parser.parse_args()
    records = [json.loads((folder / "record.json").read_text()) for folder in options.folders]
    if any(record["kept"] != records[0]["kept"] for record in records):
        parser.error("they have learnt other pieces")
    runs = [torch.load(folder / "tagger.pt") for folder in options.folders]
    whole = {name: sum(run[name].float() for run in runs) / len(runs) for name in runs[0]}
    options.output.mkdir(parents=True, exist_ok=True)
    torch.save(whole, options.output / "tagger.pt")
    differing = {name: [record.get(name) for record in records] for name in ("seed", "epochs", "rate", "windows")}
    (options.output / "record.json").write_text(json.dumps(records[0] | differing, ensure_ascii=False))


if __name__ == "__main__":
    main()

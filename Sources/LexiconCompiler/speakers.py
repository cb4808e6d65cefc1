"""Learns the forest by which the quote attributor chooses speakers: `make quotes-model`.

    LexiconCompiler speakers ... | speakers.py quotes.model

Prints how often the right speaker is chosen in outlets that were left out, five folds, and writes the forest that
has learnt from all.
"""

import argparse
import collections
import struct
import sys

import lightgbm
import numpy

SETTINGS = {
    "objective": "lambdarank", "num_leaves": 31, "learning_rate": 0.05, "min_data_in_leaf": 60, "lambda_l2": 20,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 1, "verbose": -1,
    "num_threads": 1, "deterministic": True, "force_row_wise": True,
}
TREES = 200
FOLDS = 5


class Decisions:
    """Quotations, each with who may have spoken it."""

    def __init__(self, lines):
        names = next(lines).rstrip("\n").split("\t")
        self.columns = names[3:]
        rows = [line.rstrip("\n").split("\t") for line in lines]
        self.facts = numpy.array([[float(value) if value else numpy.nan for value in row[3:]] for row in rows])
        self.right = numpy.array([int(row[2]) for row in rows])
        self.groups = []
        for number, row in enumerate(rows):
            if number == 0 or row[1] != rows[number - 1][1]:
                self.groups.append([row[0], number, number])
            self.groups[-1][2] = number + 1

    def folds(self):
        """The fold of each quotation: outlets, the largest first, in turn."""
        sizes = collections.Counter(outlet for outlet, _, _ in self.groups)
        order = sorted(sizes, key=lambda outlet: (-sizes[outlet], outlet))
        return [order.index(outlet) % FOLDS for outlet, _, _ in self.groups]

    def learn(self, groups):
        # Where nobody to choose from is right, nothing is to be learnt.
        groups = [(start, end) for _, start, end in groups if self.right[start:end].any()]
        rows = numpy.concatenate([numpy.arange(start, end) for start, end in groups])
        data = lightgbm.Dataset(self.facts[rows], self.right[rows], group=[end - start for start, end in groups])
        return lightgbm.train(SETTINGS, data, TREES)

    def right_share(self):
        folds, right = self.folds(), []
        for fold in range(FOLDS):
            model = self.learn([group for group, other in zip(self.groups, folds) if other != fold])
            for (_, start, end), other in zip(self.groups, folds):
                if other == fold:
                    right.append(self.right[start + numpy.argmax(model.predict(self.facts[start:end]))])
        return numpy.mean(right)


def forest(model):
    """The trees as QuoteModel.swift reads them."""
    trees = model.dump_model()["tree_info"]
    trees = [tree["tree_structure"] for tree in trees if "split_feature" in tree["tree_structure"]]
    return struct.pack("<H", len(trees)) + b"".join(map(packed, trees))


def packed(tree):
    nodes, leaves = [], []

    def add(node):
        if "split_feature" not in node:
            leaves.append(node["leaf_value"])
            return -len(leaves)
        assert node["decision_type"] == "<="
        place = len(nodes)
        nodes.append(None)
        left, right = add(node["left_child"]), add(node["right_child"])
        # Facts are whole numbers.
        threshold = max(-32767, min(32767, int(numpy.floor(node["threshold"]))))
        nodes[place] = struct.pack("<BBhhh", node["split_feature"], node["default_left"], threshold, left, right)
        return place

    add(tree)
    return struct.pack("<H", len(leaves)) + b"".join(nodes) + struct.pack(f"<{len(leaves)}f", *leaves)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", help="the file to write")
    parser.add_argument("--outlets", help="learn from these alone, with commas between them; for a fold")
    parser.add_argument("--check", action="store_true", help="print how often the speaker is right in outlets left out")
    options = parser.parse_args()
    decisions = Decisions(sys.stdin)
    if options.check:
        print(f"{len(decisions.groups)} quotations, right in outlets left out: {decisions.right_share():.3f}")
    groups = decisions.groups
    if options.outlets:
        groups = [group for group in groups if group[0] in options.outlets.split(",")]
    names = " ".join(decisions.columns).encode()
    with open(options.model, "wb") as file:
        file.write(b"isnadqm1" + struct.pack("<I", len(names)) + names + forest(decisions.learn(groups)))


if __name__ == "__main__":
    main()

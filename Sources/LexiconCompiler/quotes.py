"""Learns the forests by which the quote attributor tells speech and chooses speakers: `make quotes-model`.

    LexiconCompiler quotes ... > first.tsv
    quotes.py 0.model first.tsv --fold 0 > 0.outlets         # and 1 to 4
    LexiconCompiler quotes ... --history 0.model --outlets 0.outlets > 0.tsv
    quotes.py quotes.model first.tsv [0-4].tsv --check

In the first round the annotation tells who spoke before; in the second a model that has not seen the article does, as
when the stage runs. Speakers are learnt from both; speech, which is the same in both, from the second alone. With --check
it prints how good they are in outlets that were left out, five folds.
"""

import argparse
import collections
import struct
import sys

import lightgbm
import numpy

COMMON = {
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "seed": 1, "verbose": -1, "num_threads": 1,
    "deterministic": True, "force_row_wise": True, "num_leaves": 15, "learning_rate": 0.1, "min_data_in_leaf": 60,
    "lambda_l2": 20,
}
SETTINGS = {"speaker": COMMON | {"objective": "lambdarank"}, "speech": COMMON | {"objective": "binary"}}
# More of them are right for half a point more and cost twice the time.
TREES = {"speaker": 80, "speech": 60}
FOLDS = 5
MOST_LEAD = 5.0  # as in QuoteModel.swift
LEAST = -0.2  # as in SpeakerResolver.swift


class Decisions:
    """Decisions of one kind: their outlets, and rows of facts for all that could be chosen."""

    def __init__(self, kind, columns, rows):
        self.kind, self.columns = kind, columns
        self.facts = numpy.array([[float(value) if value else numpy.nan for value in row[4:]] for row in rows])
        self.right = numpy.array([int(row[3]) for row in rows])
        self.groups = []
        for number, row in enumerate(rows):
            if number == 0 or row[2] != rows[number - 1][2]:
                self.groups.append([row[1], number, number])
            self.groups[-1][2] = number + 1
        self.numbers = [int(rows[start][2]) for _, start, _ in self.groups]

    def fold(self, number):
        """The outlets of a fold: the largest first, in turn."""
        sizes = collections.Counter(outlet for outlet, _, _ in self.groups)
        return set(sorted(sizes, key=lambda outlet: (-sizes[outlet], outlet))[number::FOLDS])

    def learn(self, without=()):
        groups = [(start, end) for outlet, start, end in self.groups if outlet not in without]
        if self.kind == "speaker":
            # Where nobody to choose from is right, nothing is to be learnt.
            groups = [(start, end) for start, end in groups if self.right[start:end].any()]
        rows = numpy.concatenate([numpy.arange(start, end) for start, end in groups])
        sizes = [end - start for start, end in groups] if self.kind == "speaker" else None
        data = lightgbm.Dataset(self.facts[rows], self.right[rows], group=sizes)
        return lightgbm.train(SETTINGS[self.kind], data, TREES[self.kind])

    def unseen(self):
        """The scores of all rows, each by a forest that has not seen the outlet."""
        scores = numpy.zeros(len(self.right))
        for number in range(FOLDS):
            outlets = self.fold(number)
            model = self.learn(without=outlets)
            for outlet, start, end in self.groups:
                if outlet in outlets:
                    scores[start:end] = model.predict(self.facts[start:end], raw_score=True)
        return scores


def outcomes(speaker, speech):
    """Of each possible quotation in an outlet left out: scores of speech, the speaker's lead, and whether all is right."""
    scores, leads = speaker.unseen(), {}
    for number, (_, start, end) in zip(speaker.numbers, speaker.groups):
        order = numpy.argsort(-scores[start:end])
        lead = scores[start + order[0]] - scores[start + order[1]] if len(order) > 1 else MOST_LEAD
        leads[number] = (min(lead, MOST_LEAD), speaker.right[start + order[0]])
    rows = [leads.get(number, (0.0, True)) for number in speech.numbers]
    return speech.unseen(), numpy.array([lead for lead, _ in rows]), numpy.array([bool(right) for _, right in rows])


def check(speech, scores, leads, right, calibration):
    kept, is_speech = scores > LEAST, speech.right == 1
    print(f"{len(scores)} possible quotations, {100 * is_speech.mean():.1f}% are; of those taken for speech "
          f"{100 * is_speech[kept].mean():.1f}% are, and {100 * kept[is_speech].mean():.1f}% of those that are")
    print(f"of {is_speech.sum()} quotations the speaker is right for {100 * right[is_speech].mean():.1f}%")
    shares = confidence(calibration, scores, leads)[kept]
    whole = (right & is_speech)[kept]
    print("confidence  quotations  right")
    error = 0.0
    for low in numpy.arange(0, 1, 0.1):
        rows = (shares >= low) & (shares < low + 0.1)
        if rows.any():
            print(f"{shares[rows].mean():10.2f}  {rows.sum():10d}  {whole[rows].mean():5.2f}")
            error += rows.sum() * abs(shares[rows].mean() - whole[rows].mean())
    print(f"expected calibration error {error / kept.sum():.3f}")


def confidence(calibration, scores, leads):
    return 1 / (1 + numpy.exp(-(calibration[0] * scores + calibration[1] * leads + calibration[2])))


def calibrated(speech, scores, leads, right):
    """Weights of a logistic function, by Newton's method."""
    kept = scores > LEAST
    facts = numpy.stack([scores[kept], leads[kept], numpy.ones(kept.sum())], axis=1)
    whole = (right & (speech.right == 1))[kept]
    weights = numpy.zeros(3)
    for _ in range(30):
        shares = 1 / (1 + numpy.exp(-facts @ weights))
        slope = facts.T @ (whole - shares) - 1e-3 * weights
        bend = (facts * (shares * (1 - shares))[:, None]).T @ facts + 1e-3 * numpy.eye(3)
        weights += numpy.linalg.solve(bend, slope)
    return weights


def forest(decisions, model):
    """Columns and trees as QuoteModel.swift reads them."""
    names = " ".join(decisions.columns).encode()
    trees = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    trees = [packed(tree) for tree in trees if "split_feature" in tree]
    return struct.pack("<I", len(names)) + names + struct.pack("<H", len(trees)) + b"".join(trees)


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
        threshold = max(-32767, min(32766, int(numpy.floor(node["threshold"]))))
        nodes[place] = struct.pack("<BBhhh", node["split_feature"], node["default_left"], threshold, left, right)
        return place

    add(tree)
    return struct.pack("<H", len(leaves)) + b"".join(nodes) + struct.pack(f"<{len(leaves)}f", *leaves)


def read(paths):
    """Decisions about speakers, of all files or of the standard input, quotations numbered through; and those about
    speech, of all files but the first, which has no others."""
    kinds, numbers = {"speaker": [], "speech": []}, 0
    for lines in [open(path) for path in paths] or [sys.stdin]:
        part = [line.rstrip("\n").split("\t") for line in lines]
        heads = part[:2]
        for row in part[2:]:
            row[2] = str(int(row[2]) + numbers)
            if row[0] == "speaker" or numbers or len(paths) < 2:
                kinds[row[0]].append(row)
        numbers = int(part[-1][2])
    return [Decisions(head[0], head[4:], kinds[head[0]]) for head in heads]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model", help="the file to write")
    parser.add_argument("decisions", nargs="*", help="what LexiconCompiler has printed; else the standard input")
    parser.add_argument("--fold", type=int, help="leave out the outlets of this fold, 0 to 4")
    parser.add_argument("--check", action="store_true", help="print how good it is in outlets that are left out")
    options = parser.parse_args()
    speaker, speech = read(options.decisions)
    left = set() if options.fold is None else speech.fold(options.fold)
    # One that is to be judged by a fold does not see it; its confidence is that of the whole.
    results = outcomes(speaker, speech)
    calibration = calibrated(speech, *results)
    if options.check:
        check(speech, *results, calibration)
    with open(options.model, "wb") as file:
        file.write(b"isnadqm1")
        for decisions in (speaker, speech):
            file.write(forest(decisions, decisions.learn(without=left)))
        file.write(struct.pack("<3f", *calibration))
    if left:
        print("\n".join(sorted(left)))


if __name__ == "__main__":
    main()

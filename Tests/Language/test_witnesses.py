#!/usr/bin/env python3
"""What a rule says of where it has found anything, beside what it has found."""

import unittest
from collections import Counter

from witnesses import BY, declared, problems

TEXT = """# The rules

## number-extractor

### money
A number and a currency.

- a → `b`: c

### mixed-fraction
A whole number and a fraction.

No article that we know has it, only suites of examples that others have made.

- a → `b`: c

## entity-tagger

### model
The model read the sentence so.
"""
MONEY, MIXED = ("number-extractor", "money"), ("number-extractor", "mixed-fraction")


class Witnesses(unittest.TestCase):
    def test_marks_are_read(self):
        self.assertEqual(declared(TEXT), {MONEY: "articles", MIXED: "suites"})

    def test_findings_are_read(self):
        self.assertEqual(BY.findall('{"by":"number-extractor@0.1/money"}'), [MONEY])

    def test_right_marks_pass(self):
        self.assertEqual(list(problems(declared(TEXT), Counter([MONEY]), Counter([MIXED]))), [])

    def test_wrong_marks_are_named(self):
        self.assertEqual(
            list(problems(declared(TEXT), Counter([MIXED]), Counter([MONEY]))),
            ["number-extractor/money says that it was found in articles, and it was in suites.",
             "number-extractor/mixed-fraction says that it was found in suites, and it was in articles."])
        self.assertEqual(
            list(problems({MIXED: "suites"}, Counter(), Counter())),
            ["number-extractor/mixed-fraction says that it was found in suites, and it was in examples."])


if __name__ == "__main__":
    unittest.main()

#!/usr/bin/env python3
"""What counts as a word of Arabic in code, and what does not."""

import unittest

from literals import words


class Literals(unittest.TestCase):
    def test_words_in_literals_count(self):
        self.assertEqual(words('let a = "قال أضاف"'), 2)
        self.assertEqual(words('let a = """\n  قال\n  أضاف\n  """'), 2)
        self.assertEqual(words('f(["قال": 1], "say قال")'), 2)

    def test_comments_and_letters_do_not(self):
        self.assertEqual(words('// "قال"\nlet a = "و"'), 0)
        self.assertEqual(words('/* "قال" */ let a = ["ا", "ل"]'), 0)

    def test_examples_and_documentation_do_not(self):
        self.assertEqual(words('RuleExample("وقع أمس", "أمس", x(1, "أمس")), other("قال")'), 1)
        self.assertEqual(words('StageRule("night", leaves: ["ألف ليلة"])'), 0)
        self.assertEqual(words('problem(suggestion: "اكتب كلمة", "قال")'), 1)
        self.assertEqual(words('case .noun: "A noun that says it: مقتل خمسة."'), 0)


if __name__ == "__main__":
    unittest.main()

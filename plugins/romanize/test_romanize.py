import os
import unittest

import romanize


class Romanize(unittest.TestCase):
    words = romanize.setup({})

    def test_names_as_news_writes_them(self):
        for arabic, latin in (
            ("جو بايدن", "Joe Biden"), ("سامي الحداد", "Sami al-Haddad"), ("الأمم المتحدة", "United Nations"),
            ("محمّد عليّ", "Mohammed Ali"), ("احمد", "Ahmed"), ("غزة", "Gaza"), ("عبد الله", "Abdullah"),
        ):
            self.assertEqual(romanize.latin(arabic, self.words), latin)

    def test_other_names_letter_by_letter(self):
        for arabic, latin in (("كناوي", "Kanawi"), ("الشرقاوي", "al-Sharqawi"), ("مارتينيز", "Martiniz"), ("إيطالي", "Itali"), ("نهر", "Nahr"), ("أردني", "Ardani"), ("BBC", "BBC"), ("2018", "2018")):
            self.assertEqual(romanize.latin(arabic, self.words), latin)

    def test_every_entity_has_its_place(self):
        document = {"text": "زار جو بايدن بيروت", "entities": [
            {"id": "e1", "start": 4, "end": 12, "text": "جو بايدن", "label": "PER", "name": "جو بايدن"},
            {"id": "e2", "start": 13, "end": 18, "text": "بيروت", "label": "LOC", "name": "بيروت"}]}
        found = romanize.romanize(document, self.words)["layers"]["romanized"]
        self.assertEqual([(document["text"][n["start"]:n["end"]], n["latin"], n["entity"]) for n in found],
                         [("جو بايدن", "Joe Biden", "e1"), ("بيروت", "Beirut", "e2")])

    def test_words_of_ones_own(self):
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words.tsv")
        self.assertEqual(romanize.setup({"words": path}), self.words)
        with self.assertRaises(FileNotFoundError):
            romanize.setup({"words": "gone.tsv"})


if __name__ == "__main__":
    unittest.main()

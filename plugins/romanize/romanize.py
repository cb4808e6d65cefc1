"""Latin spelling of every entity name, for people who do not read Arabic.

Well-known words have the spelling that English-language news gives them; any other word is written letter
by letter, with short vowels put where a reader of Latin needs one. It is a help for reading, not a
scientific transliteration: the same letters may get other vowels in another name.
"""

import os
import re

try:
    from isnad.stage import run
except ImportError:  # without the package for Python: the copy beside this file
    from isnad_stage import run

MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
FOLDS = str.maketrans("أإآٱ", "اااا")
FOLDS_BUT_HAMZA_BELOW = str.maketrans("أآٱ", "ااا")

# What is written in one way whatever stands beside it.
CONSONANTS = {
    "ء": "", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q",
    "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ؤ": "u", "ئ": "i", "پ": "p", "چ": "ch", "ڤ": "v", "گ": "g", "ژ": "zh",
}
VOWELS = set("aeiou")


def fold(word):
    return MARKS.sub("", word).translate(FOLDS)


def load(path):
    words = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            arabic, _, latin = line.split("#")[0].strip().partition("\t")
            if latin:
                words[fold(arabic)] = latin
    return words


def letters(word):
    """A word that is not known, letter by letter."""
    out = ""
    vowel_before = False  # whether a vowel stands before the last consonant, which then closes its syllable
    for index, letter in enumerate(word):
        before = out[-1:]
        following = word[index + 1 : index + 2]
        if letter == "و":
            latin = "w" if not out or before in VOWELS or following in ("ا", "و", "ي") else "u"
        elif letter == "ي":
            latin = "y" if not out or before in VOWELS and before != "i" or following in ("ا", "و") else "i"
        elif letter in "ىة":
            latin = "" if before == "a" else "a"
        elif letter == "ا" or letter == "ع":
            latin = "" if before == "a" else "a"
        elif letter == "إ":
            latin = "i"
        else:
            latin = CONSONANTS.get(letter, letter)
        if not latin or latin == before == "i":
            continue
        if latin[0] in VOWELS:
            out += latin
            continue
        # A syllable has one consonant before its vowel and at most one behind it.
        if before and before not in VOWELS and not vowel_before:
            out += "a"
        vowel_before = out[-1:] in VOWELS
        out += latin
    return out


def word_in_latin(word, words):
    plain = fold(word)
    if plain in words:
        return words[plain]
    if plain.startswith("ال") and len(plain) > 4:
        rest = word_in_latin(MARKS.sub("", word)[2:], words)
        return "al-" + rest
    if not re.search("[\u0621-\u064a]", plain):
        return word
    latin = letters(MARKS.sub("", word).translate(FOLDS_BUT_HAMZA_BELOW))
    return latin[:1].upper() + latin[1:]


def latin(name, words):
    """A whole name; what the list has as several words goes first."""
    plain = fold(name)
    if plain in words:
        return words[plain]
    return " ".join(word_in_latin(part, words) for part in name.split())


def setup(options):
    folder = os.path.dirname(os.path.abspath(__file__))
    words = load(os.path.join(folder, "words.tsv"))
    if "words" in options:
        words.update(load(options["words"]))
    return words


def romanize(document, words):
    names = [
        {"start": e["start"], "end": e["end"], "entity": e["id"], "label": e["label"], "latin": latin(e["text"], words),
         "name_latin": latin(e["name"], words)}
        for e in document["entities"]
    ]
    return {"layers": {"romanized": names}}


if __name__ == "__main__":
    run(romanize, name="romanize", requires=["entities"], provides=["romanized"], setup=setup)

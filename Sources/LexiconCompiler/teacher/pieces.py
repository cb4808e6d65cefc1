"""The encoder's vocabulary: a sentencepiece unigram model, cut to the pieces that Arabic news needs."""

import re
import unicodedata

SPACE = "▁"
# What a token is, as Sources/Arabic/Tokens/Tokenizer.swift cuts them: a run of letters of one script, a number, a mark.
LETTERS = "\u0610-\u061a\u0620-\u065f\u0670-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc\u0640"
HIDDEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
TOKEN = re.compile(
    rf"[{LETTERS}][{LETTERS}{HIDDEN}]*|[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9]*"
    rf"|[{DIGITS}]+(?:[.,\u066b\u066c][{DIGITS}]+)*|[^\s{HIDDEN}]"
)
DROPPED = re.compile(rf"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0640{HIDDEN}]")
FOLDED = {0x06CC: "ي", 0x06D2: "ي", 0x06A9: "ك", 0x06C0: "ه", 0x06C1: "ه", 0x06C2: "ه", 0x06D5: "ه", 0x06C3: "ة", 0x0671: "ا"}
FOLDED |= {0x660 + digit: str(digit) for digit in range(10)} | {0x6F0 + digit: str(digit) for digit in range(10)}


def form(token):
    """What the encoder reads of a token: no marks, no tatweel, letters of Arabic, digits of ASCII."""
    token = DROPPED.sub("", unicodedata.normalize("NFKC", token) if not token.isascii() else token)
    return token.translate(FOLDED)


class Vocabulary:
    """Pieces with their scores; `encode` finds the best row of pieces for a token."""

    def __init__(self, pieces, scores, unknown):
        self.pieces, self.scores, self.unknown = pieces, scores, unknown
        self.numbers = {piece: number for number, piece in enumerate(pieces)}
        self.longest = max(map(len, pieces))
        self.unknown_score = min(scores) - 10
        self.known = {}

    def encode(self, token, space):
        """The pieces of a token's form; never none."""
        key = (token, space)
        if key not in self.known:
            self.known[key] = self.viterbi((SPACE if space else "") + form(token))
        return self.known[key]

    def viterbi(self, text):
        size = len(text)
        if size == 0:
            return [self.unknown]
        best, back = [0.0] + [-1e30] * size, [None] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self.longest) + 1):
                number = self.numbers.get(text[start:end])
                if number is not None and number > 3:
                    score = best[start] + self.scores[number]
                    if score > best[end]:
                        best[end], back[end] = score, (start, number)
            score = best[start] + self.unknown_score
            if score > best[start + 1]:
                best[start + 1], back[start + 1] = score, (start, self.unknown)
        found, end = [], size
        while end > 0:
            end, number = back[end]
            found.append(number)
        # A letter that has no piece says as much once as three times.
        row = [number for place, number in enumerate(reversed(found))]
        return [number for place, number in enumerate(row) if place == 0 or number != self.unknown or row[place - 1] != self.unknown]

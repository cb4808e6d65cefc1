"""Numbers that no article, archive, plug-in, state file or clock should hold: an error with its place, and no crash."""

import json
import os
import random

from harness import Fault, main

HUGE = [0, -1, 1, 2**31, 2**53, 2**63 - 1, -(2**63), 2**64, 10**30, -(10**30)]
FIGURES = HUGE + ["1e30", "-1e30", "1e400", "1.5", "0.1e-300", "1" * 60]

WARC = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %s\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>قتل 5 أشخاص.</p>\r\n\r\n"

PLUGIN = """import json, sys
sys.stdin.readline()
print('{"protocol":"isnad-process/1","name":"w","provides":["entities","numbers","quotes","marks"]}', flush=True)
answers = [json.loads(line) for line in open("answers.jsonl")]
for line in sys.stdin:
    request = json.loads(line)
    number = int(request["document"]["id"][1:])
    text = json.dumps({"key": request["key"], "layers": "@"})
    print(text.replace('"@"', answers[number]), flush=True)
"""


class Numbers(Fault):
    def survives(self, done, *codes):
        self.assertIn(done.code, codes or (0, 1, 2), done.err)
        self.assertNotIn("Fatal error", done.err)
        return done

    # A web archive

    def test_lengths_of_a_web_archive(self):
        for length in [*HUGE, "99999999999999999999", "0x10", "+5", "", "1e3"]:
            self.write("in.warc", (WARC % length) + (WARC % 61))
            self.pipeline(reads="in.warc")
            for _ in range(2):  # What a checkpoint has kept must not be fatal again.
                self.survives(self.isnad("run", "p.yaml", "-q"))

    def test_a_length_beyond_all_numbers_is_one_dead_letter(self):
        self.write("in.warc", WARC % (2**63 - 1))
        self.pipeline(reads="in.warc")
        done = self.survives(self.isnad("run", "p.yaml"), 1)
        self.assertEqual([letter["code"] for letter in self.lines("out/failed.jsonl")], ["broken-record"])
        self.assertIn("Content-Length", done.err)

    # Clocks

    def test_times_of_files(self):
        for seconds in (2**33, 2**34 - 1, 9_300_000_000, 15_000_000_000, -(2**31)):
            self.articles(5)
            try:
                os.utime(self.path("in.jsonl"), (seconds, seconds))
            except OSError:
                continue
            self.pipeline()
            self.survives(self.isnad("run", "p.yaml", "-q"), 0)
            self.survives(self.isnad("run", "p.yaml", "--limit", "2", "-q"), 0)

    def test_sparse_files_that_claim_all_bytes_there_are(self):
        for name in ("a.jsonl", "b.jsonl"):
            with open(self.path(name), "wb") as file:
                try:
                    file.truncate(2**62)
                except OSError:
                    self.skipTest("the file system has no such sparse files")
        self.pipeline(reads="a.jsonl")
        self.write("p.yaml", self.text("p.yaml").replace('"a.jsonl"', "good.jsonl, a.jsonl, b.jsonl"))
        self.articles(3, "good.jsonl")
        self.survives(self.isnad("run", "p.yaml", "-q", "--limit", "3", "--progress", "json"), 0)

    # Plug-ins

    def answers(self, answers, writer="{ format: html, path: out.html }"):
        self.write("plugin.py", PLUGIN)
        self.write("answers.jsonl", "".join(json.dumps(answer) + "\n" for answer in answers))
        self.write("in.jsonl", "".join(json.dumps({"id": f"d{n}", "text": "قال سامي الحداد إن 5 أشخاص وصلوا."}) + "\n" for n in range(len(answers))))
        self.write("p.yaml", "run: { workers: 1, dead-letter: failed.jsonl }\nstages:\n  - { use: reader, with: { paths: [in.jsonl] } }\n"
                   "  - normalizer\n  - { use: process, with: { command: [python3, plugin.py] } }\n  - quote-attributor\n"
                   f"  - {{ use: writer, with: {writer} }}\n")
        return self.isnad("run", "p.yaml")

    def test_names_and_shares_of_a_plug_in(self):
        span = '"start":0,"end":3'
        fields = []
        for figure in FIGURES:
            fields += [f'"confidence":{figure}', f'"speaker_entity":"e{figure}"', f'"nested_in":"q{figure}"', f'"speaker_entity":{figure}']
        quotes = ['{"quotes":[{%s,"kind":"direct",%s}],"entities":[{%s,"label":"PER"}]}' % (span, field, span) for field in fields]
        entities = ['{"entities":[{%s,"label":"PER",%s}]}' % (span, field) for figure in FIGURES
                    for field in (f'"confidence":{figure}', f'"cluster":"c{figure}"', f'"latitude":{figure}')]
        numbers = ['{"numbers":[{%s,"kind":"cardinal","%s":%s}]}' % (span, name, figure) for figure in FIGURES for name in ("value", "min", "max")]
        for writer in ("{ format: html, path: out.html }", "{ path: o.jsonl }", "{ format: sqlite, path: o.db }", "{ format: brat, path: brat }"):
            done = self.survives(self.answers(quotes + entities + numbers, writer), 0, 1)
            self.assertIn(f"{len(quotes + entities + numbers)} documents read", done.err)

    def test_a_share_beyond_its_bounds_is_told(self):
        self.survives(self.answers(['{"entities":[{"start":0,"end":3,"label":"PER","confidence":1e30}]}']), 1)
        self.assertEqual(self.lines("failed.jsonl")[0]["message"],
                         "w: 'confidence' in 'entities' must be a number from 0 to 1, not 1e30")
        self.survives(self.answers(['{"quotes":[{"start":0,"end":3,"kind":"direct","speaker_entity":"e-9223372036854775808"}]}']), 1)
        self.assertEqual(self.lines("failed.jsonl")[0]["message"],
                         "w: 'speaker_entity' in 'quotes' must be a name such as e1, not \"e-9223372036854775808\"")

    def test_an_exponent_is_a_part_of_its_number(self):
        self.survives(self.answers(['{"numbers":[{"start":0,"end":3,"kind":"cardinal","value":%s}]}' % value
                                    for value in ("1e3", "1.5E2", "25e-1", "-2e0")], "{ path: o.jsonl }"), 0)
        self.assertEqual([document["numbers"][0]["value"] for document in self.lines("o.jsonl")], [1000, 150, 2.5, -2])

    def test_answers_of_any_shape(self):
        dice = random.Random(27)

        def value(depth=0):
            kind = dice.randrange(9)
            if kind < 4:
                return str(dice.choice(FIGURES))
            if kind == 4 and depth < 3:
                return "[" + ",".join(value(depth + 1) for _ in range(dice.randrange(3))) + "]"
            if kind == 5 and depth < 3:
                return "{" + ",".join(f'"{dice.choice(names)}{n}":{value(depth + 1)}' for n in range(dice.randrange(3))) + "}"
            return dice.choice(['null', 'true', '""', '"e1"', '"c-1"', '"\\u0000"', '"\\u001b[2J"', '"PER"', '"direct"'])

        names = ["start", "end", "text", "label", "name", "cluster", "kb_id", "confidence", "by", "kind", "value", "min", "max",
                 "unit", "iso", "cue", "speaker", "speaker_name", "speaker_entity", "via", "nested_in", "polarity"]
        answers = []
        for _ in range(300):
            layers = {}
            for layer in dice.sample(["entities", "numbers", "quotes", "marks"], dice.randrange(1, 4)):
                items = []
                for _ in range(dice.randrange(3)):
                    fields = {"start": str(dice.randrange(-1, 9)), "end": str(dice.randrange(-1, 9)), "label": '"PER"', "kind": dice.choice(['"direct"', '"money"'])}
                    for name in dice.sample(names, dice.randrange(5)):
                        fields[name] = value()
                    items.append("{" + ",".join(f'"{name}":{field}' for name, field in fields.items()) + "}")
                layers[layer] = "[" + ",".join(items) + "]"
            answers.append("{" + ",".join(f'"{name}":{items}' for name, items in layers.items()) + "}")
        for writer in ("{ format: html, path: out.html }", "{ format: csv, path: tables }"):
            done = self.survives(self.answers(answers, writer), 0, 1)
            self.assertIn("300 documents read", done.err)

    # What commands read

    def test_outputs_that_commands_read(self):
        spans = [(-1, 2**63 - 1), (-(2**63), 2**63 - 1), (2**63 - 1, -1), (0, 10**30), ("x", None), (0, 2)]
        lines = []
        for number, (start, end) in enumerate(spans):
            place = {"start": start, "end": end}
            lines.append({
                "schema": "isnad/1", "offsets": ["codepoint", "utf8", "utf16"][number % 3], "id": "a", "text": "قال سامي",
                "sentences": [], "layers": {"marks": [dict(place, by="w")]}, "errors": [],
                "entities": [dict(place, label="PER", name="س", confidence=10**30)],
                "numbers": [dict(place, kind=kind, value=10**30, min=-(10**30), max=10**30, surface="5") for kind in ("indefinite", "score", "money")],
                "quotes": [dict(place, kind="direct", cue=place, speaker=place, nested_in=None)]})
        self.write("a.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        self.write("b.jsonl", "".join(json.dumps(line) + "\n" for line in lines[::-1]))
        cases = [{"id": "a", "text": "5", "dimension": kind, "expected": [{"canon": canon, "start": -1, "end": 2**63 - 1}]}
                 for kind in ("cardinal", "money", "duration") for canon in ("num:1e30", "money:usd:1e400", "indef:5s", "score:1-2", "dur:P1e30Y", "date:99999-99-99")]
        self.write("cases.jsonl", "".join(json.dumps(case) + "\n" for case in cases))
        for arguments in (["eval", "a.jsonl", "b.jsonl"], ["eval", "cases.jsonl", "a.jsonl", "--fails", "9"], ["diff", "a.jsonl", "b.jsonl"],
                          ["why", "a.jsonl", "--at", "0"], ["why", "a.jsonl", "--at", str(2**63 - 1)], ["why", "a.jsonl", "--text", ""]):
            self.survives(self.isnad(*arguments))

    def test_dead_letters_and_checkpoints(self):
        self.pipeline()
        self.articles(3)
        for figure in FIGURES:
            letter = '{"schema":"isnad-dead-letter/1","source":{"uri":"in.jsonl","record":%s,"byte_offset":%s},"stage":"reader","reader":%s,"attempts":%s,"format":"jsonl","record":"{}"}' % ((figure,) * 4)
            self.write("letters.jsonl", letter + "\n")
            self.survives(self.isnad("run", "p.yaml", "--dead-letters", "letters.jsonl", "-q"))

    def test_numbers_of_an_article(self):
        words = ["قبل %s يوما", "بعد %s سنة", "القرن %s", "الساعة %s", "%s مليون مليار دولار", "عام %s هجري", "%s/%s/%s", "من %s إلى %s", "%s%%", "الـ%s", "ثلث %s", "%s-%s"]
        lines = []
        for figure in FIGURES:
            for word in words:
                lines.append({"text": f"وقع ذلك {word.replace('%s', str(figure)).replace('%%', '%')} أمس.", "date": str(figure)})
        self.write("in.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        self.pipeline()
        self.survives(self.isnad("run", "p.yaml", "-q"), 0)
        self.assertEqual(len(self.lines("out/o.jsonl")), len(lines))


if __name__ == "__main__":
    main()

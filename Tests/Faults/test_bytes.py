"""Bytes that no article should hold: every bad record is one dead letter, its neighbours survive."""

import json
import os
import time

from harness import Fault, main

GOOD = '{"id":"good%d","text":"قتل 5 أشخاص في حادث."}\n'
STAGES = """run: { dead-letter: failed.jsonl, workers: 1 }
stages:
  - use: reader
    with: { paths: [%s] }
  - normalizer
  - entity-tagger
  - number-extractor
  - quote-attributor
  - use: writer
    with: { path: out/o.jsonl }
"""


class Bytes(Fault):
    def run_over(self, content, name="in.jsonl"):
        self.write(name, content)
        self.write("p.yaml", STAGES % name)
        return self.isnad("run", "p.yaml")

    def between_good_ones(self, record, code, message):
        """One bad record between two good ones."""
        done = self.run_over((GOOD % 1).encode() + record + b"\n" + (GOOD % 2).encode())
        self.assertEqual(done.code, 1, done.err)
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], ["good1", "good2"])
        letters = self.lines("failed.jsonl")
        self.assertEqual([letter["code"] for letter in letters], [code])
        self.assertEqual(letters[0]["source"], {"uri": "in.jsonl", "record": 2, "byte_offset": len((GOOD % 1).encode())})
        self.assertIn(message, letters[0]["message"])
        self.assertIn("3 documents read: 2 written, 0 filtered, 1 failed", done.err)
        return letters[0]

    def test_invalid_utf8_with_good_neighbours(self):
        for bad, byte in ((b"\xc0\xaf", "C0"), (b"\xed\xa0\x80", "ED"), (b"\xff", "FF"), (b"\xf5\x80\x80\x80", "F5"),
                          (b"\xd8", "D8")):
            record = b'{"id":"x","text":"' + "نص ".encode() + bad + b'"}'
            letter = self.between_good_ones(record, "invalid-utf8", f"0x{byte} is not UTF-8")
            self.assertEqual(__import__("base64").b64decode(letter["record_base64"]), record)
            self.assertNotIn("record", letter)

    def test_letters_cut_at_the_edges_of_chunks(self):
        # The reader takes 256 KiB at a time; two-byte letters stand at odd and even places.
        for shift in range(3):
            lines = [json.dumps({"id": f"{n}", "text": "x" * shift + "كلمة " * 3000 + f"{n}"}, ensure_ascii=False) for n in range(60)]
            done = self.run_over("\n".join(lines) + "\n")
            self.assertEqual(done.code, 0, done.err)
            self.assertEqual([json.loads(line)["text"] for line in lines], [d["text"] for d in self.lines("out/o.jsonl")])
            self.assertOffsetsExact()

    def test_a_file_cut_within_a_letter(self):
        done = self.run_over((GOOD % 1).encode() + '{"id":"x","text":"نص'.encode()[:-1])
        self.assertEqual(done.code, 1)
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], ["good1"])
        self.assertEqual([letter["code"] for letter in self.lines("failed.jsonl")], ["invalid-utf8"])

    def test_a_line_of_one_gigabyte(self):
        with open(self.path("in.jsonl"), "wb") as file:
            file.write((GOOD % 1).encode())
            start = file.tell()
            file.truncate(start + (1 << 30))
            file.seek(0, 2)
            file.write(b"\n" + (GOOD % 2).encode())
        self.write("p.yaml", STAGES % "in.jsonl")
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 1, done.err)
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], ["good1", "good2"])
        letters = self.lines("failed.jsonl")
        self.assertEqual([letter["code"] for letter in letters], ["too-large"])
        self.assertEqual(letters[0]["source"]["byte_offset"], start)
        self.assertLess(done.memory, 120 << 20)

    def test_files_without_anything_to_read(self):
        for content in (b"", b"\xef\xbb\xbf", b"\n\n \r\n"):
            done = self.run_over(content)
            self.assertEqual(done.code, 0, done.err)
            self.assertEqual(self.read("out/o.jsonl"), b"")
            self.assertIn("0 documents read", done.err)
        for content in (b"", b"\xef\xbb\xbf"):
            done = self.run_over(content, "in.txt")
            self.assertEqual(done.code, 1, done.err)
            self.assertEqual([letter["code"] for letter in self.lines("failed.jsonl")], ["empty-document"])

    def test_marks_and_line_ends_of_all_kinds(self):
        text = "قال الوزير\u2028إن 5 أشخاص\u0000 قتلوا\r\nأمس"
        line = json.dumps({"id": "a", "text": text}, ensure_ascii=False).replace("\\u0000", "\\u0000")
        done = self.run_over(b"\xef\xbb\xbf" + line.encode() + b"\r\n" + (GOOD % 1).strip().encode())
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual([d["text"] for d in self.lines("out/o.jsonl")][0], text)
        self.assertEqual(len(self.lines("out/o.jsonl")), 2)
        self.assertOffsetsExact()
        raw = "قال الوزير\u2028إن 5 أشخاص\u0000 قتلوا\r\nأمس"
        done = self.run_over(b"\xef\xbb\xbf" + raw.encode(), "in.txt")
        self.assertEqual(self.lines("out/o.jsonl")[0]["text"], raw)
        self.assertOffsetsExact()

    def test_json_that_is_none(self):
        for record in (b"{", b"[1,2", b'{"text":"x"', b'{"text":"x"}}', b"nul", b'{"text":01}', b'{"text":"\\ud800"', b"\x00"):
            self.between_good_ones(record, "invalid-json", "malformed JSON")

    def test_json_a_hundred_thousand_deep(self):
        self.between_good_ones(b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "invalid-json", "malformed JSON")

    def test_json_with_keys_that_stand_twice(self):
        self.between_good_ones(b'{"id":"x","text":"a","text":"b"}', "invalid-json", "twice")

    def test_json_with_a_huge_number(self):
        number = "9" * 100_000
        done = self.run_over('{"id":%s,"text":"x"}\n{"id":"n","text":"x","metadata":{"n":%s}}\n' % (number, number))
        self.assertEqual(done.code, 0, done.err)
        self.assertIn(('"id":"%s"' % number).encode(), self.read("out/o.jsonl"))
        self.assertIn(('"n":%s' % number).encode(), self.read("out/o.jsonl"))

    def test_ids_that_are_missing_or_stand_twice(self):
        done = self.run_over('{"text":"a"}\n{"id":"x","text":"b"}\n{"id":"x","text":"c"}\n{"id":7,"text":"d"}\n{"id":"","text":"e"}\n')
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], ["in.jsonl:1", "x", "x", "7", "in.jsonl:5"])

    def test_text_that_fights_its_offsets(self):
        texts = [
            "\u202eقال الوزير سامي\u202c إن \u2066 5 أشخاص\u2069 قتلوا",
            "قال\u200d الوزير\u200c سامي الحداد إن 5\u200d أشخاص قتلوا",
            "قا" + "\u064b" * 10_000 + "ل الوزير سامي الحداد إن 5 أشخاص قتلوا.",
            "قال الوزير سامي الحداد: " + "«" * 1000 + "قتل 5 أشخاص" + "“" * 1000,
            "👨‍👩‍👧‍👦 قال سامي الحداد إن 𝟓 أشخاص قتلوا 🇱🇧 في ٣٣ حادثا",
        ]
        done = self.run_over("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts))
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual([d["text"] for d in self.lines("out/o.jsonl")], texts)
        self.assertOffsetsExact()

    def test_text_that_must_stay_linear(self):
        for unit in ('"', "«", "1", "٣", "و", "و ", "قال: \"", "قال إن ", "ألف ", "بن ", "(", ".", "ـ", "\u064b"):
            took = []
            for size in (50_000, 200_000):
                text = unit * (size // len(unit.encode()))
                begin = time.monotonic()
                done = self.run_over(json.dumps({"text": text}, ensure_ascii=False) + "\n")
                took.append(time.monotonic() - begin)
                self.assertEqual(done.code, 0, done.err)
            # Four times the text: quadratic would be sixteen times. The bound is wide, since machines are busy.
            self.assertLess(took[1], 10 * took[0] + 2, f"{unit!r}: {took}")
            self.assertOffsetsExact()


if __name__ == "__main__":
    main()

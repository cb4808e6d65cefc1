"""Nothing takes time by the square of what it is given: each of a hundred units is repeated to a size, to twice and to
four times of it, for every stage and reader, and the second step may cost 2.6 times of the first at the most.

What is counted are instructions, by the processor's own counter where `perf` may ask it, else by valgrind; never the
clock, which says something else on every machine. Valgrind is fifty times slower, so that without `NIGHTLY` a few units
alone are tried with it. Where there is neither, the tests are skipped and say so."""

import json
import os
import re
import shutil
import subprocess
import unittest

from harness import BIN, Fault, main

GROWTH = 2.6
NIGHTLY = bool(os.environ.get("NIGHTLY"))


def count_with_perf(command, folder):
    done = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "--", *command], cwd=folder, capture_output=True, text=True)
    found = re.search(r"^(\d+),[^,]*,instructions", done.stderr, re.M)
    return (done.returncode, int(found[1])) if found else None


def count_with_valgrind(command, folder):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command], cwd=folder, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return (done.returncode, int(found[1])) if found else None


def counter():
    """The best that works here, and whether it is fast."""
    for name, count, is_fast in (("perf", count_with_perf, True), ("valgrind", count_with_valgrind, False)):
        if shutil.which(name) and count([BIN, "--version"], "/"):
            return count, is_fast
    return None, False


COUNT, IS_FAST = counter()

# Units of an article. The first ones are faults that there were.
KNOWN = ["محمد و", "قال محمد: «", "الأمم المتحدة ", "5 ريال سعودي و5 ريال ", "قال إن ", "«"]
UNITS = KNOWN + [
    "محمد ", "محمد، ", "محمد. ", "أبو ", "عبد ", "بن ", "ال", "وال", "الرئيس ", "الرئيس محمد ", "وزير الخارجية ", "وزارة ", "وزارة الصحة و", "مدينة ", "مدينة بغداد ",
    "بغداد ", "بغداد و", "في ", "من ", "إلى ", "و", "ثم ", "كان ", "الذي ", "قال ", "قال محمد ", "قالت الوزارة إن ", "وأضاف: ", "بحسب ", "بحسب المصدر، ", "وفقا لمحمد ",
    "نقلت وكالة عن ", "نفى أن ", "أعلن مقتل ", "ما وصفه ب", "قائلا ", "قوله ", "المصدر ", "هو ", "الذي قال ", "«نعم» ", "«", "»", "\"", "\" \"", "“", "”", "(", ")", "( )", "[", ":", ": ",
    "،", "، ", "؛ ", ".", ". ", "…", "؟", "!", "-", "- ", "–", "\n", "\n\n", "\t", " ", "1", "1 ", "1.", "1,", "1,000,", "1/", "1-", "1:", "5% ", "٪", "$", "5 دولار ", "مليون ", "مليون و",
    "مئة وألف و", "ثلاثة ", "ثلاثة وعشرون و", "نصف ", "ثلث و", "من 3 إلى ", "بين 3 و", "أكثر من ", "قبل ", "قبل 5 ", "أيام ", "يوم ", "يوم الثلاثاء ", "5 مايو ", "مايو 2024 ", "2024 ", "العام الماضي ",
    "أمس ", "الساعة ", "الساعة 5 ", "عام 1445 هجري ", "الأول ", "الـ", "ـ", "َ", "\u200f", "\u202b", "ﻻ", "a", "a ", "a.", "http://a/", "@a ", "#a ", "😀", "e\u0301", "د. ",
]

CHAIN = ["normalizer", "entity-tagger", "number-extractor", "quote-attributor"]


class Doubling(Fault):
    def setUp(self):
        super().setUp()
        if COUNT is None:
            self.skipTest("neither perf nor valgrind can count instructions here")

    def growth(self, pipeline, name, make, size, codes=(0, 1)):
        """How much more the step from twice to four times the size costs than that to twice."""
        counts = []
        for factor in (1, 2, 4):
            self.write(name, make(size * factor))
            counted = COUNT([BIN, "run", pipeline, "-q", "--workers", "1"], self.folder)
            self.assertIsNotNone(counted)
            code, count = counted
            self.assertIn(code, codes)
            counts.append(count)
        first, second = counts[1] - counts[0], counts[2] - counts[1]
        # What is less than a few instructions a byte is nothing to speak of.
        return max(second, 1) / max(first, size * 4)

    def stages(self, reads, stages, writer="{ use: writer, with: { path: o.jsonl } }", name="p.yaml", reader=""):
        self.write(name, f"run: {{ max-annotations: 100000000 }}\nstages:\n  - {{ use: reader, with: {{ paths: [{reads}]{reader} }} }}\n"
                   + "".join(f"  - {stage}\n" for stage in [*stages, writer]))

    def check(self, pipeline, name, cases, size):
        wrong = {}
        for unit, make in cases:
            found = self.growth(pipeline, name, make, size)
            if found > GROWTH:
                wrong[unit] = round(found, 2)
        self.assertEqual(wrong, {})

    def test_units_of_an_article_through_all_stages(self):
        units = UNITS if IS_FAST or NIGHTLY else KNOWN
        self.stages("in.txt", CHAIN)
        repeat = lambda unit: lambda size: "خبر. " + unit * max(1, size // len(unit.encode()))
        self.check("p.yaml", "in.txt", [(unit, repeat(unit)) for unit in dict.fromkeys(units)], 50_000 if IS_FAST else 25_000)

    def test_units_of_an_article_to_all_writers(self):
        writers = ["{ format: html, path: o.html }", "{ format: csv, path: t }", "{ format: sqlite, path: o.db }", "{ format: summary }", "{ format: brat, path: b }",
                   "{ format: conll, path: o.conll }", "{ format: spacy, path: o.json }", "{ format: label-studio, path: l.json }"]
        units = ["قال محمد إن 5 أشخاص في بغداد. ", "قال إن "] if IS_FAST or NIGHTLY else ["قال محمد إن 5 أشخاص في بغداد. "]
        for writer in writers if IS_FAST or NIGHTLY else writers[:2]:
            self.stages("in.txt", CHAIN, f"{{ use: writer, with: {writer} }}")
            self.check("p.yaml", "in.txt", [(f"{writer} {unit}", lambda size, unit=unit: unit * (size // len(unit.encode()))) for unit in units], 25_000)

    def test_units_of_json(self):
        many = lambda unit, open="", close="": lambda size: open + ",".join(unit % n for n in range(size // 12)) + close + "\n"
        cases = [
            ("keys", many('"k%d":1', '{"text":"a",', "}")), ("metadata", many('"k%d":1', '{"text":"a","metadata":{', "}}")),
            ("lists", many('[%d]', '{"text":"a","k":[', "]}")), ("escapes", lambda size: '{"text":"' + "\\u0627" * (size // 6) + '"}\n'),
            ("lines", lambda size: '{"text":"a"}\n' * (size // 13)), ("blank", lambda size: "\n" * size + '{"text":"a"}\n'), ("number", lambda size: '{"text":"a","n":' + "1" * size + "}\n"),
        ]
        self.stages("in.jsonl", [])
        self.check("p.yaml", "in.jsonl", cases if IS_FAST or NIGHTLY else cases[:2], 100_000)
        if IS_FAST or NIGHTLY:
            self.stages("in.json", [])
            self.check("p.yaml", "in.json", [("elements", many('{"text":"a%d"}', "[", "]")), ("values", lambda size: '{"text":"a"}\n' * (size // 13)),
                                             ("lists", lambda size: '[{"text":"a"}]\n' * (size // 15)), ("open", lambda size: "[" * size), ("commas", lambda size: "[" + "," * size + "]")], 100_000)

    def test_units_of_tables(self):
        cases = [
            ("rows", lambda size: "text,id\n" + "a,1\n" * (size // 4)), ("marks", lambda size: "text\n" + '"' * size + "\n"), ("open marks", lambda size: "text\n" + '"a\n' * (size // 3)),
            ("stray", lambda size: "text\n" + '"a"b\n' * (size // 5)), ("breaks", lambda size: "text\n\"" + "\n" * size + '"\n'),
        ]
        self.stages("in.csv", [])
        self.check("p.yaml", "in.csv", cases if IS_FAST or NIGHTLY else cases[:1], 100_000)
        columns = lambda size: "text," + ",".join(f"c{n}" for n in range(size // 8)) + "\na" + ",1" * (size // 8) + "\n"
        self.check("p.yaml", "in.csv", [("columns", columns)], 15_000)

    def test_units_of_pages(self):
        page = lambda inner: f"<html><body><article><p>{'كلمة في خبر طويل. ' * 30}</p>{inner}</article></body></html>"
        repeat = lambda unit: lambda size: page(unit * (size // len(unit.encode())))
        cases = [
            ("attributes", lambda size: page("<p " + " ".join(f"a{n}=1" for n in range(size // 8)) + ">x</p>")),
            ("quoted attributes", lambda size: page("<p " + "".join(f"a{n}='>'" for n in range(size // 9)) + ">x</p>")),
        ] + [(unit, repeat(unit)) for unit in (
            "<p>", "<div>", "</div>", "<div></span>", "<b>", "</b>", "<b><p>", "<i></b>", "<a href=x>", "<table>", "<tr>", "<td>", "<ul><li>", "<li>", "<br>", "<p>ك</p>", "<p class='a b c'>ك</p>",
            "<h2>ك</h2>", "<!--", "<!-- -->", "<![CDATA[", "<", ">", "&", "&amp;", "&#1;", "&x", "<script>", "<script></script>", "<style>", "<meta name=a content=b>", "<time>", "<span itemprop=author>ا</span>",
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>", "<p><a>ك</a> ك</p>", "<section><p>كلمة في خبر.</p></section>", "<option>", "<form>", "<font>", "<p =", "<p a=\"", "<?", "<!", "</",
        )]
        self.stages("in.html", [])
        self.check("p.yaml", "in.html", cases if IS_FAST or NIGHTLY else cases[:2], 50_000)

    def test_units_of_feeds_and_archives(self):
        if not (IS_FAST or NIGHTLY):
            self.skipTest("valgrind is too slow for these; NIGHTLY=1 tries them")
        feed = lambda inner: f"<?xml version='1.0'?><rss><channel>{inner}</channel></rss>"
        repeat = lambda unit: lambda size: feed(unit * (size // len(unit.encode())))
        cases = [("attributes", lambda size: feed("<item " + " ".join(f"a{n}='1'" for n in range(size // 10)) + "><title>ا</title><description>ب</description></item>")),
                 ("namespaces", lambda size: feed("<item " + " ".join(f"xmlns:a{n}='x'" for n in range(size // 16)) + "><title>ا</title></item>"))]
        cases += [(unit, repeat(unit)) for unit in ("<item><title>ا</title><description>ب</description></item>", "<item>", "<item/>", "<category>ا</category>", "<item><title>&lt;p&gt;</title></item>", "<!-- -->", "<![CDATA[ا]]>", "&amp;", "<")]
        self.stages("in.rss", [])
        self.check("p.yaml", "in.rss", cases, 50_000)
        head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n"
        body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>كلمة</p>"
        record = head % len(body.encode()) + body + "\r\n\r\n"
        cases = [("records", lambda size: record * (size // len(record))), ("broken", lambda size: (head % 9 + "x\r\n") * (size // 70)), ("heads", lambda size: "WARC/1.0\r\n" * (size // 10)),
                 ("fields", lambda size: "WARC/1.0\r\n" + "a: b\r\n" * (size // 6) + "\r\n"), ("garbage", lambda size: "WARC/1." * (size // 7))]
        self.stages("in.warc", [])
        self.check("p.yaml", "in.warc", cases, 100_000)


if __name__ == "__main__":
    main()

"""Nothing takes time by the square of what it is given: each of a hundred units is repeated to a size and to twice of it,
for every stage, reader, writer and command that compares, and the second may cost 2.6 times of the first at the most.

What is counted are instructions, by the processor's own counter where `perf` may ask it, else by valgrind (`make faults`
installs it); never the clock, which says something else on every machine. Valgrind is fifty times slower, so that without
`NIGHTLY` it is asked of the units that were faults, and of all others in one run. Where there is neither (macOS), the
tests are skipped and say so."""

import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import BIN, Fault, main

GROWTH = 2.6
# All units together: each of them has a small part of the sum, and so has a fault.
GROWTH_TOGETHER = 2.15
NIGHTLY = bool(os.environ.get("NIGHTLY"))
RUN = ["run", "p.yaml", "-q", "--workers", "1"]


def count_with_perf(command, folder):
    done = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "--", *command], cwd=folder, capture_output=True, text=True)
    found = re.search(r"^(\d+),[^,]*,instructions", done.stderr, re.M)
    return (done.returncode, int(found[1])) if found else None


def count_with_valgrind(command, folder):
    # Cachegrind without caches is the fastest of its tools that count.
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = subprocess.run([*tool, *command], cwd=folder, capture_output=True, text=True)
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    return (done.returncode, int(found[1].replace(",", ""))) if found else None


def setUpModule():
    """The best counter that works here, and a copy of the command that it can read: valgrind knows not all that Swift
    writes for debuggers."""
    global COMMAND, COUNT, IS_FAST
    folder = tempfile.mkdtemp(prefix="isnad-doubling-")
    unittest.addModuleCleanup(shutil.rmtree, folder, ignore_errors=True)
    COMMAND, COUNT, IS_FAST = os.path.join(folder, "isnad"), None, False
    if shutil.which("strip") is None or subprocess.run(["strip", "-o", COMMAND, BIN]).returncode:
        shutil.copy(BIN, COMMAND)
    for name, count, is_fast in (("perf", count_with_perf, True), ("valgrind", count_with_valgrind, False)):
        if shutil.which(name) and count([COMMAND, "--version"], folder):
            COUNT, IS_FAST = count, is_fast
            return
    if shutil.which("valgrind"):
        raise RuntimeError("valgrind can't count what this command does: was it built for release?")
    raise unittest.SkipTest("there is neither perf nor valgrind to count instructions with")


# Units of an article. The first ones are faults that there were.
KNOWN = ["محمد و", "قال محمد: «", "الأمم المتحدة ", "5 ريال سعودي و5 ريال ", "قال إن ", "«", "1/"]
UNITS = KNOWN + [
    "محمد ", "محمد، ", "محمد. ", "أبو ", "عبد ", "بن ", "ال", "وال", "الرئيس ", "الرئيس محمد ", "وزير الخارجية ", "وزارة ", "وزارة الصحة و", "مدينة ", "مدينة بغداد ",
    "بغداد ", "بغداد و", "في ", "من ", "إلى ", "و", "ثم ", "كان ", "الذي ", "قال ", "قال محمد ", "قالت الوزارة إن ", "وأضاف: ", "بحسب ", "بحسب المصدر، ", "وفقا لمحمد ",
    "نقلت وكالة عن ", "نفى أن ", "أعلن مقتل ", "ما وصفه ب", "قائلا ", "قوله ", "المصدر ", "هو ", "الذي قال ", "«نعم» ", "«", "»", "\"", "\" \"", "“", "”", "(", ")", "( )", "[", ":", ": ",
    "،", "، ", "؛ ", ".", ". ", "…", "؟", "!", "-", "- ", "–", "\n", "\n\n", "\t", " ", "1", "1 ", "1.", "1,", "1,000,", "1/", "1-", "1:", "5% ", "٪", "$", "5 دولار ", "مليون ", "مليون و",
    "مئة وألف و", "ثلاثة ", "ثلاثة وعشرون و", "نصف ", "ثلث و", "من 3 إلى ", "بين 3 و", "أكثر من ", "قبل ", "قبل 5 ", "أيام ", "يوم ", "يوم الثلاثاء ", "5 مايو ", "مايو 2024 ", "2024 ", "العام الماضي ",
    "أمس ", "الساعة ", "الساعة 5 ", "عام 1445 هجري ", "الأول ", "الـ", "ـ", "َ", "\u200f", "\u202b", "ﻻ", "a", "a ", "a.", "http://a/", "@a ", "#a ", "😀", "e\u0301", "د. ",
]

CHAIN = ["normalizer", "entity-tagger", "number-extractor", "quote-attributor", "figure-linker"]


class Doubling(Fault):
    @property
    def is_whole(self):
        """Whether there is time for all of it."""
        return IS_FAST or NIGHTLY

    def count(self, files, arguments, codes):
        """What a command costs with files beside the pipeline, in a folder of its own."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            for name, content in files.items():
                with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                    file.write(content)
            if self.definition:
                with open(os.path.join(folder, "p.yaml"), "w", encoding="utf-8") as file:
                    file.write(self.definition)
            counted = COUNT([COMMAND, *arguments], folder)
        self.assertIsNotNone(counted)
        self.assertIn(counted[0], codes)
        return counted[1]

    def stages(self, reads, stages, writer="{ use: writer, with: { path: o.jsonl } }", reader=""):
        self.definition = (f"run: {{ max-annotations: 100000000 }}\nstages:\n  - {{ use: reader, with: {{ paths: [{reads}]{reader} }} }}\n"
                           + "".join(f"  - {stage}\n" for stage in [*stages, writer]))

    def check(self, name, cases, size, arguments=RUN, codes=(0, 1), most=GROWTH):
        """None of the cases costs much more than twice as much at twice the size. What a command costs at no size
        counts for neither. A case makes a content, or files by name, of a size."""
        def files(make, size):
            made = make(size)
            return made if isinstance(made, dict) else {name: made}

        def growth(case):
            first, second = (self.count(files(case[1], size * factor), arguments, codes) - none for factor in (1, 2))
            # What is less than a few instructions a byte is nothing to speak of.
            return case[0], round(max(second, 1) / max(first, size * 8), 2)

        none = self.count(files(cases[0][1], 0), arguments, codes)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(growth, cases))
        self.assertEqual([case for case in found if case[1] > most], [])

    def test_units_of_an_article_through_all_stages(self):
        self.stages("in.txt", CHAIN)
        repeat = lambda unit: lambda size: "خبر. " + unit * max(1, size // len(unit.encode()))
        cases = [(unit, repeat(unit)) for unit in dict.fromkeys(UNITS if self.is_whole else KNOWN)]
        self.check("in.txt", cases, 50_000 if IS_FAST else 25_000)
        if not self.is_whole:
            self.stages("in.jsonl", CHAIN)
            together = lambda size: "".join(json.dumps({"text": repeat(unit)(size // len(UNITS))}, ensure_ascii=False) + "\n" for unit in UNITS)
            self.check("in.jsonl", [("all units", together)], 2000 * len(UNITS), most=GROWTH_TOGETHER)

    def test_units_of_an_article_to_all_writers(self):
        writers = ["{ format: html, path: o.html }", "{ format: csv, path: t }", "{ format: sqlite, path: o.db }", "{ format: summary }", "{ format: brat, path: b }",
                   "{ format: conll, path: o.conll }", "{ format: spacy, path: o.json }", "{ format: label-studio, path: l.json }"]
        units = ["قال محمد إن 5 أشخاص في بغداد. ", "قال إن "] if self.is_whole else ["قال محمد إن 5 أشخاص في بغداد. "]
        for writer in writers if self.is_whole else writers[:2]:
            self.stages("in.txt", CHAIN, f"{{ use: writer, with: {writer} }}")
            self.check("in.txt", [(f"{writer} {unit}", lambda size, unit=unit: unit * max(1, size // len(unit.encode()))) for unit in units], 25_000)

    def test_units_of_outputs_that_are_compared(self):
        """What is at one place, what lies over each other, what is in another order, in gold and in output."""
        def outputs(gold, guess, text="قال إن "):
            def make(size):
                count = size // 40
                record = lambda layers: json.dumps({"id": "a", "text": text * (count + 1), **{
                    name: [item(n, count) for n in range(count)] for name, item in layers.items()}}, ensure_ascii=False) + "\n"
                return {"gold.jsonl": record(gold), "o.jsonl": record(guess)}
            return make

        span = lambda start, end, **more: lambda n, count: {"start": start(n, count), "end": end(n, count), **more}
        same = span(lambda n, count: 0, lambda n, count: count, kind="direct", event="killed", value="1", label="PER", surface="1")
        steps = span(lambda n, count: n, lambda n, count: n + 9, kind="direct", event="killed", value="2", label="PER")
        nested = span(lambda n, count: n, lambda n, count: 3 * count - n, kind="direct", event="killed", value="2", label="PER")
        long = span(lambda n, count: n, lambda n, count: n + 2 * count, kind="direct", event="killed", value="1", label="PER")
        shapes = {"same": same, "steps": steps, "nested": nested, "long": long}
        layers = ("quotes", "entities", "numbers", "figures") if self.is_whole else ("quotes",)
        cases = [(f"{layer} {one} {two}", outputs({layer: shapes[one]}, {layer: shapes[two]}))
                 for layer in layers for one in shapes for two in shapes if self.is_whole or one != "steps" == two or one == two == "nested"]
        self.definition = None
        self.check("o.jsonl", cases, 100_000, ["eval", "gold.jsonl", "o.jsonl"], codes=(0,))
        self.check("o.jsonl", cases if self.is_whole else cases[:1], 100_000, ["diff", "gold.jsonl", "o.jsonl", "--show", "10"])
        self.check("o.jsonl", cases if self.is_whole else cases[:1], 100_000, ["why", "o.jsonl", "--text", "نعم"], codes=(1,))
        tokens = lambda size: {"gold.conll": "سامي B-PER\n" * (size // 20 + 1), "o.jsonl": json.dumps({"id": "s0", "text": "", "entities": [
            {"start": 5 * n, "end": 5 * n + 4, "label": "PER"} for n in range(size // 20)]}) + "\n"}
        self.check("o.jsonl", [("tokens", tokens)], 100_000, ["eval", "gold.conll", "o.jsonl"], codes=(0,))

    def test_units_of_json(self):
        many = lambda unit, open="", close="": lambda size: open + ",".join(unit % n for n in range(size // 12)) + close + "\n"
        cases = [
            ("keys", many('"k%d":1', '{"text":"a",', "}")), ("metadata", many('"k%d":1', '{"text":"a","metadata":{', "}}")),
            ("lists", many('[%d]', '{"text":"a","k":[', "]}")), ("escapes", lambda size: '{"text":"' + "\\u0627" * (size // 6) + '"}\n'),
            ("lines", lambda size: '{"text":"a"}\n' * (size // 13)), ("blank", lambda size: "\n" * size + '{"text":"a"}\n'), ("number", lambda size: '{"text":"a","n":' + "1" * size + "}\n"),
        ]
        self.stages("in.jsonl", [])
        self.check("in.jsonl", cases if self.is_whole else cases[:2], 100_000)
        if self.is_whole:
            self.stages("in.json", [])
            self.check("in.json", [("elements", many('{"text":"a%d"}', "[", "]")), ("values", lambda size: '{"text":"a"}\n' * (size // 13)),
                                             ("lists", lambda size: '[{"text":"a"}]\n' * (size // 15)), ("open", lambda size: "[" * size), ("commas", lambda size: "[" + "," * size + "]")], 100_000)

    def test_units_of_tables(self):
        cases = [
            ("rows", lambda size: "text,id\n" + "a,1\n" * (size // 4)), ("marks", lambda size: "text\n" + '"' * size + "\n"), ("open marks", lambda size: "text\n" + '"a\n' * (size // 3)),
            ("stray", lambda size: "text\n" + '"a"b\n' * (size // 5)), ("breaks", lambda size: "text\n\"" + "\n" * size + '"\n'),
        ]
        self.stages("in.csv", [])
        self.check("in.csv", cases if self.is_whole else cases[:1], 100_000)
        columns = lambda size: "text," + ",".join(f"c{n}" for n in range(size // 8)) + "\na" + ",1" * (size // 8) + "\n"
        self.check("in.csv", [("columns", columns)], 15_000)

    def test_units_of_pages(self):
        page = lambda inner: f"<html><body><article><p>{'كلمة في خبر طويل. ' * 30}</p>{inner}</article></body></html>"
        repeat = lambda unit: lambda size: page(unit * (size // len(unit.encode())))
        cases = [
            ("attributes", lambda size: page("<p " + " ".join(f"a{n}=1" for n in range(size // 8)) + ">x</p>")),
            ("quoted attributes", lambda size: page("<p " + "".join(f"a{n}='>'" for n in range(size // 9)) + ">x</p>")),
            ("headings between", lambda size: page("<h2>ك</h2>" * (size // 11) + "<p>آخر كلمة في هذا الخبر الطويل جدا.</p>")),
            ("leads", lambda size: f"<h1>ع</h1>" + f"<h2>{'كلمة ' * 20}.</h2>" * (size // 190) + page("")),
            ("parts", repeat(f"<section class=a><p>{'كلمة ' * 25}.</p></section>")),
            ("paragraphs beside", lambda size: f"<article><h1>ع</h1><div>{'<p>' + 'كلمة ' * 25 + '.</p>'}</div>" + f"<p>{'كلمة ' * 12}.</p>" * (size // 120) + "</article>"),
        ] + [(unit, repeat(unit)) for unit in (
            "<p>", "<div>", "</div>", "<div></span>", "<b>", "</b>", "<b><p>", "<i></b>", "<a href=x>", "<table>", "<tr>", "<td>", "<ul><li>", "<li>", "<br>", "<p>ك</p>", "<p class='a b c'>ك</p>",
            "<h2>ك</h2>", "<!--", "<!-- -->", "<![CDATA[", "<", ">", "&", "&amp;", "&#1;", "&x", "<script>", "<script></script>", "<style>", "<meta name=a content=b>", "<time>", "<span itemprop=author>ا</span>",
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>", "<p><a>ك</a> ك</p>", "<section><p>كلمة في خبر.</p></section>", "<option>", "<form>", "<font>", "<p =", "<p a=\"", "<?", "<!", "</",
        )]
        self.stages("in.html", [])
        self.check("in.html", cases if self.is_whole else cases[:2], 50_000)

    def test_units_of_feeds_and_archives(self):
        feed = lambda inner: f"<?xml version='1.0'?><rss><channel>{inner}</channel></rss>"
        repeat = lambda unit: lambda size: feed(unit * (size // len(unit.encode())))
        cases = [("attributes", lambda size: feed("<item " + " ".join(f"a{n}='1'" for n in range(size // 10)) + "><title>ا</title><description>ب</description></item>")),
                 ("open sections", lambda size: feed("<item><![CDATA[x</item>y" * (size // 24))), ("open comments", lambda size: feed("<item><!--x</item>y" * (size // 19))),
                 ("declared", lambda size: "<!DOCTYPE rss [" + "".join(f"<!ENTITY a{n} 'x'>" for n in range(size // 20)) + "]>" + feed("&a1;" * (size // 4))),
                 ("a large head", lambda size: feed("<description>" + "x" * size + "</description>" + "<item/>" * (size // 7))),
                 ("namespaces", lambda size: feed("<item " + " ".join(f"xmlns:a{n}='x'" for n in range(size // 16)) + "><title>ا</title></item>"))]
        cases += [(unit, repeat(unit)) for unit in ("<item><title>ا</title><description>ب</description></item>", "<item>", "<item/>", "<category>ا</category>", "<item><title>&lt;p&gt;</title></item>", "<!-- -->", "<![CDATA[ا]]>", "&amp;", "<", "</", "<a", "<a>", "</item", "<!DOCTYPE ", "<?", "<![CDATA[", "<!--",
                                                    "<item><title>ا</title></channel>", "<item></rss><rss>", "<rss>")]
        self.stages("in.rss", [])
        self.check("in.rss", cases if self.is_whole else [cases[2], ("<", repeat("<"))], 50_000)
        head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n"
        body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>كلمة</p>"
        record = head % len(body.encode()) + body + "\r\n\r\n"
        cases = [("records", lambda size: record * (size // len(record))), ("broken", lambda size: (head % 9 + "x\r\n") * (size // 70)), ("heads", lambda size: "WARC/1.0\r\n" * (size // 10)),
                 ("fields", lambda size: "WARC/1.0\r\n" + "a: b\r\n" * (size // 6) + "\r\n"), ("garbage", lambda size: "WARC/1." * (size // 7))]
        self.stages("in.warc", [])
        self.check("in.warc", cases if self.is_whole else cases[:2], 100_000)


if __name__ == "__main__":
    main()

"""Inputs after public bug reports and people's files (../shared/field), each with what is right for it: feeds, pages,
web archives, JSON, tables, encodings. What is right was written by hand, from the texts of which the cases are made."""

import json
import os
import pathlib
import unittest

from harness import ROOT, Command

FIELD = pathlib.Path(os.environ.get("SHARED", ROOT.parent / "shared")) / "field"
# Others test these: quotes, numbers, pipelines in YAML, attacks.
NOT_INPUTS = {"quotes", "text", "yaml", "hostile"}

PIPELINE = """run: { on-error: dead-letter, dead-letter: f.jsonl }
stages:
  - use: reader
    with: { paths: %s%s }
  - use: writer
    with: { path: o.jsonl }
"""

P1 = "قال وزير التجارة سامي الحداد يوم الأحد إن سعر الخبز لن يرتفع هذا العام في أي من المحافظات، وإن الحكومة ستدفع مئتي مليون دولار لدعم القمح."
P2 = "وأضاف الوزير في مؤتمر صحفي عقد في العاصمة أن المخزون يكفي ستة أشهر، وأن السفن المحملة بالقمح ستصل إلى الميناء خلال الأسبوعين المقبلين."
P3 = "وتشهد البلاد منذ أشهر ارتفاعا في أسعار المواد الغذائية، بحسب بيانات نشرها الجهاز المركزي للإحصاء في الشهر الماضي عن الأسواق."
P4 = "وقال رئيس اتحاد المخابز كمال يونس إن التكلفة ارتفعت بنسبة عشرين في المئة، وإن أصحاب الأفران يطالبون بدعم أكبر للوقود والكهرباء."
P5 = "وتستورد البلاد نحو ثلاثة ملايين طن من القمح سنويا، معظمها من دول البحر الأسود، وتخزن جزءا منها في صوامع حكومية قرب الميناء."
P6 = "ومن المقرر أن يناقش البرلمان الأسبوع المقبل مشروع قانون جديدا يتعلق بدعم السلع الأساسية، وسط خلاف بين الكتل على حجم الدعم."
LINE = "قال وزير التجارة سامي الحداد إن سعر الخبز لن يرتفع هذا العام."
LONG = "قال وزير التجارة سامي الحداد إن سعر الخبز لن يرتفع هذا العام، وأضاف أن المخزون يكفي ستة أشهر."
PRICE = "قال الوزير إن السعر ثابت."
TITLE = "سعر الخبز"
FULL = "سعر الخبز لن يرتفع"


def joined(*paragraphs):
    return "\n\n".join(paragraphs)


def page(*paragraphs, title=TITLE, **metadata):
    return [{"text": joined(*paragraphs), "metadata": {"title": title, **metadata}}]


def story(number):
    return f"خبر كامل رقم {number} عن السوق."


def large(broken):
    line = " وأضاف الوزير أن المخزون يكفي ستة أشهر في البلاد." * 20
    return [{"id": str(i), "text": story(i) + line} for i in range(1, 301) if i != broken]


def items(*numbers):
    return [{"id": str(i), "text": story(i), "metadata": {"title": f"عنوان {i}", "url": f"http://a/{i}", "outlet": "الفرات"}} for i in numbers]


BROKEN_SECOND = {"documents": items(1, 3, 4), "failed": {2: ("broken-entry", "عنوان 2")}}
ARTICLE = {"title": FULL, "date": "2024-04-07T09:30:00+03:00", "author": "ليلى منصور"}

FEEDS = {
    "arabic-pubdate.xml": [
        {"id": str(i + 1), "metadata": {"date": date}}
        for i, date in enumerate(["2024-04-27T08:26:02+03:00", "2024-04-27T08:26:02-05:00", "2024-04-27T08:26:00", "2024-04-27T08:26:02+03:00", "2024-04-27T08:26:02+03:00", "2024-04-28T00:00:00Z", "2024-04-27T08:26:00Z", "2024-04-27T08:26:00", "2024-04-27", "2024-04-27T08:26:02+03:00", "2024-04-27T08:26:02Z", "2024-09-27T08:26:02Z"])
    ],
    "atom-source.xml": [
        {"id": "e1", "text": LINE, "metadata": {"title": TITLE, "url": "http://a/1", "source": "وكالة الفرات", "author": None, "outlet": "مجمع الأخبار"}},
        {"id": "e2", "text": LINE, "metadata": {"title": "سعر القمح", "url": "http://a/2", "source": "وكالة الفرات"}},
        {"id": "e3", "metadata": {"title": "يوتيوب", "url": "http://a/3", "date": "2024-04-28T01:00:00Z"}},
    ],
    "atom-xhtml.xml": [{"id": "tag:alfurat.example,2024:1", "text": LINE + "\n\nفقرة ثانية.", "metadata": {"title": "سعر <الخبز>", "url": "http://alfurat.example/a/1", "outlet": "الفرات & أخباره", "date": "2024-04-27T01:00:00Z", "author": "ليلى"}}],
    "bare-ampersand.xml": {"documents": [{"id": "2", "text": "خبر ثان"}], "failed": {1: ("broken-entry", "الخبز & القمح")}},
    "big-amp-200of300.xml": {"documents": large(200), "failed": {200: ("broken-entry", "أ & ب")}},
    "big-nbsp-200of300.xml": {"documents": large(200), "failed": {200: ("broken-entry", "شركة&nbsp;أ")}},
    "bottube1953-cdata-terminator.xml": {"documents": [{"id": "1", "text": "خبر أول كامل."}, {"id": "3", "text": "خبر ثالث كامل."}], "failed": {2: ("broken-entry", "<b>بقية</b>")}},
    "control-char.xml": {"documents": [{"id": "2", "text": "خبر ثان"}], "failed": {1: ("broken-entry", TITLE)}},
    "declared-utf16-is-utf8.xml": [{"id": "1", "text": LINE, "metadata": {"title": TITLE}}],
    "declared-utf8-is-1256.xml": [{"id": "1", "text": LINE, "metadata": {"title": TITLE, "outlet": "الفرات"}}],
    "doctype-entities.xml": [{"id": "1", "text": "شركة أ أعلنت نتائجها"}, {"id": "2", "text": story(2)}],
    "dtd-quotes.xml": [{"text": "قال الوزير سامي الحداد: «سعر الخبز لن يرتفع».", "metadata": {"title": "سعر الخبز"}}],
    "err-amp-in-desc.xml": BROKEN_SECOND,
    "err-badutf8.xml": {"documents": items(1, 3, 4), "failed": {2: ("invalid-utf8", None)}},
    "err-ctrl-item2.xml": BROKEN_SECOND,
    "err-ctrlref-item2.xml": BROKEN_SECOND,
    "err-nbsp-item2.xml": BROKEN_SECOND,
    "err-unclosed-b.xml": BROKEN_SECOND,
    "feedkit76-cdata-pubdate.xml": [{"id": "77", "text": LINE, "metadata": {"title": TITLE, "url": "http://alfurat.example/1", "date": "2018-12-21T11:27:25+08:00"}}],
    "feedparser378-bad-declaration.xml": [{"id": "1", "has": [LINE, "وأضاف أن المخزون يكفي ستة أشهر."]}, {"id": "2", "text": "خبر ثان عن السوق."}],
    "feedparser440-escaped-cdata.xml": [{"id": "http://alfurat.example/1", "text": LINE, "metadata": {"title": TITLE, "author": "ليلى", "date": "2024-04-27T08:26:02Z"}}],
    "feedparser81-no-declaration.xml": [{"id": "1", "text": LINE, "metadata": {"date": "2024-04-27T08:26:00+03:00"}}],
    "freshrss3591-cdata-entities.xml": [{"id": "1", "has": ["قال «سعر الخبز» ثابت… وأضاف أنه"], "metadata": {"title": 'سعر "الخبز" & القمح “اليوم”'}}],
    "html-entities-undeclared.xml": {"documents": [{"id": "2", "text": "خبر ثان"}], "failed": {1: ("broken-entry", "&laquo;نعم&raquo;")}},
    "item-source.xml": [{"id": "1", "text": TITLE, "metadata": {"title": TITLE, "source": "رويترز"}}],
    "leading-php-warning.xml": items(1),
    "leading-space.xml": [{"id": "1", "text": LINE}],
    "media-rss.xml": [{"id": "1", "text": LINE + "\n\nوأضاف الوزير في مؤتمر صحفي أن المخزون يكفي ستة أشهر وأن السفن ستصل قريبا.", "metadata": {"title": TITLE}}]
    + [{"id": str(i), "text": LINE, "metadata": {"title": TITLE, "outlet": "الفرات"}} for i in range(2, 13)],
    "rdf-rss1.xml": [{"text": LINE, "metadata": {"title": TITLE, "url": "http://alfurat.example/1", "date": "2024-04-27"}}],
    "trailing-garbage.xml": items(1, 2),
    "utf16-declared.xml": [{"id": "1", "text": LINE, "metadata": {"title": TITLE}}],
    "win1256.xml": [{"id": "1", "text": LINE, "metadata": {"title": TITLE, "outlet": "الفرات"}}],
}
# Of each element in the middle of an article the paragraphs around it stay; of three the text counts.
WITHIN = {"details": [P1, "تفاصيل إضافية عن القرار في هذه الفقرة الطويلة جدا.", P2], "twitter": [P1, P2], "wbr": [P1, "كلمةطويلة", P2]}

PAGES = {
    "br-paragraphs.html": page(P1, P2, P3, title=FULL),
    "div-paragraphs.html": page(P1, P2, P3, title=FULL),
    "h2-sections.html": page(P1, "المخزون", P2, "خلفية", P3, title=FULL),
    "jsonld-cdata-comment.html": page(P1, P2, P3, **ARTICLE),
    "jsonld-entities.html": page(P1, P2, P3, **dict(ARTICLE, title='"سعر الخبز" لن يرتفع في العام')),
    "jsonld-raw-newline.html": page(P1, P2, P3, **ARTICLE),
    "jsonld-trailing-comma.html": page(P1, P2, P3, **ARTICLE),
    "koryta767-graph-webpage.html": page(P1, P2, P3, title=FULL, date="2024-04-08T06:30:00Z"),
    "list-article.html": page(P1, P2, P3, title=FULL),
    "noscript-template.html": page(P1, P2, f"«{P3}»", title=FULL),
    "readability617-author-array.html": page(P1, P2, P3, title=FULL, date="2018-04-05T06:00:00", author="ليلى منصور, كمال يونس"),
    "readability713-second-script.html": page(P1, P2, P3, title=FULL, date="2024-04-07", author="ليلى منصور"),
    "readability908-array.html": page(P1, P2, P3, outlet="وكالة الفرات", **ARTICLE),
    "readability932-author-by-id.html": page(P1, P2, P3, outlet="وكالة الفرات", **ARTICLE),
    "span-font.html": page(P1, P2, P3, title=FULL),
    "table-layout.html": page(P1, P2, P3, title=FULL),
    "trafilatura296-nested-name.html": page(P1, P2, P3, title=FULL, date="2024-04-07", author="ليلى منصور"),
    "unclosed-p.html": page(P1, P2, P3, title=FULL),
    "sections/aside-para.html": page(P1, P2, P4),
    "sections/each-para-div.html": page(P1, P2, P3, P4, P5, P6),
    "sections/group-end.html": page(P1, P2, P3, P4, P5),
    "sections/mid-h2.html": page(P1, "المخزون", P2, "الأسعار", P3, P4),
    "sections/read-more-split.html": page(P1, P2, P3, P4, P5),
    "sections/table-rows.html": page(P1, P2, P3, P4, P5),
    "sections/two-divs.html": page(P1, P2, P3, P4, P5),
    "sections/two-sections-article.html": page(P1, P2, P3, P4, P5),
    "sections/wp-columns.html": page(P1, P2, P3, P4, P5, P6),
    **{f"sections/{name}.html": page(P1, P2, P3, P4) for name in ("intro-div", "lead-h2", "lead-header", "lead-outside", "lead-span", "lead-strong")},
}

ONE = {"text": joined(P1, P2), "metadata": {"title": TITLE}}
LATIN = {"text": " ".join([LONG] * 3), "metadata": {"title": TITLE}}
FIRST, SECOND, THIRD = (f"urn:uuid:00000000-0000-0000-0000-00000000000{i}" for i in (1, 2, 3))

ARCHIVES = {
    "br-body.warc": [{"id": FIRST, "text": "abc"}, ONE],
    "chunk-gzip-nolast.warc": {"documents": [ONE], "told": "cut-body"},
    "chunk-gzip-truncated.warc": {"documents": [{"has": [P1]}], "told": "cut-body"},
    "chunk-no-last-chunk.warc": {"documents": [ONE], "told": "cut-body"},
    "chunk-wrong-size.warc": {"documents": [ONE], "told": "cut-body"},
    "http10-noheaders.warc": [],
    "length-too-big.warc": {"documents": [{"id": SECOND, **ONE}, {"id": THIRD, **ONE}], "failed": {1: ("broken-record", None)}},
    "length-too-small.warc": {"documents": [{"id": SECOND, **ONE}], "failed": {1: ("broken-record", None)}},
    "members-damaged.warc.gz": {"documents": [{"id": SECOND, **ONE}], "failed": {2: ("broken-record", None)}},
    "members-padding.warc.gz": {"documents": [ONE, ONE], "failed": {3: ("broken-record", None)}},
    "no-contenttype.warc": [],
    "revisit.warc": [{"id": SECOND, **ONE}],
    "status-404.warc": [],
    "wet.warc": [{"text": f"{TITLE}\n{P1}\n{P2}"}],
    "nocharset-1256.warc": [ONE],
    "win1256-header.warc": [ONE],
    **{name: [LATIN] for name in ("apache-default-latin1-meta-1256.warc", "header-1252.warc", "header-utf8-meta-1256-bytes-1256.warc")},
    **{name: [{"id": FIRST, **ONE}, {"id": SECOND, **ONE}] for name in ("lf-only.warc", "members.warc.gz", "warcio131-no-newline.warc", "warcio131-one-newline.warc", "whole-gz-single-member.warc.gz")},
    **{f"{name}.warc": [{"id": FIRST, **ONE}] for name in ("cc-chunked-header-plain-body", "chunk-no-last-crlf", "chunk-trailer", "chunked-ext", "chunked", "deflate-zlib", "gzip-body", "header-wrong-charset", "http-headers-folded", "http2", "jwarc24-space-padded", "jwarc24-zero-padded", "lower-headers", "meta-charset-late", "resource", "warc018", "warc11-brackets", "warctools14-gzip-header-plain-body", "xgzip-chunked")},
}

NO_TEXT = "it has no column 'text'"
ROW = {"id": "1", "text": PRICE}
TABLES = {
    "arabic-comma-header.csv": {"says": NO_TEXT},
    "arabic-header.csv": [{"text": PRICE, "metadata": {"title": "عنوان", "date": "2024-04-07", "outlet": "سانا"}}],
    "backslash-escape.csv": {"documents": [{"id": "2", "text": PRICE}], "failed": {1: ("broken-row", "وأضاف")}},
    "blank-lines.csv": [ROW, {"id": "2", "text": PRICE}],
    "bom-quoted.csv": [{**ROW, "metadata": {"title": "عنوان"}}],
    "caps-header.csv": {"says": NO_TEXT},
    "cr-only.csv": {"says": NO_TEXT},
    "dup-columns.csv": {"says": "names the column 'text' twice"},
    "empty-text.csv": {"documents": [{"id": "2", "text": PRICE}], "failed": {1: ("invalid-document", None)}},
    "excel-date.csv": [
        {"id": str(i + 1), "text": "وصل أمس", "metadata": {"date": date}}
        for i, date in enumerate(["2024-04-07", "2024-04-07T09:00:00Z", "2024-04-07T09:00:00Z", "2024-04-07T09:30:00", "2024-04-07", "2024-04-07", "7/4/2024", "2024-04", "2024-04-07", "2024-04-07T09:30:00+03:00", "2024-04-07T09:30:00Z", "2024-04-07T09:30:00Z"])
    ],
    "header-only.csv": [],
    "newline-in-field.csv": [{"id": "1", "text": 'سطر أول\nسطر ثان, وفاصلة "مقتبس"'}, {"id": "2", "text": PRICE}],
    "no-header.csv": {"says": NO_TEXT},
    "null-values.csv": [ROW, {"id": "2", "text": PRICE}],
    "pandas-index.csv": [{"text": PRICE, "metadata": {"date": "2024-04-07"}}, {"text": PRICE, "metadata": {"date": "2024-04-08"}}],
    "pipe.csv": [{**ROW, "metadata": {"title": "عنوان"}}],
    "quote-in-unquoted.csv": [{"id": "1", "text": 'قال "السعر ثابت" وأضاف'}, {"id": "2", "text": PRICE}],
    "semicolon.csv": [{**ROW, "metadata": {"title": "عنوان"}}],
    "sep-line.csv": [{**ROW, "metadata": {"title": "عنوان"}}],
    "short-row.csv": {"documents": [{"id": "2", "text": PRICE}], "failed": {1: ("broken-row", None), 3: ("broken-row", None)}},
    "space-after-comma.csv": {"says": NO_TEXT},
    "trailing-comma.csv": [ROW, {"id": "2", "text": PRICE}],
    "tsv-escapes.tsv": [{"id": "1", "text": "سطر\\nثان"}, {"id": "2", "text": 'قال "نعم'}, {"id": "3", "text": PRICE}],
    "unclosed-quote.csv": {"documents": [{"id": "2", "text": PRICE}, {"id": "3", "text": PRICE}], "failed": {1: ("broken-row", "قال السعر ثابت")}},
    "utf16-excel.txt.csv": [{**ROW, "metadata": {"title": "عنوان"}}],
    "utf16.csv": [{**ROW, "metadata": {"title": "عنوان"}}],
}

TWO = [ROW, {"id": "2", "text": PRICE}]
INVALID = ("invalid-json", None)
LINES = {
    "array.jsonl": {"failed": {1: INVALID, 2: INVALID}},
    "bom.jsonl": [ROW],
    "concat.json": TWO,
    "crlf-blank.jsonl": TWO,
    "deep.jsonl": {"documents": [{"id": "2", "text": PRICE}], "failed": {1: INVALID}},
    "dup-keys.jsonl": {"failed": {1: INVALID}},
    "hf-style.jsonl": [{"id": "<urn:uuid:1>", "text": PRICE}, {"text": PRICE, "metadata": {"date": "2024-04-07", "tags": ["a", "b"], "big": 12345678901234567890}}],
    "int-id.jsonl": {"documents": [{"id": "12345678901234567890"}, {"id": "1.0"}, {"text": PRICE}, {"text": PRICE}, {"id": "7"}], "failed": {5: ("invalid-document", None)}},
    "lone-surrogate.jsonl": {"documents": [{"id": "2", "text": "قال 😀 نعم"}, {"id": "3", "text": "nul \0 هنا"}], "failed": {1: INVALID, 4: INVALID}},
    "nan.jsonl": {"documents": [{"id": "2", "text": PRICE}], "failed": {1: INVALID, 3: INVALID}},
    "nofinal.jsonl": [ROW],
    "numbers.jsonl": [{"id": "a", "metadata": {"n": 0.1, "k": 123456789012345678901234567890}}],
    "pretty.json": {"options": ", records: data.articles", "documents": TWO},
    "single-quotes.jsonl": {"failed": {1: INVALID, 2: INVALID, 3: INVALID, 4: INVALID}},
    "text-list.jsonl": {"documents": [{"id": "1", "text": "فقرة أولى\n\nفقرة ثانية"}], "failed": {i: ("invalid-document", None) for i in (2, 3, 4)}},
    "two-per-line.jsonl": {"failed": {1: INVALID}},
    "u2028.jsonl": [{"id": "1", "text": "سطر\u2028ثان\u2029ثالث\x85رابع\x0bخامس\x0cسادس"}, {"id": "2", "text": PRICE}],
}

BAD = {None: ("invalid-utf8", None)}
LETTERS = {
    "1256-harakat.txt": [{"text": "قَالَ الوَزِيرُ إِنَّ السِّعْرَ ثَابِتٌ.\n"}],
    "1256-smart.txt": [{"text": "قال: “سعر الخبز” — لن يرتفع… €5 ‘نعم’ پ چ ژ گ\n"}],
    "cp864.txt": {"failed": BAD},
    "crlf.txt": [{"text": f"{LONG}\r\n\r\n" * 2}],
    "double-utf8.txt": [{}],
    "latin1-french.txt": {"failed": BAD},
    "mac-arabic.txt": [{}],
    "mixed1256.txt": [{"text": f"BBC Arabic - iPhone 15 Pro Max - {LONG}\n"}],
    "mostly-latin1256.txt": [{}],
    "nul-bytes.txt": {"failed": {None: ("not-text", None)}},
    "persian-1256.txt": [{"text": "وزير امور خارجه گفت که قيمت نان افزايش نمي‌يابد"}],
    "short1256.txt": [{"text": "خبر\n"}],
    "utf8-onebadbyte.txt": {"failed": BAD},
    "utf8-then-1256.txt": {"failed": BAD},
    "utf8-truncated-tail.txt": {"failed": BAD},
    **{f"{name}.txt": [{"text": LONG + "\n"}] for name in ("1256", "8859-6", "utf16be-nobom", "utf16bom", "utf16le-nobom", "utf32", "utf8bom")},
    **{f"page-{name}.html": [{"has": [f"{LONG} {LONG}"], "metadata": {"title": TITLE}}] for name in ("1256-declared-utf8", "asmo708", "cp1256-alias", "latin1-declared-1256", "nometa-1256", "utf16", "utf8-declared-1256", "utf8-onebad", "xwindows1256")},
}

CASES = {"feed": FEEDS, "web": PAGES, "warc": ARCHIVES, "csv": TABLES, "json": LINES, "enc": LETTERS}


@unittest.skipUnless(FIELD.is_dir(), "../shared/field is not here: inputs from the field are not tried")
class Field(Command):
    def read(self, path, options=""):
        self.write("p.yaml", PIPELINE % (json.dumps([str(path)]), options))
        for name in ("o.jsonl", "f.jsonl"):
            (self.folder / name).unlink(missing_ok=True)
        # The code is looked at below, with what was said.
        try:
            said, code = self.isnad("run", "p.yaml", "-q", "--restart").stderr, 0
        except AssertionError:
            said, code = self.isnad("run", "p.yaml", "-q", "--restart", code=1).stderr, 1
        return self.lines("o.jsonl"), self.lines("f.jsonl"), said, code

    def lines(self, name):
        """Objects of JSON Lines; texts may hold other line breaks than JSON's."""
        path = self.folder / name
        return [json.loads(line) for line in path.read_bytes().split(b"\n") if line] if path.exists() else []

    def check(self, path, wanted):
        if isinstance(wanted, list):
            wanted = {"documents": wanted}
        documents, failed, said, code = self.read(path, wanted.get("options", ""))
        expected = wanted.get("documents", [])
        self.assertEqual(len(documents), len(expected), said)
        for found, right in zip(documents, expected):
            self.assertEqual({k: found[k] for k in ("id", "text") if k in right}, {k: v for k, v in right.items() if k in ("id", "text")})
            for part in right.get("has", []):
                self.assertIn(part, found["text"])
            metadata = right.get("metadata", {})
            self.assertEqual({k: found["metadata"].get(k) for k in metadata}, metadata)
            if "told" in wanted:
                self.assertIn(wanted["told"], [e["code"] for e in found["errors"]])
        letters = {d["source"].get("record"): d for d in failed}
        self.assertEqual({k: d["code"] for k, d in letters.items()}, {k: v[0] for k, v in wanted.get("failed", {}).items()}, said)
        for place, (_, part) in wanted.get("failed", {}).items():
            if part:
                self.assertIn(part, letters[place]["record"])
        if "says" in wanted:
            self.assertIn(wanted["says"], said)
        self.assertEqual(code, 1 if "failed" in wanted or "says" in wanted else 0, said)

    def folder_of_cases(self, folder):
        for name, wanted in CASES[folder].items():
            with self.subTest(f"{folder}/{name}"):
                self.check(FIELD / folder / name, wanted)

    def test_every_case_about_inputs_has_its_right_answer(self):
        there = {p.name for p in FIELD.iterdir() if p.is_dir()} - NOT_INPUTS
        self.assertEqual(there, set(CASES))
        for folder in there:
            names = {str(p.relative_to(FIELD / folder)) for p in (FIELD / folder).rglob("*") if p.is_file()}
            # These two are told by the elements that they hold.
            others = {n for n in names if n.startswith("embed/") or n == "embed-in-content.xml"}
            self.assertEqual(names - others - set(CASES[folder]), set())

    def test_feeds(self):
        self.folder_of_cases("feed")

    def test_html_in_a_feed(self):
        documents, failed, _, _ = self.read(FIELD / "feed/embed-in-content.xml")
        self.assertEqual((len(documents), failed), (35, []))
        for document in documents:
            with self.subTest(document["id"]):
                self.within(document)

    def within(self, document):
        name = pathlib.Path(document["id"]).stem
        inner = WITHIN.get(name, [P1, P2])
        self.assertEqual([p for p in document["text"].split("\n\n") if p in inner], inner, document["text"])
        if name not in WITHIN:
            self.assertEqual([p for p in document["text"].split("\n\n") if p not in (P1, P2, P3)], [])

    def test_pages(self):
        self.folder_of_cases("web")

    def test_elements_within_pages(self):
        for path in sorted((FIELD / "web/embed").glob("*.html")):
            with self.subTest(path.name):
                (document,), failed, _, _ = self.read(path)
                self.within(document)
                self.assertIn(P3, document["text"])

    def test_web_archives(self):
        self.folder_of_cases("warc")

    def test_tables(self):
        self.folder_of_cases("csv")

    def test_json(self):
        self.folder_of_cases("json")

    def test_encodings(self):
        self.folder_of_cases("enc")


if __name__ == "__main__":
    unittest.main(verbosity=1)

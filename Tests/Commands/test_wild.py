"""Inputs as people really have them, of our own making: relatives of ../shared/field in every format."""

import base64
import gzip
import json
import unittest
import zlib

import brotli
import zstandard

from harness import Command

PIPELINE = """run: { on-error: dead-letter, dead-letter: f.jsonl }
stages:
  - use: reader
    with: { paths: %s%s }
  - use: writer
    with: { path: o.jsonl }
"""

FIRST = "قالت وزيرة التربية سلمى الخطيب يوم الخميس إن الدراسة ستبدأ في موعدها في كل المحافظات، وإن الكتب وصلت إلى المدارس."
SECOND = "وأضافت الوزيرة في حديث إلى الصحافيين أن خمسة آلاف معلم جديد سيلتحقون بالمدارس، وأن رواتبهم ستدفع مع بداية الشهر."
THIRD = "ويطالب أهالي الطلاب منذ سنوات بترميم المدارس القديمة، ولا سيما في القرى البعيدة التي تضررت أبنيتها في الشتاء الماضي."
FOURTH = "وقال نقيب المعلمين رائد العمر إن النقابة تنتظر قرارا يثبت العاملين بعقود، وإنها ستدعو إلى إضراب إن لم يصدر."
FIFTH = "ومن المتوقع أن تعلن الوزارة الأسبوع المقبل أسماء المدارس التي سيشملها الترميم في المرحلة الأولى من خطتها."


class Wild(Command):
    def put(self, name, data):
        (self.folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    def read(self, name, data=None, options="", code=0):
        if data is not None:
            self.put(name, data)
        self.write("p.yaml", PIPELINE % (json.dumps([name]), options and ", " + options))
        for old in ("o.jsonl", "f.jsonl"):
            (self.folder / old).unlink(missing_ok=True)
        self.said = self.isnad("run", "p.yaml", "-q", "--restart", "--report", "r.json", code=code).stderr
        self.failed = {}
        if (self.folder / "f.jsonl").exists():
            self.failed = {d["source"].get("record"): d["code"] for d in self.documents("f.jsonl")}
        return self.documents("o.jsonl") if (self.folder / "o.jsonl").exists() else []

    def texts(self, *arguments, **more):
        return [d["text"] for d in self.read(*arguments, **more)]

    # Feeds

    def rss(self, items, spaces="", before="", head="<title>قناة</title>"):
        return f'<?xml version="1.0" encoding="UTF-8"?>{before}<rss version="2.0"{spaces}><channel>{head}{items}</channel></rss>'

    def test_an_entry_that_is_broken_in_any_way_costs_itself_alone(self):
        good = lambda i: f"<item><title>ع{i}</title><guid>{i}</guid><description>خبر {i}</description></item>"
        for bad in (
            "<item><guid>2</guid><description>أ &copy; ب</description></item>",
            "<item><guid>2</guid><description>أ < ب</description></item>",
            "<item><guid>2</guid><description><![CDATA[لا نهاية</description></item>",
            "<item><guid>2</guid><description>لا نهاية",
            "<item><guid>2</guid><description><p>أ<br>ب</p></description></item>",
            '<item><guid a="1" a="2">2</guid><description>ب</description></item>',
            "<item><guid>2</guid><description>أ <!-- لا نهاية </description></item>",
            "<item><guid>2</guid><description>أ &#0; ب</description></item>",
            "<item><guid>2</guid><description>أ\x08ب</description></item>",
        ):
            with self.subTest(bad):
                found = self.read("a.rss", self.rss(good(1) + bad + good(3) + good(4)), code=1)
                self.assertEqual([(d["id"], d["text"]) for d in found], [(str(i), f"خبر {i}") for i in (1, 3, 4)])
                self.assertEqual(self.failed, {2: "broken-entry"})
                self.assertIn("<guid", self.documents("f.jsonl")[0]["record"])

    def test_a_broken_entry_is_read_when_it_is_mended(self):
        self.read("a.rss", self.rss("<item><title>ع</title><guid>7</guid><description>أ & ب</description></item>"), code=1)
        letters = (self.folder / "f.jsonl").read_text(encoding="utf-8").replace("أ & ب", "أ &amp; ب")
        self.put("again.jsonl", letters)
        self.isnad("run", "p.yaml", "-q", "--dead-letters", "again.jsonl")
        document = self.documents("o.jsonl")[-1]
        self.assertEqual((document["id"], document["text"], document["metadata"]["outlet"]), ("7", "أ & ب", "قناة"))

    def test_whose_element_it_is(self):
        spaces = ' xmlns:m="http://search.yahoo.com/mrss/" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:g="http://www.georss.org/georss" xmlns:a="http://www.w3.org/2005/Atom"'
        item = "<item><m:group><m:title>غ</m:title><m:description>غ</m:description></m:group><i:title>غ</i:title><i:author>غ</i:author><g:title>غ</g:title><d:date>2001-01-01</d:date><a:link rel='related' href='http://o/'/><m:content url='x'>غ</m:content><title>رأس</title><d:creator>منى</d:creator><pubDate>Sun, 07 Apr 2024 10:00:00 +0300</pubDate><guid>http://x/1</guid><description>موجز</description><c:encoded><![CDATA[<p>متن</p>]]></c:encoded></item>"
        (document,) = self.read("a.rss", self.rss(item, spaces))
        self.assertEqual((document["text"], document["id"]), ("متن", "http://x/1"))
        self.assertEqual({k: document["metadata"].get(k) for k in ("title", "author", "date", "url")}, {"title": "رأس", "author": "منى", "date": "2024-04-07T10:00:00+03:00", "url": "http://x/1"})
        # What others say stands where the entry says nothing; a title is a document by itself.
        rest = "<item><guid>1</guid><title>رأس</title><m:description>وصف</m:description></item><item><guid>2</guid><title>الوزير: سنفتح الطريق</title></item><item><guid>3</guid><title/><c:encoded> </c:encoded><description>موجز</description></item>"
        self.assertEqual(self.texts("b.rss", self.rss(rest, spaces)), ["وصف", "الوزير: سنفتح الطريق", "موجز"])

    def test_entities_links_and_letters_of_feeds(self):
        item = "<item><title>قال&nbsp;&laquo;نعم&raquo;</title><guid isPermaLink='false'>t:1</guid><link>/a/1</link><description>أ&hellip;ب &own; &amp;amp; ج</description></item>"
        kind = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY own "خاص"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        feed = self.rss(item, before=kind, head="<title>أ &amp;amp; ب</title><link>https://x.example/rss/</link>")
        (document,) = self.read("a.rss", feed)
        self.assertEqual((document["text"], document["metadata"]["title"], document["metadata"]["url"], document["metadata"]["outlet"]), ("أ…ب خاص & ج", "قال «نعم»", "https://x.example/a/1", "أ & ب"))
        self.assertEqual(self.texts("b.rss", "\n\n \t" + feed), ["أ…ب خاص & ج"])
        self.assertEqual(self.texts("c.rss", feed.replace("UTF-8", "iso-8859-1")), ["أ…ب خاص & ج"])
        self.assertEqual(self.texts("d.rss", feed.replace("UTF-8", "iso-8859-1").replace("…", "").encode("windows-1256")), ["أ…ب خاص & ج"])
        self.assertEqual(self.texts("e.xml", feed.replace("UTF-8", "utf-8").encode("utf-16")), ["أ…ب خاص & ج"])

    def test_atom_in_base64_and_under_a_base(self):
        packed = base64.b64encode("<p>متن مرمز</p>".encode()).decode()
        feed = f'''<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:base="http://y.example/n/" xml:lang="ar"><a:title>موقع</a:title><a:author><a:name>التحرير</a:name></a:author>
<a:entry xml:base="2024/"><a:id>u:1</a:id><a:title type="html">&lt;b&gt;رأس&lt;/b&gt; &amp;amp; ذيل</a:title><a:link href="7.html"/><a:content type="text/html" mode="base64">{packed}</a:content></a:entry>
<a:entry><a:id>u:2</a:id><a:title>2 &lt; 3</a:title><a:link rel="enclosure" href="x.mp3"/><a:link href="8.html"/><a:summary>سطر

آخر</a:summary></a:entry></a:feed>'''
        one, two = self.read("a.atom", feed)
        self.assertEqual((one["text"], one["metadata"]["title"], one["metadata"]["url"], one["metadata"]["author"]), ("متن مرمز", "رأس & ذيل", "http://y.example/n/2024/7.html", "التحرير"))
        self.assertEqual((two["text"], two["metadata"]["title"], two["metadata"]["url"]), ("سطر\n\nآخر", "2 < 3", "http://y.example/n/8.html"))

    def test_json_feed(self):
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "موقع", "language": "ar", "authors": [{"name": "التحرير"}], "items": [{"id": "1", "url": "https://x.example/1", "title": "رأس", "content_html": "<p>فقرة</p><p>أخرى</p>", "date_published": "2024-04-07T10:00:00+03:00", "authors": [{"name": "منى"}, {"name": "سامي"}]}, {"id": 2, "content_text": "نص\n\nثان"}, {"id": "3", "title": "رأس وحيد"}]}
        for indent in (None, 1):
            one, two, three = self.read("feed.json", json.dumps(feed, indent=indent))
            self.assertEqual((one["id"], one["text"]), ("1", "فقرة\n\nأخرى"))
            self.assertEqual({k: one["metadata"].get(k) for k in ("title", "url", "date", "author", "outlet")}, {"title": "رأس", "url": "https://x.example/1", "date": "2024-04-07T10:00:00+03:00", "author": "منى, سامي", "outlet": "موقع"})
            self.assertEqual((two["id"], two["text"], two["metadata"]["author"], three["text"]), ("2", "نص\n\nثان", "التحرير", "رأس وحيد"))
        broken = json.dumps(feed).replace('"id": 2,', '"id": 2 2,')
        self.assertEqual([d["id"] for d in self.read("feed.json", broken, code=1)], ["1", "3"])
        self.assertEqual(self.failed, {2: "invalid-json"})

    # JSON, tables, texts

    def test_separators_of_a_list(self):
        one, two = '{"id":"1","text":"أ"}', '{"id":"2","text":"ب"}'
        for text, message in ((f"[{one},,{two}]", "an element of the list is missing"), (f"[,{one},{two}]", "an element of the list is missing"), (f"[{one},{two},]", "behind the list's last ','"), (f"[{one} {two}]", "',' is missing"), (f"[{one},{two}] x", "stands behind its list")):
            with self.subTest(text):
                self.assertEqual([d["id"] for d in self.read("a.json", text, code=1)], ["1", "2"])
                self.assertIn(message, self.said.replace("\n  ", " "))
        self.assertEqual([d["id"] for d in self.read("a.json", f"[{one}]\n[{two}]\n")], ["1", "2"])
        self.assertEqual([d["id"] for d in self.read("a.json", f'{{"a":{{"b":[{one},{two}]}},"n":[1]}}', "records: a.b")], ["1", "2"])

    def test_paragraphs_and_markup_in_fields(self):
        lines = [{"id": "1", "text": ["أ", "", None, "ب"]}, {"id": "2", "text": [{"text": "أ"}, {"type": "p", "content": "ب"}]}]
        self.put("a.jsonl", "\n".join(json.dumps(line) for line in lines))
        self.assertEqual(self.texts("a.jsonl"), ["أ\n\nب", "أ\n\nب"])
        self.read("a.jsonl", json.dumps({"text": ["أ", 5]}), code=1)
        self.assertEqual(self.failed, {1: "invalid-document"})
        html = "<p>أولى &amp; <b>كبيرة</b></p><embed src=x><p>ثانية<br>سطر</p><script>x()</script>"
        self.assertEqual(self.texts("b.jsonl", json.dumps({"body": html}), "fields: { text: { html: body } }"), ["أولى & كبيرة\n\nثانية\nسطر"])
        self.assertEqual(self.texts("b.jsonl", json.dumps({"body": html})), [html])
        page = f"<html><body><nav><a href=/>رئيسية</a></nav><article><h1>رأس</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
        self.assertEqual(self.texts("c.csv", 'id,body\n1,"' + page.replace('"', '""') + '"\n', "fields: { text: { html: [body] } }"), [f"{FIRST}\n\n{SECOND}"])
        self.write("p.yaml", PIPELINE % ('["c.csv"]', ", fields: { text: { xml: body } }"))
        self.assertIn("must name a member, several, or { html: member }", self.isnad("run", "p.yaml", code=2).stderr)

    def test_tables_of_spreadsheets(self):
        rows = 'id{0}title{0}text\r\n1{0}"عنوان{0} أول"{0}نص أول\r\n2{0}ثان{0}"نص ""ثان"""\r\n'
        for name, data in (("a.csv", "sep=;\r\n" + rows.format(";")), ("b.csv", '"sep=|"\n' + rows.format("|")), ("c.csv", rows.format("|")), ("d.csv", rows.format("\t").encode("utf-16")), ("e.tsv", rows.format("\t").encode("utf-16")), ("f.csv", rows.format(";").encode("windows-1256")), ("g.csv", "\ufeffsep=;\n" + rows.format(";"))):
            with self.subTest(name):
                self.assertEqual([(d["id"], d["text"]) for d in self.read(name, data)], [("1", "نص أول"), ("2", 'نص "ثان"')])
        self.read("h.csv", 'sep=;\nid;text\n1;"لا نهاية\n', code=1)
        self.assertEqual(self.documents("f.jsonl")[0]["record"], 'sep=;\nid;text\n1;"لا نهاية')

    def test_several_articles_in_one_text(self):
        text = "أول\nسطره\n-----\n\nثان\n – – – \nثالث\n===\n\n***\nرابع"
        found = self.read("a.txt", text, "split: dashes")
        self.assertEqual([(d["id"], d["text"]) for d in found], [("a.txt:1", "أول\nسطره"), ("a.txt:2", "ثان"), ("a.txt:3", "ثالث"), ("a.txt:4", "رابع")])
        self.assertEqual(self.texts("b.txt", "أ\r\n### خبر 1\r\nب -- ج\r\n### خبر 2\r\n", "split: '### *'"), ["أ", "ب -- ج"])
        self.assertEqual(self.texts("a.txt"), [text])

    def test_files_that_are_no_text(self):
        for name, data, what in (("a.txt", b"PK\x03\x04" + bytes(60), "a zip archive"), ("b.txt", b"%PDF-1.7\n%\xe2\xe3", "a PDF"), ("c", bytes(257) + b"ustar\x0000" + bytes(300), "a tar archive"), ("d.txt", b"PAR1" + bytes(30), "a Parquet file"), ("e.txt.gz", gzip.compress(b"a" * 257 + b"ustar\x0000" + bytes(300)), "a tar archive")):
            with self.subTest(name):
                self.assertEqual(self.read(name, data, code=1), [])
                self.assertIn(f"it is {what}", self.said)
        self.assertEqual(self.texts("a.txt", "نص واضح".encode("utf-32")), ["نص واضح"])
        self.read("a.txt", "نص\0آخر", code=1)
        self.assertEqual(self.failed, {None: "not-text"})

    def test_dates_of_metadata(self):
        right = {"28 رمضان 1445 هـ": "2024-04-07", "١٤٤٥/٩/٢٨": "2024-04-07", "الأحد 28 رمضان 1445 هـ الموافق 7 أبريل 2024 م": "2024-04-07", "7 نيسان/أبريل 2024": "2024-04-07", "7 نيسان (أبريل) 2024": "2024-04-07", "07 avril 2024": "2024-04-07", "الأحد، 7 أبريل 2024 - 03:30 م": "2024-04-07T15:30:00", "April 7, 2024 3:30 PM EST": "2024-04-07T15:30:00-05:00", "7th April 2024": "2024-04-07", "2024/04/07 10:00 GMT+3": "2024-04-07T10:00:00+03:00", "25.12.2024": "2024-12-25", "07/07/2024": "2024-07-07", "12 كانون الأول 2024": "2024-12-12", "3 تشرين الثاني 2024 10:00 بتوقيت غرينتش": "2024-11-03T10:00:00Z", "2 ذو الحجة 1445": "2024-06-08", "أفريل 2024": "2024-04"}
        kept = ["12/03/2025", "أمس", "7 أبريل", "32/13/2024", "قريبا 2024", "30 فبراير 2024"]
        self.put("a.jsonl", "\n".join(json.dumps({"text": "نص", "date": d}) for d in [*right, *kept]))
        found = self.read("a.jsonl")
        self.assertEqual({said: d["metadata"]["date"] for said, d in zip(right, found)}, right)
        for said, document in zip(kept, found[len(right) :]):
            self.assertEqual(document["metadata"]["date"], said)
            self.assertEqual([(e["stage"], e["code"]) for e in document["errors"]], [("reader", "unclear-date")])
        self.assertEqual([d["errors"] for d in found[: len(right)]], [[]] * len(right))
        for order, date in (("day-first", "2025-03-12"), ("month-first", "2025-12-03")):
            self.assertEqual(self.read("b.jsonl", '{"text":"نص","date":"12/03/2025"}', f"date-order: {order}")[0]["metadata"]["date"], date)
        self.assertEqual(self.read("b.jsonl", '{"text":"نص","date":"25/03/2025"}', "date-order: month-first")[0]["metadata"]["date"], "2025-03-25")

    def test_quotes_of_documents_that_are_a_title_alone(self):
        titles = ["بايدن: لن نرسل قوات إلى أوكرانيا", "غوتيريش يدعو إلى وقف إطلاق النار"]
        items = "".join(f"<item><title>{title}</title><guid isPermaLink='false'>{i}</guid></item>" for i, title in enumerate(titles))
        self.put("a.xml", self.rss(items))
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [a.xml] } }\n  - normalizer\n  - entity-tagger\n  - quote-attributor\n  - { use: writer, with: { path: o.jsonl } }\n")
        self.isnad("run", "p.yaml", "-q", code=0)
        found = self.documents("o.jsonl")
        self.assertEqual([d["text"] for d in found], titles)
        self.assertEqual([[q["text"] for q in d["quotes"]] for d in found], [["لن نرسل قوات إلى أوكرانيا"], []])
        self.assertEqual(found[0]["quotes"][0]["speaker_name"], "بايدن")

    # Archives

    PAGE = f"<html><head><meta charset=utf-8><title>رأس</title></head><body><article><h1>رأس</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>".encode()

    def record(self, body, head="", kind="response", tail=b"\r\n\r\n", type="text/html"):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{head}\r\n".encode() + body
        return f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://x/\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + tail

    def test_codings_of_answers(self):
        raw = zlib.compressobj(wbits=-15)
        raw = raw.compress(self.PAGE) + raw.flush()
        for coding, body in (("gzip", gzip.compress(self.PAGE)), ("deflate", zlib.compress(self.PAGE)), ("deflate", raw), ("br", brotli.compress(self.PAGE)), ("zstd", zstandard.compress(self.PAGE)), ("gzip", gzip.compress(gzip.compress(self.PAGE))), ("gzip, br", brotli.compress(gzip.compress(self.PAGE))), ("br", self.PAGE), ("deflate", self.PAGE), ("identity", self.PAGE), ("x-gzip", gzip.compress(self.PAGE))):
            with self.subTest(coding):
                (document,) = self.read("a.warc", self.record(body, f"Content-Encoding: {coding}\r\n"))
                self.assertEqual((document["text"], document["errors"]), (f"{FIRST}\n\n{SECOND}", []))
        bomb = gzip.compress(bytes(40 << 20))
        self.read("a.warc", self.record(bomb, "Content-Encoding: gzip\r\n"), code=1)
        self.assertEqual(self.failed, {1: "too-large"})

    def chunks(self, body, size=200):
        return b"".join(b"%x\r\n%b\r\n" % (len(body[i : i + size]), body[i : i + size]) for i in range(0, len(body), size))

    def test_chunks_that_are_cut_or_wrong(self):
        whole = self.chunks(self.PAGE)
        for body in (whole, whole.replace(b"\r\nc8\r\n", b"\r\ncc\r\n", 1), whole.replace(b"\r\nc8\r\n", b"\r\nc0\r\n", 1)):
            (document,) = self.read("a.warc", self.record(body, "Transfer-Encoding: chunked\r\n"))
            self.assertEqual(document["text"], f"{FIRST}\n\n{SECOND}")
            self.assertEqual([e["code"] for e in document["errors"]], ["cut-body"])
        (document,) = self.read("a.warc", self.record(whole[:700], "Transfer-Encoding: chunked\r\n"))
        self.assertTrue(document["text"].startswith(FIRST) and "\ufffd" not in document["text"] and "c8" not in document["text"], document["text"])
        self.assertEqual([e["code"] for e in document["errors"]], ["cut-body"])
        (document,) = self.read("a.warc", self.record(whole + b"0\r\n\r\n", "Transfer-Encoding: chunked\r\n"))
        self.assertEqual((document["text"], document["errors"]), (f"{FIRST}\n\n{SECOND}", []))

    def test_records_without_a_line_between_and_those_that_are_no_page(self):
        parts = [self.record(self.PAGE, tail=b""), self.record(b"", kind="revisit", tail=b""), self.record(b"GIF8", type="image/gif"), self.record(self.PAGE, tail=b"\n"), self.record(b"x", kind="request"), self.record(b"x", kind="request"), self.record(self.PAGE)]
        self.assertEqual(len(self.read("a.warc", b"".join(parts))), 3)
        report = json.loads((self.folder / "r.json").read_text())
        self.assertEqual(report["passed_over"], {"no-page": 1, "request": 2, "revisit": 1})

    def test_arc(self):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + self.PAGE
        moved = b"HTTP/1.1 302 Found\r\nContent-Type: text/html\r\n\r\n"
        version = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
        line = lambda url, block, kind="text/html": f"{url} 1.2.3.4 20040407103000 {kind} {len(block)}\n".encode() + block + b"\n"
        data = line("filedesc://a.arc", version, "text/plain") + line("http://x/1", answer) + line("http://x/i", b"GIF", "image/gif") + line("http://x/m", moved) + b"rubbish here\n" + line("http://x/2", answer)
        for name, bytes in (("a.arc", data), ("b.arc.gz", b"".join(gzip.compress(part) for part in (data[:300], data[300:])))):
            found = self.read(name, bytes, code=1)
            self.assertEqual([(d["metadata"]["url"], d["metadata"]["crawled"], d["text"]) for d in found], [(f"http://x/{i}", "2004-04-07T10:30:00Z", f"{FIRST}\n\n{SECOND}") for i in (1, 2)])
            self.assertEqual(self.failed, {5: "broken-record"})

    def test_an_archive_in_zstd_with_a_dictionary(self):
        records = [self.record(self.PAGE.replace(b"<title>", f"<title>{i} ".encode())) for i in range(40)]
        dictionary = zstandard.train_dictionary(2000, records)
        packer = zstandard.ZstdCompressor(dict_data=dictionary)
        frames = b"".join(packer.compress(record) for record in records)
        for held in (dictionary.as_bytes(), zstandard.compress(dictionary.as_bytes())):
            head = b"\x5d\x2a\x4d\x18" + len(held).to_bytes(4, "little") + held
            self.assertEqual(len(self.read("a.warc.zst", head + frames)), 40)
        self.read("b.warc.zst", head[:-20], code=1)
        self.assertIn("its compressed data ends too early", self.said)

    # Pages

    def page(self, body, head=""):
        return f'<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>رأس الخبر | صحيفة</title>{head}</head><body><header><nav><a href="/">الرئيسية</a></nav></header>{body}<footer><p>جميع الحقوق محفوظة</p></footer></body></html>'

    def paragraphs(self, *texts):
        return "".join(f"<p>{text}</p>" for text in texts)

    def test_all_sections_and_leads(self):
        all_five = "\n\n".join([FIRST, SECOND, THIRD, FOURTH, FIFTH])
        p = self.paragraphs
        for body in (
            f"<article><h1>رأس الخبر</h1><div class=a><div>{p(FIRST)}</div></div><div class=a><div>{p(SECOND, THIRD, FOURTH)}</div></div><div class=a><div>{p(FIFTH)}</div></div></article>",
            f"<main><h1>رأس الخبر</h1><section>{p(FIRST, SECOND, THIRD)}</section><div class=ad>إعلان</div><section>{p(FOURTH, FIFTH)}</section></main>",
            f"<div id=story><h1>رأس الخبر</h1><h3>{FIRST}</h3><div class=body-text>{p(SECOND, THIRD, FOURTH, FIFTH)}</div></div>",
            f"<article><h1>رأس الخبر</h1><p class=lead>{FIRST}</p><div>{p(SECOND, THIRD, FOURTH, FIFTH)}</div></article>",
            f"<article><h1>رأس الخبر</h1>{p(FIRST, SECOND)}<div class=more style='display: none'>{p(THIRD, FOURTH, FIFTH)}</div></article>".replace(" class=more", ""),
            f"<form id=aspnetForm><div class=page><h1>رأس الخبر</h1><div>{p(FIRST, SECOND, THIRD, FOURTH, FIFTH)}</div></div></form>",
            f"<article><h1>رأس الخبر</h1>{FIRST}<source src=x>{p(SECOND)}<track src=y><ins>{THIRD}</ins>{p(FOURTH, FIFTH)}</article>",
        ):
            with self.subTest(body[:60]):
                self.assertEqual(self.texts("a.html", self.page(body))[0].replace("\n", " ").replace("  ", " "), all_five.replace("\n\n", " "))

    def test_invitations_captions_and_boxes_are_left_out(self):
        for line in ("اقرأ أيضاً: الوزير يزور المدرسة", "إقرأ أيضا | خبر آخر", "أقرأ أيضًا.. خبر ثالث", "اقــرأ أيضًا: خبر", "طالع أيضا: خبر", "اقرؤوا أيضاً: خبر", "» شاهد أيضا: تقرير مصور", "موضوعات متعلقة: خبر", "قد يهمك أيضا: خبر"):
            with self.subTest(line):
                body = f"<article><h1>رأس الخبر</h1><p>{FIRST}</p><p>{line}</p><p>{SECOND}</p></article>"
                self.assertEqual(self.texts("a.html", self.page(body)), [f"{FIRST}\n\n{SECOND}"])
        kept = "المزيد من المدارس فتحت أبوابها أمس في الشمال."
        body = f"<article><h1>رأس الخبر</h1><p>{FIRST}</p><p>{kept}</p><p>{SECOND}</p></article>"
        self.assertEqual(self.texts("a.html", self.page(body)), [f"{FIRST}\n\n{kept}\n\n{SECOND}"])
        boxes = f"<figure><img src=1><figcaption>{THIRD}</figcaption></figure><div class='wp-caption'><p class='wp-caption-text'>{THIRD}</p></div><div class='related-posts'><h3>مواضيع ذات صلة</h3><ul><li><a href=/1>{FOURTH}</a></li></ul></div><amp-sidebar><p>{FIFTH}</p></amp-sidebar>"
        body = f"<article><h1>رأس الخبر</h1><p>{FIRST}</p>{boxes}<p>{SECOND}</p></article>"
        self.assertEqual(self.texts("a.html", self.page(body)), [f"{FIRST}\n\n{SECOND}"])

    def test_amp_interviews_and_live_blogs(self):
        amp = f'<article class="amp-wp-article"><h1>رأس الخبر</h1><amp-img src=1></amp-img><div class="amp-wp-article-content"><p>{FIRST}</p><amp-ad type=x></amp-ad><p>{SECOND}</p></div></article>'
        self.assertEqual(self.texts("a.html", self.page(amp)), [f"{FIRST}\n\n{SECOND}"])
        talk = [FIRST, "س: متى تبدأ الدراسة؟", SECOND, "س: ومن يدفع؟", "الوزارة.", "س: كم؟", THIRD]
        self.assertEqual(self.texts("b.html", self.page("<article><h1>رأس الخبر</h1>" + self.paragraphs(*talk) + "</article>")), ["\n\n".join(talk)])
        posts = "".join(f'<div class="post"><time datetime="2024-04-07T{h}:00:00+03:00">{h}:00</time><p>{text}</p></div>' for h, text in ((12, FIRST), (11, SECOND), (10, THIRD)))
        (document,) = self.read("c.html", self.page(f'<div class="live-blog"><h1>رأس الخبر</h1>{posts}</div>'))
        self.assertEqual(document["text"].split("\n\n"), ["12:00", FIRST, "11:00", SECOND, "10:00", THIRD])

    def test_linked_data_as_it_is_found(self):
        person = {"@type": "Person", "@id": "#p", "name": ["ليلى منصور", "Layla"]}
        article = {"@context": "https://schema.org", "@type": "https://schema.org/NewsArticle", "headline": "رأس الخبر", "datePublished": "الأحد 7 أبريل 2024", "author": "#p", "publisher": {"@id": "#o"}}
        organisation = {"@type": "Organization", "@id": "#o", "name": {"@value": "وكالة", "@language": "ar"}}
        script = lambda text: f'<script type="application/ld+json">{text}</script>'
        dump = lambda value: json.dumps(value, ensure_ascii=False)
        body = "<article><h1>رأس الخبر</h1>" + self.paragraphs(FIRST, SECOND) + "</article>"
        for head in (
            script(dump({"@graph": [organisation, article, person]})),
            script(dump(person)) + script("<!-- " + dump(article) + " -->") + script("/*<![CDATA[*/" + dump(organisation) + "/*]]>*/"),
            script(dump([article, person, organisation]).replace("}, {", "},, {").replace("}]", "},]")),
            script(dump([article, person, organisation])[:-1] + ",]" + ";"),
            script(dump([dict(article, description="سطر \\' آخر"), person, organisation]).replace("\\\\'", "\\'").replace('"headline"', '"headline": "رأس الخبر", "headline"')),
        ):
            with self.subTest(head[:80]):
                (document,) = self.read("a.html", self.page(body, head))
                self.assertEqual({k: document["metadata"].get(k) for k in ("title", "date", "author", "outlet")}, {"title": "رأس الخبر", "date": "2024-04-07", "author": "ليلى منصور", "outlet": "وكالة"})


if __name__ == "__main__":
    unittest.main(verbosity=1)

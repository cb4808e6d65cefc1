"""What articles come in: tables, JSON, pages, feeds, web archives, databases, other encodings; good and bad."""

import gzip
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import time
import unittest
from collections import Counter

import pandas
import zstandard

from harness import BIN, Command
from outlets import OUTLETS
from pages import pages
from shapes import SHAPES

PIPELINE = """run: { on-error: dead-letter, dead-letter: f.jsonl%s }
stages:
  - use: reader
    with: { paths: %s%s }
  - use: writer
    with: { path: %s }
"""


def f1(wanted, found):
    a, b = (Counter(re.findall(r"\w+", text)) for text in (wanted, found))
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


class Formats(Command):
    def put(self, name, data):
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    def read(self, paths, options="", code=0, run="", out="o.jsonl"):
        """The documents that a reader yields, the failures by place, and what the command says."""
        self.write("p.yaml", PIPELINE % (run, json.dumps(paths), options and ", " + options, out))
        (self.folder / "f.jsonl").unlink(missing_ok=True)
        said = self.isnad("run", "p.yaml", "-q", "--restart", code=code).stderr
        failed = {}
        if (self.folder / "f.jsonl").exists():
            failed = {f'{d["source"]["uri"]}:{d["source"]["record"]}': d["code"] for d in self.documents("f.jsonl")}
        return self.documents(out) if out == "o.jsonl" else None, failed, said

    def killed_and_resumed(self, paths, options=""):
        """What a run gives that is killed three times, beside what it gives otherwise."""
        self.read(paths, options, run=", checkpoint: state, commit: 0s")
        clean = (self.folder / "o.jsonl").read_bytes()
        os.unlink(self.folder / "o.jsonl")
        killed = 0
        for _ in range(3):
            part = self.folder / "o.jsonl.part"
            start = part.stat().st_size if part.exists() else 0
            process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder)
            deadline = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < deadline:
                if part.exists() and part.stat().st_size > start + len(clean) // 5:
                    break
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        self.assertGreater(killed, 0)
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual((self.folder / "o.jsonl").read_bytes(), clean)

    # Tables

    def test_tables_as_pandas_writes_them(self):
        rows = [{"id": f"r{i}", "title": f"عنوان {i}", "text": f'قال: "نعم, لا"\nثم سطر {i};', "published_at": "2024-04-07 10:00:00", "views": i} for i in range(50)]
        frame = pandas.DataFrame(rows)
        for name, options in (("a.csv", {}), ("b.tsv", {"sep": "\t"}), ("c.csv", {"sep": ";"}), ("d.csv", {"lineterminator": "\r\n", "encoding": "utf-8-sig"}), ("e.csv", {"quoting": 1})):
            frame.to_csv(self.folder / name, index=False, **options)
            found, failed, _ = self.read([name])
            self.assertEqual([d["text"] for d in found], [r["text"] for r in rows], name)
            self.assertEqual(found[7]["id"], "r7")
            self.assertEqual({k: found[7]["metadata"][k] for k in ("title", "date", "views")}, {"title": "عنوان 7", "date": "2024-04-07T10:00:00", "views": "7"})
            self.assertEqual(failed, {})
            self.assertEqual(found[7]["source"]["record"], 8)

    def test_columns_are_mapped(self):
        self.put("a.csv", "النص,العنوان,كاتب,lead\nمتن,رأس,سامي,مقدمة\n")
        found, _, _ = self.read(["a.csv"], "fields: { text: [lead, النص], author: كاتب }")
        self.assertEqual((found[0]["text"], found[0]["metadata"]["title"], found[0]["metadata"]["author"]), ("مقدمة\n\nمتن", "رأس", "سامي"))
        self.put("b.csv", "headline,abstract\nرأس,متن\n")
        _, _, said = self.read(["b.csv"], code=1)
        self.assertIn("'b.csv' can't be read: it has no column 'text'; it has headline, abstract. 'fields' of 'reader' says which column is the text, such as fields: { text: body }", said.replace("\n  ", " "))

    def test_a_stray_quotation_mark_takes_one_row(self):
        self.put("a.csv", 'id,text\n1,"أول"\n2,"لا نهاية\n3,ثالث\n4,ق"ا"ل\n5,"نعم" لا\n6,"سادس، ""سين"""\n7,واحد,زائد\n8\n9,تاسع\n')
        found, failed, _ = self.read(["a.csv"], code=1)
        self.assertEqual([(d["id"], d["text"]) for d in found], [("1", "أول"), ("3", "ثالث"), ("4", 'ق"ا"ل'), ("6", 'سادس، "سين"'), ("9", "تاسع")])
        self.assertEqual(failed, {"a.csv:2": "broken-row", "a.csv:5": "broken-row", "a.csv:7": "broken-row", "a.csv:8": "broken-row"})
        # A dead letter can be tried again as it is: it holds the names of its columns.
        self.assertEqual(self.documents("f.jsonl")[0]["record"], 'id,text\n2,"لا نهاية')

    def test_a_mark_that_is_never_closed_in_a_large_table(self):
        good = "".join(f"{i},نص رقم {i}\n" for i in range(30000))
        self.put("a.csv", 'id,text\nx,"مفتوح\n' + good)
        found, failed, _ = self.read(["a.csv"], code=1, run=", max-document-bytes: 100000")
        self.assertEqual(len(found), 30000)
        self.assertEqual(failed, {"a.csv:1": "broken-row"})

    def test_a_table_killed_and_resumed(self):
        self.put("a.csv", "id;text\n" + "".join(f'{i};"نص ""رقم""\n{i}"\n' for i in range(60000)))
        self.killed_and_resumed(["a.csv"])

    # JSON

    def test_json_lists_objects_and_mappings(self):
        articles = [{"guid": i, "headline": f"رأس {i}", "content": {"body": f"متن {i}", "lead": None}, "tags": ["a"], "link": "https://x.example/1", "date": 1712484000} for i in range(3)]
        self.put("a.json", json.dumps(articles))
        self.put("b.json", json.dumps({"meta": {"n": [1, {"x": "]}"}]}, "data": {"articles": articles}, "next": 1}, indent=2))
        self.put("c.json", json.dumps({"text": "وحيد"}, indent=2, ensure_ascii=False))
        self.put("d.json", '{"text":"أ"}{"text":"ب"}\n{"text":"ج"}')
        mapping = "fields: { text: [content.lead, content.body] }"
        found, _, _ = self.read(["a.json"], mapping)
        self.assertEqual([(d["id"], d["text"], d["metadata"]["title"], d["metadata"]["url"], d["metadata"]["date"]) for d in found], [(str(i), f"متن {i}", f"رأس {i}", "https://x.example/1", "2024-04-07T10:00:00Z") for i in range(3)])
        found, _, _ = self.read(["b.json"], mapping + ", records: data.articles")
        self.assertEqual([d["text"] for d in found], ["متن 0", "متن 1", "متن 2"])
        found, _, _ = self.read(["c.json", "d.json"])
        self.assertEqual([(d["id"], d["text"]) for d in found], [("c.json:1", "وحيد"), ("d.json:1", "أ"), ("d.json:2", "ب"), ("d.json:3", "ج")])

    def test_json_that_is_broken(self):
        self.put("a.json", '[{"text":"أ"}, {"text":}, 5, {"text":"' + "ب" * 600 + '"}, {"text":"ج"}]')
        self.put("b.json", '[{"text":"د"}, {"text":"ه')
        self.put("c.json", '{"a":{"b":1}}')
        found, failed, said = self.read(["a.json", "b.json"], code=1, run=", max-document-bytes: 1000")
        self.assertEqual([d["text"] for d in found], ["أ", "ج", "د"])
        self.assertEqual(failed, {"a.json:2": "invalid-json", "a.json:3": "invalid-document", "a.json:4": "too-large", "b.json:2": "invalid-json"})
        self.assertIn("'b.json' can't be read behind record 2: its list is not closed; the file was cut.", said)
        _, _, said = self.read(["c.json"], "records: a.c", code=1)
        self.assertIn("'c.json' can't be read: it has no member 'a.c'.", said)
        _, _, said = self.read(["c.json"], "records: a.b", code=1)
        self.assertIn("'c.json' can't be read: it has no list 'a.b'", said)

    def test_json_killed_and_resumed(self):
        self.put("a.json", json.dumps({"items": [{"id": i, "text": f"نص [{i}] {{ \"" } for i in range(60000)]}))
        self.killed_and_resumed(["a.json"], "records: items")

    # Encodings

    def test_encodings_are_recognised_and_converted(self):
        text = "قال رئيس الوزراء إن الحكومة ستدفع 20 مليون دينار، ثم غادر.\nوأضاف أنه سيعود."
        for encoding in ("windows-1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"):
            self.put(f"a-{encoding}.txt", text.encode(encoding))
            self.put(f"b-{encoding}.csv", f"id,text\n1,\"{text}\"\n".encode(encoding))
            found, failed, _ = self.read([f"a-{encoding}.txt", f"b-{encoding}.csv"])
            self.assertEqual([d["text"] for d in found], [text, text], encoding)
            self.assertEqual(failed, {})

    def test_a_wrong_encoding_hurts_only_what_it_hurts(self):
        self.put("a.jsonl", '{"text":"سليم"}\n'.encode() * 3 + '{"text":"مكسور"}\n'.encode("windows-1256") + '{"text":"سليم"}\n'.encode())
        found, failed, _ = self.read(["a.jsonl"], code=1)
        self.assertEqual((len(found), failed), (4, {"a.jsonl:4": "invalid-utf8"}))
        # ISO-8859-6 has no letter 0xFF: the line that holds one fails, no other.
        self.put("b.jsonl", '{"text":"سليم"}\n'.encode("iso-8859-6") + b'{"text":"\xff"}\n' + '{"text":"سليم"}\n'.encode("iso-8859-6"))
        found, failed, _ = self.read(["b.jsonl"], "encoding: iso-8859-6", code=1)
        self.assertEqual(([d["text"] for d in found], failed), (["سليم", "سليم"], {"b.jsonl:2": "invalid-utf8"}))

    def test_what_is_in_a_file_without_an_extension(self):
        self.put("lines", '{"text":"سطر"}\n')
        self.put("list", '[{"text":"عنصر"}]')
        self.put("page", "<!doctype html><p>" + "فقرة طويلة من النص. " * 10)
        self.put("words", "نص بلا علامات")
        found, _, _ = self.read(["lines", "list", "page", "words"])
        self.assertEqual([d["text"][:8] for d in found], ["سطر", "عنصر", "فقرة طوي", "نص بلا ع"])
        self.write("p.yaml", PIPELINE % ("", '["-"]', "", "o.jsonl"))
        for data, text in (('[{"text":"قائمة"}]', "قائمة"), ('{"text":"سطر"}\n', "سطر"), (gzip.compress(self.warc(("https://x.example/1", PAGE))), "فقرة أولى")):
            done = subprocess.run([BIN, "run", "p.yaml", "-q", "--restart"], cwd=self.folder, input=data.encode() if isinstance(data, str) else data, capture_output=True, timeout=60)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertTrue(self.documents("o.jsonl")[0]["text"].startswith(text))

    # Pages

    def test_thirty_pages_in_ten_layouts(self):
        wanted = {}
        for name, data, body, facts in pages():
            self.put(f"pages/{name}", data)
            wanted[f"pages/{name}"] = (body, facts)
        found, failed, _ = self.read(["pages"])
        self.assertEqual((len(found), failed), (30, {}))
        for document in found:
            body, facts = wanted[document["id"]]
            self.assertGreaterEqual(f1("\n".join(body), document["text"]), 0.95, document["id"])
            known = {k: document["metadata"].get(k) for k in ("title", "date", "author", "outlet", "language")}
            if "line_breaks" in document["id"]:
                facts = dict(facts, outlet=None)
            self.assertEqual(known, dict(facts, language="ar"), document["id"])

    def test_forty_shapes_of_pages(self):
        shapes = SHAPES + OUTLETS
        wanted = {}
        for shape in shapes:
            page, body = shape()
            self.put(f"pages/{shape.__name__}.html", page)
            wanted[f"pages/{shape.__name__}.html"] = body
        found, failed, _ = self.read(["pages"])
        self.assertEqual((len(found), failed), (len(shapes), {}))
        # Where a table is all there is, the line of the writer stands with the title before the text. What stands in
        # brackets behind the last paragraph may as well be whose photograph it is, and is left out.
        rest = {"pages/tables.html": 0.96, "pages/numbered.html": 0.97}
        for document in found:
            body = "\n".join(wanted[document["id"]])
            if document["id"] in rest:
                self.assertGreaterEqual(f1(body, document["text"]), rest[document["id"]], document["id"])
            else:
                self.assertEqual(document["text"].split(), body.split(), document["id"])

    def test_pages_that_are_an_attack_or_hardly_a_page(self):
        self.put("deep.html", "<div>" * 200000 + "نص" + "</div>" * 200000)
        self.put("large.html", "<p>" + "و" * 3_000_000)
        self.put("empty.html", "<html><body><script>var a = 'نص';</script></body></html>")
        self.put("bytes.html", bytes(range(256)) * 40)
        self.put("script.html", "<html><body><article><p>" + "كلام عادي في فقرة طويلة بما يكفي. " * 5 + "&lt;script&gt;alert(1)&lt;/script&gt;</p><p>" + "<b>" * 3000 + "آخر الكلام في الفقرة الثانية من الصفحة.</p></article>")
        self.put("wrong.html", ('<html><meta charset="utf-8"><p>' + "نص من خادم قديم لا يعرف ما يقوله عن نفسه، وهو طويل. " * 4).encode("windows-1256"))
        self.put("good.html", PAGE)
        found, failed, _ = self.read(["deep.html", "large.html", "empty.html", "bytes.html", "script.html", "wrong.html", "good.html"], code=1, run=", max-document-bytes: 4000000")
        texts = {d["id"]: d["text"] for d in found}
        self.assertEqual(failed.get("large.html:None"), "too-large")
        self.assertEqual(failed.get("empty.html:None"), "empty-document")
        self.assertTrue(texts["good.html"].startswith("فقرة أولى"))
        self.assertIn("<script>alert(1)</script>", texts["script.html"])
        self.assertTrue(texts["wrong.html"].startswith("نص من خادم قديم"))
        self.assertEqual(set(texts) | {k.split(":")[0] for k in failed}, {"deep.html", "large.html", "empty.html", "bytes.html", "script.html", "wrong.html", "good.html"})

    # Feeds

    def test_rss_atom_and_rdf(self):
        self.put("a.rss", RSS)
        self.put("b.xml", ATOM.encode("utf-16"))
        self.put("c.xml", RDF)
        found, failed, _ = self.read(["a.rss", "b.xml", "c.xml"])
        self.assertEqual(failed, {})
        one, two, three, four = found
        self.assertEqual((one["id"], one["text"]), ("tag:1", "فقرة أولى عن الخبر.\n\nفقرة ثانية & أخيرة."))
        self.assertEqual(one["metadata"], {"outlet": "صحيفة", "language": "ar", "title": "عنوان & خبر", "url": "https://x.example/1", "date": "2024-04-07T10:00:00+03:00", "author": "سامي الحداد", "category": "سياسة"})
        self.assertEqual((two["id"], two["text"], two["metadata"]["title"], two["metadata"]["date"]), ("a.rss:2", "موجز بلا وسوم", "الثاني", "2024-04-08T00:00:00Z"))
        self.assertEqual((three["id"], three["text"], three["metadata"]["author"], three["metadata"]["url"], three["metadata"]["date"]), ("urn:1", "متن المدخل.\n\nوسطره.", "منى", "https://y.example/1", "2024-04-07T09:00:00Z"))
        self.assertEqual((four["text"], four["metadata"]["outlet"]), ("وصف قديم", "قناة"))

    def test_feeds_that_are_a_bomb_or_broken(self):
        bomb = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "' + "x" * 100 + '">' + "".join(f'<!ENTITY {b} "{("&" + a + ";") * 20}">' for a, b in zip("abcdefgh", "bcdefghi")) + ']><rss><channel><item title="&i;"><title>&i;</title><description>&i;</description></item></channel></rss>'
        outside = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>ع</title><description>نص &f; نص</description></item></channel></rss>'
        self.put("bomb.xml", bomb)
        self.put("outside.xml", outside)
        self.put("cut.rss", RSS[: RSS.index("<item><title>الثاني") + 60])
        self.put("other.xml", "<sitemap><url>1</url></sitemap>")
        self.put("good.rss", RSS)
        found, failed, said = self.read(["bomb.xml", "outside.xml", "cut.rss", "other.xml", "good.rss"], code=1, run=", max-document-bytes: 1000000")
        self.assertEqual([d["id"] for d in found if "tag:1" in d["id"] or "good" in d["id"]], ["tag:1", "tag:1", "good.rss:2"])
        self.assertNotIn("root:", json.dumps(found))
        self.assertLess(max(len(d["text"]) for d in found), 1000)
        self.assertIn("'other.xml' can't be read: it is no feed: its first element is 'sitemap'", said)
        self.assertIn("'cut.rss' can't be read behind record", said)
        self.assertIn("bomb.xml", said + json.dumps(failed) + json.dumps(found))

    # Web archives

    def warc(self, *records, kind="response", encode=False):
        out = b""
        for uri, page in records:
            body = page.encode() if isinstance(page, str) else page
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            block = answer if kind == "response" else body
            head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Record-ID: <urn:uuid:{uri[-1]}>\r\nWARC-Date: 2024-04-07T10:00:00Z\r\nContent-Type: {'application/http; msgtype=response' if kind == 'response' else 'text/plain'}\r\nContent-Length: {len(block)}\r\n\r\n"
            record = head.encode() + block + b"\r\n\r\n"
            out += gzip.compress(record) if encode else record
        return out

    def test_a_web_archive(self):
        other = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n"
        image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"
        image = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(image) + image + b"\r\n\r\n"
        moved = b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>moved</p>"
        moved = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(moved) + moved + b"\r\n\r\n"
        packed = gzip.compress(PAGE.encode())
        chunks = b"".join(b"%x\r\n" % len(part) + part + b"\r\n" for part in (packed[:100], packed[100:])) + b"0\r\n\r\n"
        sent = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunks
        sent = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/3\r\nContent-Length: %d\r\n\r\n" % len(sent) + sent + b"\r\n\r\n"
        parts = [other, self.warc(("https://x.example/1", PAGE)), image, moved, sent, self.warc(("https://x.example/2", "نص مستخرج من صفحة."), kind="conversion")]
        self.put("a.warc", b"".join(parts))
        self.put("b.warc.gz", b"".join(map(gzip.compress, parts)))
        for name in ("a.warc", "b.warc.gz"):
            found, failed, _ = self.read([name])
            self.assertEqual(failed, {})
            self.assertEqual([(d["id"], d["metadata"]["url"], d["source"]["record"]) for d in found], [("urn:uuid:1", "https://x.example/1", 2), (f"{name}:5", "https://x.example/3", 5), ("urn:uuid:2", "https://x.example/2", 6)])
            self.assertTrue(found[0]["text"].startswith("فقرة أولى") and found[1]["text"] == found[0]["text"])
            self.assertEqual(found[2]["text"], "نص مستخرج من صفحة.")
            self.assertEqual(found[0]["metadata"]["crawled"], "2024-04-07T10:00:00Z")

    def test_broken_records_of_an_archive(self):
        record = lambda i: self.warc((f"https://x.example/{i}", PAGE))
        length = lambda data, value: re.sub(rb"Content-Length: \d+", b"Content-Length: " + value, data, count=1)
        broken = [length(record(2), b"99999999999"), length(record(3), b"40"), length(record(4), b"many"), record(5).replace(b"WARC/1.0", b"WERC/1.0"), length(record(6), b"9000"), record(7)[:300] + b"\r\n\r\n"]
        for i, bad in enumerate(broken):
            self.put("a.warc", record(1) + bad + record(8))
            found, failed, _ = self.read(["a.warc"], code=1)
            self.assertEqual([d["id"] for d in found], ["urn:uuid:1", "urn:uuid:8"], i)
            self.assertTrue(failed and set(failed.values()) <= {"broken-record", "too-large"}, failed)
        self.put("b.warc", record(1) + record(2)[:-40])
        found, failed, _ = self.read(["b.warc"], code=1)
        self.assertEqual(([d["id"] for d in found], failed), (["urn:uuid:1"], {"b.warc:2": "broken-record"}))

    def test_a_damaged_member_of_an_archive(self):
        members = [gzip.compress(self.warc((f"https://x.example/{i}", PAGE + "<!--" + os.urandom(3000).hex() + "-->"))) for i in range(6)]
        damaged = bytearray(members[2])
        damaged[len(damaged) // 2] ^= 0xFF
        self.put("a.warc.gz", b"".join(members[:2]) + bytes(damaged) + b"".join(members[3:5]) + members[5][:-500])
        found, failed, said = self.read(["a.warc.gz"], code=1)
        self.assertEqual([d["id"][-1] for d in found], ["0", "1", "3", "4"])
        self.assertEqual(set(failed.values()), {"broken-record"})
        self.assertEqual(len(failed), 2, said)

    def test_an_archive_killed_and_resumed(self):
        self.put("a.warc.gz", b"".join(gzip.compress(self.warc((f"https://x.example/{i}", PAGE.replace("أولى", f"أولى {i}"))), 1) for i in range(8000)))
        self.killed_and_resumed(["a.warc.gz"])

    # Databases

    def test_the_rows_of_a_query(self):
        with sqlite3.connect(self.folder / "n.db") as database:
            database.execute("CREATE TABLE articles (key INTEGER PRIMARY KEY, head TEXT, body TEXT, score REAL, data BLOB)")
            database.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?)", [(i, f"رأس {i}", f"متن {i}", i / 2, "بايت".encode() if i else None) for i in range(30000)])
        options = "query: 'SELECT key AS id, head AS title, body AS text, score, data FROM articles ORDER BY key'"
        found, failed, _ = self.read(["n.db"], options)
        self.assertEqual((len(found), failed), (30000, {}))
        self.assertEqual((found[3]["id"], found[3]["text"], found[3]["metadata"]), ("3", "متن 3", {"title": "رأس 3", "score": 1.5, "data": "بايت", "language": "ar"}))
        self.killed_and_resumed(["n.db"], options)
        for query, message in (("SELECT gone FROM articles", "no such column: gone"), ("DELETE FROM articles", "the query is none that asks for rows, as a SELECT does"), ("SELECT", "incomplete input")):
            _, _, said = self.read(["n.db"], f"format: sqlite, query: '{query}'", code=1)
            self.assertIn(message, said)
        with sqlite3.connect(self.folder / "n.db") as database:
            self.assertEqual(database.execute("SELECT count(*) FROM articles").fetchone(), (30000,))
        _, _, said = self.read(["n.db"], code=1)
        self.assertIn("it is a database, and 'query' of 'reader' does not say which rows are articles", said)
        self.write("p.yaml", PIPELINE % ("", '["n.db"]', ", format: sqlite", "o.jsonl"))
        self.assertIn("'query' of 'reader' must be given for sqlite.", self.isnad("run", "p.yaml", code=2).stderr)

    # Compressed outputs

    def test_outputs_are_compressed_by_their_names(self):
        self.put("a.jsonl", "".join(json.dumps({"id": f"a{i}", "text": f"نص {i}"}) + "\n" for i in range(500)))
        self.read(["a.jsonl"])
        plain = (self.folder / "o.jsonl").read_bytes()
        self.read(["a.jsonl"], out="o.jsonl.gz")
        self.assertEqual(gzip.decompress((self.folder / "o.jsonl.gz").read_bytes()), plain)
        self.read(["a.jsonl"], out="o.jsonl.zst")
        self.assertEqual(zstandard.decompress((self.folder / "o.jsonl.zst").read_bytes()), plain)
        self.assertEqual(len(pandas.read_json(io.BytesIO((self.folder / "o.jsonl.zst").read_bytes()), lines=True, compression="zstd")), 500)
        self.assertFalse([p.name for p in self.folder.iterdir() if p.suffix in (".part", ".packed")])
        found, _, _ = self.read(["o.jsonl.gz"])
        self.assertEqual([d["id"] for d in found], [f"a{i}" for i in range(500)])

    def test_a_compressed_output_killed_resumed_and_added_to(self):
        lines = [json.dumps({"id": f"a{i}", "text": f"نص {i}"}) for i in range(60000)]
        self.put("a.jsonl", "\n".join(lines[:10] + ['{"id":"bad"}'] + lines[10:]))
        self.write("p.yaml", PIPELINE % (", checkpoint: state, commit: 0s", '["a.jsonl"]', "", "o.jsonl.gz"))
        for _ in range(2):
            process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder)
            part = self.folder / "o.jsonl.gz.part"
            start = part.stat().st_size if part.exists() else 0
            deadline = time.monotonic() + 60
            while process.poll() is None and time.monotonic() < deadline and not (part.exists() and part.stat().st_size > start + 1_000_000):
                time.sleep(0.002)
            process.send_signal(signal.SIGKILL)
            process.wait()
        self.isnad("run", "p.yaml", "-q", code=1)
        ids = lambda: [json.loads(line)["id"] for line in gzip.decompress((self.folder / "o.jsonl.gz").read_bytes()).splitlines()]
        self.assertEqual(ids(), [f"a{i}" for i in range(60000)])
        letters = (self.folder / "f.jsonl").read_text(encoding="utf-8")
        (self.folder / "again.jsonl").write_text(letters.replace('{\\"id\\":\\"bad\\"}', '{\\"id\\":\\"mended\\",\\"text\\":\\"نص\\"}'), encoding="utf-8")
        self.isnad("run", "p.yaml", "-q", "--dead-letters", "again.jsonl")
        self.assertEqual(ids()[-1], "mended")


PAGE = """<!doctype html><html lang="ar"><head><title>خبر - موقع</title></head><body><h1>خبر</h1><article><p>فقرة أولى طويلة بما يكفي لتكون فقرة من خبر، وفيها كلام كثير عن لا شيء.</p>
<p>فقرة ثانية طويلة بما يكفي أيضا، وفيها كلام آخر كثير يكفي ليكون هذا كله مقالا.</p></article></body></html>"""

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>صحيفة</title><link>https://x.example</link><language>ar-EG</language>
<item><title>عنوان &amp;amp; خبر</title><link>https://x.example/1</link><guid isPermaLink="false">tag:1</guid><pubDate>Sun, 07 Apr 2024 10:00:00 +0300</pubDate><dc:creator>سامي الحداد</dc:creator><category>سياسة</category><description>موجز</description><content:encoded><![CDATA[<p>فقرة <a href="/1">أولى</a> عن الخبر.</p><script>x()</script><p>فقرة ثانية &amp; أخيرة.</p>]]></content:encoded></item>
<item><title>الثاني</title><pubDate>Mon, 8 Apr 24 00:00 GMT</pubDate><description>موجز بلا وسوم</description></item></channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-16"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>موقع</title><entry><id>urn:1</id><title>مدخل</title><link rel="enclosure" href="https://y.example/a.mp3"/><link href="https://y.example/1"/><author><name>منى</name></author><published>2024-04-07T09:00:00Z</published><updated>2024-04-08T09:00:00Z</updated><summary>موجز</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>متن المدخل.</p><p>وسطره.</p></div></content></entry></feed>"""

RDF = """<?xml version="1.0" encoding="windows-1256"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>قناة</title></channel><item rdf:about="x"><title>قديم</title><link>https://z.example/1</link><description>وصف قديم</description></item></rdf:RDF>""".encode("windows-1256")


if __name__ == "__main__":
    unittest.main(verbosity=1)

"""What an enemy would send next: relatives of faults that there were, in numbers from outside, paths that are the same
thing, names in bytes, and inputs that cost more than they are long. Each ends by itself, soon, with what it may end with,
and with every record accounted for."""

import gzip
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
import zlib

from harness import BIN, Fault, main

TEXT = "قتل 5 أشخاص في بغداد."
PROSE = "كلمة في خبر طويل بما يكفي. " * 20
SECONDS = 60


class Trials(Fault):
    def pipeline(self, reads, options="", run="", stages=(), writes="{ path: o.jsonl }"):
        self.write("p.yaml", f"run: {{ on-error: dead-letter, dead-letter: f.jsonl{run and ', ' + run} }}\nstages:\n  - {{ use: reader, with: {{ paths: [{reads}]{options and ', ' + options} }} }}\n"
                   + "".join(f"  - {stage}\n" for stage in stages) + f"  - {{ use: writer, with: {writes} }}\n")

    def run_soon(self, *arguments, codes=(0, 1), seconds=SECONDS, **options):
        begin = time.monotonic()
        done = self.isnad(*(arguments or ("run", "p.yaml", "--restart", "--report", "r.json")), **options)
        self.assertIn(done.code, codes, done.err[-400:])
        self.assertLess(time.monotonic() - begin, seconds)
        self.assertLess(done.memory, 1 << 30)
        return done

    def outcome(self, **more):
        """How many were written, and the codes of those that failed; both together are what was read."""
        for name in ("o.jsonl", "f.jsonl"):
            if os.path.exists(self.path(name)):
                os.unlink(self.path(name))
        self.run_soon(**more)
        report = json.loads(self.text("r.json"))
        letters = [letter["code"] for letter in self.lines("f.jsonl")] if os.path.exists(self.path("f.jsonl")) else []
        self.assertEqual(report["read"], report["written"] + report["filtered"] + report["dead_lettered"])
        self.assertEqual((report["written"], report["dead_lettered"]), (len(self.lines("o.jsonl")), len(letters)))
        return report["written"], letters

    # Numbers from outside

    def test_dates_that_are_no_numbers_of_this_world(self):
        dates = ["1e400", "-9223372036854775808", '"%s"' % ("9" * 5000), "99999999999999", "9999999999999", '"0000-00-00"', '"31/12/99999999999"', '"2024-02-30T99:99:99+99:99"', '"10 محرم 9999999999999999999"', '"12:99999999999999999999"', "1e-999", "-0"]
        self.write("a.jsonl", "".join(f'{{"text":"a","date":{date}}}\n' for date in dates))
        self.pipeline("a.jsonl")
        self.assertEqual(self.outcome(), (len(dates), []))

    def test_lengths_of_records_in_all_spellings(self):
        spellings = [b"+5", b"5abc", b"-1", b"0x10", b"", b"00000000000000000005", b"9007199254740993", "٥".encode(), b"5 5"]
        self.write("a.warc", b"".join(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + s + b"\r\n\r\nabcde\r\n\r\n" for s in spellings))
        self.pipeline("a.warc")
        written, failed = self.outcome()
        self.assertEqual((written, set(failed)), (0, {"broken-record"}))

    def test_lengths_of_arc(self):
        lines = [b"9223372036854775807", b"-5", b"99999999999999999999", b"29"]
        self.write("a.arc", b"".join(b"http://x/ 1.2.3.4 20040407103000 text/html " + n + b"\nHTTP/1.1 200 OK\r\n\r\n<p>abcdefg\n" for n in lines))
        self.pipeline("a.arc")
        written, failed = self.outcome()
        self.assertEqual((written, set(failed)), (1, {"broken-record"}))

    def test_sizes_of_chunks(self):
        records = b""
        for size in (b"ffffffffffffffff", b"7fffffffffffffff", b"8000000000000000", b"-1", b"0x5", b"f" * 17):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + size + b"\r\n<p>" + PROSE.encode() + b"\r\n0\r\n\r\n"
            records += b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"
        self.write("a.warc", records)
        self.pipeline("a.warc")
        self.assertEqual(self.outcome(), (6, []))

    def test_frames_and_windows_of_zstd(self):
        for data in (b"\x50\x2a\x4d\x18\xff\xff\xff\xff" + b"a" * 100, b"\x28\xb5\x2f\xfd\x00\xff" + b"\xff" * 50, b"\x28\xb5\x2f\xfd\xe0" + b"\xff" * 60):
            self.write("a.jsonl.zst", data)
            self.pipeline("a.jsonl.zst")
            self.run_soon(codes=(1,))

    def test_heads_of_gzip(self):
        for data, written in ((b"\x1f\x8b\x08\x04\0\0\0\0\0\0\xff\xff" + b"a" * 10, 0), (b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 100_000, 0), (gzip.compress(b'{"text":"a"}\n') * 100 + bytes(1000), 100)):
            self.write("a.jsonl.gz", data)
            self.pipeline("a.jsonl.gz")
            self.assertEqual(self.outcome()[0], written)

    def test_a_checkpoint_that_is_no_file(self):
        """A pipe in its place keeps nobody waiting for who writes into it."""
        self.write("in.txt", "نص.\n")
        self.pipeline("in.txt", run="checkpoint: out/state")
        os.makedirs(self.path("out"))
        os.mkfifo(self.path("out/state"))
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual(done.code, 2)
        self.assertIn("the checkpoint 'out/state'", done.sentences)

    def test_outputs_that_can_not_be_read(self):
        os.makedirs(self.path("folder"))
        for command in (["eval", "folder", "folder"], ["diff", "folder", "folder"], ["why", "folder", "--at", "1"]):
            done = self.isnad(*command)
            self.assertEqual((done.code, "'folder' can't be read: Is a directory" in done.err), (2, True), done.err)

    def test_settings_beyond_all_bounds(self):
        self.write("a.jsonl", '{"text":"a"}\n')
        for run in ("timeout: 99999999999h", "timeout: -1s", "timeout: 1e300s", "checkpoint: s, commit: 99999999999999999999s", "max-failures: 1e400%", "max-failures: 99999999999999999999",
                    "retry: { attempts: 9223372036854775807, backoff: 99999999999h }", "max-document-bytes: 9223372036854775807", "max-document-bytes: 0", "workers: 99999999", "workers: 0", "max-annotations: -1"):
            with self.subTest(run):
                self.pipeline("a.jsonl", run=run)
                self.assertIn("error[", self.run_soon("run", "p.yaml", codes=(2,)).err)

    def test_numbers_of_the_command_line(self):
        self.write("a.jsonl", '{"text":"a"}\n')
        self.pipeline("a.jsonl")
        for option, codes in ((("--limit", "0"), (2,)), (("--limit", "-1"), (2,)), (("--limit", "9223372036854775807"), (0,)), (("--limit", "99999999999999999999"), (2,)), (("--workers", "0"), (2,)), (("--workers", "99999999"), (2,))):
            with self.subTest(option):
                self.run_soon("run", "p.yaml", *option, codes=codes)

    def test_heads_of_piped_inputs(self):
        self.pipeline('"-"', "format: piped")
        for data in ('{"uri":"a.jsonl","bytes":9223372036854775807}\n{"text":"a"}', '{"uri":"a.jsonl","bytes":-1}\n', '{"uri":"a.jsonl","bytes":1e30}\n', '{"uri":"a.jsonl"}\n{"bytes":99999999999999999999}\n', '{"uri":"%s","bytes":0}\n' % ("a" * 10**6), "x" * 10**6):
            self.write("piped", data)
            with open(self.path("piped"), "rb") as file:
                self.assertIn("error[", self.run_soon("run", "p.yaml", codes=(2, 3), stdin=file).err)

    def test_values_of_a_database(self):
        with sqlite3.connect(self.path("a.db")) as database:
            database.execute("create table t(id, title, text)")
            database.executemany("insert into t values(?,?,?)", [(2**63 - 1, b"\xff", "a"), (float("inf"), None, "b"), (None, 1.5, "c"), (b"\0\1", "x", "d"), (1, "x", b"bytes"), (2, "x", None), (3, "x", 5)])
        database.close()
        self.pipeline("a.db", "format: sqlite, query: 'SELECT * FROM t'")
        written, failed = self.outcome()
        self.assertEqual(written + len(failed), 7)

    def test_queries_that_do_more_than_ask(self):
        with sqlite3.connect(self.path("a.db")) as database:
            database.execute("create table t(text)")
            database.execute("insert into t values('a')")
        database.close()
        before = self.read("a.db")
        for query in ("DELETE FROM t", "ATTACH ''x.db'' AS x", "SELECT text FROM t; DROP TABLE t", "SELECT load_extension(''x'') AS text", "VACUUM INTO ''y.db''", "PRAGMA writable_schema = 1"):
            with self.subTest(query):
                self.pipeline("a.db", f"format: sqlite, query: '{query}'")
                self.run_soon(codes=(1, 2))
                self.assertEqual(self.read("a.db"), before)
                self.assertFalse(os.path.exists(self.path("x.db")) or os.path.exists(self.path("y.db")))

    def test_a_query_without_an_end_meets_the_limit(self):
        sqlite3.connect(self.path("a.db")).execute("create table t(x)")
        self.pipeline("a.db", "format: sqlite, query: \"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT 'a' AS text FROM r\"")
        self.run_soon("run", "p.yaml", "--limit", "5", codes=(0, 1))

    def test_databases_that_are_cut_or_torn(self):
        with sqlite3.connect(self.path("a.db")) as database:
            database.execute("create table t(text)")
            database.executemany("insert into t values(?)", [("خبر " * 100,)] * 500)
        database.close()
        whole = self.read("a.db")
        for data in (whole[: len(whole) // 2], whole[:4096] + bytes(200) + whole[4296:], whole[:100] + b"\xff" * 100 + whole[200:], b"SQLite format 3\0"):
            self.write("b.db", data)
            self.pipeline("b.db", "format: sqlite, query: 'SELECT * FROM t'")
            self.run_soon(codes=(1, 3))

    # Paths that are the same thing, and names in bytes

    def test_ways_to_write_over_what_is_read(self):
        text = '{"text":"a"}\n'
        os.makedirs(self.path("x"))
        self.write("a.jsonl", text)
        os.link(self.path("a.jsonl"), self.path("hard.jsonl"))
        os.symlink("a.jsonl", self.path("soft.jsonl"))
        os.symlink(".", self.path("here"))
        for path in ("./a.jsonl", "x/../a.jsonl", "not-there/../a.jsonl", "not/there/../.././a.jsonl", "here/not-there/../a.jsonl", "hard.jsonl", "soft.jsonl", "here/a.jsonl", "here/here/soft.jsonl", self.path("a.jsonl"), "p.yaml", "f.jsonl", "x//..//a.jsonl"):
            with self.subTest(path):
                self.pipeline("a.jsonl", writes=f"{{ path: {json.dumps(path)} }}")
                pipeline = self.text("p.yaml")
                self.run_soon("run", "p.yaml", codes=(2,))
                self.assertEqual((self.text("a.jsonl"), self.text("p.yaml")), (text, pipeline))

    def test_outputs_that_can_not_be(self):
        self.write("a.jsonl", '{"text":"a"}\n')
        os.makedirs(self.path("in"))
        for path in (".", "in/", "/", "/dev/null/x", "n" * 300 + ".jsonl"):
            with self.subTest(path):
                self.pipeline("a.jsonl", writes=f"{{ path: {json.dumps(path)}, format: jsonl }}")
                self.assertIn("error[", self.run_soon("run", "p.yaml", codes=(2, 3)).err)

    def test_ids_that_are_paths(self):
        ids = ["../../evil", "/abs", "a/b", ".", "..", "", "x" * 300, "A", "a", "a\nb", "a\0b", "ا" * 200, "a.txt", "\u202eabc", "../../evil "]
        os.makedirs(self.path("deep/er"))
        self.write("deep/er/a.jsonl", "".join(json.dumps({"id": i, "text": TEXT}) + "\n" for i in ids))
        self.write("deep/er/p.yaml", "stages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n  - normalizer\n  - number-extractor\n  - { use: writer, with: { format: brat, path: b } }\n")
        self.run_soon("run", "deep/er/p.yaml", codes=(0,))
        names = os.listdir(self.path("deep/er/b"))
        self.assertEqual(len(names), 2 * len(ids) + 1)
        # File systems that know no case keep them apart too.
        self.assertEqual(len({name.casefold() for name in names}), len(names))
        self.assertEqual((sorted(os.listdir(self.path("deep"))), sorted(os.listdir(self.path("deep/er")))), (["er"], ["a.jsonl", "b", "p.yaml"]))

    def test_brat_of_names_in_bytes(self):
        folder = self.path("in").encode()
        os.makedirs(folder)
        for name in ("خبر".encode("windows-1256"), b"\xff", b"\xfe", b"a"):
            with open(os.path.join(folder, name + b".txt"), "w", encoding="utf-8") as file:
                file.write(TEXT)
        self.pipeline("in", stages=["normalizer", "number-extractor"], writes="{ format: brat, path: b }")
        self.run_soon("run", "p.yaml", codes=(0,))
        names = os.listdir(self.path("b").encode())
        texts = [name for name in names if name.endswith(b".txt")]
        self.assertEqual((len(texts), len(names)), (4, 9))
        for name in names:
            name.decode("utf-8")
        for name in texts:
            with open(os.path.join(self.path("b").encode(), name), encoding="utf-8") as file:
                self.assertEqual(file.read(), TEXT)

    def test_what_is_no_file_in_a_folder(self):
        self.write("in/a.txt", TEXT)
        os.mkfifo(self.path("in/b.txt"))
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(self.path("in/c.txt"))
        os.symlink("/dev/zero", self.path("in/d.txt"))
        os.symlink(".", self.path("in/f"))
        self.pipeline("in")
        done = self.run_soon(codes=(1,))
        for name in ("b.txt", "c.txt", "d.txt"):
            self.assertIn(f"'in/{name}' is no file", done.err)
        self.assertEqual(len(self.lines("o.jsonl")), 1)

    def test_patterns_of_patterns(self):
        self.write("in/" + "d/" * 25 + "x.txt", TEXT)
        for number in range(12):
            self.write("in/" + "d/" * number + f"e{number}/y.txt", TEXT)
        for pattern, count in (("**/**/**/**/**/**/**/**/x.txt", 1), ("in/**/**/y.txt", 12), ("**/d/**/d/**/d/**/x.txt", 1), ("in/**/e*/**/y.txt", 12)):
            with self.subTest(pattern):
                self.pipeline(json.dumps(pattern))
                self.assertEqual(self.outcome(), (count, []))
        self.write("in/" + "a" * 200 + ".txt", TEXT)
        self.pipeline(json.dumps("in/" + "a*" * 60 + "b.txt"))
        self.run_soon(codes=(2,))

    def test_watching_does_not_see_itself(self):
        for writes in ("{ path: in/o.out, format: jsonl }", "{ format: csv, path: in/t }", "{ format: brat, path: in/b }", "{ format: sqlite, path: in/o.db }"):
            with self.subTest(writes):
                shutil.rmtree(self.path("in"), ignore_errors=True)
                self.write("in/a.jsonl", json.dumps({"text": TEXT}) + '\n{"bad":1}\n')
                self.write("p.yaml", "run: { on-error: dead-letter, dead-letter: in/f.jsonl, report: in/r.json, checkpoint: in/c }\nstages:\n  - { use: reader, with: { paths: ['in/a*.jsonl', in/b, in/t], on-missing: skip } }\n  - normalizer\n  - number-extractor\n"
                           + f"  - {{ use: writer, with: {writes} }}\n")
                with open(self.path("said"), "wb") as said:
                    watch = self.start("run", "p.yaml", "--watch", stdout=said, stderr=said)
                    self.addCleanup(watch.kill)
                    self.wait_until(lambda: self.text("said").count("Watching") == 1, 60)
                    time.sleep(2)
                    self.assertEqual(self.text("said").count("Watching"), 1)
                    # What somebody else changes it sees.
                    self.write("in/a2.jsonl", json.dumps({"text": TEXT}) + "\n")
                    self.wait_until(lambda: self.text("said").count("Watching") == 2, 60)
                    watch.terminate()
                    self.assertEqual(watch.wait(30), 143)

    # More than it is long

    def test_patterns_of_lines(self):
        for pattern, line in (("*a" * 40 + "b", "a" * 100_000), ("*ab" * 20 + "*c*b?a", "ab" * 50_000)):
            self.write("a.txt", f"{line}\n{TEXT}\n")
            self.pipeline("a.txt", f"split: '{pattern}'")
            self.assertEqual(self.outcome(), (1, []))

    def test_patterns_of_filters(self):
        self.write("a.jsonl", json.dumps({"text": TEXT, "title": "a" * 100_000}))
        self.pipeline("a.jsonl", stages=["{ use: filter, with: { keep: { metadata.title: { matches: '%s' } } } }" % ("*a" * 40 + "b")])
        self.run_soon(codes=(0,))

    def test_entities_of_entities(self):
        entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 2 if i else "x" * 60}">' for i in range(40))
        self.write("a.rss", f'<?xml version="1.0"?><!DOCTYPE rss [{entities}]><rss><channel><item><title>&a39;</title></item><item><title>{TEXT}</title></item></channel></rss>')
        self.pipeline("a.rss")
        self.assertEqual(self.outcome(), (1, ["broken-entry"]))

    def test_entities_that_are_files(self):
        self.write("secret", "root-of-all")
        self.write("a.rss", f'<!DOCTYPE rss SYSTEM "file://{self.path("secret")}" [<!ENTITY x SYSTEM "file://{self.path("secret")}"><!ENTITY % y SYSTEM "secret">%y;]><rss><channel><item><title>&x;</title></item></channel></rss>')
        self.pipeline("a.rss")
        self.assertEqual(self.outcome(), (0, ["broken-entry"]))
        self.assertNotIn("root-of-all", self.text("f.jsonl"))

    def test_namespaces_without_number(self):
        spaces = " ".join(f'xmlns:a{i}="u{i}"' for i in range(50_000))
        for feed in (f"<rss {spaces}><channel><item><title>{TEXT}</title></item></channel></rss>", f"<rss><channel><item {spaces}><title>{TEXT}</title></item></channel></rss>",
                     f"<rss><channel><item><title>{TEXT}</title><_x {spaces}/></item></channel></rss>", f"<rss><channel><item><title>{TEXT}</title><script><b {spaces}/></script></item></channel></rss>"):
            self.write("a.rss", feed)
            self.pipeline("a.rss")
            self.assertEqual(self.outcome(seconds=30), (1, []))

    def test_depth_of_feeds(self):
        self.write("a.rss", "<rss><channel><item>" + "<a>" * 500_000 + f"</item><item><title>{TEXT}</title></item></channel></rss>")
        self.pipeline("a.rss")
        self.assertEqual(self.outcome(), (1, ["broken-entry"]))

    def test_types_of_feeds_without_an_end(self):
        self.write("a.rss", "<!DOCTYPE rss [" + "<!--" * 200_000 + f"]><rss><channel><item><title>{TEXT}</title></item></channel></rss>")
        self.pipeline("a.rss")
        self.run_soon()

    def page(self, *inners):
        for inner in inners:
            self.write("a.html", f"<html><body><article><p>{PROSE}</p>{inner}</article></body></html>")
            self.pipeline("a.html")
            self.assertEqual(self.outcome(), (1, []), inner[:40])

    def test_depth_of_pages(self):
        self.page("<b>" * 300_000, "<table><tr><td>" * 30_000, "<ul><li>" * 30_000, "<font>" * 100_000, "<article>" * 100_000)

    def test_classes_without_number(self):
        self.page('<div class="' + "article-body " * 200_000 + '">', "".join(f'<div class="c{i} x-body">' for i in range(50_000)), '<div class="' + "body-" * 300_000 + '">')

    def test_bodies_in_bodies(self):
        self.page(f"<div class=article-body><p>{PROSE}" * 1500, f"<form><input><p>{PROSE}" * 1500, f"<section><h1>ا</h1><p>{PROSE}</p></section>" * 1500)

    def test_headings_and_leads_without_number(self):
        self.page("<h1>ا</h1>" * 100_000, ("<h3 class=lead>" + "كلمة في خبر. " * 10 + "</h3>") * 4000, "<time>" * 100_000, "<meta name=a content=b>" * 100_000)

    def test_linked_data_that_goes_in_circles(self):
        many = json.dumps([{"@id": "#a"}] * 50_000)
        self.page('<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>", f'<script type="application/ld+json">{{"@type":"NewsArticle","author":{many}}}</script><script type="application/ld+json">{{"@id":"#a","name":{{"@id":"#a"}},"x":1}}</script>')

    def test_tables_of_any_width(self):
        for name, data in (("nul", "te\0xt,id\na,1\n"), ("columns", "text," + ",".join(f"c{i}" for i in range(200_000)) + "\na" + ",1" * 200_000 + "\n"), ("one name", "text" + ",a" * 100_000 + "\na" + ",1" * 100_000 + "\n"),
                           ("marks", "text\n" + '"' * 1_000_001 + "\n"), ("no separator", "sep=\ntext\na\n"), ("a letter as one", "sep=ا\ntext\na\n")):
            with self.subTest(name):
                self.write("a.csv", data)
                self.pipeline("a.csv")
                self.run_soon()

    def test_letters_of_no_encoding(self):
        for name, data in (("seven", "نص".encode("utf-7")), ("halves", b"\xed\xa0\xbd\xed\xb8\x80"), ("too long", b"\xc0\xaf"), ("cut", b"\xff\xfe\x00\xd8"), ("odd", b"\xff\xfe" + "نص".encode("utf-16le") + b"\0")):
            with self.subTest(name):
                self.write("a.txt", data)
                self.pipeline("a.txt")
                written, failed = self.outcome()
                self.assertEqual(written + len(failed), 1)

    def test_codings_in_codings(self):
        body = b"<p>" + PROSE.encode()
        for _ in range(9):
            body = gzip.compress(body)
        bomb = gzip.compress(gzip.compress(gzip.compress(bytes(1 << 28))))
        for data, head in ((body, b"Content-Encoding: " + b", ".join([b"gzip"] * 9)), (bomb, b"Content-Encoding: gzip, gzip, gzip"), (zlib.compress(bytes(1 << 26)), b"Content-Encoding: deflate")):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n\r\n" + data
            self.write("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n")
            self.pipeline("a.warc")
            written, failed = self.outcome()
            self.assertEqual(written + len(failed), 1)

    def test_lists_of_names_of_any_shape(self):
        self.write("a.jsonl", json.dumps({"text": "وصل سامي إلى بغداد."}) + "\n")
        for name, data in (("nul", "بغ\0داد\tLOC\n"), ("bytes", b"\xff\xfe\xfd\tLOC\n"), ("fields", "بغداد" + "\tLOC" * 100_000 + "\n"), ("a long one", "ب" * 2_000_000 + "\tLOC\n"), ("many words", "بغداد " * 50_000 + "\tLOC\n"),
                           ("beginnings", "".join("سامي " * k + "\tPER\n" for k in range(1, 800))), ("nothing", ""), ("blanks", "\t\t\t\n")):
            with self.subTest(name):
                self.write("g.tsv", data)
                self.pipeline("a.jsonl", stages=["normalizer", "{ use: entity-tagger, with: { gazetteers: [g.tsv] } }"])
                self.run_soon(codes=(0, 2))

    # What commands compare

    def layer(self, name, **fields):
        return json.dumps({"id": "a", "text": "x", name: [{"start": 0, "end": 1, "text": "x", **fields}] * 20_000}) + "\n"

    def test_many_annotations_at_one_place_in_diff(self):
        self.write("a.jsonl", self.layer("entities", label="PER"))
        self.write("b.jsonl", self.layer("entities", label="LOC"))
        done = self.run_soon("diff", "a.jsonl", "b.jsonl", "--show", "0", codes=(1,))
        self.assertIn("20000", done.out)
        self.run_soon("diff", "a.jsonl", "a.jsonl", codes=(0,))

    def test_many_annotations_at_one_place_in_why(self):
        self.write("a.jsonl", self.layer("entities", label="PER"))
        self.run_soon("why", "a.jsonl", "--at", "0", codes=(0,))

    def test_documents_of_one_id_or_in_another_order(self):
        line = '{"id":"%s","text":"x","entities":[]}\n'
        self.write("same.jsonl", line % "a" * 20_000)
        self.write("up.jsonl", "".join(line % i for i in range(20_000)))
        self.write("down.jsonl", "".join(line % i for i in reversed(range(20_000))))
        for one, two in (("same", "same"), ("up", "down")):
            self.run_soon("diff", f"{one}.jsonl", f"{two}.jsonl", codes=(0,))
            self.run_soon("eval", f"{one}.jsonl", f"{two}.jsonl", codes=(0, 2))

    def test_tokens_of_any_shape(self):
        for name, data in (("long", "س B-PER\n" * 100_000), ("no label", "س\n" * 10), ("tabs", "س\t\t\t\tB-PER\n"), ("nul", "\0 B-PER\n"), ("bytes", b"\xff B-PER\n"), ("half", "س I-\nس B\nس -\nس B-\n")):
            with self.subTest(name):
                self.write("a.conll", data)
                self.run_soon("eval", "a.conll", "a.conll", codes=(0, 2))
                self.run_soon("eval", "a.conll", "--documents", "--group", "9223372036854775807", codes=(0, 2))


if __name__ == "__main__":
    main()

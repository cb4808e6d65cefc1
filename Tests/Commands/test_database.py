"""Tables and databases, and the questions to them, as those who use them meet them: pandas, DuckDB, Datasette."""

import contextlib
import json
import signal
import sqlite3
import subprocess
import time
import unittest

import duckdb
import pandas

from harness import BIN, Command, plain

CHAIN = """stages:
  - use: reader
    with: { paths: [a.jsonl] }
  - normalizer
  - entity-tagger
  - number-extractor
  - quote-attributor
  - figure-linker
  - use: writer
    with: { %s }
"""
TEXTS = [
    ("2024-04-01", "بي بي سي", "قال الرئيس جو بايدن: \"قتل نحو 5 أشخاص في غزة\"، ونفى مسؤول أن تكون الإمارات طرفا."),
    ("2024-04-03", "سكاي", "وبايدن في القاهرة. قال وزير الخارجية إن 120 قتيلا سقطوا، بينهم \"3 أطفال\".\nوأضاف، أن الثمن 2,5 مليون دولار."),
    ("2024-05-07", "سكاي", "ارتفع النفط 3 في المئة؛ وقالت المتحدثة باسم الحكومة سارة علي إن \"اليوم جيد\" للإمارات."),
]


class Tables(Command):
    def setUp(self):
        super().setUp()
        lines = [json.dumps({"id": f"n{i}", "text": text, "metadata": {"date": date, "outlet": outlet, "title": f"خبر {i}, \"أول\""}}, ensure_ascii=False) for i, (date, outlet, text) in enumerate(TEXTS)]
        self.write("a.jsonl", "\n".join(lines) + "\n")
        self.write("j.yaml", CHAIN % "path: o.jsonl")
        self.write("d.yaml", CHAIN % "format: sqlite, path: news.db")
        self.isnad("run", "j.yaml", "-q")

    def wanted(self, layer):
        return [(d["id"], a["id"], a["start"], a["end"], a["text"]) for d in self.documents("o.jsonl") for a in d[layer]]

    def test_pandas_and_duckdb_read_what_json_lines_say(self):
        for suffix, delimiter in [("csv", ","), ("tsv", "\t")]:
            self.write("t.yaml", CHAIN % f"format: {suffix}, path: facts-{suffix}")
            self.isnad("run", "t.yaml", "-q")
            texts = pandas.read_csv(self.folder / f"facts-{suffix}/documents.{suffix}", sep=delimiter).set_index("id")["text"]
            self.assertEqual(list(texts), [text for _, _, text in TEXTS])
            for layer in ("entities", "numbers", "quotes", "figures"):
                path = self.folder / f"facts-{suffix}/{layer}.{suffix}"
                frame = pandas.read_csv(path, sep=delimiter)
                rows = [tuple(row) for row in frame[["document", "id", "start", "end", "text"]].itertuples(index=False)]
                self.assertEqual(rows, self.wanted(layer))
                for document, _, start, end, text in rows:
                    self.assertEqual(texts[document][start:end], text)
                found = duckdb.sql(f"SELECT document, id, \"start\", \"end\", text FROM read_csv('{path}', delim='{delimiter}', header=true)").fetchall()
                self.assertEqual(found, rows)
        numbers = pandas.read_csv(self.folder / "facts-csv/numbers.csv")
        self.assertEqual(numbers[numbers.currency == "USD"]["value"].tolist(), [2500000])

    def test_people_are_no_nationalities(self):
        lines = [json.dumps({"id": str(n), "text": "قال الرئيس الأميركي جو بايدن إن الوفد السوري وصل إلى القاهرة."}, ensure_ascii=False) for n in range(3)]
        self.write("a.jsonl", "\n".join(lines) + "\n")
        self.isnad("run", "d.yaml", "-q")
        listed = lambda *options: [json.loads(line) for line in self.isnad("people", "news.db", "--format", "json", *options).stdout.splitlines()]
        groups = listed("--label", "NORP")
        self.assertGreaterEqual(len(groups), 2)
        people = listed()
        self.assertEqual({person["label"] for person in people}, {"PER", "LOC"})
        # The limit counts those that are shown.
        for limit in range(1, len(people) + 2):
            self.assertEqual(listed("--limit", str(limit)), people[:limit])

    def rows(self, sql, *values):
        database = sqlite3.connect(self.folder / "news.db")
        try:
            return database.execute(sql, values).fetchall()
        finally:
            database.close()

    def everything(self):
        return [
            self.rows(f'SELECT * FROM (SELECT d.uri, d.record, a.* FROM {table} a JOIN documents d ON d.key = a.document_key) ORDER BY uri, record, "start", "end", id')
            for table in ("entities", "numbers", "quotes", "figures")
        ]

    def contents(self):
        """All rows without the database's own keys."""
        return [[row[:2] + row[4:] for row in rows] for rows in self.everything()] + [self.rows("SELECT uri, record, id, text, metadata FROM documents ORDER BY uri, record")]

    def test_a_database_holds_what_json_lines_say_and_a_second_run_changes_nothing(self):
        self.isnad("run", "d.yaml", "-q")
        for layer in ("entities", "numbers", "quotes", "figures"):
            self.assertEqual(self.rows(f'SELECT document, id, "start", "end", text FROM {layer} ORDER BY key'), self.wanted(layer))
        before = self.contents()
        self.isnad("run", "d.yaml", "-q")
        self.assertEqual(self.contents(), before)
        self.assertEqual(self.rows("SELECT count(*) FROM documents_search"), [(3,)])
        self.assertEqual(self.rows("SELECT count(*) FROM quotes_search"), self.rows("SELECT count(*) FROM quotes"))
        self.assertEqual(self.rows("PRAGMA foreign_key_check"), [])
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual([path.name for path in self.folder.glob("news.db*")], ["news.db"])
        keys = self.rows("SELECT id, key FROM documents ORDER BY key")
        # A document that changed replaces its old rows, words in the index included, under its old key; its old text is kept.
        self.write("a.jsonl", json.dumps({"id": "n0", "text": "لا شيء."}) + "\n")
        self.isnad("run", "d.yaml", "-q")
        self.assertEqual(self.rows("SELECT text, version FROM documents WHERE id = 'n0'"), [("لا شيء.", 2)])
        self.assertEqual(self.rows("SELECT id, key FROM documents ORDER BY key"), keys)
        self.assertEqual(self.rows("SELECT version, title, text FROM document_versions"), [(1, 'خبر 0, "أول"', TEXTS[0][2])])
        self.assertEqual(self.rows("SELECT count(*) FROM quotes q JOIN documents d ON d.key = q.document_key WHERE d.id = 'n0'"), [(0,)])
        self.assertEqual(self.rows("SELECT count(*) FROM documents_search"), [(3,)])
        self.assertEqual(self.rows("SELECT count(*) FROM quotes_search"), self.rows("SELECT count(*) FROM quotes"))
        self.isnad("quotes", "news.db", "--speaker", "بايدن", code=1)

    def test_a_document_is_known_by_its_id_wherever_it_comes_from(self):
        self.write("a.jsonl", '{"id": "x", "text": "قتل 5 أشخاص.", "metadata": {"title": "أ"}}\n')
        self.isnad("run", "d.yaml", "-q")
        seen = self.rows("SELECT key, first_seen FROM documents")
        # The same document from another place is noted there, and nothing else changes.
        self.write("a.jsonl", '\n{"id": "x", "text": "قتل 5 أشخاص.", "metadata": {"title": "أ"}}\n')
        self.isnad("run", "d.yaml", "-q")
        self.assertEqual(self.rows("SELECT key, first_seen FROM documents"), seen)
        self.assertEqual(self.rows("SELECT record, version FROM documents"), [(2, 1)])
        # Other annotations of the same text are no new version of it.
        self.write("e.yaml", CHAIN.replace("  - number-extractor\n", "").replace("  - figure-linker\n", "") % "format: sqlite, path: news.db")
        self.isnad("run", "e.yaml", "-q")
        self.assertEqual(self.rows("SELECT version, (SELECT count(*) FROM numbers) FROM documents"), [(1, 0)])
        self.assertEqual(self.rows("SELECT count(*) FROM document_versions"), [(0,)])
        # Other metadata are one.
        self.write("a.jsonl", '{"id": "x", "text": "قتل 5 أشخاص.", "metadata": {"title": "ب"}}\n')
        self.isnad("run", "d.yaml", "-q")
        self.assertEqual(self.rows("SELECT d.version, v.title, d.title FROM documents d JOIN document_versions v ON v.document_key = d.key"), [(2, "أ", "ب")])
        self.assertEqual(self.rows("PRAGMA integrity_check"), [("ok",)])

    def test_inputs_whose_ids_are_not_unique(self):
        for name in ("a.jsonl", "b.jsonl"):
            self.write(name, "".join(json.dumps({"id": "1", "text": f"{name} {line}"}) + "\n" for line in range(2)))
        self.write("d.yaml", CHAIN.replace("[a.jsonl]", "[a.jsonl, b.jsonl]") % "format: sqlite, path: news.db, identity: place")
        for _ in range(2):
            self.isnad("run", "d.yaml", "-q")
            self.assertEqual(self.rows("SELECT text FROM documents ORDER BY key"), [("a.jsonl 0",), ("a.jsonl 1",), ("b.jsonl 0",), ("b.jsonl 1",)])
        self.assertIn("'identity' of 'writer' is for sqlite, postgres and opensearch, and this is jsonl.", self.isnad("run", "j.yaml", "--set", "writer.identity=place", code=2).stderr)

    def test_lines_are_added_run_after_run(self):
        self.write("j.yaml", CHAIN % "path: all.jsonl, append: true")
        self.isnad("run", "j.yaml", "-q")
        # Half a line, as a killed run leaves it, goes; a whole one without a break stays.
        for tail, kept in [('{"id": "ha', 3), ('{"id": "whole", "text": ""}', 7)]:
            with (self.folder / "all.jsonl").open("a") as file:
                file.write(tail)
            self.isnad("run", "j.yaml", "-q")
            ids = [json.loads(line)["id"] for line in (self.folder / "all.jsonl").read_text().splitlines()]
            self.assertEqual(ids[kept:], ["n0", "n1", "n2"])
        self.write("all.jsonl", "notes of my own")
        self.assertIn("the last line of '", self.isnad("run", "j.yaml", "-q", code=2).stderr)
        self.assertEqual((self.folder / "all.jsonl").read_text(), "notes of my own")

    def test_questions(self):
        self.isnad("run", "d.yaml", "-q")
        ask = lambda *arguments, code=0: [json.loads(line) for line in self.isnad(*arguments, "--format", "json", code=code).stdout.splitlines()]
        quotes = ask("quotes", "news.db", "--speaker", "بايدن", "--about", "غزه")
        self.assertEqual([(q["speaker"], q["text"], q["document"]) for q in quotes], [("جو بايدن", "قتل نحو 5 أشخاص في غزة", "n0")])
        self.assertEqual([q["polarity"] for q in ask("quotes", "news.db", "--polarity", "denied")], ["denied"])
        self.assertEqual({q["document"] for q in ask("quotes", "news.db", "--since", "2024-04-02", "--until", "2024-04-03")}, {"n1"})
        self.assertEqual({q["document"] for q in ask("quotes", "news.db", "--outlet", "سكاي")}, {"n1", "n2"})
        # With و and ل before it, and its hamza left out.
        self.assertEqual({e["name"] for e in ask("entities", "news.db", "--about", "الامارات")} & {"جو بايدن", "سارة علي"}, {"جو بايدن", "سارة علي"})
        self.assertEqual([(e["name"], e["label"], e["mentions"]) for e in ask("entities", "news.db", "--name", "بايدن")], [("جو بايدن", "PER", 1)])
        self.assertEqual({n["document"] for n in ask("numbers", "news.db", "--about", "بايدن")}, {"n0", "n1"})
        numbers = ask("numbers", "news.db", "--unit", "قتيل", "--min", "100")
        self.assertEqual([(n["value"], n["unit"]) for n in numbers], [(120, "قتيلا")])
        self.assertIn("إن ⟦120 قتيلا⟧ سقطوا", numbers[0]["snippet"])
        self.assertEqual([n["value"] for n in ask("numbers", "news.db", "--kind", "money", "--currency", "USD")], [2500000])
        self.assertEqual([n["text"] for n in ask("numbers", "news.db", "--max", "4", "--kind", "percentage")], ["3 في المئة"])
        text = plain(self.isnad("quotes", "news.db", "--speaker", "بايدن").stdout)
        self.assertIn("جو بايدن:\n  قتل نحو 5 أشخاص في غزة\n  2024-04-01 · بي بي سي · خبر 0, \"أول\"", text)
        self.assertIn("There may be more", self.isnad("entities", "news.db", "--limit", "1").stderr)

    def test_who_says_how_many(self):
        self.isnad("run", "d.yaml", "-q")
        ask = lambda *arguments: [json.loads(line) for line in self.isnad("figures", "news.db", *arguments, "--format", "json").stdout.splitlines()]
        killed = ask("--event", "killed")
        self.assertEqual([(f["value"], f["source"], f["place"]) for f in killed if f["document"] == "n0"], [(5, "جو بايدن", "غزة")])
        # أشخاص is شخص, قتلى is قتيل; what a unit leaves out is told.
        self.assertEqual([f["value"] for f in ask("--unit", "شخص")], [5])
        self.assertEqual([f["value"] for f in ask("--unit", "قتلى")], [120])
        self.assertIn("--unit left out", plain(self.isnad("figures", "news.db", "--event", "killed", "--unit", "شخص").stderr))
        self.assertEqual([f["document"] for f in ask("--place", "غزه")], ["n0"])
        self.assertEqual({f["source"] for f in ask("--source", "بايدن")}, {"جو بايدن"})
        self.assertEqual({f["document"] for f in ask("--event", "killed", "--since", "2024-04-02")}, {"n1"})
        self.assertEqual([f["text"] for f in ask("--event", "growth", "--max", "4")], ["3 في المئة"])
        text = plain(self.isnad("figures", "news.db", "--unit", "شخص").stdout)
        self.assertIn("نحو 5 أشخاص  killed · غزة", text)
        indexes = {name for name, in self.rows("SELECT name FROM sqlite_master WHERE type = 'index'")}
        self.assertLessEqual({"figures_document", "figures_event", "figures_source", "figures_place"}, indexes)

    def test_mistakes_are_told(self):
        self.isnad("run", "d.yaml", "-q")
        self.write("t.db", "no database at all, but long enough to be read as one: " + "x" * 2000)
        other = sqlite3.connect(self.folder / "other.db")
        other.execute("CREATE TABLE a (b)")
        other.commit()
        other.close()
        with contextlib.closing(sqlite3.connect(self.folder / "old.db")) as old:
            old.execute("CREATE TABLE documents (key)")
            old.execute("PRAGMA user_version = 1")
            old.commit()
        for arguments, said in [
            (["quotes", "none.db"], "the database 'none.db' is not there."),
            (["quotes", "t.db"], "'t.db' is not a database."),
            (["quotes", "other.db"], "'other.db' is a database of something else"),
            (["quotes", "old.db"], "'old.db' was written by an earlier Isnad (its user_version is 1). Run the pipeline again into a new database."),
            (["numbers", "news.db", "--since", "May"], "--since must be a day such as 2024-05-31, not 'May'."),
            (["quotes", "news.db", "--about", "؟!"], "--about has no word in it: '؟!'."),
            (["entities", "news.db", "--name", "؟"], "--name has no word in it: '؟'."),
            (["figures", "news.db", "--event", "dead"], "The value 'dead' is invalid for '--event <event>'"),
            (["figures", "news.db", "--place", "؟"], "--place has no word in it: '؟'."),
            (["numbers", "news.db", "--unit", "%"], "--unit has no word in it: '%'."),
            (["entities", "news.db", "--limit", "0"], "--limit must be 1 or more, not 0."),
        ]:
            self.assertIn(said, self.isnad(*arguments, code=2).stderr)
        self.assertIn("Nothing in 'news.db' answers that.", self.isnad("quotes", "news.db", "--speaker", "نيوتن", code=1).stderr)
        # What SQL would be elsewhere is a word like others.
        self.isnad("entities", "news.db", "--label", "x' OR '1'='1", code=1)
        self.isnad("quotes", "news.db", "--about", "a\" OR *", code=1)
        self.write("d.yaml", CHAIN % "format: sqlite, path: t.db")
        self.assertIn("'t.db' is not a database.", self.isnad("run", "d.yaml", "-q", code=2).stderr)
        self.write("d.yaml", CHAIN % "format: csv")
        self.assertIn("'path' of 'writer' must be given for csv.", self.isnad("validate", "d.yaml", code=2).stderr)

    def test_killed_twice_and_resumed(self):
        articles = [{"id": f"k{i}", "text": f"قال الرئيس جو بايدن إن {i} قتيلا سقطوا في غزة عام {1990 + i % 30}. " + TEXTS[i % 3][2]} for i in range(4000)]
        self.write("a.jsonl", "\n".join(json.dumps(a, ensure_ascii=False) for a in articles) + "\n")
        self.isnad("run", "d.yaml", "-q")
        clean = self.contents()
        self.assertEqual(len(clean[-1]), 4000)
        for path in self.folder.glob("news.db*"):
            path.unlink()
        pipeline = CHAIN % "format: sqlite, path: news.db"
        self.write("d.yaml", "run: { checkpoint: state }\n" + pipeline)
        killed = 0
        for least in (300, 1500):
            process = subprocess.Popen([BIN, "run", "d.yaml", "-q"], cwd=self.folder)
            deadline = time.monotonic() + 120
            while process.poll() is None and time.monotonic() < deadline:
                try:
                    if self.rows("SELECT count(*) FROM documents")[0][0] >= least:
                        break
                except sqlite3.Error:
                    pass
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL)
            killed += process.wait() == -signal.SIGKILL
        self.assertGreater(killed, 0)
        self.isnad("run", "d.yaml", "-q")
        self.assertEqual(self.contents(), clean)
        self.assertEqual(self.rows("SELECT count(*) FROM documents_search"), [(4000,)])

    def test_datasette_opens_it(self):
        self.isnad("run", "d.yaml", "-q")
        got = lambda path: json.loads(subprocess.run(["datasette", "news.db", "--get", path], cwd=self.folder, capture_output=True, text=True, check=True, timeout=120).stdout)
        self.assertEqual(len(got("/news/documents.json?_shape=array")), 3)
        self.assertEqual(got("/news/quotes.json?_shape=array&speaker_name=%D8%AC%D9%88+%D8%A8%D8%A7%D9%8A%D8%AF%D9%86")[0]["document"], "n0")
        self.assertEqual(len(got("/news/quotes_search.json?_shape=array&_search=%D8%BA%D8%B2%D9%87")), 1)


if __name__ == "__main__":
    unittest.main(verbosity=1)

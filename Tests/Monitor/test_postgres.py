"""Documents into a real PostgreSQL, which this starts in a folder of its own on a socket of files: `make postgres`."""

import contextlib
import json
import os
import pathlib
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Commands"))

from feed_server import FeedServer
from harness import BIN, Command

FOLDERS = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))


def tool(name):
    """A program of the newest PostgreSQL that is installed."""
    found = str(FOLDERS[-1] / name) if FOLDERS else shutil.which(name)
    return found or name


class Cluster:
    """A server of its own. It does not run as root, so root starts it as somebody else."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="isnad-pg-", dir="/tmp"))
        self.user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self.folder.chmod(0o755)
        self.run(tool("initdb"), "-D", self.folder / "data", "-U", "isnad", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def run(self, *arguments, check=True):
        done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, timeout=120, cwd=self.folder, user=self.user.pw_uid if self.user else None, group=self.user.pw_gid if self.user else None, extra_groups=[] if self.user else None)
        if check and done.returncode:
            raise AssertionError(f"{arguments}: {done.stdout}{done.stderr}")
        return done

    def start(self):
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=on"
        self.run(tool("pg_ctl"), "-D", self.folder / "data", "-l", self.folder / "log", "-w", "-o", options, "start")

    def stop(self, how="immediate"):
        self.run(tool("pg_ctl"), "-D", self.folder / "data", "-m", how, "-w", "stop")

    def revive(self):
        """Starts it where a test that failed has left it stopped."""
        if self.run(tool("pg_ctl"), "-D", self.folder / "data", "status", check=False).returncode:
            self.start()

    def target(self, database):
        return f"host={self.folder} user=isnad dbname={database}"

    def ask(self, database, sql):
        """The rows, each a list of texts."""
        done = subprocess.run([tool("psql"), "-X", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-h", str(self.folder), "-U", "isnad", "-d", database, "-v", "ON_ERROR_STOP=1", "-c", sql], capture_output=True, text=True, timeout=120)
        if done.returncode:
            raise AssertionError(done.stderr)
        rows = done.stdout.rstrip("\n")
        return [row.split("\x1f") for row in rows.split("\x1e")] if rows else []

    def close(self):
        self.run(tool("pg_ctl"), "-D", self.folder / "data", "-m", "immediate", "stop", check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


CHAIN = "  - normalizer\n  - entity-tagger\n  - number-extractor\n  - quote-attributor\n  - figure-linker\n"
TABLES = ["documents", "entities", "numbers", "quotes", "figures"]


class Stored(Command):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()
        cls.addClassCleanup(cls.cluster.close)

    def setUp(self):
        super().setUp()
        self.database = "t" + self.id().rsplit(".", 1)[1][-40:]
        self.cluster.ask("postgres", f"CREATE DATABASE {self.database}")

    def ask(self, sql):
        return self.cluster.ask(self.database, sql)

    def one(self, sql):
        return self.ask(sql)[0][0]

    def articles(self, lines, name="a.jsonl"):
        self.write(name, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))

    def pipeline(self, chain="", extra="", run="", reader="paths: [a.jsonl]"):
        target = self.cluster.target(self.database)
        self.write("p.yaml", (f"run: {{ {run} }}\n" if run else "") + f"stages:\n  - use: reader\n    with: {{ {reader} }}\n{chain}  - use: writer\n    with: {{ format: postgres, database: '{target}'{extra} }}\n")


class Rows(Stored):
    ARTICLES = [
        {"id": "p:1", "text": "قالت وزيرة الصحة ليلى حداد في بيروت إن 47 شخصا قتلوا في الفيضانات.", "metadata": {"title": "فيضانات", "outlet": "صحيفة", "date": "2024-04-01", "tags": ["a", "b"]}},
        {"id": "p:2", "text": "وزار الرئيس الأمريكي بايدن الإمارات، وأنفق 3.25 مليون دولار.", "metadata": {"title": "زيارة"}},
        {"id": "p:3", "text": "الطقس جميل.", "metadata": {}},
    ]

    def test_the_same_rows_as_in_sqlite(self):
        self.articles(self.ARTICLES)
        self.pipeline(CHAIN)
        self.isnad("run", "p.yaml", "-q")
        self.write("s.yaml", f"stages:\n  - use: reader\n    with: {{ paths: [a.jsonl] }}\n{CHAIN}  - use: writer\n    with: {{ format: sqlite, path: o.db }}\n")
        self.isnad("run", "s.yaml", "-q")
        with contextlib.closing(sqlite3.connect(self.folder / "o.db")) as database:
            for table in TABLES:
                columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in ("key", "document_key", "first_seen", "last_seen")]
                names = ", ".join(f'"{name}"' for name in columns)
                theirs = [["" if cell is None else str(cell) for cell in row] for row in database.execute(f"SELECT {names} FROM {table} ORDER BY key")]
                ours = self.ask(f"SELECT {names} FROM {table} ORDER BY key")
                self.assertEqual(ours, theirs, table)
                self.assertTrue(ours or table == "figures", table)
        self.assertEqual(self.one("SELECT pg_typeof(value) FROM numbers LIMIT 1"), "numeric")
        self.assertEqual(self.one("SELECT metadata->'tags'->>1 FROM documents WHERE id = 'p:1'"), "b")

    def test_words_are_found_with_what_is_written_together_with_them(self):
        self.articles(self.ARTICLES)
        self.pipeline(CHAIN)
        self.isnad("run", "p.yaml", "-q")

        def found(words, table="documents", column="id"):
            return [row[0] for row in self.ask(f"SELECT {column} FROM {table} WHERE search @@ isnad_query('{words}') ORDER BY 1")]

        for words, ids in [
            ("بايدن", ["p:2"]), ("الامارات", ["p:2"]), ("إِمَارات", ["p:2"]), ("ليلى حداد", ["p:1"]), ("ليلي", ["p:1"]),
            ("فيضانات", ["p:1"]), ("ليلى بايدن", []), ("زار", ["p:2"]), ("47", ["p:1"]), ("مارات", []), ("طقس", ["p:3"]),
        ]:
            self.assertEqual(found(words), ids, words)
        self.assertEqual(found("قتلوا", "quotes", "document"), ["p:1"])
        self.assertEqual(found("حداد", "quotes", "document"), ["p:1"])

    def test_letters_that_postgres_does_not_take(self):
        hostile = {"id": "h\\N\t1", "text": "a\x00b\tc\nd\\.\\N 'x' \"y\" {z} \U0001F600.", "metadata": {"title": "\\.", "n": 1e300, "big": 123456789012345678901234567890, "nul": "\x00", "deep": [[[[1]]]]}}
        self.articles([hostile, {"id": "i" * 9000, "text": "ط" * 3000 + " نص."}])
        self.pipeline("  - normalizer\n")
        self.isnad("run", "p.yaml", "-q")
        row = self.ask("SELECT id, text FROM documents WHERE id LIKE 'h%'")[0]
        self.assertEqual(row, ["h\\N\t1", hostile["text"].replace("\x00", "\ufffd")])
        self.assertEqual(self.one("SELECT length(id) FROM documents WHERE id LIKE 'i%'"), "9000")


    def test_layers_of_plug_ins(self):
        self.articles(self.ARTICLES)
        stage = pathlib.Path(__file__).resolve().parents[2] / "plugins/romanize/romanize.py"
        romanize = f"  - use: process\n    id: romanize\n    with: {{ command: ['{sys.executable}', '{stage}'] }}\n"
        self.pipeline("  - normalizer\n  - entity-tagger\n" + romanize)
        self.isnad("run", "p.yaml", "-q")
        rows = [[document, layer, json.loads(fields)] for document, layer, fields in self.ask("SELECT document, layer, fields FROM annotations ORDER BY key")]
        self.write("j.yaml", f"stages:\n  - use: reader\n    with: {{ paths: [a.jsonl] }}\n  - normalizer\n  - entity-tagger\n{romanize}  - use: writer\n    with: {{ path: o.jsonl }}\n")
        self.isnad("run", "j.yaml", "-q")
        self.assertEqual(rows, [[document["id"], "romanized", fields] for document in self.documents("o.jsonl") for fields in document["layers"].get("romanized", [])])
        self.assertTrue(rows)


class Versions(Stored):
    def test_a_changed_document_keeps_its_earlier_version(self):
        first = {"id": "v", "text": "قال سامي الحداد إن 5 جنود قتلوا.", "metadata": {"title": "قديم"}}
        self.articles([first, {"id": "w", "text": "نص."}])
        self.pipeline(CHAIN)
        self.isnad("run", "p.yaml", "-q")
        key, seen = self.ask("SELECT key, first_seen FROM documents WHERE id = 'v'")[0]
        # A second run changes nothing but when it was seen.
        self.ask("UPDATE documents SET last_seen = '2000-01-01'")
        before = {table: self.ask(f"SELECT * FROM {table} ORDER BY key") for table in TABLES[1:]}
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual({table: self.ask(f"SELECT * FROM {table} ORDER BY key") for table in TABLES[1:]}, before)
        self.assertEqual(self.ask("SELECT id, version FROM documents WHERE last_seen > '2020-01-01' ORDER BY id"), [["v", "1"], ["w", "1"]])
        self.articles([dict(first, text="قال سامي الحداد إن 6 جنود قتلوا."), {"id": "w", "text": "نص."}])
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(self.ask("SELECT id, version FROM documents ORDER BY id"), [["v", "2"], ["w", "1"]])
        self.assertEqual(self.ask("SELECT key, first_seen FROM documents WHERE id = 'v'"), [[key, seen]])
        self.assertEqual(self.ask("SELECT document_key, version, title, text FROM document_versions"), [[key, "1", "قديم", first["text"]]])
        self.assertEqual(self.ask("SELECT value FROM numbers WHERE document = 'v'"), [["6"]])

    def test_one_document_twice_in_one_run(self):
        self.articles([{"id": "x", "text": f"نص {n}."} for n in [1, 2, 2, 3]])
        self.pipeline()
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(self.ask("SELECT version, text FROM documents"), [["3", "نص 3."]])
        self.assertEqual(self.ask("SELECT version, text FROM document_versions ORDER BY 1"), [["1", "نص 1."], ["2", "نص 2."]])

    def test_old_documents_go(self):
        self.articles([{"id": f"k{n}", "text": "قال سامي الحداد إن 5 جنود قتلوا."} for n in range(700)])
        self.pipeline(CHAIN)
        self.isnad("run", "p.yaml", "-q")
        self.ask("UPDATE documents SET last_seen = now() - interval '31 days' WHERE id != 'k7'; INSERT INTO document_versions (document_key, version) SELECT key, 0 FROM documents WHERE id IN ('k1', 'k7')")
        self.articles([{"id": "new", "text": "نص."}])
        self.pipeline(CHAIN, extra=", keep: 30 days")
        self.isnad("run", "p.yaml", "-q")
        self.isnad("run", "p.yaml", "-q")
        self.assertEqual(self.ask("SELECT id FROM documents ORDER BY id"), [["k7"], ["new"]])
        self.assertEqual(self.ask("SELECT DISTINCT document FROM entities"), [["k7"]])
        self.assertEqual(self.one("SELECT count(*) FROM document_versions"), "1")


class Exactly(Stored):
    """kill -9 at any moment: what is there is what a run without a kill leaves, versions and all."""

    LINES = [{"id": f"e:{n % 4000}", "text": f"قال سامي الحداد إن {n} جنود قتلوا في غزة."} for n in range(24_000)]
    STATE = "SELECT identity, version, text FROM documents ORDER BY 1"
    VERSIONS = "SELECT d.identity, v.version, v.text FROM document_versions v JOIN documents d ON d.key = v.document_key ORDER BY 1, 2"

    def expected(self):
        now, earlier = {}, []
        for line in self.LINES:
            if line["id"] in now:
                version, text = now[line["id"]]
                earlier.append([line["id"], str(version), text])
                now[line["id"]] = (version + 1, line["text"])
            else:
                now[line["id"]] = (1, line["text"])
        return [[name, str(version), text] for name, (version, text) in sorted(now.items())], sorted(earlier, key=lambda row: (row[0], int(row[1])))

    def same(self, ours, theirs):
        """Equal; a difference of thousands of rows is not worked out, which takes minutes."""
        ours, theirs = [tuple(row) for row in ours], [tuple(row) for row in theirs]
        self.assertTrue(ours == theirs, f"{sorted(set(ours) - set(theirs))[:3]} for {sorted(set(theirs) - set(ours))[:3]}")

    def check(self):
        now, earlier = self.expected()
        self.same(self.ask(self.STATE), now)
        self.same(sorted(self.ask(self.VERSIONS), key=lambda row: (row[0], int(row[1]))), earlier)
        self.assertEqual(self.one("SELECT count(*) FROM numbers n WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.key = n.document_key)"), "0")
        # A run that is complete leaves nothing of itself.
        self.assertEqual((self.one("SELECT count(*) FROM isnad_runs"), self.one("SELECT count(*) FROM isnad_written")), ("0", "0"))

    def killed(self, states):
        """Runs the pipeline and kills it when it has saved so many states; the last two, none of a run that was complete."""
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
        state, seen = self.folder / "state", []
        before = state.read_bytes() if state.exists() else None
        while process.poll() is None and len(seen) < states:
            with contextlib.suppress(FileNotFoundError):
                if (now := state.read_bytes()) not in [before, *seen[-1:]]:
                    seen.append(now)
            time.sleep(0.001)
        process.kill()
        process.wait()
        return seen[-2:] if state.exists() else []

    def test_killed_and_resumed(self):
        self.articles(self.LINES)
        self.pipeline("  - normalizer\n  - number-extractor\n", run="checkpoint: state, commit: 10ms, batch: 4")
        kills = 0
        while self.killed(1 + kills % 2):
            kills += 1
            if kills == 12:
                self.isnad("run", "p.yaml", "-q")
                break
        self.assertGreater(kills, 5)
        self.check()

    def test_the_checkpoint_is_behind_the_database(self):
        """Killed between the database's commit and the checkpoint's, again and again: the state is put back each time."""
        self.articles(self.LINES)
        self.pipeline("  - normalizer\n  - number-extractor\n", run="checkpoint: state, commit: 20ms, batch: 4")
        behind = 0
        for turn in range(10):
            states = self.killed(2 + turn % 2)
            if not states:
                break
            if len(states) > 1:
                earlier, last = (json.loads(text.splitlines()[0])["outputs"][0] for text in states)
                there = self.ask(f"SELECT commits FROM isnad_runs WHERE run = '{last['run']}'")
                if there == [[str(earlier["commits"] + 1)]]:
                    behind += 1
                    (self.folder / "state").write_bytes(states[-2])
        else:
            self.isnad("run", "p.yaml", "-q")
        self.assertGreater(behind, 2)
        self.check()

    def test_a_database_that_goes_ends_the_run_and_the_same_command_goes_on(self):
        self.articles(self.LINES)
        self.pipeline("  - normalizer\n  - number-extractor\n", run="checkpoint: state, commit: 10ms, batch: 4")
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.PIPE, text=True)
        while process.poll() is None and not (self.folder / "state").exists():
            time.sleep(0.01)
        self.cluster.stop()
        self.addCleanup(self.cluster.revive)
        said = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 3, said)
        self.assertIn("the database says: ", said)
        self.isnad("run", "p.yaml", "-q", code=2)
        self.cluster.start()
        self.isnad("run", "p.yaml", "-q")
        self.check()

    def test_a_database_without_what_the_checkpoint_counts(self):
        self.articles(self.LINES)
        self.pipeline(run="checkpoint: state, commit: 10ms, batch: 1")
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
        while process.poll() is None and not (self.folder / "state").exists():
            time.sleep(0.01)
        process.kill()
        process.wait()
        if (self.folder / "state").exists():
            self.ask("DELETE FROM isnad_runs")
            self.assertIn("error[changed-output]: the database does not hold what the checkpoint counts.", self.isnad("run", "p.yaml", code=2).stderr)
        self.isnad("run", "p.yaml", "-q", "--restart")
        self.assertEqual(self.one("SELECT count(*) FROM documents"), "4000")


class Feeds(Stored):
    def test_every_entry_once_while_the_run_is_killed(self):
        server = FeedServer()
        self.addCleanup(server.close)
        wanted = set()
        for index in range(6):
            server.feeds[f"/{index}.xml"].put(f"f:{index}:0", "أول خبر.")
            wanted.add(f"f:{index}:0")
        urls = ", ".join(f"{server.url}/{index}.xml" for index in range(6))
        self.pipeline(run="checkpoint: state, commit: 50ms", reader=f"format: feeds, urls: [{urls}], every: 100ms, delay: 0s, allow-private: true")
        for turn in range(8):
            process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
            for step in range(8):
                guid = f"f:{step % 6}:{turn * 8 + step + 1}"
                server.feeds[f"/{step % 6}.xml"].put(guid, f"خبر {guid}.")
                wanted.add(guid)
                time.sleep(0.03 + 0.01 * turn)
            process.kill()
            process.wait()
        # An entry that only the last run can give: it has begun when that is there.
        server.feeds["/0.xml"].put("f:0:last", "آخر خبر.")
        wanted.add("f:0:last")
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.folder, stderr=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 60
            while {row[0] for row in self.ask("SELECT identity FROM documents")} < wanted:
                self.assertLess(time.monotonic(), end, "entries are missing")
                time.sleep(0.1)
        finally:
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=60), 143)
        self.assertEqual({row[0] for row in self.ask("SELECT identity FROM documents")}, wanted)
        self.assertEqual(self.ask("SELECT DISTINCT version FROM documents"), [["1"]])


class Mistakes(Stored):
    def test_what_is_wrong_is_said_before_anything_runs(self):
        self.articles([{"id": "1", "text": "نص."}])
        self.pipeline(extra=", keep: 3 weeks")
        self.assertIn("'keep' of 'writer' must be a number of days such as 400 days, not '3 weeks'.", self.isnad("run", "p.yaml", code=2).stderr)
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { paths: [a.jsonl] }\n  - use: writer\n    with: { format: postgres, database: 'host=/nowhere password=geheim123' }\n")
        said = self.isnad("run", "p.yaml", code=2).stderr
        self.assertIn("p.yaml:4:", said)
        self.assertIn("the database can't be reached: ", said)
        self.assertNotIn("geheim123", said)

    def test_a_database_of_something_else_is_left_alone(self):
        self.articles([{"id": "1", "text": "نص."}])
        self.ask("CREATE TABLE documents (x integer)")
        self.pipeline()
        self.assertIn("the database has a table 'documents' that is not ours.", self.isnad("run", "p.yaml", code=2).stderr)
        self.assertEqual(self.ask("SELECT column_name FROM information_schema.columns WHERE table_name = 'documents'"), [["x"]])


if __name__ == "__main__":
    unittest.main(verbosity=1)

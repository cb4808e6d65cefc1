"""Nothing is lost without a trace: outputs, dead letters, records and databases that something else would take away."""

import json
import os
import signal
import sqlite3
import subprocess
import time

from harness import BIN, LIMIT, Fault, documents, main

BAD = '{"bad":1}\n'
READS = "  - { use: reader, with: { paths: [%s] } }\n"


class Losses(Fault):
    def good(self, *ids):
        return "".join(json.dumps({"id": name, "text": f"قتل 5 أشخاص في حادث {name}."}, ensure_ascii=False) + "\n" for name in ids)

    def stages(self, stages, reads="in.jsonl", run="", name="p.yaml"):
        self.write(name, f"run: {{ workers: 1{', ' + run if run else ''} }}\nstages:\n" + READS % reads + "".join(f"  - {stage}\n" for stage in stages))

    def refused(self, *arguments, says, **options):
        done = self.isnad(*arguments, **options)
        self.assertEqual(done.code, 2, done.err)
        self.assertIn("error[same-file]", done.err)
        self.assertIn(says, done.err)

    # --output

    def test_output_sets_the_last_writer_alone(self):
        self.write("in.jsonl", self.good("a"))
        self.stages(["normalizer", "{ use: writer, id: summary, with: { format: summary } }", "{ use: writer, with: { path: o.jsonl } }"])
        done = self.isnad("run", "p.yaml", "--output", "x.jsonl")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("in.jsonl:1", done.out)
        self.assertEqual(len(self.lines("x.jsonl")), 1)

    def test_a_summary_does_not_replace_a_database(self):
        self.write("in.jsonl", self.good("a"))
        self.stages(["normalizer", "{ use: writer, with: { format: summary } }", "{ use: writer, id: writer-2, with: { format: sqlite, path: news.db } }"])
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        before = self.read("news.db")[:16]
        self.assertEqual(self.isnad("run", "p.yaml", "--output", "other.db").code, 0)
        self.assertEqual((before, self.read("other.db")[:16]), (b"SQLite format 3\0",) * 2)

    # Dead letters

    def ids(self, name="failed.jsonl"):
        return [(letter["source"]["uri"], letter["source"]["record"]) for letter in self.lines(name)]

    def test_a_replay_with_a_limit_keeps_the_rest(self):
        self.write("in.jsonl", BAD * 3)
        self.stages(["{ use: writer, with: { path: o.jsonl } }"], run="dead-letter: failed.jsonl")
        self.assertEqual(self.isnad("run", "p.yaml").code, 1)
        self.assertEqual(len(self.lines("failed.jsonl")), 3)
        self.assertEqual(self.isnad("run", "p.yaml", "--dead-letters", "failed.jsonl", "--limit", "1").code, 1)
        self.assertEqual(sorted(self.ids()), [("in.jsonl", 1), ("in.jsonl", 2), ("in.jsonl", 3)])
        self.assertEqual(sorted(letter["attempts"] for letter in self.lines("failed.jsonl")), [1, 1, 2])

    def test_a_replay_with_a_limit_and_without_failures_keeps_the_rest(self):
        self.write("in.jsonl", BAD * 3)
        self.stages(["{ use: writer, with: { path: o.jsonl } }"], run="dead-letter: failed.jsonl")
        self.isnad("run", "p.yaml")
        letters = self.lines("failed.jsonl")
        letters[0]["record"] = self.good("mended").strip()
        self.write("failed.jsonl", "".join(json.dumps(letter) + "\n" for letter in letters))
        self.assertEqual(self.isnad("run", "p.yaml", "--dead-letters", "failed.jsonl", "--limit", "1").code, 0)
        self.assertEqual(self.ids(), [("in.jsonl", 2), ("in.jsonl", 3)])
        self.assertEqual([d["id"] for d in self.lines("o.jsonl")], ["mended"])

    def test_dead_letters_of_another_input_stay(self):
        self.write("a.jsonl", self.good("a") + BAD)
        self.write("b.jsonl", BAD + self.good("b"))
        self.stages(["normalizer", "{ use: writer, with: { format: sqlite, path: news.db } }"], run="dead-letter: failed.jsonl")
        for name in ("a.jsonl", "b.jsonl", "a.jsonl"):
            self.assertEqual(self.isnad("run", "p.yaml", name).code, 1)
        self.assertEqual(sorted(self.ids()), [("a.jsonl", 2), ("b.jsonl", 1)])

    def test_dead_letters_of_another_pipe_stay(self):
        self.stages(["{ use: writer, with: { path: o.jsonl } }"], reads='"-"', run="dead-letter: failed.jsonl")
        for bad in ('{"bad":1}', '{"bad":2}', '{"bad":2}'):
            with open(self.write("in", bad + "\n")) as pipe:
                self.assertEqual(self.isnad("run", "p.yaml", stdin=pipe).code, 1)
        self.assertEqual(sorted(letter["record"] for letter in self.lines("failed.jsonl")), ['{"bad":1}', '{"bad":2}'])

    def test_a_replay_of_another_file_adds_to_the_dead_letters(self):
        self.write("in.jsonl", BAD)
        self.stages(["{ use: writer, with: { path: o.jsonl } }"], run="dead-letter: failed.jsonl")
        self.isnad("run", "p.yaml")
        self.write("other.jsonl", self.text("failed.jsonl").replace("in.jsonl", "elsewhere.jsonl"))
        self.assertEqual(self.isnad("run", "p.yaml", "--dead-letters", "other.jsonl").code, 1)
        self.assertEqual(sorted(self.ids()), [("elsewhere.jsonl", 1), ("in.jsonl", 1)])

    # Two things with one path

    def test_two_things_with_one_path(self):
        self.write("in.jsonl", self.good("a"))
        os.symlink(self.path("in.jsonl"), self.path("link.jsonl"))
        os.link(self.path("in.jsonl"), self.path("hard.jsonl"))
        os.makedirs(self.path("sub"))
        before = self.read("in.jsonl")
        writer = "{ use: writer, with: { path: %s } }"
        for run, path in [("checkpoint: o.jsonl", "o.jsonl"), ("dead-letter: o.jsonl", "o.jsonl"), ("report: o.jsonl", "sub/../o.jsonl"),
                          ("report: x, dead-letter: x", "o.jsonl"), ("checkpoint: x, report: ./x", "o.jsonl"), ("dead-letter: in.jsonl", "o.jsonl"),
                          ("report: link.jsonl", "o.jsonl"), ("checkpoint: hard.jsonl", "o.jsonl"), ("", "in.jsonl"), ("", "link.jsonl"), ("", "hard.jsonl"),
                          ("", "p.yaml"), ("report: p.yaml", "o.jsonl"), ("checkpoint: x", "x.lock"), ("report: o.jsonl.part", "o.jsonl")]:
            self.stages([writer % path], run=run)
            pipeline = self.read("p.yaml")
            self.refused("validate", "p.yaml", says="Give each a file of its own.")
            if run == "checkpoint: hard.jsonl":
                # It is refused for what is in it before its other use is known.
                self.assertEqual(self.isnad("run", "p.yaml").code, 2)
            else:
                self.refused("run", "p.yaml", says="Give each a file of its own.")
            self.assertEqual((self.read("in.jsonl"), self.read("p.yaml")), (before, pipeline))
        self.stages([writer % "o.jsonl", "{ use: writer, id: two, with: { path: sub/../o.jsonl } }"])
        self.refused("run", "p.yaml", says="'sub/../o.jsonl' is the output of 'writer', and the output of 'two' too.")
        self.stages(["normalizer", "{ use: writer, with: { format: csv, path: t } }", "{ use: writer, id: two, with: { path: t/quotes.csv } }"])
        self.refused("run", "p.yaml", says="t/quotes.csv")
        self.stages([writer % "o.jsonl"])
        self.refused("run", "p.yaml", "-", "--output", "in.jsonl", stdin=open(self.path("in.jsonl")), says="an input")
        self.refused("run", "p.yaml", "--output", "-", stdout=open(self.path("in.jsonl"), "a"), says="standard output")

    def test_two_things_on_one_device_are_none(self):
        self.write("in.jsonl", self.good("a"))
        self.stages(["{ use: writer, with: { path: /dev/null } }", "{ use: writer, id: two, with: { path: /dev/null } }"], run="report: /dev/null")
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)

    # Folders

    def test_names_are_bytes(self):
        folder = self.path("in").encode()
        os.makedirs(folder)
        names = ["خبر".encode("windows-1256"), b"\xff", b"\xfe", b"a"]
        for name in names:
            with open(os.path.join(folder, name + b".txt"), "w") as file:
                file.write("قتل 5 أشخاص.")
        for reads in ('"in"', '"in/*.txt"'):
            self.stages(["{ use: writer, with: { path: o.jsonl } }"], reads=reads)
            done = self.isnad("run", "p.yaml")
            self.assertEqual(done.code, 0, done.err)
            self.assertEqual(sorted(d["id"] for d in self.lines("o.jsonl")), ["in/\\xCE\\xC8\\xD1.txt", "in/\\xFE.txt", "in/\\xFF.txt", "in/a.txt"])

    def test_what_a_folder_keeps_back_is_named(self):
        self.write("in/a.txt", "قتل 5 أشخاص.")
        os.makedirs(self.path("in/closed"))
        self.write("in/closed/b.txt", "قتل 6 أشخاص.")
        os.symlink("nowhere", self.path("in/gone.txt"))
        os.mkfifo(self.path("in/pipe.txt"))
        deep = "/".join(f"d{n}" for n in range(40))
        self.write(f"in/{deep}/c.txt", "قتل 7 أشخاص.")
        os.chmod(self.path("in/closed"), 0)
        self.addCleanup(os.chmod, self.path("in/closed"), 0o755)
        self.stages(["{ use: writer, with: { path: out/o.jsonl } }"], reads="in")
        os.makedirs(self.path("out"), exist_ok=True)
        os.chmod(self.path("out"), 0o777)
        done = self.isnad("run", "p.yaml", user=65534) if os.getuid() == 0 else self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 1, done.err)
        for says in ("'in/closed' can't be read: Permission denied", "'in/gone.txt' leads nowhere", "'in/pipe.txt' is no file", "lies in more than 32 folders"):
            self.assertIn(says, done.err)
        self.assertEqual([d["id"] for d in self.lines("out/o.jsonl")], ["in/a.txt"])
        self.write("p.yaml", self.text("p.yaml").replace("paths: [in]", "paths: [in, gone], on-missing: skip"))
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual(done.code, 0, done.err)

    # Records

    def test_lists_one_after_another(self):
        for text in ('[{"id":"1","text":"a"}]\n[{"id":"2","text":"b"}]\n', '[{"id":"1","text":"a"}][{"id":"2","text":"b"}]', '[]\n[{"id":"1","text":"a"}]\n\n[]\n[{"id":"2","text":"b"}]'):
            self.write("in.json", text)
            self.stages(["{ use: writer, with: { path: o.jsonl } }"], reads="in.json")
            self.assertEqual(self.isnad("run", "p.yaml").code, 0)
            self.assertEqual([d["id"] for d in self.lines("o.jsonl")], ["1", "2"])

    def test_nul_in_a_database(self):
        text = "قتل 5 أشخاص.\0وأصيب 7 آخرون."
        self.write("in.jsonl", json.dumps({"id": "n\0ul", "text": text, "title": "ع\0ن"}) + "\n")
        self.stages(["normalizer", "number-extractor", "{ use: writer, with: { format: sqlite, path: nul.db } }"])
        for _ in range(2):
            self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        connection = sqlite3.connect(self.path("nul.db"))
        self.assertEqual(connection.execute("SELECT id, title, text FROM documents").fetchall(), [("n\0ul", "ع\0ن", text)])
        for start, end, found in connection.execute('SELECT start, "end", text FROM numbers'):
            self.assertEqual(text[start:end], found)
        connection.close()
        self.stages(["{ use: writer, with: { path: o.jsonl } }"])
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [nul.db], format: sqlite, query: 'SELECT id, title, text FROM documents' } }\n  - { use: writer, with: { path: o.jsonl } }\n")
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        document = self.lines("o.jsonl")[0]
        self.assertEqual((document["id"], document["metadata"]["title"], document["text"]), ("n\0ul", "ع\0ن", text))

    def test_invalid_utf8_in_a_database_is_a_dead_letter(self):
        connection = sqlite3.connect(self.path("in.db"))
        connection.executescript("CREATE TABLE a (id TEXT, text TEXT); INSERT INTO a VALUES ('good', 'نص'), ('bad', CAST(x'd981ff' AS TEXT));")
        connection.close()
        self.write("p.yaml", "run: { dead-letter: failed.jsonl }\nstages:\n  - { use: reader, with: { paths: [in.db], query: 'SELECT id, text FROM a' } }\n  - { use: writer, with: { path: o.jsonl } }\n")
        self.assertEqual(self.isnad("run", "p.yaml").code, 1)
        self.assertEqual([d["id"] for d in self.lines("o.jsonl")], ["good"])
        self.assertEqual([letter["code"] for letter in self.lines("failed.jsonl")], ["invalid-utf8"])

    # State

    def test_a_memory_that_no_checkpoint_holds_is_told_at_the_start(self):
        self.write("in.jsonl", self.good("a"))
        self.stages(["normalizer", "{ use: deduplicate, with: { window: 20000000 } }", "{ use: writer, with: { path: o.jsonl } }"], run="checkpoint: state")
        for command in ("validate", "run"):
            done = self.isnad(command, "p.yaml")
            self.assertEqual(done.code, 2, done.err)
            self.assertIn("error[state-too-large]", done.err)
        self.stages(["normalizer", "{ use: deduplicate, with: { window: 20000000 } }", "{ use: writer, with: { path: o.jsonl } }"])
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)

    # Outputs

    def test_a_reader_that_leaves_takes_no_file_with_it(self):
        self.articles(20000)
        self.stages(["{ use: writer, id: screen, with: { path: '-' } }", "{ use: writer, with: { path: o.jsonl } }"])
        done = subprocess.run(f"{BIN} run p.yaml -q | head -1 > first; exit ${{PIPESTATUS[0]}}", shell=True, executable="/bin/bash", cwd=self.folder, timeout=LIMIT, capture_output=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.lines("o.jsonl")), 20000)

    def test_a_link_as_output_stays_one(self):
        self.write("in.jsonl", self.good("a"))
        os.makedirs(self.path("there"))
        for link, target in (("one.jsonl", "there/one.jsonl"), ("two.jsonl", "there/new.jsonl"), ("state", "there/state"), ("failed", "there/failed")):
            os.symlink(target, self.path(link))
        self.write("there/one.jsonl", "old\n")
        os.chmod(self.path("there/one.jsonl"), 0o600)
        self.write("in.jsonl", self.good("a") + BAD)
        self.stages(["{ use: writer, with: { path: one.jsonl } }", "{ use: writer, id: two, with: { path: two.jsonl } }"], run="checkpoint: state, dead-letter: failed")
        self.assertEqual(self.isnad("run", "p.yaml").code, 1)
        for name in ("one.jsonl", "two.jsonl", "failed", "state"):
            self.assertTrue(os.path.islink(self.path(name)), name)
        self.assertEqual([len(self.lines(name)) for name in ("there/one.jsonl", "there/new.jsonl", "there/failed")], [1, 1, 1])
        self.assertEqual(os.stat(self.path("there/one.jsonl")).st_mode & 0o777, 0o600)

    def test_a_foreign_database_is_left_as_it_is(self):
        self.write("in.jsonl", self.good("a"))
        for sql in ("PRAGMA user_version = 2; CREATE TABLE documents (id TEXT);", "PRAGMA application_id = 7; PRAGMA user_version = 2; CREATE TABLE t (x);", "PRAGMA application_id = 9;"):
            if os.path.exists(self.path("theirs.db")):
                os.remove(self.path("theirs.db"))
            connection = sqlite3.connect(self.path("theirs.db"))
            connection.executescript(sql)
            connection.execute("VACUUM")
            connection.close()
            before = self.read("theirs.db")
            self.stages(["normalizer", "{ use: writer, with: { format: sqlite, path: theirs.db } }"])
            done = self.isnad("run", "p.yaml")
            self.assertIn("is a database of something else", done.err)
            self.assertEqual((done.code, self.read("theirs.db")), (2, before))
            self.assertEqual([name for name in os.listdir(self.folder) if name.startswith("theirs.db-")], [])

    def test_our_database_says_so(self):
        self.write("in.jsonl", self.good("a"))
        self.stages(["normalizer", "{ use: writer, with: { format: sqlite, path: news.db } }"])
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        connection = sqlite3.connect(self.path("news.db"))
        self.assertEqual(connection.execute("PRAGMA application_id").fetchone(), (0x49736E64,))
        # One from before there was a number is ours by its tables.
        connection.execute("PRAGMA application_id = 0")
        connection.close()
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        self.assertEqual(self.isnad("entities", "news.db").code in (0, 1), True)

    def test_another_current_folder_is_the_same_pipeline(self):
        self.write("a/in.jsonl", self.good("x").replace('"id": "x", ', "") + self.good("y").replace('"id": "y", ', ""))
        self.stages(["normalizer", "{ use: writer, with: { format: sqlite, path: news.db } }"], run="checkpoint: state", name="a/p.yaml")
        os.makedirs(self.path("b"))
        for folder, pipeline in (("", "a/p.yaml"), ("a", "p.yaml"), ("b", "../a/p.yaml"), ("b", self.path("a/p.yaml"))):
            done = subprocess.run([BIN, "run", pipeline, "-q"], cwd=self.path(folder), capture_output=True, text=True, timeout=LIMIT)
            self.assertEqual(done.returncode, 0, done.stderr)
        for folder, given in (("", "a/in.jsonl"), ("a", "in.jsonl"), ("b", "../a/in.jsonl")):
            pipeline = os.path.relpath(self.path("a/p.yaml"), self.path(folder))
            done = subprocess.run([BIN, "run", pipeline, given, "-q"], cwd=self.path(folder), capture_output=True, text=True, timeout=LIMIT)
            self.assertEqual(done.returncode, 0, done.stderr)
        rows = sqlite3.connect(self.path("a/news.db")).execute("SELECT uri, record FROM documents ORDER BY record").fetchall()
        self.assertEqual(rows, [("in.jsonl", 1), ("in.jsonl", 2)])

    def test_resume_from_another_current_folder(self):
        self.articles(30000, "a/in.jsonl")
        self.stages(["normalizer", "number-extractor", "{ use: writer, with: { path: o.jsonl } }"], run="checkpoint: state, commit: 0s", name="a/p.yaml")
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q"], cwd=self.path("a"), stderr=subprocess.DEVNULL)
        self.wait_until(lambda: os.path.exists(self.path("a/o.jsonl.part")) and os.path.getsize(self.path("a/o.jsonl.part")) > 100000)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(LIMIT), 143)
        done = self.isnad("run", "a/p.yaml", "-q")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual([d["id"] for d in self.lines("a/o.jsonl")], [f"d{n}" for n in range(30000)])

    def test_a_restart_that_can_not_begin_keeps_the_checkpoint(self):
        self.articles(30000)
        self.pipeline()
        process = self.start("run", "p.yaml", "-q")
        self.wait_until(lambda: os.path.exists(self.path("out/o.jsonl.part")) and os.path.getsize(self.path("out/o.jsonl.part")) > 100000)
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(LIMIT), 143)
        process.communicate()
        state = self.read("out/state")
        os.rename(self.path("in.jsonl"), self.path("away.jsonl"))
        self.assertEqual(self.isnad("run", "p.yaml", "--restart", "-q").code, 2)
        self.assertEqual(self.read("out/state"), state)
        os.rename(self.path("away.jsonl"), self.path("in.jsonl"))
        self.assertEqual(self.isnad("run", "p.yaml", "-q").code, 0)
        self.assertEqual(len(self.lines("out/o.jsonl")), 30000)

    # Waits

    def test_a_pipe_that_says_nothing_keeps_no_run(self):
        self.write("p.yaml", "run: { workers: 2, max-failures: 1 }\nstages:\n  - { use: reader, with: { paths: ['-'] } }\n  - { use: writer, with: { path: o.jsonl } }\n")
        process = self.start("run", "p.yaml", "-q", stdin=subprocess.PIPE)
        process.stdin.write(b'{"bad":1}\n' * 3 + b'{"id":')
        process.stdin.flush()
        self.assertEqual(process.wait(20), 3)
        process.communicate()

    def test_sigterm_ends_a_wait_within_a_record(self):
        self.stages(["{ use: writer, with: { path: o.jsonl } }"], reads='"-"')
        for format, begin in (("json", b'[{"id":"1","text":"a"},{"id":"2","te'), ("csv", b'text\nfirst\n"second'), ("text", b"half a"), ("warc", b"WARC/1.0\r\nWARC-Ty")):
            self.write("p.yaml", f"stages:\n  - {{ use: reader, with: {{ paths: ['-'], format: {format} }} }}\n  - {{ use: writer, with: {{ path: {format}.jsonl }} }}\n")
            process = self.start("run", "p.yaml", "-q", stdin=subprocess.PIPE)
            process.stdin.write(begin)
            process.stdin.flush()
            # A signal before the command has begun is nobody's fault.
            self.wait_until(lambda: os.path.exists(self.path(f"{format}.jsonl.part")))
            time.sleep(0.5)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(LIMIT), 143, format)
            process.communicate()


if __name__ == "__main__":
    main()

"""Runs that go on: inputs that grow, standard input, kills at any moment, changes of the pipeline: `make monitor`."""

import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

from clock import clock
from test_feeds import BIN, Served, plain
from harness import ROOT

LIMIT = 120


def line(number, word="خبر"):
    return json.dumps({"id": f"n{number}", "text": f"{word} رقم {number}."}, ensure_ascii=False)


class GoesOn(Served):
    def continuous(self, reader, run="", writer="path: o.jsonl, append: true", stages=""):
        self.write("p.yaml", f"""run: {{ mode: continuous, checkpoint: state, commit: 100ms{', ' + run if run else ''} }}
stages:
  - use: reader
    with: {{ {reader} }}
{stages}  - use: writer
    with: {{ {writer} }}
""")

    def feeds(self, *paths, every=", every: 100ms", **more):
        self.continuous(f"format: feeds, urls: [{', '.join(self.server.url + path for path in paths)}], delay: 0s, allow-private: true{every}", **more)

    def start(self, *arguments, stdin=subprocess.DEVNULL):
        process = subprocess.Popen([BIN, "run", "p.yaml", "-q", *arguments], cwd=self.folder, stdin=stdin, stderr=subprocess.PIPE)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait()
        process.stderr.close()
        if process.stdin:
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()

    def stop(self, process, code=143):
        process.send_signal(signal.SIGTERM)
        said = plain(process.stderr.read().decode())
        self.assertEqual(process.wait(timeout=LIMIT), code, said)
        return said

    def kill(self, process):
        process.kill()
        process.wait()

    def ids_so_far(self, name="o.jsonl"):
        return [document["id"] for document in self.lines(name)]

    def saved(self):
        """What the run's state says; its second line is a checksum."""
        path = self.folder / "state"
        return json.loads(path.read_text().splitlines()[0]) if path.exists() else {}

    def append(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)


class Growing(GoesOn):
    def test_lines_are_read_as_they_come_and_half_of_one_waits_for_its_end(self):
        self.append("log.jsonl", line(0) + "\n" + line(1)[:20])
        self.continuous("paths: [log.jsonl], follow: true, every: 50ms")
        process = self.start()
        self.wait(lambda: self.ids_so_far() == ["n0"])
        time.sleep(0.5)
        self.assertEqual(self.ids_so_far(), ["n0"])
        self.append("log.jsonl", line(1)[20:] + "\n\n" + line(2) + "\n")
        self.wait(lambda: self.ids_so_far() == ["n0", "n1", "n2"])
        self.stop(process)
        # What came while nobody read is read by the next run, and nothing twice.
        self.append("log.jsonl", line(3) + "\n")
        process = self.start()
        self.wait(lambda: len(self.ids_so_far()) == 4)
        self.stop(process)
        self.assertEqual(self.ids_so_far(), ["n0", "n1", "n2", "n3"])
        self.assertEqual([document["source"]["record"] for document in self.lines()], [1, 2, 4, 5])

    def test_a_line_that_is_too_long_is_one_dead_letter_however_slowly_it_comes(self):
        self.append("log.jsonl", line(0) + "\n" + '{"id": "big", "text": "')
        self.continuous("paths: [log.jsonl], follow: true, every: 50ms", run="max-document-bytes: 1000, dead-letter: failed.jsonl")
        process = self.start()
        self.wait(lambda: self.ids_so_far() == ["n0"])
        for part in range(8):
            self.append("log.jsonl", "س" * 400)
            time.sleep(0.15)
            if part == 4:
                self.kill(process)
                process = self.start()
        self.append("log.jsonl", '"}\n' + line(1) + "\n")
        self.wait(lambda: self.ids_so_far() == ["n0", "n1"])
        self.stop(process)
        letters = self.lines("failed.jsonl")
        self.assertEqual([(letter["code"], letter["source"]["record"]) for letter in letters], [("too-large", 2)])

    def test_articles_of_a_text_that_grows(self):
        self.append("wire.txt", "الخبر الأول.\n***\nالخبر")
        self.continuous("paths: [wire.txt], split: dashes, follow: true, every: 50ms")
        process = self.start()
        self.wait(lambda: len(self.lines()) == 1)
        self.append("wire.txt", " الثاني.\n***\nالثالث")
        self.wait(lambda: len(self.lines()) == 2)
        self.stop(process)
        self.assertEqual([document["text"] for document in self.lines()], ["الخبر الأول.", "الخبر الثاني."])

    def test_rotation_by_a_new_name(self):
        self.continuous("paths: [log.jsonl], follow: true, every: 300ms")
        self.append("log.jsonl", line(0) + "\n")
        process = self.start()
        self.wait(lambda: self.ids_so_far() == ["n0"])
        # Between two looks: more of the old one, its new name, a new file, and more of the old one.
        self.append("log.jsonl", line(1) + "\n")
        os.rename(self.folder / "log.jsonl", self.folder / "log.jsonl.1")
        self.append("log.jsonl", line(3) + "\n")
        self.append("log.jsonl.1", line(2) + "\n")
        self.wait(lambda: len(self.ids_so_far()) == 4)
        said = self.stop(process)
        self.assertEqual(sorted(self.ids_so_far()), ["n0", "n1", "n2", "n3"])
        # Numbers of records go on, so that what has no id of its own has one.
        self.assertEqual(len({document["source"]["record"] for document in self.lines()}), 4)
        # And while nobody reads.
        self.append("log.jsonl", line(4) + "\n")
        os.rename(self.folder / "log.jsonl", self.folder / "log.jsonl.2")
        self.append("log.jsonl", line(5) + "\n")
        process = self.start()
        self.wait(lambda: len(self.ids_so_far()) == 6)
        self.stop(process)
        self.assertEqual(sorted(self.ids_so_far()), [f"n{number}" for number in range(6)])

    def test_rotation_is_said_and_so_is_a_file_that_was_cut(self):
        self.continuous("paths: [log.jsonl], follow: true, every: 50ms")
        self.append("log.jsonl", line(0) + "\n" + line(1) + "\n")
        process = subprocess.Popen([BIN, "run", "p.yaml", "--progress", "none"], cwd=self.folder, stderr=subprocess.PIPE)
        self.addCleanup(self.end, process)
        self.wait(lambda: len(self.ids_so_far()) == 2)
        (self.folder / "log.jsonl").write_text(line(2) + "\n")
        self.wait(lambda: len(self.ids_so_far()) == 3)
        os.rename(self.folder / "log.jsonl", self.folder / "log.jsonl.1")
        self.append("log.jsonl", line(3) + "\n")
        self.wait(lambda: len(self.ids_so_far()) == 4)
        said = self.stop(process)
        self.assertIn("'log.jsonl' was cut or written anew; it is read from its beginning", said)
        self.assertIn("'log.jsonl' is another file now; the rest of the one before is read first", said)
        self.assertEqual(self.ids_so_far(), ["n0", "n1", "n2", "n3"])

    def test_a_file_that_was_cut_and_grew_longer_than_it_was_while_nobody_read(self):
        self.continuous("paths: [log.jsonl], follow: true, every: 50ms")
        self.append("log.jsonl", line(0) + "\n")
        process = self.start()
        self.wait(lambda: len(self.ids_so_far()) == 1)
        self.stop(process)
        (self.folder / "log.jsonl").write_text("".join(line(number) + "\n" for number in (7, 8, 9)))
        process = self.start()
        self.wait(lambda: len(self.ids_so_far()) == 4)
        self.stop(process)
        self.assertEqual(self.ids_so_far(), ["n0", "n7", "n8", "n9"])

    def test_a_copy_that_takes_the_place_of_the_file_is_no_other_one(self):
        self.continuous("paths: [log.jsonl], follow: true, every: 50ms")
        self.append("log.jsonl", line(0) + "\n")
        process = self.start()
        self.wait(lambda: len(self.ids_so_far()) == 1)
        self.write("copy", (self.folder / "log.jsonl").read_text() + line(1) + "\n")
        os.rename(self.folder / "copy", self.folder / "log.jsonl")
        self.wait(lambda: len(self.ids_so_far()) >= 2)
        time.sleep(0.3)
        self.stop(process)
        self.assertEqual(self.ids_so_far(), ["n0", "n1"])

    def test_a_folder_that_grows(self):
        self.write("in/a.txt", "أول نص.")
        self.continuous("paths: [in], follow: true, every: 50ms")
        process = self.start()
        self.wait(lambda: self.ids_so_far() == ["in/a.txt"])
        # A text that is being written is read when it is whole.
        for part in ("ثاني ", "نص ", "طويل."):
            self.append("in/b.txt", part)
            time.sleep(0.03)
        self.append("in/c.jsonl", line(1) + "\n")
        self.append("in/deep/d.txt", "في مجلد.")
        self.append("in/picture.png", "no article")
        self.wait(lambda: len(self.ids_so_far()) == 4)
        # Renamed or touched it is not read again; one that says something else is.
        os.rename(self.folder / "in/c.jsonl", self.folder / "in/e.jsonl")
        os.utime(self.folder / "in/a.txt")
        self.append("in/e.jsonl", line(2) + "\n")
        self.wait(lambda: "n2" in self.ids_so_far())
        self.write("in/b.txt", "نص آخر.")
        self.wait(lambda: len(self.ids_so_far()) == 6)
        time.sleep(0.3)
        self.stop(process)
        self.assertEqual(sorted(self.ids_so_far()), ["in/a.txt", "in/b.txt", "in/b.txt", "in/deep/d.txt", "n1", "n2"])
        self.assertEqual({document["text"] for document in self.lines() if document["id"] == "in/b.txt"}, {"ثاني نص طويل.", "نص آخر."})

    def test_what_is_not_there_yet_is_waited_for(self):
        self.continuous("paths: [none/log.jsonl, 'late/*.jsonl'], follow: true, every: 50ms")
        process = self.start()
        time.sleep(0.5)
        self.append("late/x.jsonl", line(1) + "\n")
        self.wait(lambda: self.ids_so_far() == ["n1"])
        self.append("none/log.jsonl", line(2) + "\n")
        self.wait(lambda: self.ids_so_far() == ["n1", "n2"])
        said = self.stop(process)
        self.assertEqual(said.count("'none/log.jsonl' is not there"), 1)

    def test_what_the_run_writes_is_not_followed(self):
        self.write("in/a.txt", "نص.")
        for paths in ("in", "'in/*.jsonl'", "in/o.jsonl"):
            self.continuous(f"paths: [{paths}], follow: true", writer="path: in/o.jsonl, append: true")
            self.assertIn("'in/o.jsonl' is the output of 'writer', and the reader follows what appears there.", plain(self.isnad("run", "p.yaml", "-q", code=2).stderr))
        self.continuous("paths: [in], follow: true, every: 50ms", writer="path: in.jsonl, append: true")
        self.stop(self.start_and_wait(lambda: self.ids_so_far("in.jsonl") == ["in/a.txt"]))

    def start_and_wait(self, condition):
        process = self.start()
        self.wait(condition)
        return process

    def test_mistakes(self):
        for head, with_, said in [
            ("", "paths: [a.jsonl], follow: true", "'follow' of 'reader' is for a run that goes on."),
            ("run: { mode: continuous }\n", "paths: [-], follow: true", "'follow' of 'reader' is for files and folders."),
            ("run: { mode: endless }\n", "paths: [a.jsonl]", "'mode' of 'run' must be one of complete, continuous, not 'endless'."),
            ("run: { commit: { every: 1s, records: 5 } }\n", "paths: [a.jsonl]", "'commit' of 'run' has no 'records'; there are every and documents."),
            ("run: { commit: { documents: 0 } }\n", "paths: [a.jsonl]", "'commit' of 'run' must have at least 1 of documents, not 0."),
        ]:
            self.write("p.yaml", f"{head}stages:\n  - use: reader\n    with: {{ {with_} }}\n  - use: writer\n    with: {{ path: o.jsonl }}\n")
            self.assertIn(said, self.isnad("run", "p.yaml", "-q", code=2).stderr)
        self.append("a.jsonl", line(1) + "\n")
        self.continuous("paths: [a.jsonl]", writer="format: html, path: o.html")
        self.assertIn("is one page, to which nothing can be added.", self.isnad("run", "p.yaml", "-q", code=2).stderr)


class StandardInput(GoesOn):
    def test_what_came_is_saved_while_nothing_comes(self):
        self.continuous("paths: [-]")
        process = self.start(stdin=subprocess.PIPE)
        # The half line at the end keeps nothing before it from being saved.
        process.stdin.write((line(0) + "\n" + line(1) + "\n" + line(2)[:10]).encode())
        process.stdin.flush()
        self.wait(lambda: self.saved().get("read") == 2)
        self.kill(process)
        self.assertEqual(self.ids_so_far(), ["n0", "n1"])
        # What comes through another pipe is new.
        process = self.start(stdin=subprocess.PIPE)
        process.stdin.write((line(2) + "\n").encode())
        process.stdin.flush()
        self.wait(lambda: self.saved().get("read") == 3)
        self.assertIsNone(process.poll())
        process.stdin.close()
        self.assertEqual(process.wait(timeout=LIMIT), 0)
        self.assertEqual(self.ids_so_far(), ["n0", "n1", "n2"])

    def test_a_stop_takes_along_what_was_taken_from_the_pipe(self):
        """Many small batches behind a slow webhook: what was read in one piece of the pipe is written though the run is
        stopped in its midst."""
        self.server.pause = 0.02
        self.continuous("paths: [-]", run="batch: 1, workers: 1", writer=f"format: webhook, url: {self.server.url}/hook")
        read, write = os.pipe()
        process = self.start(stdin=read)
        os.close(read)
        count = 100
        os.write(write, "".join(line(number) + "\n" for number in range(count)).encode())
        self.wait(lambda: len(self.server.posts) > 3)
        self.stop(process)
        os.close(write)
        self.assertEqual([json.loads(body)["id"] for _, body in self.server.posts], [f"n{number}" for number in range(count)])
        self.assertEqual(self.saved()["read"], count)

    def test_kills_at_random_moments(self):
        """Whoever sends goes on behind what the run's state counts: nothing is lost and nothing there twice."""
        self.continuous("paths: [-]")
        chance = random.Random(31)
        for _ in range(12):
            process = self.start(stdin=subprocess.PIPE)
            end = time.monotonic() + chance.uniform(0.05, 1.2)
            number = self.saved().get("read", 0)
            while time.monotonic() < end:
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.write("".join(line(number + k) + "\n" for k in range(5)).encode())
                    process.stdin.flush()
                number += 5
                time.sleep(chance.choice([0, 0.001, 0.25]))
            self.kill(process)
        process = self.start(stdin=subprocess.PIPE)
        first = self.saved()["read"]
        process.stdin.write("".join(line(number) + "\n" for number in range(first, first + 10)).encode())
        process.stdin.close()
        self.assertEqual(process.wait(timeout=LIMIT), 0)
        self.assertGreater(first, 20)
        self.assertEqual(self.ids_so_far(), [f"n{number}" for number in range(first + 10)])


class Killed(GoesOn):
    """kill -9 at random moments while the inputs grow: every record once, none lost, in order."""

    def kills(self, seed, rounds, write, wanted):
        chance = random.Random(seed)
        halt = threading.Event()
        number = 0

        def grow():
            nonlocal number
            while not halt.is_set():
                write(number, chance)
                number += 1
        writer = threading.Thread(target=grow)
        writer.start()
        try:
            for _ in range(rounds):
                process = self.start()
                time.sleep(chance.uniform(0.02, 0.8))
                self.kill(process)
        finally:
            halt.set()
            writer.join()
        process = self.start()
        self.wait(lambda: len(self.ids_so_far()) >= wanted(number), 180)
        time.sleep(0.5)
        self.stop(process)
        return number

    def test_a_file_that_grows(self):
        def write(number, chance):
            text = line(number, "خبر طويل" * chance.randint(1, 50)) + "\n"
            middle = chance.randint(0, len(text))
            self.append("log.jsonl", text[:middle])
            if chance.random() < 0.05:
                time.sleep(0.05)
            self.append("log.jsonl", text[middle:])
            if chance.random() < 0.2:
                time.sleep(0.01)
        self.append("log.jsonl", "")
        self.continuous("paths: [log.jsonl], follow: true, every: 20ms")
        count = self.kills(1, 14, write, lambda number: number)
        self.assertGreater(count, 100)
        self.assertEqual(self.ids_so_far(), [f"n{number}" for number in range(count)])

    def test_a_file_that_is_rotated_again_and_again(self):
        def write(number, chance):
            self.append("log.jsonl", line(number) + "\n")
            if number % 40 == 39:
                os.rename(self.folder / "log.jsonl", self.folder / f"log.jsonl.{number // 40:04}")
                # Its writer does not know yet.
                self.append(f"log.jsonl.{number // 40:04}", line(f"{number}-late") + "\n")
                self.append("log.jsonl", "")
                # Nobody rotates more often than is looked, or the files between are never seen under their name.
                time.sleep(0.4)
            time.sleep(0.005)
        self.append("log.jsonl", "")
        self.continuous("paths: ['log.jsonl*'], format: jsonl, follow: true, every: 20ms")
        count = self.kills(2, 10, write, lambda number: number + number // 40)
        found = self.ids_so_far()
        self.assertEqual(sorted(found), sorted([f"n{number}" for number in range(count)] + [f"n{number}-late" for number in range(39, count, 40)]))

    def test_a_folder_that_grows(self):
        def write(number, chance):
            if number % 10 == 0:
                self.append(f"in/{number // 100:03}/t{number}.txt", f"نص رقم {number}.")
            else:
                self.append(f"in/{number % 3}.jsonl", line(number) + "\n")
            time.sleep(0.004)
        self.append("in/0.jsonl", "")
        self.continuous("paths: [in], follow: true, every: 20ms")
        count = self.kills(3, 12, write, lambda number: number)
        self.assertGreater(count, 50)
        names = [f"in/{number // 100:03}/t{number}.txt" if number % 10 == 0 else f"n{number}" for number in range(count)]
        self.assertEqual(sorted(self.ids_so_far()), sorted(names))


class Turns(GoesOn):
    def test_two_readers_that_never_end_are_both_read(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("f:0", "من الموجز.")
        self.append("log.jsonl", line(0) + "\n")
        self.write("p.yaml", f"""run: {{ mode: continuous, checkpoint: state, commit: 100ms }}
stages:
  - {{ use: reader, id: feeds, with: {{ format: feeds, urls: [{self.server.url}/f.xml], every: 200ms, delay: 0s, allow-private: true }} }}
  - {{ use: reader, id: log, with: {{ paths: [log.jsonl], follow: true, every: 50ms }} }}
  - {{ use: reader, id: pipe, with: {{ paths: [-] }} }}
  - {{ use: writer, with: {{ path: o.jsonl, append: true }} }}
""")
        process = self.start(stdin=subprocess.PIPE)
        self.wait(lambda: len(self.ids_so_far()) == 2)
        for number in range(1, 4):
            feed.put(f"f:{number}", f"خبر {number}.")
            self.append("log.jsonl", line(number) + "\n")
            process.stdin.write((line(f"pipe{number}") + "\n").encode())
            process.stdin.flush()
            self.wait(lambda: len(self.ids_so_far()) == 2 + 3 * number)
        self.wait(lambda: self.saved().get("read") == 11)
        self.kill(process)
        process = self.start(stdin=subprocess.PIPE)
        feed.put("f:4", "خبر 4.")
        self.wait(lambda: len(self.ids_so_far()) == 12)
        # Standard input ends, and the others go on.
        process.stdin.close()
        self.append("log.jsonl", line(4) + "\n")
        self.wait(lambda: len(self.ids_so_far()) == 13)
        self.stop(process)
        self.assertEqual(len(set(self.ids_so_far())), 13)


class Kept(GoesOn):
    """What is kept between runs, and what becomes of it where the pipeline changes."""

    def test_the_pipeline_may_change(self):
        self.server.feeds["/a.xml"].put("a:1", "خبر.")
        self.server.feeds["/b.xml"].put("b:1", "خبر.")
        self.feeds("/a.xml")
        process = self.start()
        self.wait(lambda: self.ids_so_far() == ["a:1"])
        self.stop(process)
        self.feeds("/b.xml", "/a.xml", stages="  - { use: set, with: { metadata: { desk: x } } }\n")
        process = self.start()
        self.wait(lambda: len(self.ids_so_far()) == 2)
        asked = self.server.asked["/a.xml"]
        self.wait(lambda: self.server.asked["/a.xml"] > asked + 2)
        self.kill(process)
        self.assertEqual(self.ids_so_far(), ["a:1", "b:1"])
        self.assertEqual(self.lines()[1]["metadata"]["desk"], "x")
        # Another output has all that comes from now on, and the one before stays as it is.
        before = (self.folder / "o.jsonl").read_bytes()
        self.write("other.jsonl", json.dumps({"id": "mine", "text": "هنا" * 5000}, ensure_ascii=False) + "\n")
        self.server.feeds["/a.xml"].put("a:2", "خبر.")
        self.feeds("/b.xml", "/a.xml", writer="path: other.jsonl, append: true")
        process = self.start()
        self.wait(lambda: self.ids_so_far("other.jsonl") == ["mine", "a:2"])
        self.stop(process)
        self.assertEqual((self.folder / "o.jsonl").read_bytes(), before)

    def test_runs_that_end_by_themselves_remember_too(self):
        """As cron starts them: each reads what is new."""
        feed = self.server.feeds["/f.xml"]
        feed.put("f:1", "خبر.")
        self.feeds("/f.xml", every="")
        for count in (1, 1, 2):
            self.isnad("run", "p.yaml", "-q")
            self.assertEqual(len(self.lines()), count)
            if count == 1:
                feed.put(f"f:{self.server.asked['/f.xml']}", "خبر.")
            feed.items = {"f:1": feed.items["f:1"], **({"f:2": feed.items["f:2"]} if "f:2" in feed.items and self.server.asked["/f.xml"] > 1 else {})}
        self.assertEqual(self.ids_so_far(), ["f:1", "f:2"])
        self.assertEqual(self.server.unchanged["/f.xml"], 1)

    def test_a_file_that_is_not_added_to_appears_when_the_run_is_stopped(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("f:1", "خبر.")
        self.feeds("/f.xml", writer="path: o.jsonl")
        for count in (1, 2):
            process = self.start()
            self.wait(lambda: self.saved().get("read") == count)
            self.stop(process)
            self.assertEqual(len(self.lines()), count)
            feed.put(f"f:{count + 1}", "خبر.")

    def test_dead_letters_are_there_after_a_stop_and_are_tried_again(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("f:1", "خبر.")
        feed.put("f:2", "أرفض هذا.")
        feed.put("f:3", "خبر.")
        shutil.copy(ROOT / "python/src/isnad/stage.py", self.folder / "isnad_stage.py")
        self.write("p.py", """import isnad_stage
def process(document, options):
    if "أرفض" in document["text"]:
        raise ValueError("no")
isnad_stage.run(process, name="p")
""")
        fails = "  - { use: process, with: { command: [python3, p.py] } }\n"
        self.feeds("/f.xml", run="dead-letter: failed.jsonl", stages=fails)
        process = self.start()
        self.wait(lambda: self.saved().get("failed", 0) > 0)
        self.stop(process)
        self.assertTrue((self.folder / "failed.jsonl").exists())
        self.assertEqual([letter["id"] for letter in self.lines("failed.jsonl")], ["f:2"])
        self.assertEqual(self.ids_so_far(), ["f:1", "f:3"])
        self.feeds("/f.xml", run="dead-letter: failed.jsonl")
        self.isnad("run", "p.yaml", "-q", "--dead-letters", "failed.jsonl")
        self.assertFalse((self.folder / "failed.jsonl").exists())
        process = self.start()
        feed.put("f:4", "خبر.")
        self.wait(lambda: "f:4" in self.ids_so_far())
        self.stop(process)
        self.assertEqual(sorted(self.ids_so_far()), ["f:1", "f:2", "f:3", "f:4"])

    def test_an_unchanged_feed_and_a_failure_are_saved_though_no_entry_comes(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("f:1", "خبر.")
        bad = self.server.feeds["/bad.xml"]
        bad.status = 503
        bad.headers = {"Retry-After": "3600"}
        self.feeds("/f.xml", "/bad.xml", every=", every: 1s")
        process = self.start()

        def states():
            position = (self.saved().get("position") or {}).get("reader") or {"feeds": []}
            return {state["url"].rsplit("/", 1)[1]: state for state in position["feeds"]}
        self.wait(lambda: states().get("bad.xml", {}).get("failures") == 1)
        self.wait(lambda: self.server.unchanged["/f.xml"] > 0)
        first = states()["f.xml"]["last_success"]
        self.wait(lambda: states()["f.xml"]["last_success"] > first)
        self.assertEqual(len(self.lines()), 1)
        self.kill(process)
        asked = self.server.asked["/bad.xml"]
        process = self.start()
        unchanged = self.server.unchanged["/f.xml"]
        self.wait(lambda: self.server.unchanged["/f.xml"] > unchanged)
        # The server said when to come again; a new process knows.
        self.assertEqual(self.server.asked["/bad.xml"], asked)
        self.assertGreater(states()["bad.xml"]["due"], time.time() + 3000)
        self.stop(process)


class Moved(GoesOn):
    def test_a_feed_that_moves_for_good_is_asked_for_where_it_is(self):
        new = self.server.feeds["/new.xml"]
        new.put("m:1", "خبر.")
        for path, status in (("/old.xml", 301), ("/for-now.xml", 307)):
            self.server.feeds[path].redirect = (status, "/new.xml")
        self.feeds("/old.xml", "/for-now.xml", every=", every: 300ms")
        process = self.start()
        self.wait(lambda: self.server.asked["/for-now.xml"] > 3)
        self.kill(process)
        self.assertEqual(self.server.asked["/old.xml"], 1)
        # Another process knows it too. Where it is not found any more, the first address is tried again.
        new.put("m:2", "خبر.")
        process = self.start()
        self.wait(lambda: self.ids_so_far() == ["m:1", "m:2"])
        self.assertEqual(self.server.asked["/old.xml"], 1)
        new.status = 404
        self.wait(lambda: self.server.asked["/old.xml"] > 1)
        self.stop(process)


class Memory(GoesOn):
    """What 'deduplicate' remembers from run to run."""

    def articles(self, *texts, options="by: text, memory: 30 days", run="checkpoint: state"):
        self.write("a.jsonl", "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts))
        self.write("p.yaml", f"run: {{ {run} }}\nstages:\n  - {{ use: reader, with: {{ paths: [a.jsonl] }} }}\n  - normalizer\n  - {{ use: deduplicate, with: {{ {options} }} }}\n  - {{ use: writer, with: {{ path: o.jsonl, layers: [numbers] }} }}\n")

    def run_once(self, *arguments, days=0):
        environment = clock(ahead=days * 86400) if days else {}
        self.isnad("run", "p.yaml", "-q", *arguments, environment=environment)
        return [document["text"] for document in self.documents("o.jsonl")]

    def test_two_runs(self):
        self.articles("خبر أول.", "خبر ثان.")
        self.assertEqual(len(self.run_once()), 2)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["a.jsonl", "o.jsonl", "p.yaml", "state.memory"])
        self.articles("خبر ثان.", "خبر ثالث.", "خبر أول.")
        self.assertEqual(self.run_once(), ["خبر ثالث."])
        # One that begins anew knows nothing, and remembers.
        self.assertEqual(len(self.run_once("--restart")), 3)
        self.assertEqual(self.run_once(), [])
        # Other options are another memory.
        self.articles("خبر ثان.", options="by: text, memory: 31 days")
        self.assertEqual(self.run_once(), ["خبر ثان."])

    def test_without_it_a_complete_run_forgets(self):
        self.articles("خبر أول.", options="by: text")
        self.assertEqual((len(self.run_once()), len(self.run_once())), (1, 1))
        self.assertFalse((self.folder / "state.memory").exists())

    def test_the_bound(self):
        self.articles("أول.", "ثان.", "ثالث.", options="by: text, memory: 30 days, window: 2")
        self.run_once()
        self.assertEqual(self.run_once(), ["أول.", "ثان.", "ثالث."])
        self.articles("ثالث.", options="by: text, memory: 30 days, window: 2")
        self.assertEqual(self.run_once(), [])

    def test_days_that_pass(self):
        self.articles("خبر أول.")
        self.assertEqual(len(self.run_once()), 1)
        self.assertEqual(len(self.run_once(days=29)), 0)
        self.assertEqual(len(self.run_once(days=31)), 1)
        self.assertEqual(len(self.run_once(days=60)), 0)

    def test_a_run_without_a_checkpoint_can_not_remember(self):
        self.articles("خبر أول.", run="workers: 1")
        said = self.isnad("run", "p.yaml", "-q", code=2).stderr
        self.assertIn("'deduplicate' is to remember between runs, and the run has no checkpoint to keep that beside.", said)

    def test_kills(self):
        """A run that is killed again and again gives what one gives that is not, and what it remembers is the same."""
        texts = [f"خبر رقم {number % 700} من يوم طويل." for number in range(1500)]
        self.articles(*[f"خبر رقم {number * 3} من يوم طويل." for number in range(100)], run="checkpoint: state, commit: 0s, batch: 4")
        self.run_once()
        kept = (self.folder / "state.memory").read_bytes()
        self.articles(*texts, run="checkpoint: state, commit: 0s, batch: 4")
        begin = time.monotonic()
        wanted = self.run_once()
        whole = time.monotonic() - begin
        self.assertEqual(len(wanted), 600)
        after = (self.folder / "state.memory").read_text()
        (self.folder / "state.memory").write_bytes(kept)
        chance = random.Random(4)
        code, rounds = None, 0
        while code != 0 and rounds < 100:
            process = self.start()
            try:
                code = process.wait(timeout=whole * chance.uniform(0.1, 0.4) * (1 + rounds / 10))
            except subprocess.TimeoutExpired:
                self.kill(process)
            rounds += 1
        self.assertEqual(code, 0)
        self.assertGreater(rounds, 2)
        self.assertEqual([document["text"] for document in self.documents("o.jsonl")], wanted)
        again = json.loads((self.folder / "state.memory").read_text().splitlines()[0])["states"]
        for one, two in zip(again.values(), json.loads(after.splitlines()[0])["states"].values()):
            one["memory"].pop("times"), two["memory"].pop("times")
            self.assertEqual(one, two)


class Tables(GoesOn):
    """A database of a run that is only ever stopped has the archive's tables."""

    def people(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/o.db?mode=ro", uri=True)) as database:
            return [row[0] for row in database.execute("SELECT name FROM people ORDER BY name")]

    STAGES = "  - normalizer\n  - entity-tagger\n  - number-extractor\n  - quote-attributor\n"

    def test_after_sigterm(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("f:1", "قالت وزيرة الصحة ليلى حداد في بيروت إن 47 شخصا قتلوا.")
        self.continuous(f"format: feeds, urls: [{self.server.url}/f.xml], every: 100ms, delay: 0s, allow-private: true", writer="format: sqlite, path: o.db", stages=self.STAGES)
        process = self.start()
        self.wait(lambda: self.saved().get("read") == 1)
        self.stop(process)
        self.assertEqual(self.people(), ["بيروت", "ليلى حداد"])
        feed.put("f:2", "قال الرئيس سامي الخوري في القاهرة إن الاتفاق قريب.")
        process = self.start()
        self.wait(lambda: self.saved().get("read") == 2)
        self.stop(process)
        self.assertEqual(self.people(), ["القاهرة", "بيروت", "سامي الخوري", "ليلى حداد"])

    def test_a_plain_run_that_is_interrupted_has_them_too_and_goes_on(self):
        read, write = os.pipe()
        self.write("p.yaml", f"run: {{ checkpoint: state, commit: 100ms }}\nstages:\n  - {{ use: reader, with: {{ paths: [-] }} }}\n{self.STAGES}  - {{ use: writer, with: {{ format: sqlite, path: o.db }} }}\n")
        process = self.start(stdin=read)
        text = json.dumps({"id": "1", "text": "قالت وزيرة الصحة ليلى حداد في بيروت إن 47 شخصا قتلوا."}, ensure_ascii=False) + "\n"
        os.write(write, text.encode())
        self.wait(lambda: self.saved().get("read") == 1)
        self.stop(process)
        self.assertEqual(self.people(), ["بيروت", "ليلى حداد"])
        os.close(read)
        os.close(write)
        again = text + json.dumps({"id": "2", "text": "قال الرئيس سامي الخوري في القاهرة إن الاتفاق قريب."}, ensure_ascii=False) + "\n"
        done = subprocess.run([BIN, "run", "p.yaml", "-q"], cwd=self.folder, input=again.encode(), capture_output=True, timeout=LIMIT)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(self.people(), ["القاهرة", "بيروت", "سامي الخوري", "ليلى حداد"])


if __name__ == "__main__":
    unittest.main(verbosity=1)

"""Processes as stages: whatever they do, their neighbours survive and the error bears their name."""

import contextlib
import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from harness import LIMIT, ROOT, Fault, main

PIPELINE = """run: { dead-letter: failed.jsonl, workers: 2 %s}
stages:
  - use: reader
    with: { paths: [in.jsonl] }
  - use: process
    id: plugin
    %s
    with: { command: [python3, plugin.py], options: { word: 5 } %s }
  - use: writer
    with: { path: out/o.jsonl }
"""
HELPER = """import os, subprocess, sys, time
import isnad_stage
def process(document, options):
    number = int(document["id"])
%s
    return {"layers": {"words": [{"start": 0, "end": 3}]}}
isnad_stage.run(process, name="words", provides=["words"])
"""
RAW = """import json, sys, time
def say(value):
    sys.stdout.write(value if isinstance(value, str) else json.dumps(value) + "\\n"); sys.stdout.flush()
hello = json.loads(sys.stdin.readline())
say({"protocol": "isnad-process/1", "name": "words", "provides": ["words"]})
for line in sys.stdin:
    request = json.loads(line)
    key, number = request["key"], int(request["document"]["id"])
    good = {"key": key, "layers": {"words": [{"start": 0, "end": 3}]}}
%s
    else: say(good)
"""


class Plugins(Fault):
    COUNT = 300

    def setUp(self):
        super().setUp()
        shutil.copy(os.path.join(ROOT, "python", "src", "isnad", "stage.py"), os.path.join(self.folder, "isnad_stage.py"))
        self.write("in.jsonl", "".join('{"id":"%d","text":"نص رقم %d"}\n' % (n, n) for n in range(self.COUNT)))

    def run_with(self, source, stage="", run="", options=""):
        self.write("plugin.py", source)
        self.write("p.yaml", PIPELINE % (", " + run if run else "", stage, ", " + options if options else ""))
        return self.isnad("run", "p.yaml")

    def assertAllBut(self, done, failed, code, message):
        """All documents came through, but for some, which are dead letters with this error."""
        self.assertEqual(done.code, 1, done.err)
        letters = self.lines("failed.jsonl")
        self.assertEqual([int(letter["id"]) for letter in letters], failed, done.err)
        for letter in letters:
            self.assertEqual((letter["stage"], letter["code"]), ("plugin", code))
            self.assertRegex(letter["message"], message)
        documents = self.lines("out/o.jsonl")
        self.assertEqual([int(d["id"]) for d in documents], [n for n in range(self.COUNT) if n not in failed])
        for document in documents:
            self.assertEqual(document["layers"]["words"][0]["text"], document["text"][:3])

    def assertNoProcessIsLeft(self):
        left = subprocess.run(["pgrep", "-f", self.folder + "|plugin.py"], capture_output=True, text=True).stdout
        self.assertEqual(left, "")

    def test_a_stage_of_five_lines(self):
        done = self.run_with(HELPER % "    pass")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(len(self.lines("out/o.jsonl")), self.COUNT)
        self.assertEqual(self.lines("out/o.jsonl")[0]["layers"]["words"], [{"start": 0, "end": 3, "text": "نص ", "by": "words@0.1/process"}])
        self.assertNoProcessIsLeft()

    def test_an_exception_is_an_error_of_its_document(self):
        done = self.run_with(HELPER % "    if number % 100 == 7: raise ValueError('seven')")
        self.assertAllBut(done, [7, 107, 207], "ValueError", "^words: seven$")

    def test_a_busy_service_is_asked_again(self):
        """Every document meets an answer that says "later", of one kind or another, and comes through at the second or
        third try."""
        source = '''import collections, http.server, threading, urllib.request
import isnad_stage
tried = collections.Counter()
class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        tried[self.path] += 1
        number = int(self.path[1:])
        if tried[self.path] == 1 and number % 4 == 0:
            self.send_error(503)
        elif tried[self.path] <= 2 and number % 4 == 1:
            self.close_connection = True  # without an answer
        else:
            self.send_response(200); self.end_headers(); self.wfile.write(b"ok")
    def log_message(self, *arguments): pass
def setup(options):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]
def process(document, port):
    number = int(document["id"])
    if number % 4 == 2 and not tried[number]:
        tried[number] += 1
        raise isnad_stage.Transient("not yet")
    if number % 4 == 3 and not tried[number]:
        tried[number] += 1
        raise TimeoutError()
    urllib.request.urlopen(f"http://127.0.0.1:{port}/{number}", timeout=5).read()
    return {"layers": {"words": [{"start": 0, "end": 3}]}}
isnad_stage.run(process, name="words", provides=["words"], setup=setup)
'''
        self.COUNT = 60
        self.write("in.jsonl", "".join('{"id":"%d","text":"نص رقم %d"}\n' % (n, n) for n in range(self.COUNT)))
        done = self.run_with(source, "retry: { attempts: 4, backoff: 1ms }", options="processes: 1")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("60 documents read: 60 written, 0 filtered, 0 failed", done.err)

    def test_an_error_that_stays_is_not_tried_again(self):
        done = self.run_with(HELPER % "    if number == 7: raise ValueError('no')", "retry: { attempts: 4, backoff: 1ms }")
        self.assertEqual(done.code, 1)
        self.assertEqual([json.loads(line)["attempts"] for line in self.read("failed.jsonl").splitlines()], [1])

    def test_a_document_that_kills_the_process_is_found(self):
        done = self.run_with(HELPER % "    if number in (7, 8, 150): os._exit(3)")
        self.assertAllBut(done, [7, 8, 150], "plugin-died", "^words: it ended before it had answered the document$")
        self.assertNoProcessIsLeft()

    def test_a_process_that_kills_itself_with_a_signal(self):
        done = self.run_with(HELPER % "    if number == 64: os.kill(os.getpid(), 9)")
        self.assertAllBut(done, [64], "plugin-died", "^words: it ended")

    def test_a_hang_meets_its_timeout_and_its_neighbours_survive(self):
        begin = time.monotonic()
        done = self.run_with(HELPER % "    if number == 70: time.sleep(1000)", stage="timeout: 1s")
        self.assertAllBut(done, [70], "timeout", "^no answer within 1s$")
        self.assertLess(time.monotonic() - begin, 20)
        self.assertNoProcessIsLeft()

    def test_garbage_in_place_of_an_answer(self):
        done = self.run_with(RAW % "    if number == 9: say('hello world\\n')")
        self.assertAllBut(done, [9], "bad-answer", "^words: it answered with what is no JSON .*'hello world'$")

    def test_a_key_that_nobody_asked(self):
        done = self.run_with(RAW % "    if number == 9: say(dict(good, key=999))")
        self.assertAllBut(done, [9], "bad-answer", "^words: it answered to the key 999, which nobody asked$")

    def test_keys_that_are_no_places(self):
        for key in (-1, -(2**63), 2**63 - 1, 1e300, "9"):
            done = self.run_with(RAW % f"    if number == 9: say({{'key': {key!r}}})")
            self.assertEqual(done.code, 1, done.err)
            self.assertEqual([int(letter["id"]) for letter in self.lines("failed.jsonl")], [9], done.err)

    def test_processes_that_are_none(self):
        for count in (0, -1, 257):
            done = self.run_with(HELPER % "    pass", options=f"processes: {count}")
            self.assertEqual(done.code, 2)
            self.assertIn(f"error[invalid-option]: 'processes' of 'process' must be from 1 to 256, not {count}.", done.err)

    def test_two_answers_to_one_document(self):
        done = self.run_with(RAW % "    if number == 9: say(good); say(good)")
        # The second answer comes when the next document is asked about, and is not taken for its answer.
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(len(self.lines("out/o.jsonl")), self.COUNT)
        self.assertRegex(done.err, r"words: it answered to the key \d+ a second time; it is started again")

    def test_an_answer_that_is_missing(self):
        done = self.run_with(RAW % "    if number == 9: pass", stage="timeout: 1s")
        self.assertAllBut(done, [9], "timeout", "^no answer within 1s$")

    def test_offsets_that_leave_the_text(self):
        for span, message in (("0, 'end': 5000", "0..<5000 in 'words' is no span of the text"), ("3, 'end': 3", "3..<3 in 'words' is no span"),
                              ("-1, 'end': 2", "-1..<2 in 'words' is no span"), ("0, 'end': 2, 'text': 'xx'", "is 'نص', not 'xx'")):
            done = self.run_with(RAW % ("    if number == 9: say({'key': key, 'layers': {'words': [{'start': %s}]}})" % span))
            self.assertAllBut(done, [9], "bad-answer", re.escape(message))

    def test_a_layer_that_was_not_declared(self):
        done = self.run_with(RAW % "    if number == 9: say({'key': key, 'layers': {'others': []}})")
        self.assertAllBut(done, [9], "bad-answer", "it answers with the layer 'others', which it has not declared under 'provides'")

    def test_a_line_of_a_hundred_megabytes(self):
        done = self.run_with(RAW % "    if number == 9: sys.stdout.write('x' * 100_000_000 + '\\n'); sys.stdout.flush()")
        self.assertAllBut(done, [9], "bad-answer", "^words: it answered with a line of more than 16777216 bytes$")
        self.assertLess(done.memory, 300 << 20)

    def test_a_process_that_always_dies_stops_the_run(self):
        done = self.run_with(HELPER % "    os._exit(1)", run="checkpoint: s", options="max-restarts: 3")
        self.assertEqual(done.code, 3, done.err)
        self.assertIn("error[plugin]: 'words' has failed 4 times in a row: it ended before it had answered", done.err)
        # Mended, the run goes on: nothing is lost.
        done = self.run_with(HELPER % "    pass", run="checkpoint: s", options="max-restarts: 3")
        self.assertIn("300 documents read:", done.err)
        self.assertEqual(len(self.lines("out/o.jsonl")) + (len(self.lines("failed.jsonl")) if os.path.exists(self.path("failed.jsonl")) else 0), self.COUNT)

    def test_a_process_that_has_answered_its_share_is_started_again(self):
        source = HELPER % '    open("pids", "a").write(f"{os.getpid()}\\n")'
        done = self.run_with(source, run="batch: 20", options="processes: 1, max-documents: 50")
        self.assertEqual((done.code, done.sentences.count("started again")), (0, 0), done.err)
        self.assertEqual([int(d["id"]) for d in self.lines("out/o.jsonl")], list(range(self.COUNT)))
        # It is ended between two batches: behind 60, five times over.
        processes = self.text("pids").split()
        self.assertEqual([processes.count(process) for process in dict.fromkeys(processes)], [60] * 5)
        self.assertNoProcessIsLeft()
        done = self.run_with(HELPER % "    pass", options="max-documents: 0")
        self.assertIn("'max-documents' of 'process' must be at least 1, not 0.", done.err)

    def test_another_version_is_another_pipeline(self):
        self.write("plugin.py", HELPER % "    time.sleep(0.02)")
        self.write("p.yaml", PIPELINE % (", checkpoint: s", "", ""))
        process = self.start("run", "p.yaml")
        time.sleep(1.5)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LIMIT)
        self.assertEqual(process.returncode, 143)
        self.write("plugin.py", (HELPER % "    pass").replace('name="words"', 'name="words", version="0.2"'))
        changed = self.isnad("run", "p.yaml")
        self.assertEqual(changed.code, 2)
        self.assertIn("error[changed-pipeline]: the checkpoint 's' is of a run with other stages, rules, options or inputs.", changed.err)

    def test_what_it_says_goes_to_the_log(self):
        done = self.run_with(HELPER % "    if number == 3: print('number three is here', file=sys.stderr)")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("plugin: number three is here", done.err)

    def test_a_flood_on_standard_error(self):
        done = self.run_with(HELPER % "    if number == 3: sys.stderr.write('x' * 50_000_000)")
        self.assertEqual(done.code, 0, done.err[-500:])
        self.assertLess(done.memory, 200 << 20)

    def assertRefused(self, source, message):
        done = self.run_with(source)
        self.assertEqual((done.code, done.out), (2, ""), done.err)
        self.assertIn(f"p.yaml:5:10: error[plugin]: the process of 'plugin' can't be used: {message}. It was started as: python3 plugin.py", done.err)
        check = self.isnad("validate", "p.yaml")
        self.assertEqual(check.code, 2)
        self.assertIn("error[plugin]", check.err)

    def test_a_process_that_does_not_start(self):
        self.assertRefused("import nothing_of_that_name", "it ended before it had said who it is")

    def test_a_process_that_says_no(self):
        source = HELPER.replace('provides=["words"])', 'provides=["words"], setup=lambda options: 1 / 0)')
        self.assertRefused(source % "    pass", "ZeroDivisionError: division by zero")

    def test_another_version_of_the_protocol(self):
        self.assertRefused((RAW % "    if False: pass").replace("process/1", "process/9"), "it speaks 'isnad-process/9', and this isnad 'isnad-process/1'")

    def test_layers_that_only_the_normalizer_makes(self):
        self.assertRefused((RAW % "    if False: pass").replace('["words"]', '["tokens"]'), "it provides 'tokens', which only the normalizer can")

    def test_no_such_command(self):
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [in.jsonl]}}, {use: process, with: {command: [no-such-program]}}, writer]")
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 2)
        self.assertIn("error[plugin]: the process of 'process' can't be used: 'no-such-program' can't be run:", done.err)

    def test_a_layer_that_nobody_provides(self):
        done = self.run_with((HELPER % "    pass").replace('provides=', 'requires=["entities"], provides='))
        self.assertEqual(done.code, 2)
        self.assertIn("error[missing-layer]: 'plugin' needs the layer 'entities', which no stage before it provides. Put 'entity-tagger' before it.", done.err)

    def test_entities_from_a_process_are_entities(self):
        source = (HELPER % "    pass").replace('"words": [{"start": 0, "end": 3}]', '"entities": [{"start": 0, "end": 2, "label": "PER", "country": "SD", "latitude": 15.5}]').replace('provides=["words"]', 'provides=["entities"]')
        done = self.run_with(source)
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(self.lines("out/o.jsonl")[0]["entities"], [
            {"id": "e1", "start": 0, "end": 2, "text": "نص", "label": "PER", "name": "نص", "cluster": "c1", "kb_id": None, "country": "SD", "latitude": 15.5, "longitude": None, "confidence": 1, "by": "words@0.1/process"}])

    OWN = """import isnad_stage
def process(document, options):
    number = int(document["id"])
    words = [{"start": 0, "end": 3, "kind": "first", "rank": number, "parts": {"a": [1, 2]}}]
    if number == 140:
        words.append({"start": 4, "end": 7, "kind": 'x,"y"', "late": True, "rank": 0.5})
    return {"layers": {"words": words if number != 1 else [], "none": []}}
isnad_stage.run(process, name="words", provides=["words", "none"])
"""

    def own(self, writer):
        self.write("plugin.py", self.OWN)
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [in.jsonl] } }\n  - { use: process, with: { command: [python3, plugin.py] } }\n"
                   "  - { use: writer, with: { %s } }\n" % writer)
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 0, done.err)
        return done

    def test_layers_of_a_plug_in_reach_tables(self):
        for kind, delimiter in (("csv", ","), ("tsv", "\t")):
            self.own(f"format: {kind}, path: t")
            with open(self.path(f"t/words.{kind}"), encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file, delimiter=delimiter))
            self.assertEqual(list(rows[0]), ["document", "start", "end", "text", "kind", "rank", "parts", "by", "more"])
            self.assertEqual(len(rows), self.COUNT)
            self.assertEqual(rows[0], {"document": "0", "start": "0", "end": "3", "text": "نص ", "kind": "first", "rank": "0", "parts": '{"a":[1,2]}', "by": "words@0.1/process", "more": ""})
            late = [row for row in rows if row["more"]]
            self.assertEqual([(row["document"], row["kind"], row["rank"], json.loads(row["more"])) for row in late], [("140", 'x,"y"', "0.5", {"late": "true"})])
            self.assertEqual(self.text(f"t/none.{kind}"), delimiter.join(["document", "start", "end", "text", "by", "more"]) + "\n")

    def test_layers_of_a_plug_in_reach_a_database(self):
        for _ in range(2):  # again: documents take the place of the old ones
            self.own("format: sqlite, path: o.db")
            with contextlib.closing(sqlite3.connect(self.path("o.db"))) as database:
                self.assertEqual(database.execute("SELECT count(*), sum(rank) FROM words").fetchone(), (self.COUNT, sum(range(self.COUNT)) - 1 + 0.5))
                self.assertEqual(database.execute("SELECT w.kind, w.late, d.id FROM words w JOIN documents d ON d.key = w.document_key WHERE late IS NOT NULL").fetchall(), [('x,"y"', "true", "140")])
                self.assertEqual(database.execute("SELECT DISTINCT parts FROM words WHERE parts IS NOT NULL").fetchall(), [('{"a":[1,2]}',)])

    def test_layers_of_a_plug_in_reach_the_summary(self):
        done = self.own('format: summary, path: "-"')
        self.assertIn("  words         \u2068نص\u2069", done.out.replace("نص \u2069", "نص\u2069"))

    def test_tables_of_layers_go_on_after_a_kill(self):
        """The same files as those of a run that nobody stopped, and dead letters that are tried again are added."""
        self.own("format: csv, path: t")
        clean = self.read("t/words.csv")
        shutil.rmtree(self.path("t"))
        text = self.text("p.yaml")
        self.write("p.yaml", "run: { checkpoint: state, commit: 0s, batch: 8, workers: 1, dead-letter: failed.jsonl }\n" + text)
        stops = self.OWN.replace("    words =", "    if number == 150 and not os.path.exists('went-on'):\n        open('went-on', 'w').close(); os.kill(int(options['run']), 9)\n    words =")
        self.write("plugin.py", "import os\n" + stops.replace("int(options['run'])", "os.getppid()"))
        self.assertEqual(self.isnad("run", "p.yaml").code, -9)
        self.write("plugin.py", "import os\n" + stops.replace("int(options['run'])", "os.getppid()"))
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(self.read("t/words.csv"), clean)

    def test_filters_and_metadata(self):
        source = (HELPER % "    if number % 2: return {'filter': 'odd', 'metadata': {'n': number}}").replace("return {\"layers\"", "return {'metadata': {'n': number}, \"layers\"")
        done = self.run_with(source)
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("300 documents read: 150 written, 150 filtered, 0 failed", done.err)
        self.assertEqual(self.lines("out/o.jsonl")[1]["metadata"]["n"], 2)

    def test_what_it_starts_ends_with_the_run(self):
        child = "subprocess.Popen(['sleep', '7777'])"
        done = self.run_with(HELPER % f"    if number == 0: {child}")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual(subprocess.run(["pgrep", "-f", "sleep 7777"], capture_output=True, text=True).stdout, "")

    def test_sigterm_leaves_no_process(self):
        self.write("plugin.py", HELPER % "    time.sleep(0.02)")
        self.write("p.yaml", PIPELINE % (", checkpoint: s", "", ""))
        process = self.start("run", "p.yaml")
        time.sleep(1.5)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=LIMIT)
        self.assertEqual(process.returncode, 143, err)
        self.assertNoProcessIsLeft()
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 0, done.err)
        self.assertEqual([int(d["id"]) for d in self.lines("out/o.jsonl")], list(range(self.COUNT)))

    def test_a_second_signal_leaves_no_process(self):
        self.write("plugin.py", HELPER % "    time.sleep(1000)")
        self.write("p.yaml", PIPELINE % ("", "", ""))
        process = self.start("run", "p.yaml")
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=LIMIT)
        self.assertEqual(process.returncode, 130)
        time.sleep(0.2)
        self.assertNoProcessIsLeft()

    def test_kill_9_of_the_run_ends_the_processes(self):
        self.write("plugin.py", HELPER % "    time.sleep(0.02)")
        self.write("p.yaml", PIPELINE % ("", "", ""))
        process = self.start("run", "p.yaml")
        time.sleep(1)
        process.kill()
        process.communicate(timeout=LIMIT)
        # Their input is closed, and they read no more.
        time.sleep(0.5)
        self.assertNoProcessIsLeft()


if __name__ == "__main__":
    main()

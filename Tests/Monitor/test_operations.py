"""What watches over a run: its figures and health over HTTP, its log, its feeds, and a pipeline that is read again."""

import contextlib
import http.client
import json
import os
import pathlib
import pty
import re
import select
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Commands"))

from harness import BIN
from test_feeds import Served


class Running(Served):
    """A run beside the test, whose standard error is kept."""

    def start(self, *arguments, quiet=False):
        process = subprocess.Popen([BIN, "run", "p.yaml", *arguments, *(["-q"] if quiet else [])], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        process.said = []

        def listen():
            for line in process.stderr:
                process.said.append(line.rstrip("\n"))

        process.listener = threading.Thread(target=listen, daemon=True)
        process.listener.start()
        self.addCleanup(self.end, process)
        return process

    def end(self, process, code=None):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        done = process.wait(timeout=60)
        process.listener.join(timeout=10)
        process.stderr.close()
        if code is not None:
            self.assertEqual(done, code, process.said)

    def heard(self, process, words, count=1):
        self.wait(lambda: sum(words in line for line in process.said) >= count or process.poll() is not None)
        self.assertTrue(sum(words in line for line in process.said) >= count, process.said)

    def port(self, process):
        self.heard(process, "The run's figures are at")
        line = next(line for line in process.said if "The run's figures are at" in line)
        return int(re.search(r"http://127\.0\.0\.1:(\d+)/metrics", line)[1])

    def get(self, port, path, method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request(method, path, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def figures(self, port):
        """Values by name and labels."""
        status, text = self.get(port, "/metrics")
        self.assertEqual(status, 200)
        found = {}
        for line in text.splitlines():
            if line and not line.startswith("#"):
                name, value = line.rsplit(" ", 1)
                self.assertNotIn(name, found, "a series is there twice")
                found[name] = float(value)
        return found


class Metrics(Running):
    def test_figures_of_the_run_and_of_each_feed(self):
        feed = self.server.feeds["/f.xml"]
        for number in range(3):
            feed.put(f"m:{number}", f"خبر رقم {number}.")
        self.server.feeds["/bad.xml"].status = 500
        self.pipeline(["/f.xml", "/bad.xml"], writer="path: o.jsonl, append: true", every="200ms", run="checkpoint: state, commit: 200ms")
        process = self.start("--metrics", "127.0.0.1:0")
        port = self.port(process)
        good, bad = f'pipeline="p",feed="{self.server.url}/f.xml"', f'pipeline="p",feed="{self.server.url}/bad.xml"'
        self.wait(lambda: self.figures(port).get(f"isnad_feed_entries_total{{{good}}}") == 3)
        self.wait(lambda: self.figures(port).get('isnad_run_documents_unsaved{pipeline="p"}') == 0)
        self.wait(lambda: self.figures(port).get(f"isnad_feed_failures{{{bad}}}", 0) >= 2)
        now = time.time()
        found = self.figures(port)
        self.assertEqual(found['isnad_documents_total{pipeline="p",outcome="written"}'], 3)
        self.assertEqual(found['isnad_documents_total{pipeline="p",outcome="failed"}'], 0)
        self.assertEqual(found[f"isnad_feed_failures{{{good}}}"], 0)
        self.assertAlmostEqual(found[f"isnad_feed_last_success_timestamp_seconds{{{good}}}"], now, delta=20)
        self.assertAlmostEqual(found[f"isnad_feed_last_entry_timestamp_seconds{{{good}}}"], now, delta=60)
        self.assertNotIn(f"isnad_feed_last_success_timestamp_seconds{{{bad}}}", found)
        self.assertLess(found[f"isnad_feed_lag_seconds{{{good}}}"], 5)
        self.assertEqual(found['isnad_run_healthy{pipeline="p"}'], 1)
        self.assertEqual(found['isnad_run_documents_in_flight{pipeline="p"}'], 0)
        self.assertAlmostEqual(found['isnad_run_saved_timestamp_seconds{pipeline="p"}'], now, delta=20)
        self.assertGreater(found['isnad_run_read_bytes_total{pipeline="p"}'], 100)
        # What the system says of the process itself.
        memory = int(re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{process.pid}/status").read_text())[1]) * 1024
        self.assertAlmostEqual(found["process_resident_memory_bytes"], memory, delta=memory / 4)
        self.assertAlmostEqual(found["process_open_fds"], len(os.listdir(f"/proc/{process.pid}/fd")), delta=4)
        feed.put("m:3", "خبر جديد.")
        self.wait(lambda: self.figures(port)['isnad_documents_total{pipeline="p",outcome="written"}'] == 4)
        self.end(process, 143)

    def test_health_says_what_is_wrong(self):
        self.server.feeds["/f.xml"].put("h:1", "خبر.")
        self.pipeline(["/f.xml"], writer="path: o.jsonl, append: true", every="200ms", run="checkpoint: state")
        process = self.start("--metrics", "127.0.0.1:0")
        port = self.port(process)
        self.wait(lambda: len(self.lines()) == 1)
        self.assertEqual(self.get(port, "/healthz"), (200, '{"status":"ok","pipeline":"p","problems":[]}'))
        self.server.feeds["/f.xml"].status = 500
        self.wait(lambda: self.get(port, "/healthz")[0] == 503)
        said = json.loads(self.get(port, "/healthz")[1])
        self.assertEqual(said["problems"], ["The only feed can't be read: its server answers with 500."])
        self.server.feeds["/f.xml"].status = 200
        self.wait(lambda: self.get(port, "/healthz")[0] == 200)

    def test_only_this_machine_and_only_what_is_there(self):
        self.server.feeds["/f.xml"].put("h:1", "خبر.")
        self.pipeline(["/f.xml"], writer="path: o.jsonl, append: true", every="1h")
        process = self.start("--metrics", "0")
        port = self.port(process)
        # A page whose name was led to this machine reads nothing.
        self.assertEqual(self.get(port, "/metrics", Host="evil.example")[0], 421)
        self.assertEqual(self.get(port, "/metrics", Host="localhost")[0], 200)
        self.assertEqual(self.get(port, "/")[0], 404)
        self.assertEqual(self.get(port, "/healthz", method="POST")[0], 405)
        self.assertEqual(self.get(port, "/healthz", method="HEAD"), (200, ""))
        addresses = pathlib.Path("/proc/net/tcp").read_text().splitlines()
        listening = [line.split()[1] for line in addresses[1:] if line.split()[3] == "0A" and int(line.split()[1].split(":")[1], 16) == port]
        self.assertEqual(listening, [f"0100007F:{port:04X}"])

    def test_an_address_that_is_taken_or_none(self):
        self.pipeline(["/f.xml"], writer="path: o.jsonl")
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            said = self.isnad("run", "p.yaml", "--metrics", f"127.0.0.1:{port}", code=2).stderr
        self.assertIn(f"127.0.0.1:{port} can't be listened on: ", said)
        self.assertFalse((self.folder / "o.jsonl").exists())
        self.assertEqual(sum(self.server.asked.values()), 0)
        for address in ["here", "127.0.0.1:x", "127.0.0.1:70000", "::1:80"]:
            self.assertIn("--metrics takes an address and a port", self.isnad("run", "p.yaml", "--metrics", address, code=2).stderr)


class Log(Running):
    def objects(self, text):
        lines = text.splitlines()
        self.assertTrue(lines)
        return [json.loads(line) for line in lines]

    def test_each_line_is_an_object(self):
        self.write("a.jsonl", '{"id": "1", "text": "نص."}\n{"id": "2", "text": \n')
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { paths: [a.jsonl] }\n  - use: writer\n    with: { path: o.jsonl }\n")
        lines = self.objects(self.isnad("run", "p.yaml", "--log", "json", code=1).stderr)
        for line in lines:
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertEqual(line["pipeline"], "p.yaml")
            self.assertRegex(line["run"], r"^[0-9a-f]{1,16}$")
        self.assertEqual(len({line["run"] for line in lines}), 1)
        failed = next(line for line in lines if line["level"] == "error")
        self.assertEqual((failed["code"], failed["place"]), ("invalid-json", {"file": "a.jsonl", "line": 2, "column": None}))
        ended = next(line for line in lines if "read" in line)
        self.assertEqual((ended["level"], ended["read"], ended["written"], ended["filtered"], ended["failed"]), ("info", 2, 1, 0, 1))

    def test_a_pipeline_that_is_wrong(self):
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { pahts: [a] }\n  - writer\n")
        lines = self.objects(self.isnad("run", "p.yaml", "--log", "json", code=2).stderr)
        wrong = next(line for line in lines if line.get("code") == "unknown-option")
        self.assertEqual(wrong["place"], {"file": "p.yaml", "line": 3, "column": 13})
        self.assertIn("Did you mean 'paths'?", wrong["suggestion"])

    def test_control_characters_reach_no_terminal(self):
        self.write("\x1b[31m.txt", "نص.")
        self.write("p.yaml", 'stages:\n  - use: reader\n    with: { paths: ["*.txt", "\\x1b[2J\\x9b.gone"] }\n  - use: writer\n    with: { path: o.jsonl }\n')
        said = self.isnad("run", "p.yaml", "--log", "json", code=1).stderr
        self.objects(said)
        self.assertEqual([character for character in said if character != "\n" and (ord(character) < 32 or 0x7F <= ord(character) < 0xA0)], [])
        # As JSON the name is what it was, but for what a terminal takes even so.
        self.assertIn("\\u001b[2J", said)

    def test_what_feeds_and_signals_say(self):
        self.server.feeds["/bad.xml"].status = 503
        self.server.feeds["/f.xml"].put("l:1", "خبر.")
        self.pipeline(["/f.xml", "/bad.xml"], writer="path: o.jsonl, append: true", every="200ms", run="checkpoint: state")
        process = self.start("--log", "json")
        self.heard(process, "/bad.xml")
        self.end(process, 143)
        lines = self.objects("\n".join(process.said))
        warning = next(line for line in lines if "/bad.xml" in line["message"])
        self.assertEqual(warning["level"], "warning")
        self.assertTrue(any(line["message"].startswith("Stopping: ") for line in lines))


class FeedList(Running):
    def rows(self, code):
        return {row["feed"].rsplit("/", 1)[1]: row for row in map(json.loads, self.isnad("feeds", "p.yaml", "--format", "json", code=code).stdout.splitlines())}

    def test_the_state_of_each_feed(self):
        self.server.feeds["/f.xml"].put("s:1", "خبر.")
        self.server.feeds["/bad.xml"].status = 500
        self.pipeline(["/f.xml", "/bad.xml"], writer="path: o.jsonl, append: true", every="300ms", run="checkpoint: state, commit: 100ms")
        before = self.rows(0)
        self.assertEqual([before["f.xml"][name] for name in ["last_success", "last_entry", "failures", "problem"]], [None, None, 0, None])
        process = self.start(quiet=True)
        # Also what changed without an entry is saved.
        self.wait(lambda: self.rows_now().get("bad.xml", {}).get("failures", 0) >= 2 and self.rows_now()["f.xml"]["last_success"])
        self.end(process, 143)
        rows = self.rows(1)
        self.assertEqual(rows["bad.xml"]["problem"], "its server answers with 500")
        self.assertEqual((rows["bad.xml"]["last_success"], rows["f.xml"]["failures"], rows["f.xml"]["problem"]), (None, 0, None))
        for name in ["last_success", "last_entry", "due"]:
            told = time.mktime(time.strptime(rows["f.xml"][name], "%Y-%m-%dT%H:%M:%SZ")) - time.timezone
            self.assertAlmostEqual(told, time.time(), delta=120)
        table = self.isnad("feeds", "p.yaml", code=1).stdout.splitlines()
        self.assertEqual(table[0].split(), ["feed", "read", "last", "entry", "failures", "next", "problem"])
        self.assertIn("/bad.xml", table[1])
        self.assertTrue(table[1].rstrip().endswith("its server answers with 500"))
        self.assertIn(" ago", table[2])

    def rows_now(self):
        done = subprocess.run([BIN, "feeds", "p.yaml", "--format", "json"], cwd=self.folder, capture_output=True, text=True, timeout=60)
        return {row["feed"].rsplit("/", 1)[1]: row for row in map(json.loads, done.stdout.splitlines())}

    def test_a_failure_that_came_just_before_the_end_is_kept(self):
        self.server.feeds["/bad.xml"].status = 500
        self.pipeline(["/bad.xml"], writer="path: o.jsonl, append: true", every="1h", run="mode: continuous, checkpoint: state, commit: 1h")
        process = self.start()
        self.heard(process, "can't be read: its server answers with 500.")
        self.end(process, 143)
        self.assertEqual((self.rows(1)["bad.xml"]["failures"], self.rows(1)["bad.xml"]["problem"]), (1, "its server answers with 500"))

    def test_a_start_says_which_feeds_wait(self):
        bad = self.server.feeds["/bad.xml"]
        bad.status = 500
        self.server.feeds["/f.xml"].put("s:1", "خبر.")
        self.pipeline(["/f.xml", "/bad.xml"], writer="path: o.jsonl, append: true", every="1h", run="mode: continuous, checkpoint: state, commit: 100ms")
        process = self.start()
        self.heard(process, "can't be read: its server answers with 500.")
        self.end(process, 143)
        bad.status = 200
        bad.put("b:1", "خبر آخر.")
        asked = self.server.asked["/bad.xml"]
        process = self.start()
        self.heard(process, "asked again")
        self.assertEqual([line for line in process.said if "asked again" in line], [f"the feed '{self.server.url}/bad.xml' could not be read (its server answers with 500); it is asked again in 2 h. To ask at once, start with --set reader.ask-failed=at-once"])
        self.end(process, 143)
        self.assertEqual(self.server.asked["/bad.xml"], asked)
        process = self.start("--set", "reader.ask-failed=at-once")
        self.wait(lambda: "b:1" in {line["id"] for line in self.lines()})
        self.end(process, 143)
        self.assertFalse(any("asked again" in line for line in process.said), process.said)

    def test_a_pipeline_without_feeds(self):
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { paths: [a.txt] }\n  - use: writer\n")
        self.assertIn("'p.yaml' reads no feeds", self.isnad("feeds", "p.yaml", code=1).stderr)

    def test_secrets_are_masked(self):
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { format: feeds, urls: ['http://127.0.0.1:1/?key=${API_TOKEN}'], every: 1h }\n  - use: writer\n    with: { path: o.jsonl }\n")
        said = self.isnad("feeds", "p.yaml", environment={"API_TOKEN": "geheimnis"}).stdout
        self.assertNotIn("geheimnis", said)
        self.assertIn("***", said)


class Reload(Running):
    RUN = "mode: continuous, checkpoint: state, commit: 100ms"

    def monitor(self, paths, extra="", writer="path: o.jsonl, append: true", **options):
        self.pipeline(paths, writer=writer, every="200ms", run=self.RUN, **options)
        if extra:
            text = (self.folder / "p.yaml").read_text()
            self.write("p.yaml", text.replace("  - use: writer\n", extra + "  - use: writer\n"))

    def test_another_pipeline_goes_on_where_the_run_was(self):
        one, two = self.server.feeds["/1.xml"], self.server.feeds["/2.xml"]
        wanted = []
        self.monitor(["/1.xml"])
        process = self.start("--metrics", "0")
        began = time.monotonic()
        port = self.port(process)
        for number in range(12):
            # Documents come all the while; the pipeline gets a feed more, a stage more, and less again.
            for step in range(3):
                guid = f"r:{number}:{step}"
                one.put(guid, f"خبر {guid}.")
                wanted.append(guid)
                time.sleep(0.05)
            if number == 3:
                two.put("two:1", "خبر من هناك.")
                wanted.append("two:1")
            if number in (3, 6, 9):
                stage = "  - use: set\n    with: { metadata: { round: '%d' } }\n" % number
                self.monitor(["/1.xml", "/2.xml"], extra=stage if number != 9 else "")
                process.send_signal(signal.SIGHUP)
                self.heard(process, "The pipeline is reloaded", {3: 1, 6: 2, 9: 3}[number])
        self.wait(lambda: set(wanted) <= {line["id"] for line in self.lines()})
        self.assertEqual(self.figures(port)['isnad_run_reloads_total{pipeline="p"}'], 3)
        self.end(process, 143)
        # The last line is of the whole run, not of the time since the last reload.
        closing = next(line for line in process.said if " documents read: " in line)
        self.assertTrue(closing.startswith(f"{len(wanted)} documents read: {len(wanted)} written"), closing)
        self.assertGreater(float(re.search(r"; ([0-9.]+) s, ", closing)[1]), time.monotonic() - began - 5)
        self.assertEqual(sorted(line["id"] for line in self.lines()), sorted(wanted))
        rounds = {line["metadata"].get("round") for line in self.lines()}
        self.assertEqual(rounds, {None, "3", "6"})
        # Nothing of the first feed was read again: its position was kept.
        self.assertEqual(self.lines()[-1]["id"], "r:11:2")

    def test_an_invalid_one_leaves_the_run_with_what_it_had(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("i:1", "خبر.")
        self.monitor(["/f.xml"])
        good = (self.folder / "p.yaml").read_text()
        process = self.start("--metrics", "0")
        port = self.port(process)
        self.wait(lambda: len(self.lines()) == 1)
        self.write("p.yaml", good.replace("every", "evry"))
        process.send_signal(signal.SIGHUP)
        self.heard(process, "The pipeline is not reloaded")
        self.assertTrue(any("error[unknown-option]: 'reader' has no option 'evry'. Did you mean 'every'?" in line for line in process.said), process.said)
        self.assertEqual(self.figures(port)['isnad_run_reload_failed{pipeline="p"}'], 1)
        feed.put("i:2", "خبر آخر.")
        self.wait(lambda: len(self.lines()) == 2)
        # What is right again is taken.
        self.write("p.yaml", good)
        process.send_signal(signal.SIGHUP)
        self.heard(process, "The pipeline is reloaded")
        self.assertEqual(self.figures(port)['isnad_run_reload_failed{pipeline="p"}'], 0)
        feed.put("i:3", "خبر ثالث.")
        self.wait(lambda: len(self.lines()) == 3)
        self.end(process, 143)
        self.assertEqual([line["id"] for line in self.lines()], ["i:1", "i:2", "i:3"])

    def test_a_writer_that_changes_loses_nothing(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("w:1", "قتل خمسة.")
        self.monitor(["/f.xml"], writer="path: o.jsonl")
        process = self.start()
        self.wait(lambda: (self.folder / "o.jsonl.part").exists() and (self.folder / "o.jsonl.part").stat().st_size > 0)
        self.monitor(["/f.xml"], writer="path: o.jsonl, offsets: utf8")
        process.send_signal(signal.SIGHUP)
        self.heard(process, "The pipeline is reloaded")
        feed.put("w:2", "قتل ستة.")
        self.wait(lambda: "w:2" in "".join(path.read_text() for path in self.folder.glob("o.jsonl*")))
        self.end(process, 143)
        lines = self.lines()
        self.assertEqual([(line["id"], line["offsets"]) for line in lines], [("w:1", "codepoint"), ("w:2", "utf8")])

    def test_another_checkpoint_is_refused(self):
        self.server.feeds["/f.xml"].put("c:1", "خبر.")
        self.monitor(["/f.xml"])
        process = self.start()
        self.wait(lambda: len(self.lines()) == 1)
        text = (self.folder / "p.yaml").read_text()
        self.write("p.yaml", text.replace("checkpoint: state", "checkpoint: other"))
        process.send_signal(signal.SIGHUP)
        self.heard(process, "The pipeline is not reloaded")
        self.assertTrue(any("'checkpoint' under 'run' is another file than that of the run." in line for line in process.said), process.said)
        self.end(process, 143)

    def test_a_run_over_files_takes_no_other_pipeline(self):
        lines = "".join(json.dumps({"id": str(n), "text": "نص."}) + "\n" for n in range(400))
        self.write("a.jsonl", lines)
        hook = f"{self.server.url}/hook"
        text = f"run: {{ checkpoint: state, commit: 50ms, batch: 1 }}\nstages:\n  - use: reader\n    with: {{ paths: [a.jsonl] }}\n  - use: set\n    with: {{ metadata: {{ x: '1' }} }}\n  - use: writer\n    with: {{ format: webhook, url: {hook} }}\n"
        self.write("p.yaml", text)
        process = self.start()
        self.wait(lambda: len(self.server.posts) > 5)
        self.write("p.yaml", text.replace("'1'", "'2'"))
        process.send_signal(signal.SIGHUP)
        self.heard(process, "The pipeline is not reloaded")
        self.assertEqual(process.wait(timeout=120), 0)
        self.assertEqual({json.loads(body)["metadata"]["x"] for _, body in self.server.posts}, {"1"})
        self.assertEqual(len({json.loads(body)["id"] for _, body in self.server.posts}), 400)

    def test_a_changed_pipeline_goes_on_after_a_stop_too(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("n:1", "خبر.")
        self.monitor(["/f.xml"])
        process = self.start(quiet=True)
        self.wait(lambda: len(self.lines()) == 1)
        self.end(process, 143)
        feed.put("n:2", "خبر آخر.")
        self.monitor(["/f.xml"], extra="  - use: set\n    with: { metadata: { x: '1' } }\n")
        process = self.start(quiet=True)
        self.wait(lambda: len(self.lines()) == 2)
        self.end(process, 143)
        self.assertEqual([(line["id"], line["metadata"].get("x")) for line in self.lines()], [("n:1", None), ("n:2", "1")])

    def test_a_terminal_that_goes_ends_the_run_with_its_state_saved(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("t:1", "خبر.")
        self.monitor(["/f.xml"])
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execv(BIN, [BIN, "run", "p.yaml"])
        self.wait(lambda: len(self.lines()) == 1)
        os.close(terminal)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        self.assertEqual(status, 129)
        self.assertTrue((self.folder / "state").exists())


class Idle(Running):
    def test_a_run_that_waits_says_nothing(self):
        feed = self.server.feeds["/f.xml"]
        feed.put("q:1", "خبر.")
        self.pipeline(["/f.xml"], writer="path: o.jsonl, append: true", every="200ms", run="mode: continuous, checkpoint: state")
        process = self.start()
        lines = lambda: [line for line in process.said if "MB/s" in line]
        self.wait(lambda: len(lines()) == 1)
        # Two more of its five seconds.
        time.sleep(11)
        self.assertEqual(len(lines()), 1, process.said)
        feed.put("q:2", "خبر آخر.")
        self.wait(lambda: len(lines()) == 2)
        self.assertIn("2 documents", lines()[1])
        self.end(process, 143)


class Walk(Running):
    """The ready pipeline 'monitor', as its page walks through it."""

    def test_from_nothing_to_an_alert(self):
        feed = self.server.feeds["/rss"]
        text = "قالت وزيرة الصحة ليلى حداد اليوم في مؤتمر صحفي طويل إن 47 شخصا قتلوا في الفيضانات التي ضربت المدينة، وإن فرق الإنقاذ تواصل البحث."
        feed.put("urn:n:1", f"{text} وجاء ذلك في غزة.", title="فيضانات")
        feed.put("urn:n:2", f"{text} وجاء ذلك في غزة أيضا.", title="فيضانات كبيرة")
        feed.put("urn:n:3", "الطقس جميل في بيروت اليوم والشمس مشرقة.", title="الطقس")
        environment = dict(os.environ, FEED_URL=f"{self.server.url}/rss", ALERT_URL=f"{self.server.url}/hook", WATCH="غزة", ALERT_SECRET="geheim")
        # On this machine a feed has a private address, and a test has no five minutes.
        command = [BIN, "run", "monitor", "-q", "--set", "reader.allow-private=true", "--set", "reader.every=300ms", "--set", "reader.delay=0s"]
        for alerts in [1, 2]:
            process = subprocess.Popen(command, cwd=self.folder, env=environment, stderr=subprocess.PIPE, text=True)
            try:
                self.wait(lambda: len(self.server.posts) >= alerts)
                self.wait(lambda: self.server.unchanged["/rss"] > 2 * alerts)
            finally:
                process.send_signal(signal.SIGTERM)
                said = process.communicate(timeout=60)[1]
            self.assertEqual(process.returncode, 143, said)
            self.assertEqual(len(self.server.posts), alerts)
            # The second time there is one article more, and what was there is not told of again.
            feed.put("urn:n:4", "استقبل رئيس البلدية وفدا من المهندسين الذين سيبنون ميناء جديدا في غزة خلال عامين.", title="ميناء")
        self.assertEqual([json.loads(body)["text"] for _, body in self.server.posts], ["*فيضانات* (صحيفة)\n", "*ميناء* (صحيفة)\n"])
        row = json.loads(self.isnad("feeds", "monitor", "--format", "json", environment={"FEED_URL": environment["FEED_URL"]}).stdout)
        self.assertEqual((row["feed"], row["failures"]), (environment["FEED_URL"], 0))
        self.isnad("people", "out/monitor.db", "--update")
        self.assertIn("ليلى حداد", self.isnad("quotes", "out/monitor.db", "--about", "الفيضانات").stdout)
        with contextlib.closing(sqlite3.connect(self.folder / "out/monitor.db")) as database:
            self.assertEqual(sorted(row[0] for row in database.execute("SELECT identity FROM documents")), [f"urn:n:{n}" for n in range(1, 5)])


class Retention(Served):
    def test_old_documents_go_with_their_annotations(self):
        lines = [json.dumps({"id": f"k{i}", "text": "قال سامي الحداد إن 5 جنود قتلوا في غزة."}, ensure_ascii=False) for i in range(1200)]
        self.write("a.jsonl", "\n".join(lines) + "\n")
        self.write("b.jsonl", "\n".join(lines[:1]).replace("k0", "new") + "\n")
        for name, inputs in [("p.yaml", "a.jsonl"), ("q.yaml", "b.jsonl")]:
            self.write(name, f"run: {{ checkpoint: state }}\nstages:\n  - use: reader\n    with: {{ paths: [{inputs}] }}\n  - normalizer\n  - entity-tagger\n  - number-extractor\n  - quote-attributor\n  - use: writer\n    with: {{ format: sqlite, path: o.db, keep: 400 days }}\n")
        self.isnad("run", "p.yaml", "-q")
        with contextlib.closing(sqlite3.connect(self.folder / "o.db")) as database, database:
            # As if all but the last of them had come long ago, the first just within the time.
            database.execute("UPDATE documents SET last_seen = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-401 days') WHERE id != 'k7'")
            database.execute("UPDATE documents SET last_seen = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-399 days') WHERE id = 'k0'")
            database.execute("INSERT INTO document_versions (document_key, version, text) SELECT key, 0, 'x' FROM documents WHERE id IN ('k0', 'k1')")
        # So many with each commit, and a run has at least two.
        for _ in range(3):
            self.isnad("run", "q.yaml", "-q")
        with contextlib.closing(sqlite3.connect(self.folder / "o.db")) as database:
            def rows(sql):
                return sorted(row[0] for row in database.execute(sql))

            self.assertEqual(rows("SELECT id FROM documents"), ["k0", "k7", "new"])
            for table in ["entities", "numbers", "quotes"]:
                self.assertEqual(rows(f"SELECT DISTINCT document FROM {table}"), ["k0", "k7", "new"], table)
            keys = rows("SELECT key FROM documents")
            self.assertEqual(rows("SELECT rowid FROM documents_search"), keys)
            self.assertEqual(rows("SELECT rowid FROM quotes_search"), rows("SELECT key FROM quotes"))
            self.assertEqual(rows("SELECT document_key FROM document_versions"), rows("SELECT key FROM documents WHERE id = 'k0'"))
            self.assertEqual(rows("SELECT count(*) FROM archive_documents"), [3])
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        people = self.isnad("people", "o.db", "--format", "json").stdout
        self.assertIn('"documents":3', people.replace(" ", ""))

    def test_a_time_that_is_none(self):
        self.write("p.yaml", "stages:\n  - use: reader\n    with: { paths: [a] }\n  - use: writer\n    with: { format: sqlite, path: o.db, keep: 400 }\n")
        self.assertIn("'keep' of 'writer' must be a number of days such as 400 days, not '400'.", self.isnad("run", "p.yaml", code=2).stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)

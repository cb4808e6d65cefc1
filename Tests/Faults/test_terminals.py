"""What comes from outside never reaches a terminal raw, nor a spreadsheet as a formula; secrets stay secret."""

import csv
import json
import os
import pty
import re
import subprocess
import time

from harness import BIN, LIMIT, Fault, main

ESC = "\x1b[2J\x1b]0;pwned\x07\x9b31m"
TEXT = f"قال سامي الحداد إن {ESC} 5 أشخاص قتلوا في بغداد."
# Colours are ours; all else that moves a cursor or sets a title is not.
RAW = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]|\x1b(?!\\[[0-9;]*m)")
PLUGIN = """import json, os, sys
sys.stdin.readline()
print('{"protocol":"isnad-process/1","name":"w","provides":["marks"]}', flush=True)
for line in sys.stdin:
    request = json.loads(line)
    print("log \\x1b[2J " + "s3cret-w0rd", file=sys.stderr, flush=True)
    print(json.dumps({"key": request["key"], "error": {"code": "no\\x1b[2J", "message": "\\x1b[2J the key is s3cret-w0rd"}}), flush=True)
"""


class Terminals(Fault):
    def clean(self, text, name):
        found = RAW.search(text)
        self.assertIsNone(found, f"{name}: {text[max(0, found.start() - 40):found.start() + 20]!r}" if found else "")

    def article(self, **more):
        self.write("in.jsonl", json.dumps({"id": f"a{ESC}\nx", "text": TEXT, "metadata": {"title": f"{ESC}عنوان\nserious: error", **more}}) + "\n")

    def terminal(self, *arguments):
        """What a terminal gets."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen([BIN, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs)
        os.close(theirs)
        got = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            got += piece
        process.wait(LIMIT)
        os.close(ours)
        return got.decode(errors="replace").replace("\r\n", "\n").replace("\r\x1b[K", "")

    def test_articles_files_keys_and_plug_ins(self):
        self.article()
        self.write(f"bad{ESC[:4]}\n.jsonl", '{"text":"x","\\u001b[2J":1,"\\u001b[2J":2}\n')
        self.write("plugin.py", PLUGIN)
        stages = "stages:\n  - { use: reader, with: { paths: ['*.jsonl'] } }\n  - normalizer\n  - entity-tagger\n  - number-extractor\n  - quote-attributor\n"
        self.write("summary.yaml", stages + "  - { use: writer, with: { format: summary } }\n")
        self.write("out/lines.yaml", stages.replace("*.jsonl", "../in.jsonl") + "  - { use: writer, with: { path: facts.jsonl } }\n  - { use: writer, id: db, with: { format: sqlite, path: facts.db } }\n")
        self.write("conll.yaml", stages + "  - { use: writer, with: { format: conll } }\n")
        self.write("plugin.yaml", "stages:\n  - { use: reader, with: { paths: [in.jsonl] } }\n  - { use: process, with: { command: [python3, plugin.py], options: { api_key: s3cret-w0rd } } }\n  - writer\n")
        self.assertEqual(self.isnad("run", "out/lines.yaml", "-q").code, 0)
        facts = "out/facts.jsonl"
        for arguments in (["run", "summary.yaml"], ["run", "conll.yaml"], ["run", "plugin.yaml"], ["trace", "summary.yaml", "--id", f"a{ESC}\nx"], ["trace", "summary.yaml"],
                          ["why", facts, "--at", "5"], ["why", facts, "--text", "بغداد"], ["diff", facts, "in.jsonl"], ["eval", facts, facts], ["quotes", "out/facts.db"],
                          ["numbers", "out/facts.db"], ["entities", "out/facts.db"], ["run", f"none{ESC}.yaml"], ["run", "summary.yaml", f"gone{ESC}\n.jsonl"],
                          ["run", "summary.yaml", "--set", f"reader.x{ESC}=1"]):
            self.clean(self.terminal(*arguments), f"terminal {arguments}")
            done = self.isnad(*arguments)
            self.clean(done.err, f"stderr {arguments}")
            if "conll" not in arguments[-1]:
                self.clean(done.out, f"stdout {arguments}")
            self.assertNotIn("s3cret", done.err + done.out)
        said = self.isnad("run", "summary.yaml").out
        self.assertIn("\\u001b[2J", said)
        self.assertNotIn("\nserious: error", said)

    def test_secrets_in_dead_letters_and_errors(self):
        self.article()
        self.write("plugin.py", PLUGIN)
        for policy in ("dead-letter", "pass", "stop"):
            self.write("p.yaml", f"run: {{ on-error: {policy}, dead-letter: failed.jsonl, report: report.json }}\nstages:\n  - {{ use: reader, with: {{ paths: [in.jsonl] }} }}\n"
                       "  - { use: process, with: { command: [python3, plugin.py], options: { api_key: s3cret-w0rd } } }\n  - { use: writer, with: { path: o.jsonl } }\n")
            done = self.isnad("run", "p.yaml")
            self.assertIn("***", done.err)
            for name in ("failed.jsonl", "o.jsonl", "report.json"):
                if os.path.exists(self.path(name)):
                    self.assertNotIn("s3cret", self.text(name), f"{policy} {name}")
            self.assertNotIn("s3cret", done.err + done.out)

    def test_cells_that_a_spreadsheet_would_compute(self):
        for number, title in enumerate(["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "a=1", ""]):
            self.write(f"in/{number}.jsonl", json.dumps({"id": str(number), "text": "وصل 5 أشخاص.", "title": title}) + "\n")
        pipeline = "stages:\n  - { use: reader, with: { paths: [in] } }\n  - normalizer\n  - number-extractor\n  - { use: writer, with: { format: csv, path: t%s } }\n"
        self.write("p.yaml", pipeline % ", safe-for: excel")
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        self.assertTrue(self.read("t/documents.csv").startswith(b"\xef\xbb\xbf"))
        with open(self.path("t/documents.csv"), encoding="utf-8-sig", newline="") as file:
            titles = [row["title"] for row in csv.DictReader(file)]
        self.assertEqual(titles, ["'=1+1", "'+1", "'-1", "'@x", "'\t=1", "' =1", "'＝1", "a=1", ""])
        self.write("p.yaml", pipeline % "")
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        with open(self.path("t/documents.csv"), encoding="utf-8", newline="") as file:
            self.assertEqual(next(csv.DictReader(file))["title"], "=1+1")
        self.write("p.yaml", pipeline.replace("csv", "brat") % ", safe-for: excel")
        self.assertEqual(self.isnad("run", "p.yaml").code, 2)

    def test_standard_output_that_takes_nothing(self):
        self.article()
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [in.jsonl] } }\n  - normalizer\n  - entity-tagger\n  - { use: writer, with: { format: sqlite, path: o.db } }\n")
        self.write("q.yaml", self.text("p.yaml").replace("format: sqlite, path: o.db", "path: o.jsonl"))
        for name in ("p.yaml", "q.yaml"):
            self.assertEqual(self.isnad("run", name).code, 0)
        for arguments in (["entities", "o.db"], ["diff", "o.jsonl", "o.jsonl"], ["schema"], ["stages"], ["stages", "reader"], ["graph", "p.yaml"], ["--help"], ["--version"],
                          ["validate", "p.yaml"], ["trace", "q.yaml"], ["why", "o.jsonl", "--text", "بغداد"], ["eval", "o.jsonl", "o.jsonl"]):
            with open("/dev/full", "w") as full:
                done = self.isnad(*arguments, stdout=full)
            self.assertEqual(done.code, 1, f"{arguments}: {done.err}")
            self.assertIn("standard output can't be written: No space left on device", done.err)

    def test_a_plug_in_that_always_hangs_stops_the_run(self):
        self.article()
        self.write("in.jsonl", "".join(json.dumps({"id": str(n), "text": "نص"}) + "\n" for n in range(40)))
        self.write("hang.py", "import sys, time\nsys.stdin.readline()\nprint('{\"protocol\":\"isnad-process/1\",\"name\":\"h\",\"provides\":[\"marks\"]}', flush=True)\ntime.sleep(1000)\n")
        self.write("p.yaml", "run: { workers: 1 }\nstages:\n  - { use: reader, with: { paths: [in.jsonl] } }\n  - { use: process, timeout: 200ms, with: { command: [python3, hang.py], max-restarts: 3 } }\n  - { use: writer, with: { path: o.jsonl } }\n")
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 3, done.err)
        self.assertIn("'h' has failed 4 times in a row: it did not answer in time.", done.err)

    def test_a_child_that_leaves_its_group_ends_with_the_run(self):
        self.write("in.jsonl", json.dumps({"id": "1", "text": "نص"}) + "\n")
        self.write("leave.py", "import json, os, subprocess, sys, time\nsys.stdin.readline()\n"
                   "child = subprocess.Popen(['setsid', 'sh', '-c', 'setsid sleep 987 & sleep 987'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
                   "time.sleep(1)  # until both sleep\n"
                   "print('{\"protocol\":\"isnad-process/1\",\"name\":\"l\",\"provides\":[\"marks\"]}', flush=True)\n"
                   "for line in sys.stdin:\n    print(json.dumps({'key': json.loads(line)['key'], 'layers': {}}), flush=True)\n")
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [in.jsonl] } }\n  - { use: process, with: { command: [python3, leave.py] } }\n  - { use: writer, with: { path: o.jsonl } }\n")
        self.assertEqual(self.isnad("run", "p.yaml").code, 0)
        left = None
        for _ in range(50):
            left = [pid for pid in os.listdir("/proc") if pid.isdigit() and self.command(pid) == "sleep 987"]
            if not left:
                break
            time.sleep(0.1)
        self.assertEqual(left, [])

    def command(self, pid):
        try:
            with open(f"/proc/{pid}/cmdline") as file:
                return file.read().replace("\0", " ").strip()
        except OSError:
            return ""


if __name__ == "__main__":
    main()

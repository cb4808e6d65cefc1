"""Runs that are killed, stopped, started twice, and go on."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import time

from harness import BIN, LIMIT, Fault, main


class Interruptions(Fault):
    def kill_after(self, seconds, number=signal.SIGKILL, *arguments):
        process = self.start("run", "p.yaml", "-q", *arguments)
        if number != signal.SIGKILL:
            # A signal before the command has begun is nobody's fault.
            self.wait_until(lambda: os.path.exists(self.path("out/state.lock")) or os.path.exists(self.path("o.jsonl.part")))
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(number)
        _, err = process.communicate(timeout=LIMIT)
        return process.returncode, err.decode()

    def test_kill_9_at_twenty_random_moments_then_resume(self):
        self.articles(6000)
        self.pipeline()
        clean = self.clean()
        whole = self.whole
        chance = random.Random(20)
        killed = 0
        for _ in range(20):
            code, _ = self.kill_after(chance.uniform(0.01, whole))
            killed += code == -signal.SIGKILL
            if code == 0:
                # The machine has become faster than it was at first.
                whole *= 0.8
            self.assertFalse(code == -signal.SIGKILL and os.path.exists(self.path("out/o.jsonl")) and
                             self.read("out/o.jsonl") != clean, "half a file stands under the final name")
            if code != 0:
                done = self.isnad("run", "p.yaml")
                self.assertEqual(done.code, 0, done.err)
                self.assertIn("6,000 documents read: 6,000 written", done.err)
            self.assertEqual(self.read("out/o.jsonl"), clean)
            self.assertEqual(os.listdir(self.path("out")), ["o.jsonl"])
            shutil.rmtree(self.path("out"))
        self.assertGreater(killed, 10)

    def kill_again_and_again(self, seed, *arguments):
        """One run to its end, through as many kills as that takes: it is let run for parts of the time that the whole
        takes on this machine."""
        chance = random.Random(seed)
        code, rounds = None, 0
        while code != 0 and rounds < 200:
            # Later rounds last longer, so that a machine that has become slower comes to the end too.
            code, _ = self.kill_after(self.whole * chance.uniform(0.04, 0.25) * (1 + rounds / 20), signal.SIGKILL, *arguments)
            rounds += 1
        self.assertEqual(code, 0)
        self.assertGreater(rounds, 3)

    def test_kill_9_again_and_again_in_one_run(self):
        self.articles(6000)
        self.pipeline()
        clean = self.clean()
        self.kill_again_and_again(9)
        self.assertEqual(self.read("out/o.jsonl"), clean)

    def test_kill_9_and_a_page_with_an_end(self):
        self.articles(3000)
        self.pipeline(writes="out/o.html, format: html")
        clean = self.clean("out/o.html")
        self.assertTrue(clean.endswith(b"</html>\n"))
        self.assertEqual(clean.count(b"<article "), 3000)
        self.kill_again_and_again(11)
        self.assertEqual(self.read("out/o.html"), clean)

    def test_kill_9_among_text_files(self):
        for number in range(400):
            self.write(f"texts/{number:04}.txt", f"قتل {number} أشخاص في حادث.\n")
        self.pipeline(reads="texts")
        clean = self.clean()
        self.kill_again_and_again(4, "--set", "reader.format=text")
        self.assertEqual(self.read("out/o.jsonl"), clean)

    def test_kill_9_and_the_memory_of_duplicates(self):
        """Each article comes five times, far apart, through branches; what is remembered is in the checkpoint."""
        sentences = [f"قال المسؤول رقم {n} إن العدد {n * 7} تغير في المدينة {n % 13} هذا اليوم" for n in range(3000)]
        lines = [json.dumps({"id": f"d{round}-{n}", "text": sentences[n] + "." * round}, ensure_ascii=False) for round in range(5) for n in range(3000)]
        self.write("in.jsonl", "\n".join(lines))
        self.write("p.yaml", """run: { checkpoint: out/state, commit: 0s, workers: 2 }
stages:
  - { use: reader, with: { paths: [in.jsonl] } }
  - normalizer
  - branch:
      - { when: { text: { contains: "المدينة 7" } }, stages: [ { use: deduplicate, id: exact, with: { by: text, action: mark } } ] }
      - default: [ { use: deduplicate, with: { threshold: 0.9, window: 3500 } } ]
  - { use: writer, with: { path: out/o.jsonl } }
""")
        clean = self.clean()
        self.assertIn(b'"duplicate_of":"d0-', clean)
        self.assertLess(clean.count(b"\n"), 6000)
        self.kill_again_and_again(6)
        self.assertEqual(self.read("out/o.jsonl"), clean)

    def test_sigterm_and_sigint_commit_and_say_how_to_resume(self):
        self.articles(20000)
        self.pipeline()
        clean = self.clean()
        for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
            # Early, for a run may be faster than the first one was.
            stopped, err = self.kill_after(min(self.whole / 8, 0.2), number)
            self.assertEqual(stopped, code, err)
            self.assertIn("The same command goes on from the checkpoint 'out/state'; --restart begins anew.", err)
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertEqual(self.read("out/o.jsonl"), clean)

    def test_a_run_that_has_failed_does_not_wait_for_an_idle_pipe(self):
        self.write("p.yaml", "run: { on-error: stop }\nstages: [ reader, { use: writer, with: { path: o.jsonl } } ]\n")
        for workers in ("1", "2"):
            begin = time.monotonic()
            process = self.start("run", "p.yaml", "-", "--workers", workers, stdin=subprocess.PIPE)
            process.stdin.write(b'{"text":"\xd8\xa3"}\n{bad\n')
            process.stdin.flush()
            process.wait(LIMIT)
            self.assertLess(time.monotonic() - begin, 20)
            process.stdin.close()
            err = process.stderr.read().decode()
            process.stderr.close()
            process.stdout.close()
            self.assertEqual(process.returncode, 3, err)
            self.assertIn("on-error: stop", err)

    def test_a_run_whose_output_is_closed_does_not_wait_for_an_idle_pipe(self):
        self.write("p.yaml", 'stages: [ reader, { use: writer, with: { path: "-" } } ]\n')
        for workers in ("1", "2"):
            read, write = os.pipe()
            process = self.start("run", "p.yaml", "-", "--workers", workers, stdin=subprocess.PIPE, stdout=write)
            os.close(write)
            process.stdin.write(b'{"text":"\xd8\xa3"}\n')
            process.stdin.flush()
            self.assertTrue(os.read(read, 100).startswith(b"{"))
            os.close(read)
            process.stdin.write(b'{"text":"\xd8\xa3"}\n')
            process.stdin.flush()
            process.wait(LIMIT)
            process.stdin.close()
            err = process.stderr.read().decode()
            process.stderr.close()
            self.assertEqual(process.returncode, 0, err)
            self.assertIn("2 documents read: 2 written", err)

    def test_whatever_ends_a_run_does_not_wait_for_an_idle_pipe(self):
        """Too many failures, a full disk, a plug-in that dies: the pipe stays open and says nothing more."""
        good, bad = b'{"text":"\xd8\xa3"}\n', b"{bad\n"
        dies = "{ use: process, id: dies, with: { command: [python3, dies.py], max-restarts: 1 } }"
        self.write(
            "dies.py", 'import json, sys\nsys.stdin.readline()\n'
            'print(json.dumps({"protocol": "isnad-process/1", "name": "dies", "provides": ["words"]}), flush=True)\n'
            'sys.stdin.readline()\nsys.exit(9)\n')
        for name, run, stages, sent in (
            ("failures", "{ on-error: dead-letter, dead-letter: d.jsonl, max-failures: 1 }", "{ use: writer, with: { path: o.jsonl } }", bad * 4),
            ("disk", "{ on-error: stop }", "{ use: writer, with: { path: /dev/full } }", good * 4),
            ("plug-in", "{ on-error: stop }", dies + ", { use: writer, with: { path: o.jsonl } }", good * 4),
        ):
            self.write("p.yaml", f"run: {run}\nstages: [ reader, {stages} ]\n")
            for workers in ("1", "2"):
                with self.subTest(name, workers=workers):
                    process = self.start("run", "p.yaml", "-", "--restart", "--workers", workers, stdin=subprocess.PIPE)
                    process.stdin.write(sent)
                    process.stdin.flush()
                    try:
                        process.wait(LIMIT)
                    finally:
                        process.kill()
                    err = process.stderr.read().decode()
                    for pipe in (process.stdin, process.stdout, process.stderr):
                        pipe.close()
                    self.assertEqual(process.returncode, 3, err)

    def test_a_signal_ends_the_wait_for_an_idle_fifo(self):
        """One to which nobody writes, and one whose writer says nothing."""
        self.write("p.yaml", 'stages: [ reader, { use: writer, with: { path: o.jsonl } } ]\n')
        for workers in ("1", "2"):
            for is_written in (False, True):
                fifo = self.path(f"in-{workers}-{is_written}.jsonl")
                os.mkfifo(fifo)
                process = self.start("run", "p.yaml", fifo, "--workers", workers)
                self.wait_until(lambda: os.path.exists(self.path("o.jsonl.part")))
                writer = os.open(fifo, os.O_WRONLY) if is_written else None
                time.sleep(0.2)
                process.send_signal(signal.SIGTERM)
                begin = time.monotonic()
                _, err = process.communicate(timeout=LIMIT)
                self.assertLess(time.monotonic() - begin, 20)
                self.assertEqual(process.returncode, 143, err)
                if writer is not None:
                    os.close(writer)

    def test_a_fifo_is_read_when_its_writer_comes(self):
        self.write("p.yaml", 'stages: [ reader, { use: writer, with: { path: o.jsonl } } ]\n')
        fifo = self.path("in.jsonl")
        os.mkfifo(fifo)
        process = self.start("run", "p.yaml", fifo)
        self.wait_until(lambda: os.path.exists(self.path("o.jsonl.part")))
        time.sleep(0.3)
        with open(fifo, "wb") as file:
            file.write(b'{"text":"\xd8\xa3"}\n')
        _, err = process.communicate(timeout=LIMIT)
        self.assertEqual(process.returncode, 0, err)
        self.assertIn(b"1 document read: 1 written", err)

    def test_sigterm_without_a_checkpoint_says_what_is_left(self):
        self.articles(20000)
        self.write("p.yaml", "stages: [{use: reader, with: {paths: [in.jsonl]}}, normalizer, number-extractor, {use: writer, with: {path: o.jsonl}}]")
        code, err = self.kill_after(0.05, signal.SIGTERM)
        self.assertEqual(code, 143)
        self.assertIn("What was written so far is in 'o.jsonl.part'.", err)
        self.assertIn("A pipeline with 'checkpoint' under 'run' can go on where it was.", err)
        self.assertFalse(os.path.exists(self.path("o.jsonl")))

    def test_a_second_signal_leaves_at_once(self):
        # A plug-in that never answers keeps the run waiting: what has been read can't be finished.
        self.articles(3)
        self.write("p.yaml", "run: { checkpoint: out/state }\nstages: [{use: reader, with: {paths: [in.jsonl]}}, normalizer, {use: process, with: {command: [python3, -c, \"import time; time.sleep(60)\"]}}, {use: writer, with: {path: out/o.jsonl}}]")
        process = self.start("run", "p.yaml")
        time.sleep(0.5)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=LIMIT)
        self.assertEqual(process.returncode, 143)
        # It has not waited for what the first one asked for.
        self.assertIn(b"Stopping: what has been read is being finished.", err)
        self.assertNotIn(b"goes on from the checkpoint", err)

    def test_sigterm_while_a_pipe_keeps_the_reader_waiting(self):
        os.mkfifo(self.path("pipe"))
        self.pipeline(reads="pipe")
        self.write("p.yaml", self.text("p.yaml").replace("paths: [\"pipe\"]", "paths: [\"pipe\"], format: jsonl"))
        process = self.start("run", "p.yaml")
        pipe = open(self.path("pipe"), "wb", buffering=0)
        pipe.write('{"id":"a","text":"قتل 5 أشخاص."}\n{"id":"b"'.encode())
        time.sleep(0.4)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=LIMIT)
        pipe.close()
        self.assertEqual(process.returncode, 143, err)
        self.assertIn(b"1 document read: 1 written", err)
        self.assertEqual(self.read("out/o.jsonl.part").count(b"\n"), 1)

    def test_a_pipe_that_is_sent_again_is_not_read_twice(self):
        self.articles(4000)
        self.pipeline(reads="-")
        with open(self.path("in.jsonl"), "rb") as file:
            clean = self.isnad("run", "p.yaml", "-q", stdin=file)
        self.assertEqual(clean.code, 0, clean.err)
        clean = self.read("out/o.jsonl")
        shutil.rmtree(self.path("out"))
        content = self.read("in.jsonl")
        process = self.start("run", "p.yaml", "-q", stdin=subprocess.PIPE)
        process.stdin.write(content[: len(content) // 2])
        process.stdin.flush()
        time.sleep(0.4)
        process.kill()
        process.communicate(timeout=LIMIT)
        self.assertLess(0, len(self.read("out/o.jsonl.part")))
        process = self.start("run", "p.yaml", "-q", stdin=subprocess.PIPE)
        _, err = process.communicate(content, timeout=LIMIT)
        self.assertEqual(process.returncode, 0, err)
        self.assertEqual(self.read("out/o.jsonl"), clean)

    def test_two_runs_at_once(self):
        os.mkfifo(self.path("pipe"))
        self.pipeline(reads="pipe")
        first = self.start("run", "p.yaml")
        time.sleep(0.3)
        second = self.isnad("run", "p.yaml")
        first.kill()
        first.communicate(timeout=LIMIT)
        self.assertEqual(second.code, 2)
        self.assertEqual(
            second.err,
            f"error[busy]: another run (process {first.pid}) works with the checkpoint 'out/state'. Wait for it, or stop it.\n")
        # Without a checkpoint the output itself is what both want.
        text = "stages: [{use: reader, with: {paths: [pipe]}}, {use: writer, with: {path: q.jsonl}}]"
        column = text.index("writer") + 1
        self.write("q.yaml", text)
        first = self.start("run", "q.yaml")
        time.sleep(0.3)
        second = self.isnad("run", "q.yaml")
        first.kill()
        first.communicate(timeout=LIMIT)
        self.assertEqual((second.code, second.sentences), (
            2, f"q.yaml:1:{column}: error[busy]: another run is writing 'q.jsonl.part'. Wait for it, or stop it.\n"))

    def test_data_is_on_the_disk_before_the_checkpoint_that_counts_it(self):
        if shutil.which("strace") is None:
            self.skipTest("strace is not there")
        self.articles(400)
        self.pipeline()
        traced = subprocess.run(
            ["strace", "-f", "-y", "-e", "trace=fsync,rename,renameat,renameat2,write", "-o", self.path("trace"), BIN,
             "run", "p.yaml", "-q"], cwd=self.folder, capture_output=True, timeout=LIMIT)
        self.assertEqual(traced.returncode, 0, traced.stderr)
        unsynced, checkpoints, folder_is_synced = set(), 0, True
        for line in self.read("trace").decode("utf-8", "replace").splitlines():
            if match := re.search(r"write\(\d+<([^>]*(?:\.part|state\.new))>", line):
                unsynced.add(os.path.basename(match[1]))
            elif match := re.search(r"fsync\(\d+<([^>]*)>", line):
                unsynced.discard(os.path.basename(match[1]))
                folder_is_synced = folder_is_synced or match[1].endswith("/out")
            elif "rename" in line and "state.new" in line:
                self.assertEqual(unsynced, set(), "a checkpoint counts what is not on the disk")
                self.assertTrue(folder_is_synced, "the rename before is not on the disk")
                folder_is_synced = False
                checkpoints += 1
        self.assertGreater(checkpoints, 3)

    def test_commits_that_take_longer_than_the_interval_become_rare(self):
        """Each fsync takes a twentieth of a second, so a commit takes far longer than the interval: not every batch may end in one."""
        if shutil.which("strace") is None:
            self.skipTest("strace is not there")

        def commits(count, interval):
            self.articles(count)
            self.pipeline(run="batch: 1")
            self.write("p.yaml", self.text("p.yaml").replace("commit: 0s", f"commit: {interval}"))
            traced = subprocess.run(
                ["strace", "-f", "-e", "trace=fsync,rename,renameat,renameat2", "-e", "inject=fsync:delay_exit=50000", "-o", self.path("trace"),
                 BIN, "run", "p.yaml", "-q", "--restart"], cwd=self.folder, capture_output=True, timeout=LIMIT)
            self.assertEqual(traced.returncode, 0, traced.stderr)
            self.assertEqual(len(self.lines("out/o.jsonl")), count)
            return sum("rename" in line and "state.new" in line for line in self.text("trace").splitlines())

        # The counter-example: an interval of nothing asks for a commit behind every batch.
        self.assertGreater(commits(30, "0s"), 15)
        self.assertLess(commits(600, "1ms"), 60)


if __name__ == "__main__":
    main()

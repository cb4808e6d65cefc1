"""What is not what it was when a run goes on: input, pipeline, output, checkpoint."""

import os
import shutil
import signal
import subprocess
import time

from harness import LIMIT, Fault, main


class Changes(Fault):
    def setUp(self):
        super().setUp()
        self.articles(20000)
        self.pipeline()
        process = self.start("run", "p.yaml", "-q")
        part = self.path("out/o.jsonl.part")
        self.addCleanup(process.kill)
        self.wait_until(lambda: os.path.exists(part) and os.path.getsize(part) > 0)
        time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LIMIT)
        self.assertEqual(process.returncode, 143)

    def assertRefused(self, sentence):
        refused = self.isnad("run", "p.yaml")
        self.assertEqual((refused.code, refused.sentences), (2, sentence + "\n"))
        # --restart begins anew, whatever was.
        done = self.isnad("run", "p.yaml", "-q", "--restart")
        self.assertEqual((done.code, done.err), (0, ""))

    WAY = " Put back what was there to go on with the run, or begin anew with --restart."

    def test_input_truncated_before_resume(self):
        os.truncate(self.path("in.jsonl"), len(self.read("in.jsonl").split(b"\n")[0]) + 1)
        offset = int(self.read("out/state").decode().split('"offset":')[1].split(",")[0])
        self.assertRefused(
            f"p.yaml:5:20: error[changed-input]: 'in.jsonl' holds less than the {offset} bytes that had been read." + self.WAY)

    def test_input_replaced_before_resume(self):
        content = self.read("in.jsonl")
        self.write("in.jsonl", content.replace("33 شخصا".encode(), "44 شخصا".encode()))
        self.assertRefused("p.yaml:5:20: error[changed-input]: 'in.jsonl' is not what had been read." + self.WAY)

    def test_input_gone_before_resume(self):
        self.write("b.jsonl", '{"text":"x"}\n')
        os.rename(self.path("in.jsonl"), self.path("c.jsonl"))
        refused = self.isnad("run", "p.yaml")
        self.assertEqual(refused.code, 2)
        self.assertIn("'in.jsonl' is not there.", refused.err)

    def test_input_touched_or_grown_goes_on(self):
        with open(self.path("in.jsonl"), "a", encoding="utf-8") as file:
            file.write('{"id":"late","text":"قتل 7 أشخاص."}\n')
        done = self.isnad("run", "p.yaml")
        self.assertEqual(done.code, 0, done.err)
        self.assertIn("20,001 documents read: 20,001 written", done.err)
        self.assertEqual(self.lines("out/o.jsonl")[-1]["id"], "late")

    def test_a_file_that_was_finished_changed(self):
        shutil.rmtree(self.path("out"))
        for name in ("a", "b"):
            self.articles(20 if name == "a" else 20000, f"many/{name}.jsonl")
        self.pipeline(reads="many")
        process = self.start("run", "p.yaml", "-q")
        self.addCleanup(process.kill)
        self.wait_until(lambda: os.path.exists(self.path("out/state")) and b'"done":1' in self.read("out/state"))
        process.kill()
        process.communicate(timeout=LIMIT)
        self.articles(21, "many/a.jsonl")
        self.assertRefused("p.yaml:5:20: error[changed-input]: 'many/a.jsonl' has changed." + self.WAY)

    def test_pipeline_changed_before_resume(self):
        self.pipeline()
        text = self.text("p.yaml")
        self.write("p.yaml", text.replace("  - number-extractor\n", "  - use: number-extractor\n    with: { kinds: [money] }\n"))
        self.assertRefused(
            "error[changed-pipeline]: the checkpoint 'out/state' is of a run with other stages, rules, options or inputs. "
            "Undo the change to go on with that run, or begin anew with --restart.")

    def test_layout_and_workers_may_change(self):
        text = self.text("p.yaml")
        self.write("p.yaml", "# A note.\n" + text.replace("workers: 2", "workers: 1"))
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual((done.code, done.err), (0, ""))

    def test_output_lost_before_resume(self):
        os.truncate(self.path("out/o.jsonl.part"), 10)
        refused = self.isnad("run", "p.yaml")
        self.assertEqual(refused.code, 2)
        self.assertRegex(
            refused.err,
            r"p\.yaml:8:10: error\[changed-output\]: 'out/o\.jsonl\.part' does not hold the \d+ bytes that the checkpoint counts\. "
            r"Put it back, or begin anew with --restart\.\n")

    def test_checkpoint_damaged_before_resume(self):
        content = self.read("out/state")
        self.write("out/state", content.replace(b'"read":', b'"read":1'))
        self.assertRefused(
            "error[bad-checkpoint]: the checkpoint 'out/state' is damaged or of another version of isnad. "
            "Begin anew with --restart.")

    def test_what_lies_behind_the_last_commit_is_cut_off(self):
        with open(self.path("out/o.jsonl.part"), "ab") as file:
            file.write(b"half a docum")
        done = self.isnad("run", "p.yaml", "-q")
        self.assertEqual((done.code, done.err), (0, ""))
        self.assertEqual(len(self.lines("out/o.jsonl")), 20000)


if __name__ == "__main__":
    main()

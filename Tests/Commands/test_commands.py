"""Every command as a user meets it: what it says, its exit codes, and what it says of mistakes."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import unittest
import xml.etree.ElementTree as ET

from harness import BIN, ROOT, Command, plain

ANNOTATE = """stages:
  - use: reader
    with: { paths: [a.jsonl] }
  - normalizer
  - entity-tagger
  - number-extractor
  - quote-attributor
  - use: writer
    with: { path: out.jsonl }
"""
DOCUMENTS = [
    {"id": "one", "text": "قال الرئيس الأميركي جو بايدن إن 5 جنود قتلوا. وأضاف بايدن أن الحرب ستنتهي."},
    {"id": "two", "text": "وصل الوفد إلى بغداد.", "metadata": {"outlet": "الفرات"}},
]


class Annotated(Command):
    def setUp(self):
        super().setUp()
        self.write("p.yaml", ANNOTATE)
        self.write("a.jsonl", "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in DOCUMENTS))


class Validate(Command):
    def test_the_line_is_shown_with_a_caret(self):
        self.write("p.yaml", "stages:\n  - use: raeder\n\t- x\n")
        error = "p.yaml:3:1: error[yaml-syntax]: found a tab character that violates indentation; indent with spaces.\n  3 |  - x\n    | ^\n"
        self.assertEqual(self.isnad("validate", "p.yaml", code=2).stderr, error)

    def test_a_long_line_is_cut_around_the_place(self):
        self.write("p.yaml", f"stages: [{'normalizer, ' * 30}zebra, {'normalizer, ' * 30}writer]")
        error = self.isnad("validate", "p.yaml", "--phase", "structure", code=2).stderr.splitlines()
        line, caret = [row.split(" | ")[1] for row in error[1:3] if " | " in row] or ["", ""]
        self.assertTrue(line.startswith("…") and line.endswith("…") and len(line) <= 102, line)
        self.assertEqual(line[caret.index("^") :][:5], "zebra" if "zebra" in error[0] else line[caret.index("^") :][:5])

    def test_what_moves_the_cursor_is_not_shown(self):
        self.write("p.yaml", 'stages: ["a\u202e\\e[31m", "\u2066x"]\n')
        error = self.isnad("validate", "p.yaml", code=2).stderr
        shown = [line for line in error.splitlines() if line.startswith("  1 | ")]
        self.assertTrue(shown and "\u202e" not in shown[0] and "\x1b" not in shown[0], error)

    def test_problems_of_every_phase_in_one_go(self):
        self.write("part.yaml", "- use: number-extractor\n  with: { region: 7 }\n")
        self.write("p.yaml", "name: ${GONE}\nstages:\n  - { use: reader, with: { paths: [a] } }\n  - include: part.yaml\n  - zebra\n")
        done = self.isnad("validate", "p.yaml", "--format", "json", code=2)
        answer = json.loads(done.stdout)["pipelines"][0]
        self.assertFalse(answer["valid"])
        got = [(p["file"], p["line"], p["column"], p["code"], p["phase"], p["severity"]) for p in answer["problems"]]
        self.assertEqual(
            got,
            [
                ("p.yaml", 1, 7, "unset-variable", "syntax", "error"),
                ("p.yaml", 5, 5, "unknown-stage", "structure", "error"),
                ("part.yaml", 1, 8, "missing-layer", "data-flow", "error"),
            ],
        )
        self.assertEqual(answer["problems"][2]["text"], "- use: number-extractor")
        only = json.loads(self.isnad("validate", "p.yaml", "--format", "json", "--phase", "data-flow", code=2).stdout)
        self.assertEqual([p["code"] for p in only["pipelines"][0]["problems"]], ["missing-layer"])
        self.isnad("validate", "p.yaml", "--phase", "options")

    def test_what_a_start_would_find(self):
        self.write("file", "")
        self.write("p.yaml", "run: { checkpoint: file/state, report: . }\nstages:\n  - { use: reader, with: { paths: [gone.txt, 'x*.txt'] } }\n  - { use: process, with: { command: [no-such-program] } }\n  - { use: number-extractor, with: { region: XX } }\n  - { use: writer, with: { path: file/o.jsonl } }\n")
        error = self.isnad("validate", "p.yaml", code=2).stderr
        self.assertIn("p.yaml:4:12: error[plugin]: the process of 'process' can't be used: 'no-such-program' can't be run: ", error)
        self.assertIn("p.yaml:5:12: error[invalid-option]: 'region' of 'number-extractor' knows no country 'XX'.", error)
        self.assertNotIn("..", error)
        self.write("p.yaml", (self.folder / "p.yaml").read_text().replace("  - { use: process, with: { command: [no-such-program] } }\n", "  - normalizer\n").replace("XX", "EG"))
        error = self.isnad("validate", "p.yaml", code=2).stderr
        for sentence in (
            "p.yaml:3:35: error[missing-input]: 'gone.txt' is not there. Paths in a pipeline are relative to its file.\n  3 |   - { use: reader, with: { paths: [gone.txt, 'x*.txt'] } }\n    |                                   ^\n",
            "p.yaml:3:35: error[missing-input]: nothing matches 'x*.txt'.",
            "p.yaml:6:12: error[unwritable]: 'file/o.jsonl' can't be written: 'file' is no folder.",
            "p.yaml:1:20: error[unwritable]: 'file/state' can't be written: 'file' is no folder.",
            "p.yaml:1:40: error[unwritable]: '.' is a folder, and a file is to be written.",
        ):
            self.assertIn(sentence, error)
        self.isnad("validate", "p.yaml", "--phase", "syntax,structure,options,data-flow")
        self.assertEqual(sorted(os.listdir(self.folder)), ["file", "p.yaml"])

    def test_a_checkpoint_of_another_pipeline(self):
        self.write("a.jsonl", '{"text":"x"}\n' * 50)
        pipeline = "run: { checkpoint: state, commit: 0s, batch: 1 }\nstages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n  - { use: process, with: { command: [sh, -c, 'sleep 100'], start-timeout: 100s } }\n  - { use: writer, with: { path: o } }\n"
        simple = pipeline.replace("  - { use: process, with: { command: [sh, -c, 'sleep 100'], start-timeout: 100s } }\n", "")
        self.write("p.yaml", simple)
        self.isnad("validate", "p.yaml")
        self.write("state", "damaged")
        self.assertIn("p.yaml:1:20: error[bad-checkpoint]: the checkpoint 'state' is damaged or of another version of isnad. Begin anew with --restart.", self.isnad("validate", "p.yaml", code=2).stderr)

    def test_a_mistake_keeps_no_other_from_being_found(self):
        self.write("a.jsonl", '{"text":"x"}\n')
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [a.jsonl, gone.txt] } }\n  - normalizer\n  - { use: entity-tagger, with: { model: gone.model } }\n  - { use: number-extractor, with: { regoin: EG } }\n  - { use: quote-attributor, with: { cues: gone.tsv } }\n  - { use: writer, with: { path: a.jsonl/o.jsonl } }\n")
        problems = json.loads(self.isnad("validate", "p.yaml", "--format", "json", code=2).stdout)["pipelines"][0]["problems"]
        self.assertEqual([(p["line"], p["code"]) for p in problems], [(2, "missing-input"), (4, "unreadable"), (5, "unknown-option"), (6, "unreadable"), (7, "unwritable")])
        # What a file would bring that can't be included is not missed.
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n  - include: gone.yaml\n  - deduplicate\n  - writer\n")
        error = self.isnad("validate", "p.yaml", code=2).stderr
        self.assertEqual(error.count("error["), 1, error)

    def test_inputs_that_can_not_be_read(self):
        self.write("a.jsonl", '{"id":"1","story":"x"}\n')
        self.write("a.csv", "id,story\n1,x\n")
        (self.folder / "a.pdf").write_bytes(b"%PDF-1.4 x")
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [a.jsonl, a.csv, a.pdf], fields: { text: storry } } }\n  - writer\n")
        error = self.isnad("validate", "p.yaml", code=2).stderr
        for sentence in (
            "p.yaml:2:35: warning[invalid-document]: the first record of 'a.jsonl' is no document: the object has no 'storry', which 'fields' of the reader names as the text; it has 'id', 'story'.",
            "p.yaml:2:35: error[unreadable]: 'a.csv' can't be read: it has no column 'storry'; it has id, story.",
            "p.yaml:2:35: error[unreadable]: 'a.pdf' can't be read: it is a PDF, and no text.",
        ):
            self.assertIn(sentence, error)
        self.assertIn("a.jsonl:1: error[invalid-document]: the object has no 'storry', which 'fields' of the reader names as the text; it has 'id', 'story'", self.isnad("run", "p.yaml", code=1).stderr)
        self.write("p.yaml", (self.folder / "p.yaml").read_text().replace("storry", "story").replace(", a.pdf", ""))
        self.assertEqual(self.isnad("validate", "p.yaml").stderr, "")

    def test_labels_that_no_name_gets(self):
        self.write("a.jsonl", '{"text":"x"}\n')
        for labels, way in (("PERSON", "Did you mean 'PER'?"), ("[LOC, CITY]", "The labels: PER, LOC, ORG, MISC, NORP.")):
            self.write("p.yaml", ANNOTATE.replace("  - entity-tagger\n", f"  - {{ use: entity-tagger, with: {{ labels: {labels} }} }}\n"))
            error = self.isnad("validate", "p.yaml", code=2).stderr
            self.assertIn(f"p.yaml:5:12: error[invalid-option]: 'labels' of 'entity-tagger' names '{labels.strip('[]').split()[-1]}', a label that no name gets. {way}", error)
        self.write("names.tsv", "بيروت\tCITY\n")
        self.write("p.yaml", ANNOTATE.replace("  - entity-tagger\n", "  - { use: entity-tagger, with: { labels: [LOC, CITY], gazetteers: names.tsv } }\n"))
        self.assertEqual(self.isnad("validate", "p.yaml").stderr, "")

    def test_a_stage_behind_the_last_writer(self):
        self.write("a.jsonl", '{"text":"x"}\n')
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n  - normalizer\n  - writer\n  - number-extractor\n")
        done = self.isnad("validate", "p.yaml")
        self.assertIn("p.yaml:5:5: warning[unused-layer]: no writer and no stage behind 'number-extractor' reads its layer 'numbers'. Put it before what is to read it, or leave it out.", done.stderr)
        self.assertEqual(done.stdout, "p.yaml: the pipeline is right.\n")

    def test_a_phase_that_there_is_not(self):
        self.assertIn("There is no phase 'flow'. The phases: syntax, structure, options, data-flow, environment.", self.isnad("validate", "p.yaml", "--phase", "flow", code=2).stderr)

    def test_secrets_are_masked_everywhere(self):
        self.write("a.jsonl", '{"text":"x"}\n')
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n  - { use: process, with: { command: ['${TOOL_TOKEN}'] } }\n  - writer\n")
        for command in ("validate", "run"):
            done = self.isnad(command, "p.yaml", code=2, environment={"TOOL_TOKEN": "hush-hush"})
            self.assertIn("***", done.stderr)
            self.assertNotIn("hush-hush", done.stdout + done.stderr)


class Run(Annotated):
    """What the command line says in place of the pipeline."""

    def test_paths_of_set_are_relative_to_the_current_folder(self):
        self.write("sub/p.yaml", ANNOTATE.replace("a.jsonl", "../a.jsonl"))
        self.write("names.tsv", "الوفد\tORG\n")
        self.write("cues.tsv", "وصل\tpast\n")
        self.isnad("run", "sub/p.yaml", "-q", "--set", "entity-tagger.gazetteers=[names.tsv]", "--set", "quote-attributor.cues=cues.tsv",
                   "--set", "entity-tagger.model=none", "--set", "writer.path=here.jsonl")
        documents = [json.loads(line) for line in (self.folder / "here.jsonl").read_text().splitlines()]
        self.assertIn("الوفد", [entity["text"] for entity in documents[1]["entities"]])
        error = self.isnad("run", "sub/p.yaml", "--set", "entity-tagger.model=gone.model", code=2).stderr
        self.assertIn(f"{self.folder.resolve()}/gone.model", error)

    def test_a_list_of_cues_that_is_too_large_is_refused(self):
        self.write("cues.tsv", "صدح\tpast\n" + "# x\n" * 270_000)
        error = self.isnad("run", "p.yaml", "--set", "quote-attributor.cues=cues.tsv", code=2).stderr
        self.assertIn("can't be read: File too large", error)

    def test_output_is_the_writer_with_a_file(self):
        self.write("p.yaml", ANNOTATE + "  - { use: writer, id: summary, with: { format: summary } }\n")
        done = self.isnad("run", "p.yaml", "-o", "facts.jsonl")
        self.assertIn("one", done.stdout)
        self.assertIn("Written to 'facts.jsonl'.", done.stderr)
        self.assertEqual(len((self.folder / "facts.jsonl").read_text().splitlines()), 2)
        self.assertFalse((self.folder / "out.jsonl").exists())

    def test_output_of_two_files_must_be_one(self):
        self.write("p.yaml", ANNOTATE + "  - { use: writer, id: second, with: { path: second.jsonl } }\n")
        error = self.isnad("run", "p.yaml", "-o", "facts.jsonl", code=2).stderr
        self.assertEqual(error, "error[structure]: 2 writers of the pipeline have a file, and --output is one. Say which: --set writer.path=… --set second.path=…\n")

    def test_output_chooses_the_format_by_its_extension(self):
        for name, start in (("facts.db", b"SQLite format 3"), ("facts.html", b"<!doctype html>"), ("facts.jsonl", b'{"schema"'), ("facts", b'{"schema"')):
            self.isnad("run", "p.yaml", "-q", "-o", name)
            head = (self.folder / name).read_bytes()[:15]
            self.assertTrue((head.lower() if head.startswith(b"<") else head).startswith(start), name)
        error = self.isnad("run", "p.yaml", "-o", "facts.csv", code=2).stderr
        self.assertEqual(error, "error[invalid-option]: --output 'facts.csv': csv is a file for each layer, in a folder. Write --set writer.format=csv --output facts\n")
        done = self.isnad("run", "p.yaml", "--set", "writer.format=csv", "--output", "tables")
        self.assertIn("Written to 'tables'.", done.stderr)
        self.assertIn(b"document", (self.folder / "tables/entities.csv").read_bytes())
        # Who has said jsonl gets it.
        self.isnad("run", "p.yaml", "-q", "--set", "writer.format=jsonl", "-o", "other.db")
        self.assertTrue((self.folder / "other.db").read_bytes().startswith(b'{"schema"'))

    def test_what_the_command_line_says_is_its_place(self):
        for setting, error in (
            ("writer.pth=x", "--set writer.pth: error[unknown-option]: 'writer' has no option 'pth'. Did you mean 'path'?\n"),
            ("writer.format=jsnol", "--set writer.format: error[invalid-option]: 'format' of 'writer' must be one of jsonl, "),
            ("writer.offsets=[utf8, {a: b}]", "--set writer.offsets: error[invalid-option]: 'offsets' of 'writer' must be one of "),
            ("entity-tagger.model=gone", f"--set entity-tagger.model: error[unreadable]: the model '{self.folder.resolve()}/gone' can't be read: No such file or directory."),
        ):
            self.assertTrue(self.isnad("run", "p.yaml", "--set", setting, code=2).stderr.startswith(error), setting)

    def test_an_option_that_two_stages_get_is_wrong_once(self):
        said = self.isnad("run", "news", "--set", "writer.pth=x", code=2).stderr
        self.assertEqual(said, "--set writer.pth: error[unknown-option]: 'writer' has no option 'pth'. Did you mean 'path'?\n")

    def test_an_article_in_place_of_a_pipeline(self):
        for text in ("قال الوزير إن 3 أشخاص قتلوا.\n", "عنوان: نص\n\tنص: نص\n", "قال: \"نعم\n"):
            self.write("article.txt", text)
            self.assertEqual(self.isnad("run", "article.txt", code=2).stderr,
                             "error[structure]: 'article.txt' is no pipeline. Name the pipeline first, then the article: isnad run pipeline.yaml article.txt\n")

    def test_an_article_on_standard_input(self):
        text = "قال الوزير إن 3 أشخاص قتلوا.\nوأضاف أن 5 أصيبوا.\n".encode()
        done = subprocess.run([BIN, "run", "p.yaml", "-"], cwd=self.folder, input=text, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"1 document read: 1 written", done.stderr)
        done = subprocess.run([BIN, "run", "p.yaml", "-", "--set", "reader.format=text"], cwd=self.folder, input=text, capture_output=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"1 document read: 1 written", done.stderr)
        # One bad line among good ones is still one dead letter.
        done = subprocess.run([BIN, "run", "p.yaml", "-"], cwd=self.folder, input=b'oops\n{"text":"x"}\n', capture_output=True, timeout=60)
        self.assertIn(b"2 documents read: 1 written, 0 filtered, 1 failed", done.stderr)

    def test_a_pipeline_without_a_writer_writes_nothing(self):
        self.write("n.yaml", "stages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n  - normalizer\n")
        done = self.isnad("run", "n.yaml")
        self.assertIn("2 documents read: 2 through a pipeline without a writer, 0 filtered, 0 failed", done.stderr)
        self.assertNotIn("Written to", done.stderr)


class Test(Annotated):
    def test_differences_are_told(self):
        self.write("p.test.yaml", "cases:\n  - name: numbers & <signs>\n    text: قتل 5 جنود و6 مدنيين.\n    expect:\n      numbers: [ { value: 7 } ]\n      entities: [ { text: باريس } ]\n    exact: [numbers]\n  - text: قال نعم.\n    expect: {}\n    nothing-in: [entities]\n")
        done = self.isnad("test", "p.yaml", "--junit", "out/j.xml", code=1)
        out = plain(done.stdout).splitlines()
        self.assertEqual(out[0], "FAILED  p.test.yaml:2: numbers & <signs>")
        self.assertIn("    numbers: expected { value: 7 }", out)
        self.assertIn("    numbers: not expected { text: 5 جنود, kind: counted, value: 5, unit: جنود }", out)
        self.assertIn("    entities: expected { text: باريس }", out)
        self.assertEqual(out[-2:], ["ok  p.test.yaml:8: case 2", "2 cases: 1 passed, 1 failed."])
        suite = ET.parse(self.folder / "out/j.xml").getroot().find("testsuite")
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("2", "1"))
        case = suite.findall("testcase")[0]
        self.assertEqual(case.get("name"), "numbers & <signs>")
        self.assertIn("numbers: expected", plain(case.find("failure").text))

    def test_update_takes_over_what_is_found_and_leaves_the_rest(self):
        before = "# a comment\ncases:\n  - name: one   # another\n    text: قتل 5 جنود في بغداد.\n    expect:\n      # wrong\n      numbers:\n        - { value: 6 }\n      entities: [ { text: بغداد, label: LOC } ]\n\n    nothing-in: [quotes]\n  - name: two\n    text: وصل الوفد.\n    expect: { entities: [] }\n"
        self.write("p.test.yaml", before)
        self.isnad("test", "p.test.yaml", "--update")
        after = (self.folder / "p.test.yaml").read_text(encoding="utf-8")
        self.assertEqual(after, before.replace("      # wrong\n      numbers:\n        - { value: 6 }\n      entities: [ { text: بغداد, label: LOC } ]\n", "      numbers:\n        - { text: \"5 جنود\", kind: counted, value: 5, unit: جنود }\n      entities:\n        - { text: بغداد, label: LOC }\n"))
        self.isnad("test", "p.yaml")

    def test_documents_one_after_another(self):
        self.write("p.yaml", ANNOTATE.replace("  - entity-tagger\n", "  - { use: deduplicate, with: { by: text } }\n  - { use: filter, with: { drop: { text: { contains: ممنوع } }, reason: forbidden } }\n  - entity-tagger\n"))
        self.write("p.test.yaml", "cases:\n  - name: twice\n    documents:\n      - text: نص أول\n      - { text: نص أول, filtered: deduplicate }\n      - { text: هذا ممنوع, filtered: forbidden }\n      - { text: هذا مسموح, filtered: forbidden }\n  - { name: anew, text: نص أول }\n")
        out = plain(self.isnad("test", "p.yaml", code=1).stdout)
        self.assertIn("    document 4: the document was expected to be taken out as 'forbidden'; it came through\n", out)
        self.assertIn("2 cases: 1 passed, 1 failed.", out)
        self.assertEqual(plain(self.isnad("test", "p.yaml", "--filter", "anew").stdout).splitlines()[-1], "1 case: 1 passed, 0 failed.")
        nothing = self.isnad("test", "p.yaml", "--filter", "zzz", code=2)
        self.assertEqual((nothing.stdout, nothing.stderr), ("", "error[missing-input]: no case has 'zzz' in its name, so nothing was tested. The cases: 'twice', 'anew'.\n"))

    def test_mistakes_in_tests(self):
        self.assertIn("error[unreadable]: the tests 'p.test.yaml' can't be read: No such file or directory. A pipeline's tests stand beside it: news.yaml has news.test.yaml.", self.isnad("test", "p.yaml", code=2).stderr)
        for text, sentence in (
            ("case: []", "p.test.yaml:1:1: error[unknown-key]: a test file has no key 'case'. Its keys: cases."),
            ("cases: []", "p.test.yaml:1:1: error[structure]: a test file is a mapping with a list of 'cases'."),
            ("cases: [ { name: x } ]", "p.test.yaml:1:10: error[structure]: the case has neither 'text' nor 'file'."),
            ("cases: [ { text: x, expct: {} } ]", "p.test.yaml:1:21: error[unknown-key]: a case has no key 'expct'."),
            ("cases: [ { text: x, expect: { numbers: [5] } } ]", "p.test.yaml:1:41: error[structure]: an expected annotation is a mapping of fields such as { text: …, label: PER }, not a single value."),
            ("cases: [ { file: gone.txt } ]", "p.test.yaml:1:18: error[unreadable]: the case's file can't be read: No such file or directory."),
            ("cases: [", "p.test.yaml:2:1: error[yaml-syntax]: did not find expected node content."),
        ):
            self.write("p.test.yaml", text)
            self.assertIn(sentence, self.isnad("test", "p.yaml", code=2).stderr)

    def test_a_pipeline_that_is_wrong(self):
        self.write("p.yaml", "stages: [reader]")
        self.write("p.test.yaml", "cases: [ { text: x } ]")
        self.assertIn("error[missing-option]: 'reader' needs the option 'paths'.", self.isnad("test", "p.yaml", code=2).stderr)


class Trace(Annotated):
    def test_what_each_stage_did(self):
        self.write("p.yaml", ANNOTATE.replace("  - number-extractor\n", "  - { use: number-extractor, when: { id: two } }\n  - { use: set, with: { metadata: { desk: world, outlet: null } } }\n"))
        out = plain(self.isnad("trace", "p.yaml", "--text", "قال جو بايدن نعم لبغداد").stdout)
        self.assertIn("number-extractor  0.0 ms  passed by: only when id is two\n", out)
        self.assertIn("    + جو بايدن  label PER, name جو بايدن, confidence", out)
        self.assertIn("    + metadata.desk world\n", out)
        self.assertNotIn("tokens +5\n    +", out)
        self.assertIn("    + قال  form قال", plain(self.isnad("trace", "p.yaml", "--text", "قال", "--all").stdout))
        answer = json.loads(self.isnad("trace", "p.yaml", "--id", "two", "--format", "json").stdout)
        self.assertEqual(answer["schema"], "isnad-trace/1")
        steps = {step["id"]: step for step in answer["steps"]}
        self.assertEqual([entity["text"] for entity in steps["entity-tagger"]["layers"]["entities"]["added"]], ["بغداد"])
        self.assertEqual((steps["set"]["outcome"], steps["set"]["metadata"]["desk"]), ("done", "world"))

    def test_a_document_that_leaves(self):
        self.write("p.yaml", ANNOTATE.replace("  - entity-tagger\n", "  - { use: filter, with: { drop: { count.tokens: { below: 9 } }, reason: short } }\n  - entity-tagger\n"))
        out = plain(self.isnad("trace", "p.yaml", "--text", "نص").stdout)
        self.assertIn("taken out: short", out)
        self.assertTrue(out.endswith("Taken out as 'short'.\n"))
        self.assertNotIn("entity-tagger", out)

    def test_no_such_document(self):
        self.assertEqual(self.isnad("trace", "p.yaml", "--id", "nine", code=2).stderr, "error[missing-input]: the input has no document 'nine'. An article without an id gets its place as its id, such as news.jsonl:12.\n")
        self.assertIn("--text is the document, so there can be no input and no --id.", self.isnad("trace", "p.yaml", "a.jsonl", "--text", "x", code=2).stderr)


class WhyAndDiff(Annotated):
    def setUp(self):
        super().setUp()
        self.isnad("run", "p.yaml", "-q")

    def test_why(self):
        out = plain(self.isnad("why", "out.jsonl", "--at", "24").stdout)
        self.assertIn("entities  جو بايدن  20..<28\n", out)
        self.assertIn("  - in the lexicon: جو is a given name", out)
        out = plain(self.isnad("why", "out.jsonl", "--at", "35", "--layer", "quotes").stdout)
        self.assertIn("  by quote-attributor@0.1/clause-past\n  A verb of saying in the past, and behind its complementiser, such as أن or إن, the clause.\n  such as المستشفيات ممتلئة in قالت وزيرة الصحة ليلى حداد إن المستشفيات ممتلئة.\n  - the cue قال: past, lemma قال\n", out)
        answer = json.loads(self.isnad("why", "out.jsonl", "--id", "two", "--text", "بغداد", "--format", "json").stdout)
        self.assertEqual((answer[0]["layer"], answer[0]["rule"]), ("entities", "The model read the sentence so; 'confidence' is the probability that it gives."))
        self.assertRegex(plain(answer[0]["details"][-1]), "^in the lexicon: بغداد is .*a place")

    def test_why_of_the_model(self):
        self.write("m.jsonl", '{"id":"a","text":"زار الرئيس الفرنسي إيمانويل ماكرون بيروت أمس."}\n')
        self.write("m.yaml", "stages:\n  - { use: reader, with: { paths: [m.jsonl] } }\n  - normalizer\n  - entity-tagger\n  - { use: writer, with: { path: m.out } }\n")
        self.isnad("run", "m.yaml", "-q")
        lines = plain(self.isnad("why", "m.out", "--text", "إيمانويل ماكرون").stdout).splitlines()
        self.assertIn("  by entity-tagger@0.1/model", lines)
        found = [line.removeprefix("  - for PER the model found: ") for line in lines if line.startswith("  - for PER the model found: ")]
        self.assertEqual(len(found), 5)
        weights = [float(line.rsplit(" +", 1)[1]) for line in found]
        self.assertEqual(weights, sorted(weights, reverse=True))
        self.assertTrue(any("the word itself" in line for line in found), found)

    def test_why_in_other_units(self):
        self.isnad("run", "p.yaml", "-q", "--set", "writer.offsets=utf8", "--output", "bytes.jsonl")
        text = DOCUMENTS[0]["text"]
        place = len(text[: text.index("جو")].encode())
        self.assertIn(f"entities  جو بايدن  {place}..<{place + 15}\n", plain(self.isnad("why", "bytes.jsonl", "--at", place).stdout))

    def test_why_finds_nothing(self):
        self.assertEqual(self.isnad("why", "out.jsonl", "--at", "3", "--layer", "numbers", code=1).stderr, "There is no annotation at 3 in the document 'one'.\n")
        self.assertIn("error[missing-input]: 'out.jsonl' has no document 'x'.", self.isnad("why", "out.jsonl", "--id", "x", "--at", "1", code=2).stderr)
        self.assertIn("Give either --at OFFSET or --text TEXT.", self.isnad("why", "out.jsonl", code=2).stderr)
        self.write("bad.jsonl", '{"id":"a"}\n')
        self.assertIn("bad.jsonl:1: error[invalid-output]: the line is no document of an output: it has no 'id' and 'text', so it is no document. The file must be JSON Lines as 'isnad run' writes them.", self.isnad("why", "bad.jsonl", "--at", "1", code=2).stderr)

    def test_diff(self):
        documents = self.documents("out.jsonl")
        self.assertIn("2 documents in both, 0 differ; 0 only before, 0 only after;", self.isnad("diff", "out.jsonl", "out.jsonl").stdout)
        documents[0]["entities"][1]["label"] = "LOC"
        lost = documents[0]["numbers"].pop()
        documents[1]["entities"].append(dict(documents[1]["entities"][0], start=0, end=3, text="وصل", id="e9"))
        documents[0]["quotes"][0]["confidence"] = 0.1
        extra = dict(documents[1], id="three")
        # In another order, with one more.
        self.write("new.jsonl", "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in [documents[1], extra, documents[0]]))
        out = plain(self.isnad("diff", "out.jsonl", "new.jsonl", code=1).stdout)
        self.assertIn("  ~ entities جو بايدن  label PER -> LOC\n", out)
        self.assertIn(f"  - numbers {{ text: {lost['text']}, kind: counted, value: 5", out)
        self.assertIn("  + entities { text: وصل, label: LOC", out)
        self.assertIn("+ document three\n", out)
        self.assertIn("2 documents in both, 2 differ; 0 only before, 1 only after;", out)
        answer = json.loads(self.isnad("diff", "out.jsonl", "new.jsonl", "--format", "json", code=1).stdout)
        self.assertEqual(answer["kinds"]["entities/LOC"], {"gained": 1, "lost": 0, "changed": 1, "same": 0})
        self.assertNotIn("quotes/indirect", answer["kinds"])
        strict = json.loads(self.isnad("diff", "out.jsonl", "new.jsonl", "--format", "json", "--strict", "--layer", "quotes", code=1).stdout)
        self.assertEqual(strict["kinds"]["quotes/indirect"]["changed"], 1)
        shown = self.isnad("diff", "out.jsonl", "new.jsonl", "--show", "0", code=1).stdout
        self.assertNotIn("one", plain(shown).splitlines())

    def test_diff_of_other_units(self):
        self.isnad("run", "p.yaml", "-q", "--set", "writer.offsets=utf8", "--output", "bytes.jsonl")
        self.assertIn("error[invalid-output]: the offsets of 'one' are codepoint in the one output and utf8 in the other.", self.isnad("diff", "out.jsonl", "bytes.jsonl", code=2).stderr)


class Eval(Annotated):
    def test_an_output_corrected_by_hand(self):
        self.isnad("run", "p.yaml", "-q")
        gold = self.documents("out.jsonl")
        gold[0]["entities"][0]["label"] = "MISC"
        gold[0]["numbers"][0]["value"] = 6
        gold[0]["quotes"][1]["speaker_name"] = "بوتين"
        self.write("gold.jsonl", "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in gold))
        score = json.loads(self.isnad("eval", "gold.jsonl", "out.jsonl", "--format", "json").stdout)
        entities = sum(len(document["entities"]) for document in gold)
        self.assertEqual(score["entities"]["all"], {"gold": entities, "predicted": entities, "P": round(100 * (entities - 1) / entities, 1), "R": round(100 * (entities - 1) / entities, 1), "F1": round(100 * (entities - 1) / entities, 1)})
        self.assertEqual((score["numbers"]["all"]["F1"], score["numbers"]["all"]["value %"]), (100, 0))
        self.assertEqual((score["quotes"]["exact span"]["F1"], score["quotes"]["who said what"]["F1"]), (100, 50))

    def test_two_files_of_conll(self):
        gold = "محمد B-PER\nعلي I-PER\nفي O\nبغداد B-LOC\n\nقال O\n"
        self.write("g.conll", gold)
        self.write("p.conll", gold.replace("علي I-PER", "علي O"))
        score = json.loads(self.isnad("eval", "g.conll", "p.conll", "--format", "json").stdout)["entities"]
        self.assertEqual(score["all"], {"gold": 2, "predicted": 2, "P": 50, "R": 50, "F1": 50})
        self.write("p.conll", "x O\n")
        self.assertIn("error[invalid-output]: the two CoNLL files have other tokens or sentences.", self.isnad("eval", "g.conll", "p.conll", code=2).stderr)
        self.write("p.conll", "x\n")
        self.assertIn("p.conll:1: error[invalid-output]: the line has no label behind its token.", self.isnad("eval", "g.conll", "p.conll", code=2).stderr)


class Train(Command):
    def test_a_model_of_ones_own_from_conll_to_a_score(self):
        sentence = "أعلن\tO\n{first}\tB-PER\n{last}\tI-PER\nفوز\tO\nنادي\tB-ORG\n{club}\tI-ORG\n.\tO\n\n"
        names, lasts, clubs = ["زرقون", "ميسول", "هاطب", "كرنوف"], ["الفشقري", "البلوطاني", "المرجفي"], ["الشهبان", "القطرس"]
        text = "".join(sentence.format(first=names[n % 4], last=lasts[n % 3], club=clubs[n % 2]) for n in range(60))
        self.write("own.conll", text)
        done = self.isnad("train", "entity-tagger", "--data", "own.conll", "--out", "own.model", "--epochs", "3")
        self.assertIn("Learning ORG, PER from 54 sentences, 6 kept out.\nepoch 1: loss ", done.stderr)
        self.assertRegex(done.stdout, r"^own.model: the model of the best epoch, \d+ bytes.\n$")
        first = (self.folder / "own.model").read_bytes()
        self.isnad("train", "entity-tagger", "--data", "own.conll", "--out", "own.model", "--epochs", "3")
        self.assertEqual((self.folder / "own.model").read_bytes(), first)
        self.write("p.yaml", ANNOTATE.replace("  - entity-tagger\n", "  - { use: entity-tagger, with: { model: own.model } }\n"))
        self.write("docs.jsonl", self.isnad("eval", "own.conll", "--documents").stdout)
        self.isnad("run", "p.yaml", "docs.jsonl", "-q")
        score = json.loads(self.isnad("eval", "own.conll", "out.jsonl", "--format", "json").stdout)
        self.assertEqual(score["entities"]["PER"]["F1"], 100)
        answer = json.loads(self.isnad("why", "out.jsonl", "--text", "زرقون", "--format", "json").stdout)
        self.assertIn("The model read the sentence so", answer[0]["rule"])


    def test_corrected_outputs_are_training_data(self):
        names, lasts = ["زرقون", "ميسول", "هاطب", "كرنوف"], ["الفشقري", "البلوطاني", "المرجفي"]
        documents = []
        for number in range(60):
            name = f"{names[number % 4]} {lasts[number % 3]}"
            text = f"😀 أعلن {'و' if number % 2 else ''}{name} فوزا."
            start = text.index(name)
            entity = {"start": start, "end": start + len(name), "text": name, "label" if number % 3 else "type": "PER"}
            documents.append({"id": str(number), "text": text, "entities": [entity]})
        documents.append({"id": "unlabelled", "text": "أعلن زرقون."})  # has no layer of entities: nobody has looked
        self.write("own.jsonl", "".join(json.dumps(document) + "\n" for document in documents))
        done = self.isnad("train", "entity-tagger", "--data", "own.jsonl", "--out", "own.model", "--epochs", "3", "--voices", "1", "--bits", "14")
        self.assertIn("Learning PER from 54 sentences, 6 kept out.\nepoch 1: loss ", done.stderr)
        self.write("own.conll", "أعلن\tO\nكرنوف\tB-PER\n\n" * 7)
        done = self.isnad("train", "entity-tagger", "--data", "own.jsonl", "--silver", "own.conll", "--times", "2", "--out", "own.model", "--epochs", "3", "--voices", "1", "--bits", "14")
        self.assertIn("Learning PER from 54 sentences, 6 kept out, and 7 labelled by a program.\n", done.stderr)
        self.write("p.yaml", ANNOTATE.replace("  - entity-tagger\n", "  - { use: entity-tagger, with: { model: own.model } }\n"))
        # Those without a clitic: where و begins, a model without word classes can't tell.
        self.write("plain.jsonl", "".join(json.dumps(document) + "\n" for document in documents[:60:2]))
        self.isnad("run", "p.yaml", "plain.jsonl", "-q")
        score = json.loads(self.isnad("eval", "plain.jsonl", "out.jsonl", "--format", "json", "--types", "PER").stdout)
        self.assertGreaterEqual(score["entities"]["PER"]["R"], 90)


class Accurate(Command):
    """The encoder, `model: accurate`, and where its file is looked for."""

    TEXT = "قال وزير الخارجية التركي هاكان فيدان إن بلاده تدعم العراق، وفق وكالة الأناضول.\n"

    def setUp(self):
        super().setUp()
        self.write("p.yaml", ANNOTATE.replace("  - entity-tagger\n", "  - { use: entity-tagger, with: { model: accurate } }\n"))
        self.write("a.jsonl", json.dumps({"id": "a", "text": self.TEXT}) + "\n")

    def names(self, *arguments):
        self.isnad("run", "p.yaml", "a.jsonl", "-q", *arguments)
        (document,) = self.documents("out.jsonl")
        return {(entity["text"], entity["label"]) for entity in document["entities"]}

    def test_names_by_our_guideline_and_by_anercorps(self):
        names = self.names()
        self.assertLessEqual({("هاكان فيدان", "PER"), ("العراق", "LOC"), ("التركي", "NORP")}, names)
        names = self.names("--set", "entity-tagger.scheme=anercorp")
        self.assertIn(("هاكان فيدان", "PER"), names)
        self.assertNotIn("NORP", {label for _, label in names})

    def test_any_number_of_workers_writes_the_same(self):
        self.write("a.jsonl", "".join(json.dumps({"id": str(n), "text": self.TEXT * (n % 7 + 1)}) + "\n" for n in range(40)))
        outputs = []
        for workers in ("1", "2"):
            self.isnad("run", "p.yaml", "a.jsonl", "-q", "--workers", workers)
            outputs.append((self.folder / "out.jsonl").read_bytes())
        self.assertEqual(*outputs)

    def test_its_file_is_missing_or_damaged(self):
        error = self.isnad("validate", "p.yaml", code=2, environment={"ISNAD_MODELS": str(self.folder)}).stderr
        self.assertIn(f"ISNAD_MODELS is '{self.folder}', and 'accurate.model' is not there.", error)
        (self.folder / "accurate.model").write_bytes(b"ISNADENC" + bytes(100))
        error = self.isnad("validate", "p.yaml", code=2, environment={"ISNAD_MODELS": str(self.folder)}).stderr
        self.assertIn(f"the model '{self.folder}/accurate.model' can't be read: the model has version 0, this program reads 1.", error)

    def test_a_model_of_features_knows_one_guideline(self):
        error = self.isnad("run", "p.yaml", "a.jsonl", "--set", "entity-tagger.model=news", "--set", "entity-tagger.scheme=anercorp", code=2).stderr
        self.assertIn("the model 'news' knows one guideline, and 'scheme: anercorp' is another.", error)

    def test_why_says_what_told(self):
        self.names()
        answer = self.isnad("why", "out.jsonl", "--text", "هاكان فيدان", "--layer", "entities", "--pipeline", "p.yaml").stdout
        self.assertRegex(answer, r"for PER the model found: the word before it \(\u2068التركي\u2069\) \+\d+\.\d|the word itself \+\d")


class NewStages(Command):
    def test_a_stage_may_have_nearly_any_name(self):
        """Keywords, functions and modules of Python, layers, names that the stage itself uses."""
        for name in ("class", "json", "len", "unittest", "run", "quotes", "text", "price-watch"):
            with self.subTest(name):
                self.isnad("new", "stage", name, "--python")
                folder = self.folder / name
                record = json.loads(self.isnad("run", "pipeline.yaml", "--quiet", folder=folder).stdout)
                layer, = record["layers"]
                self.assertEqual([found["word"] for found in record["layers"][layer]], ["سعر", "الخبز"])
                self.assertIn("1 passed", self.isnad("test", "pipeline.yaml", folder=folder).stdout)
                test, = folder.glob("test_*.py")
                subprocess.run([sys.executable, test.name], cwd=folder, check=True, capture_output=True)

    def test_names_that_are_taken(self):
        for name, why in (
            ("reader", "Isnad has a stage 'reader' already; take another name, such as my-reader."),
            ("isnad-text", "names that begin with 'isnad' are Isnad's own; take another, such as price-watch."),
            ("null", "'null' stands for nothing in YAML; take another name."),
            ("a" * 101, "a stage's name has 100 letters at the most, and this one 101."),
        ):
            for language in ("--python", "--swift"):
                self.assertIn(why, self.isnad("new", "stage", name, language, code=2).stderr)
                self.assertFalse((self.folder / name).exists())


class Others(Command):
    def test_the_projects_own_pipelines(self):
        pipelines = sorted(path for path in ROOT.glob("pipelines/*.yaml") if not path.name.endswith(".test.yaml"))
        self.isnad("validate", *pipelines, environment={"FEED_URL": "http://127.0.0.1:9/"})
        tested = [path for path in pipelines if path.with_suffix(".test.yaml").exists()]
        self.assertGreater(len(tested), 1)
        self.assertIn(", 0 failed.", self.isnad("test", *tested).stdout)

    def test_graph(self):
        self.write("p.yaml", "name: a\"b\nstages:\n  - { use: reader, with: { paths: [x] } }\n  - normalizer\n  - branch:\n      - { when: { metadata.a: '<\"|>' }, stages: [number-extractor] }\n      - default: [entity-tagger]\n  - writer\n")
        mermaid = self.isnad("graph", "p.yaml").stdout
        self.assertEqual(
            mermaid,
            'flowchart TD\n  s1(["reader"])\n  s2["normalizer"]\n  b1{"?"}\n  s4["number-extractor"]\n  s5["entity-tagger"]\n  s6(["writer"])\n'
            '  s1 -->|"text, metadata"| s2\n  s2 -->|"sentences, tokens, normalized"| b1\n  b1 -->|"metadata.a is #60;#34;#124;#62;"| s4\n  b1 -->|"else"| s5\n'
            '  s4 -->|"numbers"| s6\n  s5 -->|"entities"| s6\n',
        )
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pydot
            import pydot.dot_parser

        graph = pydot.graph_from_dot_data(self.isnad("graph", "p.yaml", "--format", "dot").stdout)[0]
        edges = {(edge.get_source(), edge.get_destination(), edge.get_label()) for edge in graph.get_edges()}
        self.assertEqual(len(edges), 6)
        self.assertIn(("s4", "s6", '"numbers"'), edges)

    def test_new_pipeline_passes_its_own_test_at_once(self):
        self.isnad("new", "pipeline", "my-news")
        folder = self.folder / "my-news"
        self.isnad("validate", "my-news.yaml", folder=folder)
        self.assertIn("2 cases: 2 passed, 0 failed.", self.isnad("test", "my-news.yaml", folder=folder).stdout)
        self.assertIn("1 document read: 1 written, 0 filtered, 0 failed;", self.isnad("run", "my-news.yaml", folder=folder).stderr)
        self.assertIn("error[unwritable]: there is something of the name 'my-news' already. Take another name, or another folder.", self.isnad("new", "pipeline", "my-news", code=2).stderr)
        self.assertIn("a pipeline's name is lower case with hyphens, such as monitor, not 'My News'.", self.isnad("new", "pipeline", "My News", code=2).stderr)

    def test_stages_say_what_they_are_made_of(self):
        # Of the sources beside this test, by another way than the build's.
        contents = {}
        for line in (ROOT / "Sources/StageContent/contents.txt").read_text().splitlines():
            if not line or line.startswith("#"):
                continue
            name, *paths = line.split()
            files = []
            for path in paths:
                found = [ROOT / path] if (ROOT / path).is_file() else (ROOT / path).rglob("*")
                files += [str(file.relative_to(ROOT)) for file in found if file.is_file() and not file.name.startswith(".")]
            sums = subprocess.run(["cksum", *sorted(files, key=str.encode)], cwd=ROOT, capture_output=True, check=True).stdout
            whole = subprocess.run(["cksum"], input=sums, capture_output=True, check=True).stdout
            contents[name] = f"{int(whole.split()[0]):08x}"
        said = {stage["name"]: stage["content"] for stage in json.loads(self.isnad("stages", "--format", "json").stdout)}
        own = {"reader": "reader", "normalizer": "normalizer", "entity-tagger": "entityTagger", "number-extractor": "numberExtractor", "quote-attributor": "quoteAttributor", "figure-linker": "figureLinker"}
        own |= dict.fromkeys(("filter", "sample", "set", "deduplicate"), "selection")
        self.assertEqual(said, {name: contents[line] for name, line in own.items()} | {"process": None, "writer": None})

    def test_a_changed_rule_changes_its_stage_and_no_other(self):
        def digests(root):
            subprocess.run(["sh", ROOT / "Sources/StageContent/digests.sh", self.folder / root, self.folder / "contents.txt", self.folder / "out.swift"], check=True)
            return dict(re.findall(r'static let (\w+) = "([0-9a-f]{8})"', (self.folder / "out.swift").read_text()))

        self.write("contents.txt", "# a line a stage\none rules words.tsv\ntwo other words.tsv\n")
        for root in ("here", "there"):
            for path in ("rules/a.swift", "rules/deep/b.swift", "other/c.swift", "words.tsv"):
                self.write(f"{root}/{path}", path)
        first = digests("here")
        self.assertEqual(set(first), {"one", "two"})
        made = (self.folder / "out.swift").stat().st_mtime_ns
        # Of the same sources elsewhere, and made later, the same; what depends on them is not built anew.
        os.utime(self.folder / "there/rules/a.swift", (1, 1))
        self.assertEqual(digests("there"), first)
        self.assertEqual((self.folder / "out.swift").stat().st_mtime_ns, made)
        self.write("there/rules/deep/b.swift", "another rule")
        changed = digests("there")
        self.assertEqual((changed["one"] != first["one"], changed["two"]), (True, first["two"]))
        self.write("here/words.tsv", "another word")
        changed = digests("here")
        self.assertTrue(changed["one"] != first["one"] and changed["two"] != first["two"])
        self.write("contents.txt", "one gone\n")
        refused = subprocess.run(["sh", ROOT / "Sources/StageContent/digests.sh", "here", self.folder / "contents.txt", self.folder / "out.swift"], cwd=self.folder, capture_output=True, text=True)
        self.assertEqual((refused.returncode != 0, refused.stderr), (True, "gone of the stage 'one' is not there.\n"))

    def test_stages_for_machines(self):
        stages = json.loads(self.isnad("stages", "--format", "json").stdout)
        names = [stage["name"] for stage in stages]
        self.assertIn("deduplicate", names)
        tagger = json.loads(self.isnad("stages", "entity-tagger", "--format", "json").stdout)
        self.assertEqual(tagger["requires"], ["tokens", "sentences"])
        self.assertIn("Did you mean 'filter'?", self.isnad("stages", "filtr", code=2).stderr)

    def test_watch_runs_again_when_something_changes(self):
        self.write("in/a.txt", "نص")
        self.write("p.yaml", "stages:\n  - { use: reader, with: { paths: [in] } }\n  - { use: writer, with: { path: o.jsonl } }\n")
        process = subprocess.Popen([BIN, "run", "p.yaml", "--watch"], cwd=self.folder, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.kill)

        def expect(words):
            line = ""
            while words not in line:
                line = process.stderr.readline()
                self.assertNotEqual(line, "", words)

        expect("1 document read: 1 written")
        expect("Watching 'p.yaml' and its inputs; Ctrl-C ends.")
        self.write("in/b.txt", "نص آخر")
        expect("2 documents read: 2 written")
        expect("Watching")
        self.write("p.yaml", "stages: [raeder]")
        expect("error[unknown-stage]")
        expect("Watching")
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(20), 130)
        process.stderr.close()
        self.assertIn("--watch can't read standard input: it can be read only once.", self.isnad("run", "p.yaml", "-", "--watch", code=2).stderr)

    def test_completions_and_manual_pages(self):
        home = self.folder / "home"
        # With another PATH than before, SwiftPM builds everything anew.
        path = os.pathsep.join(folder for folder in os.environ["PATH"].split(os.pathsep) if not folder.startswith(f"{ROOT}/.build/"))
        subprocess.run(["make", "-s", "install", f"PREFIX={home}"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ, PATH=path))
        bash = home / "share/bash-completion/completions/isnad"
        subprocess.run(["bash", "-n", bash], check=True)
        words = subprocess.run(["bash", "-c", f'source {bash}; COMP_WORDS=(isnad va); COMP_CWORD=1; COMP_LINE="isnad va"; COMP_POINT=8; _isnad isnad va isnad; echo "${{COMPREPLY[@]}}"'], capture_output=True, text=True, env=dict(os.environ, PATH=f"{home}/bin:{os.environ['PATH']}"))
        self.assertEqual(words.stdout.strip(), "validate", words.stderr)
        for path, text in (("share/zsh/site-functions/_isnad", "#compdef isnad"), ("share/fish/vendor_completions.d/isnad.fish", "complete -c 'isnad'")):
            self.assertIn(text, (home / path).read_text())
        for page, text in (("isnad.1", ".Dt ISNAD 1"), ("isnad.run.1", "Run again whenever the pipeline"), ("isnad.why.1", "what made the annotations")):
            self.assertIn(text, (home / "share/man/man1" / page).read_text())
        self.assertEqual(subprocess.run([home / "bin/isnad", "--version"], capture_output=True, text=True).returncode, 0)


if __name__ == "__main__":
    unittest.main()

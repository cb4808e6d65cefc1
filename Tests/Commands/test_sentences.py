"""The exact sentences of mistakes, word for word, as the command says them. (Those of a pipeline's shape are in
PipelineTests and LanguageTests, those of faults in Tests/Faults.)"""

import json
import unittest

from harness import Command, plain

HEAD = "stages:\n  - { use: reader, with: { paths: [a.jsonl] } }\n"
DOCUMENT = '{"id":"a","text":"قال نعم"}\n'
HELLO = '{"protocol":"isnad-process/1","name":"p","version":"1","provides":["made","entities","numbers","quotes"]}'

# What a pipeline may not say, with the place and the sentence.
VALIDATE = [
    ("run: { timeout: long }\n" + HEAD, "1:17: error[invalid-option]: 'timeout' of 'run' must be a time such as 500ms, 30s or 2m, not 'long'."),
    ("run: { timeout: [] }\n" + HEAD, "1:17: error[invalid-option]: 'timeout' of 'run' must be a time such as 500ms, 30s or 2m, not a list."),
    ("run: { retry: 3 }\n" + HEAD, "1:15: error[invalid-option]: 'retry' of 'run' must be a mapping such as { attempts: 3 }, not '3'."),
    ("run: { retry: { attempts: 200 } }\n" + HEAD, "1:27: error[invalid-option]: 'retry' of 'run' must have from 1 to 100 attempts, not 200."),
    ("run: { retry: { tries: 2 } }\n" + HEAD, "1:17: error[invalid-option]: 'retry' of 'run' has no 'tries'; there are attempts and backoff."),
    ("run: { max-failures: few }\n" + HEAD, "1:22: error[invalid-option]: 'max-failures' of 'run' must be a number such as 100 or a percentage such as 2%, not 'few'."),
    ("run: { checkpoint: s, order: any }\n" + HEAD, "1:30: error[structure]: a run with a checkpoint can't have 'order: any'. Leave 'order' out: a checkpoint counts documents in their order."),
    (HEAD + "  - { use: normalizer, with: { tatweel: maybe } }\n", "3:41: error[invalid-option]: 'tatweel' of 'normalizer' must be true or false, not 'maybe'."),
    (HEAD + "  - { use: writer, with: { format: xml } }\n", "3:36: error[invalid-option]: 'format' of 'writer' must be one of jsonl, summary, csv, tsv, sqlite, postgres, conll, spacy, label-studio, brat, html, webhook, opensearch, not 'xml'."),
    (HEAD + "  - { use: process, with: { command: [] } }\n", "3:38: error[invalid-option]: 'command' of 'process' is empty."),
    (HEAD + "  - { use: process, with: { command: [cat], processes: 300 } }\n", "3:56: error[invalid-option]: 'processes' of 'process' must be from 1 to 256, not 300."),
    (HEAD + "  - { use: writer, with: { format: csv, path: '-' } }\n", "3:47: error[invalid-option]: 'path' of 'writer' must be given for csv. A file or a folder, such as path: out/facts"),
    (HEAD + "  - { use: writer, with: { format: summary, offsets: utf8 } }\n", "3:54: error[invalid-option]: 'offsets' of 'writer' is for jsonl, csv and tsv, and this is summary."),
    (HEAD + "  - { use: process, max-in-flight: 0, with: { command: [cat] } }\n", "3:36: error[invalid-option]: 'max-in-flight' must be from 1 to 4096, not 0."),
    (HEAD + "  - { use: normalizer, max-in-flight: 4 }\n", "3:12: error[structure]: 'max-in-flight' is for stages that wait, and 'normalizer' only computes. Leave it out: 'max-document-bytes' bounds what it has to do."),
    (HEAD + "  - { use: process, with: { command: [cat], options: 5 } }\n", "3:54: error[invalid-option]: 'options' of 'process' must be a mapping, not a single value."),
    (HEAD + "  - normalizer\n  - { use: number-extractor, with: { date: May } }\n", "4:12: error[invalid-option]: 'date' of 'number-extractor' must be a day such as 2024-05-31, not 'May'."),
    (HEAD + "  - normalizer\n  - { use: number-extractor, timeout: 3s }\n", "4:12: error[structure]: 'timeout' is for stages that wait, and 'number-extractor' only computes. Leave it out: 'max-document-bytes' bounds what it has to do."),
    (HEAD + "  - normalizer\n  - { use: quote-attributor, with: { cues: [cues.txt] } }\n", "cues.txt:2: error[invalid-option]: 'صدح' is no cue. Write one word, a tab, and one of past, present, participle, nominal, particle."),
    (HEAD + "  - normalizer\n  - { use: quote-attributor, with: { cues: [gone.txt] } }\n", "4:12: error[unreadable]: the cues 'gone.txt' can't be read: No such file or directory."),
    (HEAD + "  - normalizer\n  - { use: entity-tagger, with: { gazetteers: [names.tsv, gone.tsv] } }\n", "4:12: error[unreadable]: the list of names 'gone.tsv' can't be read: No such file or directory. 'gazetteers' takes files of lines such as: شركة الأفق<tab>ORG<tab>الأفق القابضة<tab>my:17"),
    *((HEAD + "  - normalizer\n  - { use: entity-tagger, with: { gazetteers: [names.tsv] } }\n", sentence) for sentence in (
        "names.tsv:3: error[invalid-option]: a line has name, label and, if wanted, canonical form and id, with tabs between them; this one has no tab.",
        "names.tsv:4: error[invalid-option]: the label 'PE R' must be a word, such as PER, LOC, ORG or one of your own.",
        "names.tsv:5: error[invalid-option]: the line has no name.",
        "names.tsv:6: error[invalid-option]: a line has name, label and, if wanted, canonical form and id, with tabs between them; this one has 5 fields.",
    )),
    (HEAD + "  - [x]\n", "3:5: error[structure]: a stage is its name or a mapping with 'use', not a list."),
    (HEAD + "  - { include: part.yaml, id: x }\n", "3:27: error[structure]: 'id' can't stand beside 'include'. Give 'include' an entry of its own in the list."),
    (HEAD + "  - include: []\n  - include: part.yaml\n  - include: gone.yaml\n", "5:14: error[unreadable]: the included file 'gone.yaml' can't be read: No such file or directory. Its path is relative to the file that includes it."),
    ("name: [a]\nplugins: [[x]]\n" + HEAD, "1:7: error[structure]: 'name' must be a text, not a list."),
    ("name: [a]\nplugins: [[x]]\n" + HEAD, "2:11: error[structure]: a plug-in must be a text, not a list."),
]

# What a program of 'process' may not say first.
GREETINGS = [
    ("echo no", "its first line is no JSON object: 'no'"),
    ("echo '{\"protocol\":\"isnad-process/9\",\"name\":\"p\"}'", "it speaks 'isnad-process/9', and this isnad 'isnad-process/1'"),
    ("echo '{\"protocol\":\"isnad-process/1\"}'", "it does not say its 'name'"),
    ("echo '{\"protocol\":\"isnad-process/1\",\"name\":\"p\",\"offsets\":\"words\"}'", "'words' is no unit of offsets; there are codepoint, utf8 and utf16"),
    ("echo '{\"protocol\":\"isnad-process/1\",\"name\":\"p\",\"provides\":\"x\"}'", "'provides' is no list of layers"),
]

# What it may not answer.
ANSWERS = [
    ("nonsense", "it answered with what is no JSON"),
    ("{\"layers\":{}}", "its answer has no 'key': '{\"layers\":{}}'"),
    ("{\"key\":\"@\",\"layers\":[]}", "'layers' is no object"),
    ("{\"key\":\"@\",\"layers\":{\"made\":{}}}", "'made' must be a list of annotations, not an object"),
    ("{\"key\":\"@\",\"layers\":{\"made\":[5]}}", "'made' holds a number in place of an annotation"),
    ("{\"key\":\"@\",\"layers\":{\"made\":[{}]}}", "an annotation of 'made' has no 'start' and 'end'"),
    ("{\"key\":\"@\",\"layers\":{\"entities\":[{\"start\":0,\"end\":3}]}}", "an entity has no 'label'"),
    ("{\"key\":\"@\",\"layers\":{\"numbers\":[{\"start\":0,\"end\":3,\"kind\":\"x\"}]}}", "a number has no 'kind', or one that is not known"),
    ("{\"key\":\"@\",\"layers\":{\"quotes\":[{\"start\":0,\"end\":3,\"kind\":\"x\"}]}}", "a quote has no 'kind', or one that is not known"),
]


class Sentences(Command):
    def setUp(self):
        super().setUp()
        self.write("a.jsonl", DOCUMENT)
        self.write("cues.txt", "# own\nصدح\n")
        self.write("names.tsv", "name\tlabel\nبايدن\tPER\nأبل\nأبل\tPE R\n\tORG\na\tb\tc\td\te\n")
        self.write("part.yaml", "- writer\n")

    def test_of_pipelines(self):
        for pipeline, sentence in VALIDATE:
            self.write("p.yaml", pipeline)
            place = sentence if sentence.startswith(("cues", "names")) else "p.yaml:" + sentence
            errors = [line for line in self.isnad("validate", "p.yaml", code=2).stderr.splitlines() if "error[" in line]
            self.assertIn(place, errors)

    def test_of_the_command_line(self):
        self.write("p.yaml", HEAD + "  - normalizer\n")
        self.write("none.yaml", "stages: [normalizer]\n")
        self.write("list.conll", "x O\n")
        self.write("own.conll", "سامي B-PER\nقال O\n\n" * 20)
        self.write("classes.tsv", "قال\t3\t4\nنفط\t99\t4\n")
        self.write("bad.jsonl", '{"id":5}\n')
        self.write("empty.jsonl", '{"id":"a"}\n')
        for arguments, sentence in (
            (["run", "p.yaml", "--output", "o"], "error[structure]: --output needs a writer, and the pipeline has none."),
            (["run", "none.yaml", "a.jsonl"], "error[missing-reader]: inputs need a reader, and the pipeline has none."),
            (["run", "p.yaml", "--set", "normalizer.emit=[a"], "error[invalid-option]: the value of --set 'normalizer.emit=[a' can't be read: did not find expected ',' or ']'."),
            (["run", "p.yaml", "--limit", "0"], "Error: --limit must be at least 1, not 0."),
            (["run", "p.yaml", "--workers", "0"], "Error: --workers must be from 1 to 256, not 0."),
            (["why", "a.jsonl", "--at=-1"], "Error: --at counts from 0, so it can't be -1."),
            (["eval", "a.jsonl"], "Error: Give the gold, and the output behind it."),
            (["eval", "a", "b", "--group", "0"], "Error: --group must be at least 1, not 0."),
            (["eval", "a", "b", "--documents"], "Error: --documents takes one CoNLL file."),
            (["eval", "empty.jsonl", "empty.jsonl"], "error[invalid-output]: 'empty.jsonl' holds no entities, numbers or quotes. 'isnad eval --help' says what a gold may be."),
            (["eval", "bad.jsonl", "a.jsonl"], "bad.jsonl:1: error[invalid-output]: the line is no JSON object with an 'id'."),
            (["eval", "gone.jsonl", "a.jsonl"], "error[unreadable]: 'gone.jsonl' can't be read: No such file or directory. Is the path right? It is relative to the current folder."),
            (["train", "entity-tagger", "--data", "list.conll", "--out", "m"], "error[invalid-output]: 'list.conll' holds no labels to learn. A label is O, B-NAME or I-NAME, behind a tab."),
            (["train", "entity-tagger", "--data", "own.conll", "--out", "m", "--classes", "gone.tsv"], "error[unreadable]: the word classes 'gone.tsv' can't be read: No such file or directory."),
            (["train", "entity-tagger", "--data", "own.conll", "--out", "m", "--classes", "classes.tsv"], "classes.tsv:2: error[invalid-option]: the line is no word with two numbers below 64 and 1023."),
            (["train", "entity-tagger", "--data", "own.conll", "--out", "m", "--labels", "A,B,C,D,E,F,G,PER"], "error[invalid-option]: a model has from 1 to 7 different labels, not 8."),
            (["train", "entity-tagger", "--data", "own.conll", "--out", "m", "--epochs", "0"], "Error: --epochs must be from 1 to 1000, not 0."),
            (["train", "entity-tagger", "--data", "own.conll", "--out", "m", "--without", "letters"], "Error: --without 'letters': there are context, affixes, bare, lexicon, shape, classes, far, pairs."),
            (["graph", "gone.yaml"], "error[unreadable]: the pipeline 'gone.yaml' can't be read: No such file or directory. Is the path right? It is relative to the current folder."),
        ):
            self.assertIn(sentence, self.isnad(*arguments, code=2).stderr.splitlines(), arguments)

    def test_of_a_phase_that_comes_too_early(self):
        self.write("p.yaml", "stages: [zebra]\n")
        self.assertIn("p.yaml:1:10: error[unknown-stage]: not all of the environment can be looked at before the phase 'structure' is right: there is no stage 'zebra'.", self.isnad("validate", "p.yaml", "--phase", "environment", code=2).stderr)

    def test_of_tests(self):
        self.write("p.yaml", HEAD + "  - normalizer\n  - { use: filter, with: { drop: { text: { contains: س } } } }\n  - entity-tagger\n  - writer\n")
        for tests, sentence, code in (
            ("cases: [ { documents: [] } ]", "p.test.yaml:1:23: error[structure]: 'documents' must be a list of documents.", 2),
            ("cases: [ x ]", "p.test.yaml:1:10: error[structure]: a case is a mapping with 'text' or 'file', not a single value.", 2),
            ("cases: [ { text: x, exact: {} } ]", "p.test.yaml:1:28: error[structure]: a value of the case must be a text, not a mapping.", 2),
            ("cases: [ { text: x, id: y, file: empty.txt } ]", "p.test.yaml:1:10: error[structure]: the case's document can't be read: the file is empty.", 2),
            ("cases: [ { text: وصل إلى بغداد, nothing-in: [entities] } ]", "    entities: expected nothing", 1),
            ("cases: [ { text: بغداد, expect: { entities: [ { text: بغداد, label: PER } ] } } ]", "      found { text: بغداد, label: LOC, name: بغداد, kb_id: geonames:98182, country: IQ, latitude: 33.34058, longitude: 44.40088 }; not as expected: label", 1),
            ("cases: [ { text: بغداد, filtered: short } ]", "    the document was expected to be taken out as 'short'; it came through", 1),
            ("cases: [ { text: سلام } ]", "    the document was expected to come through; it was taken out as 'filter' by 'filter'", 1),
            ("cases: [ { text: بغداد, failed: too-large } ]", "    the document was expected to fail with 'too-large'; it came through", 1),
            ("cases: [ { text: بغداد, expect: { metadata: { language: fa } } } ]", "    metadata.language: expected fa, found \"ar\"", 1),
        ):
            self.write("empty.txt", "")
            self.write("p.test.yaml", tests)
            done = self.isnad("test", "p.yaml", code=code)
            self.assertIn(sentence, plain(done.stdout + done.stderr).splitlines(), tests)
        self.write("p.test.yaml", "cases: [ { text: بغداد, expect: { entities: [ { label: PER } ] } } ]")
        self.assertIn("p.test.yaml:1:10: error[structure]: --update writes only below an 'expect:' in block style. Put 'expect:' on a line of its own in the case.", self.isnad("test", "p.yaml", "--update", code=2).stderr)

    def test_of_a_record_that_is_no_document(self):
        self.write("a.jsonl", '{"note":1}\n')
        self.write("p.yaml", HEAD + "  - writer\n")
        self.assertEqual(self.isnad("trace", "p.yaml", code=2).stderr, "error[invalid-document]: the document can't be read: the object has no 'text'.\n")

    def test_of_programs_that_introduce_themselves_wrongly(self):
        for greeting, reason in GREETINGS:
            self.write("p.yaml", HEAD + f"  - {{ use: process, with: {{ command: [sh, p.sh] }} }}\n  - writer\n")
            self.write("p.sh", "read line\n" + greeting + "\nsleep 1\n")
            self.assertIn(f"p.yaml:3:12: error[plugin]: the process of 'process' can't be used: {reason}.", self.isnad("validate", "p.yaml", code=2).stderr)

    def test_of_answers_that_are_none(self):
        self.write("p.py", f"""import json, sys
answer = open("answer").read()
for line in sys.stdin:
    message = json.loads(line)
    key = str(message.get("key", ""))
    print(answer.replace('"@"', json.dumps(message.get("key"))) if key else '{HELLO}', flush=True)
""")
        self.write("p.yaml", HEAD + "  - { use: process, with: { command: [python3, p.py] } }\n  - writer\n")
        for answer, reason in ANSWERS:
            self.write("answer", answer)
            self.assertIn(reason, self.isnad("run", "p.yaml", "-q", code=1).stderr, answer)

    def test_a_waiting_stage_that_waits_too_long(self):
        self.write("p.py", f"""import sys, time
sys.stdin.readline()
print('{HELLO}', flush=True)
time.sleep(60)
""")
        self.write("p.yaml", HEAD + "  - { use: process, timeout: 300ms, with: { command: [python3, p.py] } }\n  - writer\n")
        self.assertIn("no answer within 300ms", self.isnad("run", "p.yaml", "-q", code=1).stderr)


if __name__ == "__main__":
    unittest.main()

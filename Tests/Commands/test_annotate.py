"""'isnad annotate' and the ready pipelines, as somebody meets them who has never seen a pipeline."""

import gzip
import json
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import unittest

from harness import BIN, ROOT, Command, plain

ARTICLE = "عنوان الخبر\n\nقال وزير الصحة أحمد الطيب إن 47 شخصا قتلوا في فيضانات عطبرة.\n"
PAGE = "<html><head><title>خبر</title></head><body><article><h1>خبر</h1><p>%s</p></article></body></html>"
FEED = """<rss version="2.0"><channel><title>ع</title><item><title>خبر</title><guid>f1</guid>
<description>قال الوزير سامي الحداد إن 3 أشخاص قتلوا في بيروت.</description></item></channel></rss>"""


def piped(*arguments, input, folder):
    return subprocess.run([BIN, "annotate", *arguments], cwd=folder, input=input, capture_output=True, timeout=120)


class Annotate(Command):
    def setUp(self):
        super().setUp()
        self.write("article.txt", ARTICLE)

    def test_inputs_of_every_kind_in_one_command(self):
        self.write("page.html", PAGE % ("قال الوزير سامي الحداد إن السعر ارتفع 5 بالمئة. " * 8))
        self.write("feed.xml", FEED)
        self.write("rows.csv", "id,text\nr1,وصل الوفد إلى بغداد.\nr2,عاد الوفد إلى دمشق.\n")
        self.write("lines.jsonl", json.dumps({"id": "l1", "text": "وصل جو بايدن إلى بيروت."}, ensure_ascii=False) + "\n")
        self.write("folder/one.txt", "زار محمود عباس القاهرة.")
        done = self.isnad("annotate", "article.txt", "page.html", "feed.xml", "rows.csv", "lines.jsonl", "folder")
        documents = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([document["id"] for document in documents], ["article.txt", "page.html", "f1", "r1", "r2", "l1", "folder/one.txt"])
        self.assertIn("7 documents read: 7 written, 0 filtered, 0 failed", done.stderr)
        self.assertEqual(done.stderr.splitlines()[-1], "Written to standard output, as jsonl.")
        first = documents[0]
        quote = first["quotes"][0]
        self.assertEqual((quote["speaker_name"], first["text"][quote["start"] : quote["end"]]), ("أحمد الطيب", "47 شخصا قتلوا في فيضانات عطبرة"))
        self.assertEqual([entity["text"] for entity in documents[3]["entities"]], ["بغداد"])

    def test_text_from_a_pipe(self):
        for arguments in ([], ["-"]):
            done = piped(*arguments, input=ARTICLE.encode(), folder=self.folder)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual([json.loads(line)["text"] for line in done.stdout.splitlines()], [ARTICLE])
        old = piped(input=ARTICLE.encode("utf-16"), folder=self.folder)
        self.assertEqual(json.loads(old.stdout)["text"], ARTICLE)
        # A brace within a sentence is none of JSON.
        brace = piped(input="قال {كذا} سامي الحداد.\n".encode(), folder=self.folder)
        self.assertEqual(json.loads(brace.stdout)["text"], "قال {كذا} سامي الحداد.\n")

    def test_what_a_pipe_brings_is_known_by_its_content(self):
        lines = '{"id":"a","text":"وصل الوفد."}\n\n  {"id":"b","text":"عاد الوفد."}\n'
        for text, ids in ((lines, ["a", "b"]), (FEED, ["f1"]), ('[{"id":"x","text":"وصل"}]', ["x"])):
            done = piped(input=text.encode(), folder=self.folder)
            self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], ids, done.stderr)
        utf16 = piped(input=lines.encode("utf-16"), folder=self.folder)
        self.assertEqual([json.loads(line)["id"] for line in utf16.stdout.splitlines()], ["a", "b"], utf16.stderr)
        # One bad line among good ones is one that failed, not an article.
        bad = piped(input=b'oops\n{"id":"a","text":"x"}\n', folder=self.folder)
        self.assertEqual(bad.returncode, 1)
        self.assertIn(b"2 documents read: 1 written, 0 filtered, 1 failed", bad.stderr)
        table = piped("--input-format", "csv", input="id,text\nr1,وصل الوفد\n".encode(), folder=self.folder)
        self.assertEqual(json.loads(table.stdout)["id"], "r1")
        nothing = piped(input=b"", folder=self.folder)
        self.assertEqual((nothing.returncode, nothing.stdout), (0, b""))

    def test_a_terminal_gets_the_summary(self):
        main, side = pty.openpty()
        process = subprocess.Popen([BIN, "annotate", "article.txt"], cwd=self.folder, stdout=side, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=dict(os.environ, NO_COLOR="1"))
        os.close(side)
        shown = b""
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
        os.close(main)
        errors = process.stderr.read().decode()
        process.stderr.close()
        self.assertEqual(process.wait(60), 0, errors)
        text = plain(shown.decode()).replace("\r\n", "\n")
        self.assertIn("  People        أحمد الطيب\n", text)
        self.assertNotIn('{"schema"', text)
        self.assertNotIn("Written to", errors)

    def test_without_anything_to_read_a_terminal_gets_help(self):
        main, side = pty.openpty()
        done = subprocess.run([BIN, "annotate"], cwd=self.folder, stdin=side, capture_output=True, text=True, timeout=60)
        os.close(main)
        os.close(side)
        self.assertEqual(done.returncode, 2)
        self.assertIn("Name a file, or send an article through a pipe: isnad annotate article.txt", done.stderr)

    def test_the_output_chooses_the_format(self):
        for name, start in (("out.jsonl", b'{"schema":"isnad/1"'), ("out.db", b"SQLite format 3"), ("out.html", b"<!")):
            done = self.isnad("annotate", "article.txt", "-o", name)
            self.assertTrue((self.folder / name).read_bytes()[: len(start)].lower() == start.lower(), name)
            self.assertEqual(done.stdout, "")
            self.assertEqual(done.stderr.splitlines()[-1], f"Written to '{name}'.")
        self.isnad("annotate", "article.txt", "-o", "out.jsonl.gz")
        self.assertEqual(json.loads(gzip.open(self.folder / "out.jsonl.gz").read())["text"], ARTICLE)
        with sqlite3.connect(self.folder / "out.db") as database:
            self.assertEqual(database.execute("SELECT count(*) FROM quotes").fetchone(), (1,))
        database.close()
        # A format that is said goes before the extension.
        self.isnad("annotate", "article.txt", "--format", "jsonl", "-o", "lines.html")
        self.assertTrue((self.folder / "lines.html").read_bytes().startswith(b'{"schema"'))
        self.assertIn("أحمد الطيب", plain(self.isnad("annotate", "article.txt", "--format", "summary").stdout))
        self.assertEqual(self.isnad("annotate", "article.txt", "-q", "-o", "q.jsonl").stderr, "")

    def test_tables_need_a_folder(self):
        error = self.isnad("annotate", "article.txt", "-o", "facts.csv", code=2).stderr
        self.assertEqual(error, "error[invalid-option]: --output 'facts.csv': csv is a file for each layer, in a folder. Write --format csv --output facts\n")
        self.isnad("annotate", "article.txt", "--format", "csv", "--output", "facts")
        self.assertIn("quotes.csv", os.listdir(self.folder / "facts"))
        self.assertIn("--format html needs a file: --output facts", self.isnad("annotate", "article.txt", "--format", "html", code=2).stderr)

    def test_models(self):
        self.isnad("annotate", "article.txt", "--model", "none", "-o", "none.jsonl")
        self.assertTrue(all("/model" not in entity["by"] for entity in self.documents("none.jsonl")[0]["entities"]))
        error = self.isnad("annotate", "article.txt", "--model", "gone.model", code=2).stderr
        self.assertIn("gone.model", error)
        (self.folder / "models").mkdir()
        error = self.isnad("annotate", "article.txt", "--model", "accurate", code=2, environment={"ISNAD_MODELS": str(self.folder / "models")}).stderr
        self.assertIn("'accurate.model' is not there. It must name the folder with the file.", error)

    def test_a_file_that_is_not_there(self):
        self.assertEqual(self.isnad("annotate", "gone.txt", code=2).stderr, "error[missing-input]: 'gone.txt' is not there. Is the name right?\n")
        self.assertEqual(self.isnad("annotate", "artcle.txt", code=2).stderr, "error[missing-input]: 'artcle.txt' is not there. Did you mean 'article.txt'?\n")

    def test_the_place_of_a_mistake_is_an_option(self):
        for option, value, code in (("--model", "gone.model", "unreadable"), ("--input-format", "docx", "invalid-option")):
            self.assertTrue(self.isnad("annotate", "article.txt", option, value, code=2).stderr.startswith(f"{option}: error[{code}]: "), option)

    def test_formats_that_need_a_pipeline(self):
        help = " ".join(self.isnad("annotate", "--help").stdout.split())
        self.assertIn("How to write what is found: jsonl, summary, csv, tsv, sqlite, conll, spacy, label-studio, brat, html. Without it", help)
        for name in ("webhook", "opensearch"):
            self.assertNotIn(name, help)
            self.assertIn(f"--format {name} needs a pipeline, which says where it writes: isnad new pipeline NAME", self.isnad("annotate", "article.txt", "--format", name, code=2).stderr)
        error = self.isnad("annotate", "article.txt", "--format", "jsnol", code=2).stderr
        self.assertIn("There is no format 'jsnol'. Did you mean 'jsonl'?", error)

    def test_files_that_are_left_out_are_told(self):
        self.write("folder/a.txt", ARTICLE)
        (self.folder / "folder/b.pdf").write_bytes(b"%PDF-1.7 x")
        (self.folder / "folder/c.png").write_bytes(b"\x89PNG\r\n")
        for number in range(4):
            self.write(f"folder/inner/{number}.xyz", "x")
        done = self.isnad("annotate", "folder", "-o", "o.jsonl")
        self.assertEqual(done.stderr.splitlines()[0], "6 files were left out: 'folder/b.pdf' (a PDF), 'folder/c.png' (an image), 'folder/inner/0.xyz', 'folder/inner/1.xyz', 'folder/inner/2.xyz' and 1 more.")
        self.assertEqual(self.isnad("annotate", "folder", "-q", "-o", "o.jsonl").stderr, "")
        (self.folder / "folder/a.txt").unlink()
        error = self.isnad("annotate", "folder", code=2).stderr
        self.assertIn("the folder 'folder' holds no articles.", error)
        self.assertEqual(error.count("'folder/b.pdf' (a PDF)"), 1)

    def test_the_same_as_the_pipeline(self):
        self.isnad("annotate", "article.txt", "-o", "one.jsonl")
        shutil.copy(ROOT / "pipelines/annotate.yaml", self.folder)
        self.isnad("run", "annotate.yaml", "article.txt", "-o", "two.jsonl")
        self.assertEqual(self.documents("one.jsonl"), self.documents("two.jsonl"))


class Ready(Command):
    NAMES = sorted(path.name[:-5] for path in (ROOT / "pipelines").glob("*.yaml") if path.name.count(".") == 1)

    def test_the_list(self):
        shown = self.isnad("pipelines").stdout
        self.assertEqual([line.split()[0] for line in shown.split("\n\n")[0].splitlines()], self.NAMES)
        self.assertTrue(all(len(line.split()) > 3 for line in shown.split("\n\n")[0].splitlines()), shown)
        entries = json.loads(self.isnad("pipelines", "--format", "json").stdout)
        self.assertEqual([entry["name"] for entry in entries], self.NAMES)
        self.assertTrue(all(os.path.exists(entry["path"]) and entry["description"] for entry in entries))

    def test_a_pipeline_by_its_name_writes_here(self):
        done = self.isnad("run", "news", environment={"OUT": "out"})
        self.assertEqual(len(self.documents("out/news.jsonl")), 5)
        self.assertIn("Written to 'out/news.jsonl'.", done.stderr)
        self.write("article.txt", ARTICLE)
        self.isnad("run", "annotate", "article.txt", "-o", "facts.jsonl")
        self.assertEqual(self.documents("facts.jsonl")[0]["text"], ARTICLE)
        for name in self.NAMES:
            self.isnad("validate", name, "--phase", "syntax,structure,options,data-flow", environment={"FEED_URL": "http://127.0.0.1:9/"})

    def test_a_folder_of_that_name_hides_nothing(self):
        self.write("article.txt", ARTICLE)
        (self.folder / "annotate").mkdir()
        self.isnad("run", "annotate", "article.txt", "-o", "facts.jsonl")
        self.assertTrue(self.documents("facts.jsonl")[0]["id"].endswith("/article.txt"))

    def test_a_copy_is_whole(self):
        done = self.isnad("pipelines", "--copy", "monitor", "mine")
        self.assertEqual(done.stdout, "mine/monitor.yaml\nmine/parts/extractors.yaml\n")
        self.isnad("validate", "mine/monitor.yaml", environment={"FEED_URL": "http://127.0.0.1:9/"})
        again = self.isnad("pipelines", "--copy", "monitor", "mine", code=2).stderr
        self.assertEqual(again, "error[unwritable]: 'mine/monitor.yaml' is there already. Copy into another folder: isnad pipelines --copy monitor FOLDER\n")
        self.isnad("pipelines", "--copy", "annotate")
        self.assertTrue((self.folder / "annotate.yaml").exists())
        self.assertIn("there is no ready pipeline 'monitr'. Did you mean 'monitor'?", self.isnad("pipelines", "--copy", "monitr", code=2).stderr)
        # Who copied the one file and not the other learns what is missing.
        shutil.copy(ROOT / "pipelines/desk.yaml", self.folder / "own.yaml")
        error = self.isnad("validate", "own.yaml", code=2).stderr
        self.assertIn("the included file 'parts/extractors.yaml' can't be read: No such file or directory. Its path is relative to the file that includes it. The ready pipelines have a file of that name (desk, monitor). 'isnad pipelines --copy desk' copies a pipeline with all that it includes.", error)

    def test_monitor_asks_for_its_feed(self):
        error = self.isnad("run", "monitor", code=2, environment={"FEED_URL": ""}).stderr
        self.assertIn("error[unset-variable]: 'FEED_URL' is not set: name the feed to read, such as FEED_URL=https://news.example/rss isnad run monitor.", error)

    def test_a_word_that_is_no_command(self):
        self.write("article.txt", ARTICLE)
        for arguments, sentence in (
            (["anotate", "article.txt"], "Error: There is no command 'isnad anotate'. Did you mean 'isnad annotate'?\nSee 'isnad --help' for all commands.\n"),
            (["new", "pipelin", "x"], "Error: There is no command 'isnad new pipelin'. Did you mean 'isnad new pipeline'?\nSee 'isnad new --help' for all commands.\n"),
            (["article.txt"], "Error: There is no command 'isnad article.txt'. Did you mean 'isnad annotate article.txt'?\nSee 'isnad --help' for all commands.\n"),
            (["frobnicate"], "Error: There is no command 'isnad frobnicate'. To begin with: isnad annotate article.txt\nSee 'isnad --help' for all commands.\n"),
        ):
            self.assertEqual(self.isnad(*arguments, code=2).stderr, sentence)
        self.assertIn("the pipeline 'newss' can't be read: No such file or directory. Did you mean 'news'? The ready pipelines: annotate, ", self.isnad("run", "newss", code=2).stderr)

    def test_a_file_of_that_name_goes_before(self):
        self.write("news", "stages:\n  - { use: reader, with: { paths: [a.txt] } }\n  - writer\n")
        self.write("a.txt", "نص")
        self.assertEqual(json.loads(self.isnad("run", "news").stdout)["text"], "نص")

    def test_a_name_that_there_is_not(self):
        self.assertEqual(self.isnad("run", "newz", code=2).stderr, "error[unreadable]: the pipeline 'newz' can't be read: No such file or directory. Did you mean 'news'? The ready pipelines: " + ", ".join(self.NAMES) + ". A file's path is relative to the current folder.\n")
        self.assertIn("Is the path right? It is relative to the current folder.", self.isnad("run", "folder/news.yaml", code=2).stderr)

    def test_installed_elsewhere(self):
        prefix = self.folder / "prefix"
        (prefix / "bin").mkdir(parents=True)
        shutil.copy(BIN, prefix / "bin/isnad")
        lonely = subprocess.run([prefix / "bin/isnad", "pipelines"], cwd=self.folder, capture_output=True, text=True, timeout=60)
        self.assertEqual(lonely.returncode, 2)
        self.assertIn("there are no ready pipelines beside this command.", lonely.stderr)
        shutil.copytree(ROOT / "pipelines", prefix / "share/isnad/pipelines", ignore=shutil.ignore_patterns("out"))
        done = subprocess.run([prefix / "bin/isnad", "pipelines", "--paths"], cwd=self.folder, capture_output=True, text=True, timeout=60)
        self.assertIn(str(prefix / "share/isnad/pipelines/news.yaml"), done.stdout)

    def test_the_version(self):
        self.assertRegex(self.isnad("--version").stdout, re.compile(r"^\d+\.\d+\.\d+( \([0-9a-f]{12}(\+changes)?\))?$"))


if __name__ == "__main__":
    unittest.main()

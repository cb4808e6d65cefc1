"""Plug-ins as their authors meet them: what `isnad new stage` makes, what the tutorial says, a build that
fails, a machine without Swift. `make plugins` runs it, in about five minutes."""

import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LIMIT = 900


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


class Plugins(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        # As somebody has it who has installed Isnad: no checkout, no variable.
        cls.home = tempfile.mkdtemp(prefix="isnad-plugins-")
        subprocess.run(["make", "-s", "install", "PREFIX=" + cls.home], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        cls.environment = dict(os.environ, PATH=os.path.join(cls.home, "bin") + ":" + os.environ["PATH"])
        cls.environment.pop("ISNAD_SOURCE", None)
        # The shortest build, but where a test says otherwise.
        cls.environment["ISNAD_TRAITS"] = ""
        cls.cache = os.path.join(cls.home, "cache")
        cls.environment["XDG_CACHE_HOME"] = cls.cache

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.home, ignore_errors=True)

    def run_in(self, folder, *command, code=0, environment=None):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT, env=environment or self.environment)
        self.assertEqual(done.returncode, code, f"{command}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done

    def distribution(self, name):
        """A copy of the plug-ins as they are installed, with what they lie beside."""
        shelf = os.path.join(self.home, name)
        for part in ("plugins", "pipelines", "python"):
            shutil.copytree(os.path.join(self.home, "share", "isnad", "src", part), os.path.join(shelf, part), symlinks=True)
        return shelf

    def test_1_the_tutorial_as_it_is_written(self):
        """Every block of plugins/README.md: files are written, commands are run."""
        folder = self.home
        text = read(os.path.join(ROOT, "plugins", "README.md"))
        ran, last = [], None
        for language, body in re.findall(r"```([a-z ]*)\n(.*?)```", text, re.S):
            if language.startswith("sh"):
                for line in body.splitlines():
                    if line.startswith("cd "):
                        folder = os.path.join(folder, line[3:])
                    elif line:
                        if line.startswith("isnad new"):
                            folder = self.home
                        last = self.run_in(folder, *line.split(), code=2 if "fails" in language else 0)
                        ran.append((line, last))
            elif language in ("python", "yaml", "text", "swift"):
                name, content = body.split("\n", 1)
                with open(os.path.join(folder, name.lstrip("#/ ")), "w", encoding="utf-8") as file:
                    file.write(content)
            elif language == "":
                self.assertEqual(last.stderr, body)
        tests = [outcome.stdout for line, outcome in ran if line == "isnad test pipeline.yaml"]
        self.assertEqual(len(tests), 2)
        for out in tests:
            self.assertIn("1 case: 1 passed, 0 failed.", out)
        runs = [outcome for line, outcome in ran if line == "isnad run pipeline.yaml"]
        self.assertEqual(len(runs), 4)
        prices = json.loads(runs[1].stdout)["layers"]["prices"]
        self.assertEqual([(p["start"], p["end"], p["text"], p["value"], p["currency"]) for p in prices], [(20, 31, "82.5 دولارا", 82.5, "USD")])
        self.assertIn('"prices":[]', runs[3].stdout)
        self.assertIn("Marks prices.", [o for line, o in ran if line.startswith("isnad stages")][0].stdout)
        mine = self.run_in(folder, "./my-isnad", "run", "pipeline.yaml")
        self.assertIn('"prices":[]', mine.stdout)

    def test_2_the_next_run_starts_at_once_and_a_change_is_noticed(self):
        folder = os.path.join(self.home, "dear-bread")
        begin = time.monotonic()
        done = self.run_in(folder, "isnad", "run", "pipeline.yaml", "-q")
        self.assertEqual(done.stderr, "")
        self.assertLess(time.monotonic() - begin, 5)
        source = os.path.join(folder, "Sources", "DearBread", "DearBread.swift")
        text = read(source)
        write(source, text.replace('sink.string("currency", currency)', 'sink.string("money", currency)'))
        write(os.path.join(folder, "article.txt"), "بلغ سعر الرغيف 5 دولارات.")
        done = self.run_in(folder, "isnad", "run", "pipeline.yaml", "-q")
        self.assertIn("Building the plug-ins 'dear-bread' into the command.", done.stderr)
        self.assertIn('"money":"USD"', done.stdout)
        # A file that has come since is compiled with the others; what the plug-in prints is not lost at the end.
        added = os.path.join(folder, "Sources", "DearBread", "Added.swift")
        write(added, "func added() { print(\"printed\") }\n")
        write(source, text.replace("public func process(", "public func close() async { added() }\n\n  public func process("))
        done = self.run_in(folder, "isnad", "run", "pipeline.yaml", "-q")
        self.assertEqual(done.stdout.splitlines()[-1], "printed")
        os.remove(added)
        write(source, text)

    def test_2_what_was_built_of_the_framework_serves_another_plug_in(self):
        """Another plug-in beside another pipeline: its own sources are compiled, and nothing of the framework."""
        def built():
            modules = glob.glob(os.path.join(self.cache, "isnad", "plugins", "*", "release", "Modules", "Isnad*.swiftmodule"))
            self.assertGreater(len(modules), 5)
            return {module: os.stat(module).st_mtime_ns for module in modules}

        before = built()
        shelf = self.distribution("swift-shelf")
        watchlist = os.path.join(shelf, "plugins", "watchlist")
        done = self.run_in(watchlist, "isnad", "run", "pipeline.yaml")
        self.assertIn("Building the plug-ins 'watchlist' into the command.\n", done.stderr)
        self.assertIn("watchlist: 1 of 5 documents mention something of the list.", done.stderr)
        alerts = [a for line in read(os.path.join(watchlist, "out", "watched.jsonl")).splitlines() for a in json.loads(line)["layers"]["alerts"]]
        self.assertEqual({(a["term"], a["category"]) for a in alerts}, {("المنتخب", "team")})
        self.assertEqual(built(), before)

    def test_3_a_compile_error_has_the_plug_ins_name(self):
        folder = os.path.join(self.home, "dear-bread")
        source = os.path.join(folder, "Sources", "DearBread", "DearBread.swift")
        text = read(source)
        write(source, text + 'let wrong: Int = "text"\n')
        done = self.run_in(folder, "isnad", "validate", "pipeline.yaml", code=2)
        self.assertIn("error[plugin-build]: the plug-in 'dear-bread' does not compile; this is what the compiler says:", done.stderr)
        self.assertRegex(done.stderr, r"DearBread\.swift:\d+:18: error: cannot convert value of type 'String' to specified type 'Int'")
        write(source, text)

    def test_3_a_command_that_was_built_runs_elsewhere(self):
        """Without the sources of the plug-in and without Swift, and with 'plugins' still in the file."""
        folder = os.path.join(self.home, "dear-bread")
        elsewhere = os.path.join(self.home, "elsewhere")
        os.makedirs(elsewhere)
        self.run_in(folder, "isnad", "build", "pipeline.yaml", "-o", os.path.join(elsewhere, "isnad-bread"))
        for name in ("pipeline.yaml", "article.txt"):
            shutil.copy(os.path.join(folder, name), elsewhere)
        text = read(os.path.join(elsewhere, "pipeline.yaml"))
        write(os.path.join(elsewhere, "pipeline.yaml"), re.sub(r"plugins: .*", "plugins: [packages/dear-bread]", text))
        environment = dict(self.environment, PATH="/nowhere", ISNAD_SOURCE="/nowhere")
        done = self.run_in(elsewhere, "./isnad-bread", "run", "pipeline.yaml", "-q", environment=environment)
        prices = json.loads(done.stdout)["layers"]["prices"]
        self.assertEqual([(p["start"], p["end"], p["value"], p["currency"]) for p in prices], [(15, 24, 5, "USD")])

    def test_4_without_a_toolchain(self):
        folder = os.path.join(self.home, "dear-bread")
        shutil.rmtree(os.path.join(folder, ".isnad"), ignore_errors=True)
        environment = dict(self.environment, PATH="/usr/bin:/bin")
        if shutil.which("swift", path=environment["PATH"]):
            self.skipTest("swift is in /usr/bin")
        done = self.run_in(folder, os.path.join(self.home, "bin", "isnad"), "run", "pipeline.yaml", code=2, environment=environment)
        self.assertIn(
            "error[no-toolchain]: the pipeline's plug-ins have to be compiled, and 'swift' is not in PATH. "
            "Install Swift 6.2 or later (swift.org/install), or take a command that 'isnad build' made elsewhere.", done.stderr)

    def test_5_plug_ins_that_are_not_there(self):
        folder = os.path.join(self.home, "none")
        os.makedirs(folder)
        write(os.path.join(folder, "p.yaml"), "plugins: [gone, .]\nstages: [reader]\n")
        done = self.run_in(folder, "isnad", "run", "p.yaml", code=2)
        self.assertEqual(re.sub(r"^ +\d* \| .*\n", "", done.stderr, flags=re.M), "".join(
            f"p.yaml:1:{column}: error[plugin-build]: there is no Swift package in '{name}'. "
            "A plug-in is a folder with a Package.swift; 'isnad new stage' makes one.\n" for column, name in ((11, "gone"), (17, "."))))
        done = self.run_in(self.home, "isnad", "new", "stage", "lost", "--swift", code=2, environment=dict(self.environment, ISNAD_SOURCE="/nowhere"))
        self.assertIn("ISNAD_SOURCE is '/nowhere', and Isnad's sources are not there.", done.stderr)
        write(os.path.join(folder, "q.yaml"), "stages: [reader]\n")
        done = self.run_in(folder, "isnad", "build", "q.yaml", "-o", "x", code=2)
        self.assertIn("'q.yaml' names no plug-ins, so there is nothing to build.", done.stderr)

    def test_6_names_that_are_none(self):
        for name in ("Price", "price watch", "-x", "9", "price-"):
            done = subprocess.run([os.path.join(self.home, "bin", "isnad"), "new", "stage", "--python", "--", name], cwd=self.home, capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("a stage's name is lower case with hyphens", done.stderr)
        done = self.run_in(self.home, "isnad", "new", "stage", "price-watch", "--python", code=2)
        self.assertIn("there is something of the name 'price-watch' already.", done.stderr)

    def test_7_the_plug_ins_of_the_distribution(self):
        shelf = self.distribution("shelf")
        romanize = os.path.join(shelf, "plugins", "romanize")
        self.run_in(romanize, sys.executable, "test_romanize.py")
        self.run_in(romanize, "isnad", "run", "pipeline.yaml")
        documents = [json.loads(line) for line in read(os.path.join(romanize, "out", "romanized.jsonl")).splitlines()]
        self.assertEqual(len(documents), 5)
        for document in documents:
            self.assertEqual([n["text"] for n in document["layers"]["romanized"]], [e["text"] for e in document["entities"]])
            self.assertTrue(all(n["latin"] and not re.search("[\u0600-\u06ff]", n["latin"]) for n in document["layers"]["romanized"]))

    @unittest.skipUnless(os.environ.get("NIGHTLY"), "it builds the framework once more, with a server: make nightly")
    def test_7_a_swift_plug_in_serves(self):
        watchlist = os.path.join(self.distribution("serving-shelf"), "plugins", "watchlist")
        # A command with the server in it is another build.
        environment = {name: value for name, value in self.environment.items() if name != "ISNAD_TRAITS"}
        server = subprocess.Popen(["isnad", "serve", "pipeline.yaml", "--port", "0"], cwd=watchlist, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            for line in server.stderr:
                found = re.search(r"http://127.0.0.1:(\d+)/", line)
                if found:
                    break
            else:
                self.fail("no server")
            request = urllib.request.Request(f"http://127.0.0.1:{found[1]}/v1/annotate", "كتبت صحيفة المنتخب عن المباراة.".encode(), {"Content-Type": "text/plain"})
            document = json.load(urllib.request.urlopen(request, timeout=LIMIT))
            self.assertEqual([alert["term"] for alert in document["layers"]["alerts"]], ["المنتخب"])
        finally:
            server.terminate()
            server.wait(LIMIT)

    def test_8_the_lines_follow_the_schema(self):
        """What really goes to and fro, against plugins/protocol.schema.json."""
        import jsonschema

        schema = json.loads(read(os.path.join(ROOT, "plugins", "protocol.schema.json")))
        def check(line, part):
            jsonschema.validate(json.loads(line), {**schema, "anyOf": [{"$ref": "#/$defs/" + part}]})
        folder = os.path.join(self.home, "wire")
        os.makedirs(folder)
        shutil.copy(os.path.join(ROOT, "python", "src", "isnad", "stage.py"), os.path.join(folder, "isnad_stage.py"))
        write(os.path.join(folder, "five.py"),
            'import isnad_stage\nisnad_stage.run(lambda d, o: {"layers": {"x": [{"start": 0, "end": 1}]}, "metadata": {"n": 1}}, name="x", uses=["entities"], provides=["x"])\n')
        write(os.path.join(folder, "p.yaml"),
            'stages: [{use: reader, with: {paths: [a.jsonl]}}, normalizer, entity-tagger, {use: process, with: {command: [sh, -c, "tee -a in.log | python3 five.py | tee -a out.log"]}}, writer]\n')
        write(os.path.join(folder, "a.jsonl"), '{"id":"1","text":"زار جو بايدن بيروت"}\n{"id":"2","text":"نعم"}\n')
        self.run_in(folder, "isnad", "run", "p.yaml")
        sent = read(os.path.join(folder, "in.log")).splitlines()
        came = read(os.path.join(folder, "out.log")).splitlines()
        for line in sent:
            check(line, "hello" if "protocol" in line[:20] else "request")
        for line in came:
            check(line, "introduction" if "protocol" in line[:20] else "answer")
        self.assertEqual(sum("document" in line for line in sent), 2)
        self.assertEqual(sum('"key"' in line for line in came), 2)
        with self.assertRaises(jsonschema.ValidationError):
            check('{"key": 1, "layers": {"x": [{"start": 0}]}}', "answer")


if __name__ == "__main__":
    unittest.main(verbosity=2, failfast=True)

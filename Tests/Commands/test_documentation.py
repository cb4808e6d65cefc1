"""The documentation as it is written: the tutorial's blocks are run, every code has its paragraph, the reference is
that of the stages, every command of the comparison exists and does what its row says."""

import json
import re
import subprocess
import unittest

from harness import BIN, ROOT, Command, plain

CATALOGUE = ROOT / "Sources/Isnad/Isnad.docc"


class Documentation(Command):
    def test_the_tutorial_as_it_is_written(self):
        folder, last, ran = self.folder, None, []
        blocks = re.findall(r"```([a-z ]*)\n(.*?)```", (CATALOGUE / "TenMinutes.md").read_text(encoding="utf-8"), re.S)
        for language, body in blocks:
            if language.startswith("sh"):
                for line in body.splitlines():
                    if line.startswith("cd "):
                        folder = folder / line[3:]
                        continue
                    code = 2 if "fails" in language else 1 if "differs" in language else 0
                    last = self.isnad(*line.split()[1:], code=code, folder=folder)
                    ran.append((line, last))
            elif language == "yaml":
                name, content = body.split("\n", 1)
                (folder / name.lstrip("# ")).write_text(content, encoding="utf-8")
            elif language == "":
                self.assertEqual(last.stderr, body)
        outcomes = dict(ran)
        self.assertGreater(len(ran), 11)
        self.assertIn("entity-tagger  ", outcomes["isnad trace monitor.yaml"].stdout)
        self.assertIn("in the lexicon: الحداد is a family name", plain(outcomes["isnad why out/monitor.jsonl --text الحداد"].stdout))
        self.assertIn('-->|"entities"|', outcomes["isnad graph monitor.yaml"].stdout)
        self.assertIn("2 cases: 2 passed, 0 failed.", outcomes["isnad test monitor.yaml --junit out/tests.xml"].stdout)
        self.assertIn("1 document in both, 1 differ", outcomes["isnad diff out/before.jsonl out/after.jsonl"].stdout)
        self.assertIn("1 document read: 1 written", outcomes["isnad run desk.yaml"].stderr)
        self.folder = folder
        quoted, rest = self.documents("out/quoted.jsonl"), self.documents("out/rest.jsonl")
        self.assertEqual((len(quoted), len(rest)), (1, 0))
        self.assertEqual(quoted[0]["metadata"]["label"], "articles/example.txt: وزير التجارة: لا زيادة في سعر الخبز")

    def test_every_code_has_its_paragraph(self):
        codes = set()
        for path in (ROOT / "Sources").rglob("*.swift"):
            text = path.read_text(encoding="utf-8")
            codes |= set(re.findall(r'(?:Self|Code)\(rawValue: "([a-z-]+)"\)', text))
            codes |= set(re.findall(r'case \w+ = "(yaml-[a-z-]+|duplicate-key)"', text))
            codes |= set(re.findall(r'StageFailure\(\s*code: "([a-z-]+)"', text))
            codes |= set(re.findall(r'self\.init\(\s*code: "([a-z-]+)"', text))
        sections = re.split(r"^### ", (CATALOGUE / "ErrorCodes.md").read_text(encoding="utf-8"), flags=re.M)[1:]
        written = {section.splitlines()[0]: section for section in sections}
        self.assertGreater(len(codes), 40)
        self.assertEqual(codes - {"dead-letter", "not-output"} - set(written), set())
        for code, section in written.items():
            self.assertGreater(len(section), len(code) + 20, code)

    def test_the_smallest_program_is_that_of_its_package(self):
        shown = re.search(r"### The smallest program\n\n```swift\n(.*?)```", (CATALOGUE / "InsideYourProgram.md").read_text(encoding="utf-8"), re.S)[1]
        self.assertEqual(shown, (ROOT / "Tests/Example/Sources/Example/Example.swift").read_text(encoding="utf-8"))

    def test_the_drawing_of_the_modules_is_that_of_the_package(self):
        done = subprocess.run(["python3", ROOT / "packaging/architecture.py", "--check"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_readme(self):
        for name in ("README.md", "README.ar.md"):
            text = (ROOT / name).read_text(encoding="utf-8")
            self.assertLess(len(text.splitlines()), 120)
            sentence = re.search(r"echo '(.+)' \| isnad annotate --format summary", text)[1]
            told = subprocess.run([BIN, "annotate", "--format", "summary"], input=sentence + "\n", cwd=self.folder, capture_output=True, text=True)
            shown = re.search(r"```\n(standard input\n.*?)```", text, re.S)[1]
            self.assertIn(shown, plain(told.stdout))
            for place in re.findall(r"\]\(([^)#:]+)\)", text):
                self.assertTrue((ROOT / place).exists(), place)
            for command in re.findall(r"^    isnad ([a-z]+)", text, re.M):
                self.assertEqual(subprocess.run([BIN, command, "--help"], capture_output=True).returncode, 0, command)
        record = json.loads(re.search(r"```json\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)[1])
        told = subprocess.run([BIN, "annotate"], input=sentence + "\n", cwd=self.folder, capture_output=True, text=True)
        quote = json.loads(told.stdout)["quotes"][0]
        self.assertEqual({key: quote[key] for key in record}, record)

    def test_the_copy_that_a_release_has_is_whole(self):
        subprocess.run(["python3", ROOT / "packaging/documents.py", self.folder], check=True)
        pages = sorted(self.folder.rglob("*.md"))
        self.assertLessEqual({path.name for path in CATALOGUE.glob("*.md")}, {page.name for page in pages})
        links = 0
        for page in pages:
            text = page.read_text(encoding="utf-8")
            self.assertNotIn("<doc:", text, page)
            for place in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", text):
                links += 1
                self.assertTrue((page.parent / place).exists(), (page, place))
        self.assertGreater(links, 40)
        self.assertTrue((self.folder / "NOTICE").exists() and (self.folder / "LICENSE").exists())

    def test_the_reference_is_that_of_the_stages(self):
        self.assertEqual(self.isnad("stages", "--format", "markdown").stdout, (CATALOGUE / "StageReference.md").read_text(encoding="utf-8"))
        self.assertEqual(self.isnad("rules", "--format", "markdown").stdout, (CATALOGUE / "RuleReference.md").read_text(encoding="utf-8"))

    def test_the_comparison_names_commands_that_exist(self):
        rows = re.findall(r"^\| ([^|]+) \| `([^`]+)`", (CATALOGUE / "Comparison.md").read_text(encoding="utf-8"), re.M)
        self.assertGreater(len(rows), 15)
        for claim, command in rows:
            if not command.startswith("isnad "):
                continue
            help = subprocess.run([BIN, command.split()[1], "--help"], capture_output=True, text=True)
            self.assertEqual(help.returncode, 0, claim)
            for flag in re.findall(r"--[a-z]+", command):
                self.assertIn(flag, help.stdout, claim)


if __name__ == "__main__":
    unittest.main()

"""The documentation as it is written: the tutorial's blocks are run, every code has its paragraph, the reference is
that of the stages, every command of the comparison exists and does what its row says."""

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

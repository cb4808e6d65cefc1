"""The JSON Schema takes every pipeline of the project and what the documentation shows, and refuses what `isnad
validate` refuses for its shape."""

import json
import re
import unittest

import jsonschema
import yaml

from harness import ROOT, Command

HEAD = "stages:\n  - { use: reader, with: { paths: [a.txt] } }\n"

RIGHT = [
    # The command line may name the inputs.
    "stages:\n  - reader\n",
    HEAD,
    HEAD + "  - normalizer\n  - { use: entity-tagger, id: names, with: { labels: PER, min-confidence: 0.5 } }\n",
    HEAD + "  - { use: filter, with: { keep: { metadata.language: [ar, fa], count.quotes: { at-least: 1 } } } }\n",
    HEAD + "  - { use: filter, with: { drop: { any: [ { id: 5 }, { not: { text: { contains: [a, b] } } } ] } } }\n",
    HEAD + "  - { use: sample, with: { share: 5% } }\n  - { use: sample, id: s, with: { share: 0.5, seed: 3 } }\n",
    HEAD + "  - { use: set, with: { metadata: { a: 1, b: [x, true], c: null } } }\n",
    HEAD + "  - include: parts.yaml\n  - include: [a.yaml, b.yaml]\n",
    HEAD + "  - branch:\n      - { when: { metadata.a: present }, stages: [normalizer] }\n      - { default: [] }\n",
    HEAD + "  - { use: process, with: { command: [python3, x.py] }, timeout: 30s, retry: { attempts: 3, backoff: 500ms } }\n",
    "run: { workers: 4, max-failures: 2%, on-error: pass, commit: 5 }\n" + HEAD,
    "run: { workers: '${N:-2}', batch: '${B}' }\nplugins: [../w]\nname: 2024\n" + HEAD,
    "stages:\n  - { use: reader, with: { paths: '-' } }\n  - { use: writer, with: { layers: quotes, offsets: utf8 } }\n",
]

WRONG = [
    "name: x",
    "stages: []",
    "stage: [normalizer]",
    HEAD + "  - normaliser\n",
    HEAD + "  - { use: entity-tagger, with: { lables: [PER] } }\n",
    HEAD + "  - { use: entity-tagger, with: { min-confidence: 2 } }\n",
    HEAD + "  - { use: entity-tagger, wiht: {} }\n",
    HEAD + "  - { use: entity-tagger, when: { lang: ar } }\n",
    HEAD + "  - { use: entity-tagger, when: { id: { contians: x } } }\n",
    HEAD + "  - { use: entity-tagger, when: {} }\n",
    HEAD + "  - { use: entity-tagger, timeout: 3s }\n",
    HEAD + "  - sample\n",
    HEAD + "  - { use: sample }\n",
    HEAD + "  - { branch: [] }\n",
    HEAD + "  - { branch: [ { stages: [normalizer] } ] }\n",
    HEAD + "  - { branch: [ { default: [normalizer], when: { id: x } } ] }\n",
    "run: { workers: 0 }\n" + HEAD,
    "run: { order: random }\n" + HEAD,
    "stages:\n  - { use: reader, with: { paths: [a] }, when: { id: x } }\n",
]


class Loader(yaml.SafeLoader):
    """YAML 1.2's core values, as editors have them: `no` and `on` are texts, dates are texts."""


Loader.yaml_implicit_resolvers = {key: [(tag, pattern) for tag, pattern in values if tag in ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null")] for key, values in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


class Schema(Command):
    def setUp(self):
        super().setUp()
        self.schema = json.loads(self.isnad("schema").stdout)
        self.validator = jsonschema.Draft202012Validator(self.schema)

    def problems(self, text):
        return [error.message for error in self.validator.iter_errors(yaml.load(text, Loader))]

    def test_it_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(self.schema)

    def test_every_pipeline_of_the_project(self):
        paths = [path for path in [*ROOT.glob("pipelines/*.yaml"), *ROOT.glob("plugins/*/pipeline.yaml")] if not path.name.endswith(".test.yaml")]
        self.assertGreater(len(paths), 3)
        for path in paths:
            text = path.read_text(encoding="utf-8")
            if "plugins:" in text:
                text = re.sub(r"- use: watchlist\n", "- use: number-extractor\n", text)
                text = re.sub(r"with: \{ (?:terms|file)[^}]*\}", "", text)
            self.assertEqual(self.problems(text), [], path)

    def test_what_the_documentation_shows(self):
        shown = 0
        for path in (ROOT / "Sources/Isnad/Isnad.docc").glob("*.md"):
            for body in re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.S):
                tree = yaml.load(body, Loader)
                if isinstance(tree, dict) and "stages" in tree and "…" not in body and "wrong.yaml" not in body:
                    self.assertEqual(self.problems(body), [], body)
                    shown += 1
        self.assertGreater(shown, 0)

    def test_what_is_right_is_taken(self):
        for text in RIGHT:
            self.assertEqual(self.problems(text), [], text)

    def test_what_is_wrong_is_refused(self):
        for text in WRONG:
            self.assertNotEqual(self.problems(text), [], text)

    def test_validate_agrees(self):
        """Files are not there, so that the phases up to data flow are asked."""
        phases = "syntax,structure,options"
        for number, text in enumerate(RIGHT):
            if "include" in text or "plugins" in text:
                continue
            self.write(f"right{number}.yaml", text)
            self.isnad("validate", f"right{number}.yaml", "--phase", phases, environment={"N": "2", "B": "8"})
        for number, text in enumerate(WRONG):
            self.write(f"wrong{number}.yaml", text)
            self.isnad("validate", f"wrong{number}.yaml", "--phase", phases, code=2)


if __name__ == "__main__":
    unittest.main()

"""Training files, read by those who they are for: spaCy, Label Studio, brat's own rules."""

import json
import pathlib
import re
import subprocess
import unittest

import lxml.html
import spacy
from spacy.training.converters import conll_ner_to_docs, json_to_docs

from harness import Command
from test_database import CHAIN, TEXTS


class Exports(Command):
    def setUp(self):
        super().setUp()
        texts = [text for _, _, text in TEXTS] + ["وقال ترامب وبايدن:\n\n\"لا  سلام\nبلا عدل في غزة\".", "😀 بغداد ", "", " \n "]
        self.write("a.jsonl", "".join(json.dumps({"id": f"n{i}/{i}", "text": text}, ensure_ascii=False) + "\n" for i, text in enumerate(texts)))
        self.write("j.yaml", CHAIN % "path: o.jsonl")
        self.isnad("run", "j.yaml", "-q")
        self.wanted = self.documents("o.jsonl")
        self.assertGreater(sum(len(d["entities"]) for d in self.wanted), 5)

    def export(self, format, path):
        self.write("e.yaml", CHAIN % f"format: {format}, path: {path}")
        self.isnad("run", "e.yaml", "-q")
        return self.folder / path

    def entities(self):
        return [[(e["text"], e["label"]) for e in d["entities"]] for d in self.wanted]

    def test_spacy_reads_its_json(self):
        docs = list(json_to_docs(self.export("spacy", "s.json").read_bytes()))
        # An empty document has no sentence, and no tokens that spaCy could hold.
        self.assertEqual([d.text for d in docs], [d["text"] for d in self.wanted])
        found = [[(e.start_char, e.end_char, e.label_) for e in d.ents] for d in docs]
        self.assertEqual(found, [[(e["start"], e["end"], e["label"]) for e in d["entities"]] for d in self.wanted])

    def test_spacy_reads_conll(self):
        path = self.export("conll", "c.conll")
        docs = list(conll_ner_to_docs(path.read_text(encoding="utf-8"), no_print=True))
        plain = lambda text: re.sub(r"\s+", "", text)
        wanted = [[(plain(text), label) for text, label in entities] for entities, d in zip(self.entities(), self.wanted) if d["text"].strip()]
        self.assertEqual([[(plain(e.text), e.label_) for e in d.ents] for d in docs], wanted)
        rows = [line.split(" ") for line in path.read_text(encoding="utf-8").splitlines() if line]
        self.assertTrue(all(len(row) == 4 for row in rows))

    def test_label_studio_gets_tasks(self):
        tasks = json.loads(self.export("label-studio", "l.json").read_text(encoding="utf-8"))
        self.assertEqual([t["data"]["text"] for t in tasks], [d["text"] for d in self.wanted])
        for task, document in zip(tasks, self.wanted):
            results = task["predictions"][0]["result"]
            self.assertEqual(len({r["id"] for r in results}), len(results))
            for r in results:
                value = r["value"]
                self.assertEqual(task["data"]["text"][value["start"]:value["end"]], value["text"])
                self.assertEqual((r["type"], r["from_name"], r["to_name"], len(value["labels"])), ("labels", "label", "text", 1))
            for layer, prefix in (("entities", "e"), ("numbers", "n"), ("quotes", "q")):
                self.assertEqual([r["id"] for r in results if re.fullmatch(prefix + r"\d+", r["id"])], [a["id"] for a in document[layer]])

    def test_label_studio_itself_takes_them(self):
        from label_studio_sdk.label_interface import LabelInterface

        tasks = json.loads(self.export("label-studio", "l.json").read_text(encoding="utf-8"))
        labels = {label for task in tasks for r in task["predictions"][0]["result"] for label in r["value"]["labels"]}
        self.assertTrue({"PER", "LOC", "quote", "speaker", "cue"} <= labels)
        view = '<View><Text name="text" value="$text"/><Labels name="label" toName="text">%s</Labels></View>'
        interface = LabelInterface(view % "".join(f'<Label value="{label}"/>' for label in sorted(labels)))
        for task in tasks:
            self.assertTrue(interface.validate_task({"data": task["data"]}))
            self.assertTrue(interface.validate_prediction(task["predictions"][0]), task)
        # The check is one that can fail.
        wrong = next(task["predictions"][0] for task in tasks if task["predictions"][0]["result"])
        wrong["result"][0]["value"]["labels"] = ["no such label"]
        self.assertFalse(interface.validate_prediction(wrong))

    def test_hugging_face_datasets_read_json_lines_and_tables(self):
        import datasets

        datasets.disable_progress_bars()
        read = lambda kind, path: datasets.load_dataset(kind, data_files=str(path), cache_dir=str(self.folder / "cache"), split="train")
        rows = read("json", self.folder / "o.jsonl")
        self.assertEqual(rows["text"], [d["text"] for d in self.wanted])
        for row, document in zip(rows, self.wanted):
            self.assertEqual([(e["start"], e["end"], e["text"], e["label"]) for e in row["entities"]], [(e["start"], e["end"], e["text"], e["label"]) for e in document["entities"]])
            self.assertTrue(all(row["text"][q["start"]:q["end"]] == q["text"] for q in row["quotes"]))
        table = read("csv", self.export("csv", "t") / "entities.csv")
        self.assertEqual([(r["text"], r["label"]) for r in table], [pair for entities in self.entities() for pair in entities])

    def test_brat_standoff(self):
        folder = self.export("brat", "b")
        texts = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
        self.assertEqual(sorted(texts.values()), sorted(d["text"] for d in self.wanted))
        labels = re.findall(r"^\w+$", (folder / "annotation.conf").read_text(encoding="utf-8"), re.M)
        seen = 0
        for stem, text in texts.items():
            document = next(d for d in self.wanted if d["text"] == text)
            ids, spans = set(), []
            for line in (folder / f"{stem}.ann").read_text(encoding="utf-8").split("\n")[:-1]:
                kind, fields = line[0], line.split("\t")
                if kind == "T":
                    label, places = fields[1].split(" ", 1)
                    self.assertIn(label, labels)
                    pieces = [tuple(map(int, place.split(" "))) for place in places.split(";")]
                    self.assertEqual(" ".join(text[a:b] for a, b in pieces), fields[2])
                    self.assertNotIn("\n", "".join(text[a:b] for a, b in pieces))
                    ids.add(fields[0])
                    spans.append((label, pieces[0][0], pieces[-1][1]))
                elif kind == "R":
                    self.assertTrue({part.split(":")[1] for part in fields[1].split(" ")[1:]} <= ids)
                elif kind == "#":
                    self.assertIn(fields[1].split(" ")[1], ids)
                else:
                    self.assertEqual(kind, "A")
            self.assertEqual([s for s in spans if s[0] == "Quote"], [("Quote", q["start"], q["end"]) for q in document["quotes"]])
            self.assertEqual([s[1:] for s in spans if s[0] == "Number"], [(n["start"], n["end"]) for n in document["numbers"]])
            seen += len(spans)
        self.assertGreater(seen, 15)

    def test_a_page_holds_every_text_and_annotation(self):
        path = self.export("html", "p.html")
        page = lxml.html.document_fromstring(path.read_text(encoding="utf-8"))
        articles = page.cssselect("main > article")
        self.assertEqual(len(articles), len(self.wanted))
        identifiers = [element.get("id") for element in page.cssselect("[id]")]
        self.assertEqual(len(set(identifiers)), len(identifiers))
        self.assertEqual([link for link in page.cssselect("a[href^='#']") if link.get("href")[1:] not in identifiers], [])
        plain = lambda text: re.sub(r"\s+", " ", text).strip()
        for article, document in zip(articles, self.wanted):
            text = "\n".join(paragraph.text_content() for paragraph in article.cssselect(".text p"))
            self.assertEqual(plain(text), plain(document["text"]))
            for layer in ("entities", "numbers", "quotes"):
                for annotation in document[layer]:
                    pieces = article.cssselect(f".text [data-item='{article.get('id')}-{annotation['id']}']")
                    self.assertEqual(plain("\n".join(piece.text_content() for piece in pieces)), plain(annotation["text"]))
            self.assertEqual(len(article.cssselect(".card")), len(document["quotes"]))
        self.write("e.yaml", CHAIN % "format: html")
        self.assertIn("'path' of 'writer' must be given for html.", self.isnad("run", "e.yaml", code=2).stderr)

    def test_two_documents_of_one_id_stay_two_in_brat_and_standard_output_is_refused(self):
        self.write("a.jsonl", '{"id": "../x", "text": "في بغداد"}\n{"id": "../x", "text": "في دمشق"}\n')
        folder = self.export("brat", "b")
        self.assertEqual(sorted(p.read_text(encoding="utf-8") for p in folder.glob("*.txt")), ["في بغداد", "في دمشق"])
        self.assertEqual(sorted(p.name for p in pathlib.Path(self.folder).iterdir()), ["a.jsonl", "b", "e.yaml", "j.yaml", "o.jsonl"])
        self.write("e.yaml", CHAIN % "format: spacy")
        self.assertIn("'path' of 'writer' must be given for spacy.", self.isnad("run", "e.yaml", code=2).stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)

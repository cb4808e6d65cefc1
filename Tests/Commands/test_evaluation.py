"""isnad eval against the scorers beside the project, figure by figure.

Predictions are those of pipelines/annotate.yaml and, since much of that is right, four sets that are spoiled on
purpose: annotations dropped, moved, relabelled, given to other speakers.
usage: BIN=isnad SHARED=../shared evaluate.py
"""
import collections, glob, json, os, pathlib, random, re, subprocess, sys, tempfile, unicodedata, unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("BIN", str(ROOT / ".build/release/isnad"))
SHARED = pathlib.Path(os.environ.get("SHARED", ROOT / "../shared")).resolve()


def run(*command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def records(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def spoil(path, seed):
    """The same file with mistakes in it."""
    out = path.with_suffix(f".{seed}.jsonl")
    chance = random.Random(seed)
    with open(out, "w", encoding="utf-8") as file:
        for record in records(path):
            for layer in ("entities", "numbers", "quotes"):
                kept = []
                for annotation in record.get(layer) or []:
                    what = chance.random()
                    if what < 0.1:
                        continue
                    if what < 0.25:
                        annotation["end"] = min(len(record["text"]), annotation["end"] + chance.randint(1, 4))
                    elif what < 0.35:
                        annotation["start"] = max(0, annotation["start"] - chance.randint(1, 3))
                    elif what < 0.45:
                        for name, values in (("label", "PER LOC ORG NORP"), ("kind", "direct mixed money ordinal date")):
                            if name in annotation:
                                annotation[name] = chance.choice(values.split())
                    elif what < 0.55:
                        for name in ("speaker_name", "value", "iso", "speaker", "cue", "unit", "modifier"):
                            if name in annotation and chance.random() < 0.5:
                                annotation[name] = None
                    elif what < 0.6 and annotation.get("name"):
                        annotation["name"] = chance.choice([annotation["text"], annotation["name"] + "\u0640", "\u00a0" + annotation["name"].replace(" ", "\n ")])
                    elif what < 0.65 and annotation.get("speaker_name"):
                        annotation["speaker_name"] = annotation["speaker_name"].split()[-1]
                    elif what < 0.75 and isinstance(annotation.get("value"), (int, float)):
                        annotation["value"] += 1
                    kept.append(annotation)
                    if chance.random() < 0.05:
                        kept.append(dict(annotation))
                record[layer] = kept
            if chance.random() > 0.02:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return out


class Agreement(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not (SHARED / "gold").is_dir():
            raise unittest.SkipTest(f"there is no gold data in {SHARED}")
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.folder.name)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def annotate(self, source, name):
        out = self.work / name
        run(BIN, "run", ROOT / "pipelines/annotate.yaml", source, "--quiet", "--output", out)
        return [out, *(spoil(out, seed) for seed in range(1, 5))]

    def eval(self, *arguments):
        return json.loads(run(BIN, "eval", "--format", "json", *arguments))

    def check_rows(self, printed, table):
        """'name gold= 1 pred= 2  P= 3.0 R= 4.0 F1= 5.0', a line a row."""
        rows = re.findall(r"^(.+?) +gold= *(\d+) pred= *(\d+) +P= *([\d.]+) R= *([\d.]+) F1= *([\d.]+)$", printed, re.M)
        self.assertGreater(len(rows), 3)
        for name, *figures in rows:
            ours = table[name.strip()]
            self.assertEqual([int(figure) for figure in figures[:2]], [ours["gold"], ours["predicted"]], name)
            # Halfway between two tenths (27 of 44 and 52: 56.25) the last digit is that of the order in which one divides.
            for figure, key in zip(figures[2:], ("P", "R", "F1")):
                self.assertLess(abs(float(figure) - float(ours[key])), 0.11, f"{name} {key}")

    def test_quotes(self):
        gold = SHARED / "gold/quotes/dev.jsonl"
        for prediction in self.annotate(gold, "quotes.jsonl"):
            for flags in ((), ("--all",)):
                theirs = json.loads(run(sys.executable, SHARED / "score/quotes.py", gold, prediction, *flags))
                ours = self.eval(gold, prediction, *flags)
                for name, mine in (("span_exact", "exact span"), ("span_iou50", "overlap 1/2"), ("joint", "who said what"), ("span_char", "letters")):
                    self.assertEqual(theirs[name], {key: ours["quotes"][mine][key] for key in ("P", "R", "F1")}, mine)
                self.assertEqual((theirs["gold"], theirs["pred"]), tuple(ours["quotes"]["exact span"][key] for key in ("gold", "predicted")))
                shares = ours["of those that overlap"]
                for name, mine in (("kind_acc", "kind"), ("cue_acc", "cue"), ("speaker_mention_acc", "speaker's mention"), ("speaker_resolved_acc", "speaker resolved")):
                    self.assertEqual(theirs[name], shares[mine]["%"], mine)
                groups = ours["by kind and speaker"]
                for name in ("by_kind(gold,found,resolved)", "by_speaker_type(gold,found,resolved)"):
                    for kind, row in theirs[name].items():
                        self.assertEqual(row, [groups[kind][key] for key in ("gold", "found", "resolved")], kind)

    def test_news(self):
        gold = SHARED / "gold/quotes/dev.jsonl"
        for prediction in self.annotate(gold, "news.jsonl"):
            theirs = run(sys.executable, SHARED / "score/news.py", gold, prediction)
            ours = self.eval(gold, prediction)
            self.check_rows(theirs, ours["entities"])
            found = re.search(r"found (\d+) of (\d+), modifiers right (\d+) of (\d+)", theirs).groups()
            numbers = ours["numbers"]
            mine = [numbers["numerals"]["right"], numbers["numerals"]["gold"], numbers["modifiers"]["right"], numbers["modifiers"]["gold"]]
            self.assertEqual([int(figure) for figure in found], mine)

    def test_canonical_names(self):
        """Counted here once more: of the mentions found, with span and label, those whose name is the gold's."""
        def plain(name):
            return " ".join(re.sub("[\u0640\u064b-\u0652\u0670]", "", unicodedata.normalize("NFC", name)).split())

        gold = SHARED / "gold/news/dev.jsonl"
        for prediction in self.annotate(gold, "names.jsonl"):
            found, right = collections.Counter(), collections.Counter()
            predicted = {record["id"]: record for record in records(prediction)}
            for record in records(gold):
                names = {}
                for entity in predicted.get(record["id"], {}).get("entities") or []:
                    names.setdefault((entity["start"], entity["end"], entity["label"]), entity["name"])
                wanted = {(entity["start"], entity["end"], entity["type"]): entity for entity in record.get("entities") or []}
                for place, entity in wanted.items():
                    name = names.get(place)
                    if name is not None:
                        found[entity["type"]] += 1
                        right[entity["type"]] += plain(name) == plain(entity["canonical"])
            ours = self.eval(gold, prediction)["canonical names of those found"]
            self.assertGreater(found["PER"], 20)
            for label in ("PER", "LOC", "ORG", "MISC", "NORP"):
                self.assertEqual((ours[label]["found"], ours[label]["right"]), (found[label], right[label]), label)
            self.assertEqual((ours["all"]["found"], ours["all"]["right"]), (sum(found.values()), sum(right.values())))
            self.assertEqual(ours["all"]["%"], round(100 * sum(right.values()) / sum(found.values()), 1))
            self.assertEqual(list(self.eval(gold, prediction, "--types", "PER")["canonical names of those found"]), ["PER", "all"])

    def test_conll(self):
        gold = SHARED / "gold/entities/aqmar.dev.conll"
        for group in ("1", "7"):
            source = self.work / f"conll{group}.in.jsonl"
            source.write_text(run(BIN, "eval", gold, "--documents", "--group", group), encoding="utf-8")
            documents = run(sys.executable, SHARED / "score/entities.py", "input", gold, "--group", group)
            self.assertEqual([json.loads(line) for line in documents.splitlines()], records(source))
            for prediction in self.annotate(source, f"conll{group}.jsonl"):
                for types in ((), ("--types", "PER,LOC,ORG")):
                    theirs = run(sys.executable, SHARED / "score/entities.py", "score", gold, prediction, "--group", group, *types)
                    self.check_rows(theirs, self.eval(gold, prediction, "--group", group, *types)["entities"])

    def test_numbers(self):
        suites = sorted(glob.glob(str(SHARED / "gold/numbers/*.jsonl")))
        source = self.work / "numbers.in.jsonl"
        with open(source, "w", encoding="utf-8") as file:
            for path in suites:
                for case in records(path):
                    metadata = {"date": case["ref_time"]} if case.get("ref_time") else {}
                    file.write(json.dumps({"id": case["id"], "text": case["text"], "metadata": metadata}, ensure_ascii=False) + "\n")
        for prediction in self.annotate(source, "numbers.jsonl"):
            theirs = run(sys.executable, SHARED / "score/numbers.py", prediction, *suites)
            ours = self.eval(*suites, prediction)["numbers"]
            rows = re.findall(r"^(\S+) +n= *(\d+) +value= *([\d.]+) +strict= *([\d.]+)$", theirs, re.M)
            self.assertEqual(len(rows), len(ours))
            for name, *figures in rows:
                mine = [ours[name]["cases"], ours[name]["value"], ours[name]["strict"]]
                self.assertEqual([float(figure) for figure in figures], [float(figure) for figure in mine], name)


if __name__ == "__main__":
    unittest.main()

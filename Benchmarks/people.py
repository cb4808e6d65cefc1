"""How many names that are one the archive takes for one: pairs of frequent names, judged by reading the articles that have
them, against the table `people` of a database of the corpus.

    isnad run pipelines/database.yaml ../shared/corpus/*.jsonl.gz -o base.db --set writer.identity=place
    python3 Benchmarks/people.py base.db

The pairs are those of the 420 persons, 220 organisations and 150 places that most articles name: all that the archive took
for one when they were judged, those that another eye takes for one, and those that share a word and are others. Names
that are everybody's (عبدالعزيز alone) are not judged. A later archive that takes other pairs for one is asked for those too:
they are listed, and belong into the file.
"""

import collections
import pathlib
import sqlite3
import sys


def main(path):
    judged = {}
    for line in (pathlib.Path(__file__).parent / "people.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            verdict, label, name, other = line.split("\t")
            judged[label, frozenset((name, other))] = verdict == "same"
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    people = collections.defaultdict(dict)
    rows = database.execute("SELECT label, name, person, documents FROM archive_names WHERE person IS NOT NULL ORDER BY documents, key").fetchall()
    for label, name, person, documents in rows:
        people[label][name] = person
    right, wrong, missed = 0, [], []
    for (label, pair), same in judged.items():
        one, other = (people[label].get(name) for name in pair)
        if one is None or other is None:
            sys.exit(f"{label} {' '.join(pair)}: not in this database, which must be of the same corpus")
        if one == other and same:
            right += 1
        elif one == other:
            wrong.append((label, *sorted(pair)))
        elif same:
            missed.append((label, *sorted(pair)))
    groups = collections.defaultdict(list)
    for label, count in (("PER", 420), ("ORG", 220), ("LOC", 150)):
        for _, name, person, documents in sorted((row for row in rows if row[0] == label), key=lambda row: -row[3])[:count]:
            groups[label, person].append(name)
    new = [(label, name, names[0]) for (label, _), names in groups.items() for name in names[1:] if name != names[0] and (label, frozenset((name, names[0]))) not in judged]
    print(f"judged pairs: {len(judged)}, of one: {sum(judged.values())}; found: {right + len(wrong)}")
    print(f"precision {100 * right / max(1, right + len(wrong)):.1f}, recall {100 * right / max(1, right + len(missed)):.1f}")
    for title, pairs in (("wrong", wrong), ("missed", missed), ("not judged", new)):
        for pair in pairs:
            print(title, *pair, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])

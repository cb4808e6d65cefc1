"""Trains the entity tagger's network: an hour on two cores, most of it for silver sentences.

Vectors of the corpus's words; four teachers that learn gold sentences; two students that learn what the teachers find
in a corpus, then the gold again; what both students and the model of features find together; and one student that
learns that, then the gold. The last tenth of the gold is kept out of all. Each step is left in the folder and not
done again.

usage: train.py --gold X.conll --corpus articles.jsonl.gz --model news.model --classes classes.tsv
                --isnad isnad --compiler LexiconCompiler --folder F [--quick]
"""

import argparse
import gzip
import json
import random
import subprocess
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy
import torch

from model import Batch, Mixture, Network
from silver import label, spans
from texts import LABELS, documents, labelled, read_conll, unlabelled
from vectors import DIMENSIONS, Vectors, train_letters, train_words

FOLDS = 10
TEACHERS = 4
STUDENTS = 2
EVERY = 6  # of the corpus's articles one in so many is labelled
TEXTS = 3  # a step
# How the networks and the model of features are heard together: by the second labelling, and by who uses the network.
TOGETHER = {"share": 0.5, "opinion": 1.0}
SHIPPED = {"share": 0.8, "opinion": 0.5}


class Work:
    """Paths, and the texts once they are read."""

    def __init__(self, options):
        self.options, self.folder = options, Path(options.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        sentences = read_conll(options.gold)
        self.cut = len(sentences) * 9 // 10
        self.gold, self.kept = documents(sentences[: self.cut]), documents(sentences[self.cut :])

    def articles(self):
        with gzip.open(self.options.corpus, "rt", encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file]
        return texts[:300] if self.options.quick else texts

    def epochs(self, count):
        return 1 if self.options.quick else count

    def vectors(self):
        path = self.folder / "vectors.pt"
        if not path.exists():
            corpus = self.folder / "corpus.txt"
            corpus.write_text("\n".join(self.articles()), encoding="utf-8")
            words, own = train_words(corpus)
            torch.save((words, torch.tensor(own), train_letters(words, own)), path)
        return Vectors(*torch.load(path))

    def fold(self, number):
        """The documents of a fold, and a model of features that has not seen them."""
        held = [group for place, group in enumerate(self.gold) if place * FOLDS // len(self.gold) == number]
        model = self.folder / f"fold{number}.model"
        if not model.exists():
            rest = [group for place, group in enumerate(self.gold) if place * FOLDS // len(self.gold) != number]
            data = self.folder / f"fold{number}.conll"
            sentences = [sentence for group in rest + held for sentence in group]
            data.write_text("\n\n".join("\n".join("\t".join(token) for token in sentence) for sentence in sentences) + "\n", encoding="utf-8")
            command = [self.options.isnad, "train", "entity-tagger", "--data", data, "--classes", self.options.classes]
            command += ["--labels", "PER,LOC,ORG,MISC", "--without", "far,pairs", "--seed", "3", "--out", model]
            subprocess.run(command, check=True, capture_output=True)
        return held, model

    def read(self, silver):
        """The gold, what was kept out of it, articles of the corpus, and vectors for all of their words."""
        vectors, compiler = self.vectors(), self.options.compiler
        with ThreadPoolExecutor(2) as pool:
            folds = list(pool.map(self.fold, range(FOLDS)))
        gold = [text for held, model in folds for text in labelled(held, compiler, model, vectors)]
        kept = list(labelled(self.kept, compiler, self.options.model, vectors))
        articles = self.articles()[:: 30 if self.options.quick else EVERY] if silver else []
        texts = list(unlabelled(articles, compiler, self.options.model, vectors))
        vectors.finish()
        return vectors, gold, kept, texts


def score(mixture, texts):
    """F1 of exact spans and kinds, in hundredths."""
    found = wanted = right = 0
    for first in range(0, len(texts), 8):
        batch = Batch(texts[first : first + 8])
        mine = spans(mixture.labels(batch), batch.lengths.tolist())
        gold = spans(batch.labels.tolist(), batch.lengths.tolist())
        found, wanted, right = found + len(mine), wanted + len(gold), right + len(mine & gold)
    return 200 * right / max(1, found + wanted)


def learn(name, network, texts, epochs, rate, floor, seed, kept):
    """Adam, its rate going down in a line to `floor` of itself."""
    optimizer = torch.optim.Adam(network.parameters(), lr=rate)
    order, steps, step = list(texts), epochs * -(-len(texts) // TEXTS), 0
    shuffle = random.Random(seed)
    for epoch in range(epochs):
        shuffle.shuffle(order)
        network.train()
        for first in range(0, len(order), TEXTS):
            optimizer.param_groups[0]["lr"] = rate * max(floor, 1 - step / steps)
            optimizer.zero_grad()
            network.loss(Batch(order[first : first + TEXTS])).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            step += 1
        print(f"{name}, epoch {epoch + 1}: F1 {score(Mixture([network]), kept):.1f} on what was kept out", flush=True)


def load(work, vectors, names):
    networks = []
    for name in names:
        networks.append(Network(vectors))
        networks[-1].load_state_dict(torch.load(work.folder / f"{name}.pt"))
    return networks


def teach(options, seed):
    torch.set_num_threads(1)
    work, name = Work(options), f"teacher{seed}"
    if (work.folder / f"{name}.pt").exists():
        return
    vectors, gold, kept, _ = work.read(silver=False)
    torch.manual_seed(seed)
    network = Network(vectors)
    learn(name, network, gold, work.epochs(10), 2e-3, 0.1, seed, kept)
    torch.save(network.state_dict(), work.folder / f"{name}.pt")


def study(options, name, seed, teachers, together, start, epochs, rate):
    """Learns silver beside gold, then gold alone."""
    torch.set_num_threads(1)
    work = Work(options)
    if (work.folder / f"{name}.pt").exists():
        return
    vectors, gold, kept, silver = work.read(silver=True)
    label(Mixture(load(work, vectors, teachers), **together), silver)
    torch.manual_seed(seed)
    network = load(work, vectors, [start])[0] if start else Network(vectors)
    learn(f"{name} with silver", network, silver + gold + gold, work.epochs(epochs), rate, 0.3, seed, kept)
    torch.save(network.state_dict(), work.folder / f"{name}.silver.pt")
    learn(f"{name} with gold", network, gold, work.epochs(4), 5e-4, 0.1, seed + 9, kept)
    torch.save(network.state_dict(), work.folder / f"{name}.pt")


def write(work):
    """header.json, words.txt and numbers.f32, in the order of NetworkShape.swift."""
    vectors = work.vectors()
    vectors.finish()
    network = load(work, vectors, ["network"])[0]
    memory, size, share = network.memory, network.size, SHIPPED["share"]
    ahead, back = memory.weight_ih_l0, memory.weight_ih_l0_reverse
    parts = [vectors.own[1:], vectors.letters, network.features.weight[1:], network.input.weight]
    parts += [torch.cat([ahead[:, :size], back[:, :size]]), ahead[:, size:], back[:, size:]]
    parts += [memory.weight_hh_l0, memory.weight_hh_l0_reverse, network.output.weight * share, network.input.bias]
    parts += [torch.cat([memory.bias_ih_l0 + memory.bias_hh_l0, memory.bias_ih_l0_reverse + memory.bias_hh_l0_reverse])]
    parts += [network.output.bias * share, network.arcs * share + network.forbidden]
    with open(work.folder / "numbers.f32", "wb") as file:
        for part in parts:
            file.write(part.detach().numpy().astype("<f4").tobytes())
    (work.folder / "words.txt").write_text("\n".join(vectors.words) + "\n", encoding="utf-8")
    header = {"labels": LABELS, "words": len(vectors.words), "vector": DIMENSIONS, "feature": network.features.embedding_dim}
    header |= {"input": size, "hidden": size, "opinion_weight": SHIPPED["opinion"]}
    header |= {"data": [Path(work.options.gold).name, Path(work.options.corpus).name], "sentences": work.cut}
    (work.folder / "header.json").write_text(json.dumps(header))


def main():
    parser = argparse.ArgumentParser()
    for name in ("gold", "corpus", "model", "classes", "isnad", "compiler", "folder"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--quick", action="store_true", help="a few articles and one epoch: to see that all steps work")
    options = parser.parse_args()
    Work(options).read(silver=False)  # the vectors and the folds' models, once for all
    teachers = [f"teacher{seed}" for seed in range(1, TEACHERS + 1)]
    students = [f"student{seed}" for seed in range(1, STUDENTS + 1)]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(teach, [options] * TEACHERS, range(1, TEACHERS + 1)))
        jobs = [pool.submit(study, options, name, seed, teachers, {}, None, 3, 2e-3) for seed, name in enumerate(students, 1)]
        for job in jobs:
            job.result()
        pool.submit(study, options, "network", 5, students, TOGETHER, "student2.silver", 2, 1e-3).result()
    write(Work(options))


if __name__ == "__main__":
    main()

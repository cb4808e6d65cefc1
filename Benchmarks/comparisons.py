"""Isnad beside others, over the same articles."""

import functools
import os
import subprocess

from measure import BIN, ROOT, Run, Series, in_turn, isnad, peer, pinned, wait
from prepare import PEERS, WORK, environment, names, newer_python

CHAIN = f"{ROOT}/pipelines/annotate.yaml"
LISTS = ("--set", "entity-tagger.model=none")
ACCURATE = ("--set", "entity-tagger.model=accurate")
# So much of the corpus that the slowest takes some seconds.
CHAIN_ARTICLES, NORMALISED, ALIGNED, NUMBERED = 2000, 10_000, 400, 15


def pipeline(name, *stages):
    """A pipeline that reads what it is given and writes to a file."""
    path = WORK / f"{name}.yaml"
    lines = ["  - { use: reader, with: { paths: ['-'] } }", *(f"  - {stage}" for stage in stages), f"  - {{ use: writer, with: {{ path: {name}.out.jsonl }} }}"]
    path.write_text("stages:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def chain(articles):
    python, listed = environment("peers", PEERS["peers"]), names()
    path, size = articles.first(CHAIN_ARTICLES)
    out = str(WORK / "chain.out.jsonl")
    return in_turn({
        "Isnad, with its model": lambda: isnad(CHAIN, [path], size, "--output", out),
        "Isnad, lists and patterns alone": lambda: isnad(CHAIN, [path], size, "--output", out, *LISTS),
        "spaCy: blank ar, sentencizer, EntityRuler of 5,000 names, regular expressions": lambda: peer(python, "chain_spacy.py", path, listed, WORK / "spacy.jsonl", CHAIN_ARTICLES),
        "a script: compiled re and pyahocorasick, 5,000 names": lambda: peer(python, "chain_script.py", path, listed, WORK / "script.jsonl", CHAIN_ARTICLES),
    })


def normalising(articles):
    """Isnad's figure is that of the stage, which finds tokens and sentences as well."""
    python, camel = environment("peers", PEERS["peers"]), environment("camel", PEERS["camel"])
    path, size = articles.first(NORMALISED)
    small, _ = articles.first(ALIGNED)
    ours = pipeline("normalised", "{ use: normalizer, with: { emit: true, teh-marbuta: false, digits: false } }")

    def stage():
        run = isnad(ours, [path], size)
        run.cpu = run.stages["normalizer"]
        return run

    contenders = {"Isnad: the stage, aligned, with tokens and sentences": stage}
    for name in ("arabic-norm", "arabic-normalize", "pyarabic"):
        contenders[name] = lambda name=name: peer(python, "normalize.py", name, path, NORMALISED)
    contenders["camel-tools"] = lambda: peer(camel, "normalize.py", "camel-tools", path, NORMALISED)
    if newer := newer_python():
        araclean = environment("araclean", ["araclean==0.3.0"], newer)
        contenders["araclean, aligned"] = lambda: peer(araclean, "normalize.py", "araclean", small, ALIGNED)
    return in_turn(contenders)


def numbers(articles):
    maha = environment("maha", PEERS["maha"])
    path, size = articles.first(NORMALISED)
    small, _ = articles.first(NUMBERED)
    ours = pipeline("numbers", "normalizer", "number-extractor")

    def stages():
        run = isnad(ours, [path], size)
        run.cpu = run.stages["normalizer"] + run.stages["number-extractor"]
        return run

    return in_turn({
        "Isnad: tokens, sentences, numbers": stages,
        "Maha: numeral, ordinal, time, duration": lambda: peer(maha, "numbers_maha.py", small, NUMBERED),
    })


def copying(articles):
    python = environment("peers", PEERS["peers"])
    ours, path, size = pipeline("copied"), str(articles.path), articles.text_bytes()
    return in_turn({
        "Isnad: reader and writer": lambda: isnad(ours, [path], size),
        "datatrove: JsonlReader and JsonlWriter": lambda: peer(python, "copy_datatrove.py", WORK, articles.path.name, WORK / "datatrove"),
        "bytewax: FileSource, json, FileSink": lambda: peer(python, "copy_bytewax.py", path, WORK / "bytewax.jsonl"),
    })


def workers(articles):
    """One worker on one core, two on two: wall time. Four hundred megabytes of output go nowhere: a disk is not what is measured."""
    path, size = str(articles.path), articles.text_bytes()
    out = ("--output", "/dev/null")
    return in_turn({
        "1 worker, 1 core": lambda: isnad(CHAIN, [path], size, *out, *LISTS, workers=1, cores="0"),
        "2 workers, 2 cores": lambda: isnad(CHAIN, [path], size, *out, *LISTS, workers=2, cores="0,1"),
    })


def scale(articles):
    """The same mix of articles through a pipe, ten times and a hundred times as many. The machine is faster in one
    minute than in another: the small runs stand before the large one and behind it."""
    def run(count):
        times, rest = divmod(count, articles.count)
        part, part_size = articles.spread(rest)
        feed = f"(for i in $(seq {times}); do cat '{articles.path}'; done; cat '{part}')"
        source = subprocess.Popen(["sh", "-c", feed], stdout=subprocess.PIPE)
        done = isnad(CHAIN, ["-"], articles.text_bytes() * times + part_size, "--output", "/dev/null", *LISTS, workers=2, cores="0,1", stdin=source.stdout)
        source.stdout.close()
        source.wait()
        return done

    small = {f"{count:,} documents": functools.partial(run, count) for count in (10_000, 100_000)}
    before = in_turn(small, rounds=3)
    large = in_turn({f"{1_000_000:,} documents": functools.partial(run, 1_000_000)}, rounds=1)
    after = in_turn(small, rounds=3)
    return [Series(one.name, one.runs + other.runs) for one, other in zip(before, after)] + large


def stages(articles):
    """Each stage on one core, by its own processor time, with the model and without it over the whole corpus, with
    the accurate one over a part."""
    path, size = str(articles.path), articles.text_bytes()
    few, few_size = articles.spread(200)
    out = ("--output", "/dev/null")
    series = in_turn({
        "with": lambda: isnad(CHAIN, [path], size, *out),
        "without": lambda: isnad(CHAIN, [path], size, *out, *LISTS),
        "accurate": lambda: isnad(CHAIN, [few], few_size, *out, *ACCURATE),
    })
    return {one.name: one for one in series}


def spark(articles):
    """The command alone, and Spark on as many cores; what Spark takes to begin and to end."""
    python = environment("spark", ["pyspark==4.3.0", "pandas==2.2.3", "pyarrow"])
    submit = python.removesuffix("python") + "spark-submit"
    path, size = str(articles.path), articles.text_bytes()
    few, few_size = articles.first(10)

    def submitted(path, size, format):
        command = [submit, "--master", "local[2]", "--conf", "spark.driver.memory=2g", f"{ROOT}/plugins/spark/isnad_spark.py",
                   "--isnad", BIN, "--pipeline", CHAIN, "--input", path, "--output", str(WORK / "spark.out"), "--overwrite", "--format", format]
        _, wall, _ = wait(pinned(command, "0,1"), stdout=subprocess.DEVNULL, env={**os.environ, "PYSPARK_PYTHON": python, "SPARK_LOCAL_IP": "127.0.0.1"})
        return Run(wall, size, wall)

    return in_turn({
        "the command, 2 workers": lambda: isnad(CHAIN, [path], size, "--output", str(WORK / "alone.out.jsonl"), workers=2, cores="0,1"),
        "Spark local[2], JSON Lines": lambda: submitted(path, size, "jsonl"),
        "Spark local[2], Parquet": lambda: submitted(path, size, "parquet"),
        "Spark local[2], 10 articles": lambda: submitted(few, few_size, "jsonl"),
    }, rounds=3)

"""Many articles, many threads, and all that can go wrong."""

import datetime
import gc
import multiprocessing
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import threading
import time
import tracemalloc

import pytest

import isnad

SOURCE = str(pathlib.Path(isnad.__file__).parents[1])


def values(doc):
    return [number.value for number in doc.numbers]


def test_order_and_answers(nlp):
    texts = [f"قتل {number} شخصا" for number in range(10, 1010)]
    assert [values(doc) for doc in nlp.pipe(texts)] == [[number] for number in range(10, 1010)]


def test_contexts_go_along(nlp):
    pairs = [(f"قتل {number} شخصا", object()) for number in range(20, 40)]
    given = list(nlp.pipe(pairs, as_tuples=True))
    assert [context for _, context in given] == [context for _, context in pairs]
    assert [values(doc) for doc, _ in given] == [[number] for number in range(20, 40)]


def test_back_pressure(nlp):
    """The generator is asked for no more than is on its way."""
    asked = given = 0

    def endless():
        nonlocal asked
        while True:
            asked += 1
            yield f"قتل {asked} شخصا"

    documents = nlp.pipe(endless(), in_flight=16)
    for _ in range(200):
        next(documents)
        given += 1
        assert asked - given <= 16
    documents.close()
    assert values(nlp("قتل 77 شخصا")) == [77], "what was left on its way is nobody's answer"


def test_memory_does_not_grow(nlp, flood):
    peaks = []
    for count in (300, 1500):
        tracemalloc.start()
        for _ in nlp.pipe((flood for _ in range(count)), in_flight=32):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def test_the_generator_runs_in_the_callers_thread(nlp):
    threads = set()

    def texts():
        for _ in range(50):
            threads.add(threading.get_ident())
            yield "نص"

    assert len(list(nlp.pipe(texts()))) == 50
    assert threads == {threading.get_ident()}


def test_what_a_generator_raises_comes_out(nlp):
    def broken():
        yield "قتل 5 أشخاص"
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(nlp.pipe(broken()))
    assert values(nlp("قتل 6 أشخاص")) == [6]


def test_threads(nlp):
    wrong = []

    def work(base):
        for number in range(base, base + 60):
            if values(nlp(f"قتل {number} شخصا")) != [number]:
                wrong.append(number)
        texts = [f"قتل {number} شخصا" for number in range(base, base + 200)]
        if [values(doc) for doc in nlp.pipe(texts)] != [[number] for number in range(base, base + 200)]:
            wrong.append(base)

    threads = [threading.Thread(target=work, args=(base,)) for base in range(1000, 9000, 1000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads)
    assert wrong == []


def forked(nlp, queue):
    queue.put([values(doc) for doc in nlp.pipe(["قتل 21 شخصا", "قتل 22 شخصا"])])


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes(nlp, method, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", f"{SOURCE}:{pathlib.Path(__file__).parent}")
    nlp("نص")  # so that there is something to be shared by mistake
    context = multiprocessing.get_context(method)
    queue = context.Queue()
    children = [context.Process(target=forked, args=(nlp, queue)) for _ in range(2)]
    for child in children:
        child.start()
    assert [queue.get(timeout=120) for _ in children] == [[[21], [22]]] * 2
    for child in children:
        child.join(60)
        assert child.exitcode == 0
    assert values(nlp("قتل 23 شخصا")) == [23]


def test_a_worker_that_is_killed_is_started_again(nlp):
    first = nlp._worker
    seen = []
    for number, doc in enumerate(nlp.pipe([f"قتل {number} شخصا" for number in range(20, 420)])):
        seen.append(values(doc))
        if number in (10, 200):
            first._process.send_signal(signal.SIGKILL)
    assert seen == [[number] for number in range(20, 420)]
    os.kill(first._process.pid, signal.SIGKILL)
    assert values(nlp("قتل 30 شخصا")) == [30]


def test_the_article_that_kills_the_worker_fails_alone(tmp_path, monkeypatch):
    """A command that dies of one text, as a defect would make it."""
    command = tmp_path / "isnad"
    command.write_text(
        f"#!{sys.executable}\nimport json, os, sys\nrecord = 0\n"
        "for head in sys.stdin.buffer:\n"
        "    head = json.loads(head)\n    record = head.get('records', 0)\n"
        "    for line in sys.stdin.buffer.read(head['bytes']).splitlines():\n"
        "        article = json.loads(line); record += 1\n"
        "        if 'قنبلة' in article['text']: print('it exploded', file=sys.stderr, flush=True); os.kill(os.getpid(), 9)\n"
        "        print(json.dumps({'schema': 'isnad/1', 'offsets': 'codepoint', 'id': article['id'], 'source': {'uri': 'python', 'record': record},"
        " 'metadata': {}, 'text': article['text'], 'sentences': [], 'entities': [], 'numbers': [], 'quotes': [], 'figures': [], 'layers': {}, 'errors': []},"
        " ensure_ascii=False, separators=(',', ':')), flush=True)\n")
    command.chmod(0o755)
    monkeypatch.setenv("ISNAD", str(command))
    nlp = isnad.load(workers=1)
    results = list(nlp.pipe(["أ", "ب", "قنبلة", "ج", "د"], errors="return"))
    assert [str(result) if isinstance(result, isnad.Document) else type(result) for result in results] == ["أ", "ب", isnad.WorkerDied, "ج", "د"]
    assert (results[2].index, results[2].returncode, results[2].code) == (2, -9, "worker-died")
    assert "it exploded" in str(results[2])
    with pytest.raises(isnad.WorkerDied):
        nlp("قنبلة")
    assert str(nlp("هـ")) == "هـ"
    nlp.close()


def test_documents_that_fail(nlp):
    articles = ["نعم", {"id": "x", "text": 7}, "لا"]
    with pytest.raises(isnad.DocumentError) as caught:
        list(nlp.pipe(articles))
    assert (caught.value.code, caught.value.stage, caught.value.id, caught.value.index) == ("invalid-document", "reader", "x", 1)
    assert str(caught.value) == "article 1: reader: 'text' must be a string, not a number [invalid-document]"
    assert [doc.text for doc in nlp.pipe(articles, errors="skip")] == ["نعم", "لا"]
    given = list(nlp.pipe(articles, errors="return"))
    assert isinstance(given[1], isnad.DocumentError) and given[2].text == "لا"
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.index) == (str(caught.value), 1)


def test_documents_that_are_filtered(load):
    nlp = load("{ use: filter, id: long, with: { drop: { text: { contains: سر } } } }")
    with pytest.raises(isnad.Filtered) as caught:
        nlp("هذا سر")
    assert (caught.value.stage, caught.value.code) == ("long", "filtered")
    assert [(doc.id, doc.text) for doc in nlp.pipe(["أ", "سر", "ب", "سر"])] == [("0", "أ"), ("2", "ب")]
    assert [type(one) for one in nlp.pipe(["أ", "سر"], errors="return")] == [isnad.Document, isnad.Filtered]


def test_pipelines_that_are_wrong(load, tmp_path):
    nlp = load("normalizer", "{ use: entity-tagger, with: { lables: [PER] } }")
    for _ in range(2):
        with pytest.raises(isnad.PipelineError) as caught:
            nlp("نص")
        problem = caught.value
        assert (problem.code, pathlib.Path(problem.file).name, problem.line) == ("unknown-option", "p.yaml", 4)
        assert "Did you mean 'labels'?" in str(problem) and len(problem.problems) == 1
    with pytest.raises(isnad.PipelineError, match="there is no pipeline 'anotate': it is neither a file nor one of annotate"):
        isnad.load("anotate")
    with pytest.raises(isnad.PipelineError):
        isnad.load(settings={"entity-tagger.lables": ["PER"]})("نص")


def test_settings(flood):
    with isnad.load(settings={"entity-tagger.labels": ["LOC"]}, workers=1) as nlp:
        assert {entity.label for entity in nlp(flood).entities} == {"LOC"}


@pytest.mark.parametrize("article, sentence", [
    (b"text", r"article 0 is bytes; value.decode\(\) is a text"), (float("nan"), "article 0 is NaN, which pandas has"),
    (["a", "b"], r"article 0 is a list; nlp.pipe\(articles\) takes many"), (None, "article 0 is of the type NoneType"),
    (pathlib.Path("a.txt"), r"article 0 is a path; path.read_text\(\) is a text"),
    ({"text": "a", "metadata": {"x": object()}}, "metadata can't hold a value of the type object"),
])
def test_what_is_no_article(nlp, article, sentence):
    with pytest.raises(TypeError, match=sentence):
        nlp(article)


def test_common_mistakes(nlp, monkeypatch):
    with pytest.raises(TypeError, match=r"call nlp\(article\)"):
        nlp.pipe("نص")
    with pytest.raises(ValueError, match="errors must be"):
        nlp.pipe([], errors="ignore")
    with pytest.raises(ValueError, match="in_flight"):
        nlp.pipe([], in_flight=0)
    with pytest.raises(ValueError, match="workers"):
        isnad.load(workers=0)
    with pytest.raises(isnad.DocumentError) as caught:
        nlp("نص \ud800")
    assert caught.value.code == "invalid-text"
    monkeypatch.setenv("ISNAD", "/none")
    with pytest.raises(isnad.CommandNotFound, match="the variable ISNAD is '/none', and no program is there."):
        isnad.load()


def test_metadata_of_pandas(nlp):
    doc = nlp({"text": "أمس", "metadata": {"date": datetime.date(2024, 5, 15), "price": float("nan")}})
    assert doc.metadata["date"] == "2024-05-15" and doc.metadata.get("price") is None
    assert doc.numbers[0].iso == "2024-05-14"
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"text": ["أمس", "أمس"], "date": pandas.to_datetime(["2024-05-15", None]), "page": pandas.array([3, None], "Int64")})
    first, second = nlp.pipe(frame.to_dict("records"))
    assert (first.numbers[0].iso, first.metadata["page"]) == ("2024-05-14", 3)
    assert second.numbers[0].iso is None and second.errors == () and not second.metadata.get("date")
    with pytest.raises(TypeError, match="to_pandas takes documents, and number 1 is of the type str."):
        isnad.to_pandas([first, "نص"])


def test_interruption(flood):
    """Ctrl-C, as a terminal sends it to all processes in front."""
    script = (
        f"import sys; sys.path.insert(0, {SOURCE!r})\nimport isnad, itertools\nnlp = isnad.load(workers=1)\n"
        "nlp('نص'); print('begun', flush=True)\n"
        f"try:\n    for doc in nlp.pipe(itertools.repeat({flood!r})): pass\n"
        "except KeyboardInterrupt:\n    print('stopped', [n.value for n in nlp('قتل 9 أشخاص').numbers], flush=True)\n")
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout.readline() == "begun\n"
    time.sleep(0.3)
    os.killpg(process.pid, signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "stopped [9]\n"
    assert process.returncode == 0


def test_nothing_is_left_behind():
    nlp = isnad.load(workers=1)
    nlp("نص")
    child = nlp._worker._process.pid
    nlp.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    assert nlp("نص").text == "نص", "it starts again"
    child = nlp._worker._process.pid
    del nlp
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)

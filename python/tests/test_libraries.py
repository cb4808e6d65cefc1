"""spaCy and Hugging Face's datasets, as their users meet Isnad."""

import pathlib

import pytest

import isnad

SOURCE = str(pathlib.Path(isnad.__file__).parents[1])
TEXTS = ["قال جو بايدن إنه وصل إلى وبيروت أمس.", "", "وقتل 12 شخصا في غزة."]


@pytest.fixture(scope="module")
def spacy_nlp():
    spacy = pytest.importorskip("spacy")
    import isnad.spacy  # noqa: F401  (the wheel's entry point does it by itself)

    nlp = spacy.blank("ar")
    nlp.add_pipe("isnad", config={"workers": 1})
    return nlp


def test_spacy_entities_and_groups(spacy_nlp, flood):
    doc = spacy_nlp(flood)
    found = doc._.isnad
    assert doc.text == found.text
    assert [(span._.isnad.text, span.label_) for span in doc.spans["entities"]] == [(one.text, one.label) for one in found.entities]
    assert {ent.kb_id_ for ent in doc.ents} >= {one.kb_id for one in found.entities if one.kb_id} - {None}
    for layer in ("entities", "numbers", "quotes", "figures"):
        assert len(doc.spans[layer]) == len(getattr(found, layer)) > 0
        for span in doc.spans[layer]:
            assert span.start_char <= span._.isnad.start and span._.isnad.end <= span.end_char
    assert doc.spans["quotes"][0]._.isnad.speaker_name == found.quotes[0].speaker_name


def test_spacy_pipe_and_metadata(spacy_nlp):
    docs = list(spacy_nlp.pipe(TEXTS))
    assert [doc.text for doc in docs] == TEXTS
    assert docs[0].ents[0].text == "جو بايدن" and len(docs[1]._.isnad.entities) == 0
    doc = spacy_nlp.make_doc("وصل أمس.")
    doc.user_data["isnad"] = {"date": "2024-05-15"}
    assert spacy_nlp(doc).spans["numbers"][0]._.isnad.iso == "2024-05-14"


def test_spacy_saves_and_loads(spacy_nlp, tmp_path):
    import spacy

    spacy_nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert [ent.text for ent in again("زار جو بايدن بيروت").ents] == ["جو بايدن", "بيروت"]


def test_spacy_in_several_processes_and_in_files(spacy_nlp, flood):
    """What the extensions hold goes through spaCy's own bytes."""
    from spacy.tokens import Doc, DocBin

    here = spacy_nlp(flood)
    there = list(spacy_nlp.pipe([flood] * 3, n_process=2))[-1]
    file = DocBin(store_user_data=True, docs=[here]).to_bytes()
    for doc in (there, Doc(spacy_nlp.vocab).from_bytes(here.to_bytes()), next(DocBin().from_bytes(file).get_docs(spacy_nlp.vocab))):
        assert doc._.isnad.to_dict()["quotes"] == here._.isnad.to_dict()["quotes"] != []
        for layer in ("entities", "numbers", "quotes", "figures"):
            assert [span._.isnad for span in doc.spans[layer]] == list(getattr(here._.isnad, layer)) != []


def test_datasets(nlp):
    datasets = pytest.importorskip("datasets")
    from isnad.datasets import annotate

    data = datasets.Dataset.from_dict({"body": [*TEXTS, None, "نص \ud800".encode("utf-8", "replace").decode()], "day": ["2024-05-15"] * 5})
    found = annotate(data, nlp, column="body", metadata={"date": "day"}, batch_size=2)
    assert found.column_names == ["body", "day", "entities", "numbers", "quotes", "figures", "isnad_error"]
    assert [one["name"] for one in found[0]["entities"]][0] == "جو بايدن"
    assert [one["iso"] for one in found[0]["numbers"]] == ["2024-05-14"]
    assert found[1]["entities"] == found[3]["quotes"] == []
    assert found[2]["figures"][0]["event"] == "killed" and found[2]["figures"][0]["value"] == 12
    assert found["isnad_error"][:] == [None] * 5
    two = annotate(data, nlp, column="body", metadata={"date": "day"}, num_proc=2)
    assert two[0]["entities"] == found[0]["entities"] and two.features == found.features


def test_datasets_keep_the_rows_that_fail(load):
    datasets = pytest.importorskip("datasets")
    from isnad.datasets import annotate

    nlp = load("{ use: filter, id: short, with: { drop: { text: { contains: سر } } } }")
    found = annotate(datasets.Dataset.from_dict({"text": ["نص", "سر"]}), nlp, layers=("quotes",))
    assert found[0] == {"text": "نص", "quotes": [], "isnad_error": None}
    assert "filtered" in found[1]["isnad_error"]

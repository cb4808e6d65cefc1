"""What a document holds, beside the line of JSON from which it is made."""

import dataclasses
import pickle
import re

import pytest

import isnad
from isnad.results import LAYERS, PARTS

SPEECH = "وقال وزير الخارجية سامح شكري: «لن نقبل بذلك». وقتل 12 شخصا في غزة يوم الجمعة."


def test_who_said_what(nlp):
    doc = nlp(SPEECH)
    quote, = doc.quotes
    assert quote.speaker_name == "سامح شكري"
    assert (quote.text.strip("«»"), quote.kind, quote.polarity) == ("لن نقبل بذلك", "direct", "asserted")
    assert doc.text[quote.cue.start:quote.cue.end] == quote.cue.text and "قال" in quote.cue.text
    assert {(entity.label, entity.name) for entity in doc.entities} == {("PER", "سامح شكري"), ("LOC", "غزة")}
    killed, = [figure for figure in doc.figures if figure.event == "killed"]
    assert (killed.value, killed.unit, killed.place.text) == (12, "شخصا", "غزة")


def test_offsets_are_code_points(nlp):
    doc = nlp("😀🇪🇬 " + SPEECH)
    found = [*doc.entities, *doc.numbers, *doc.quotes, *doc.figures]
    assert len(found) >= 6
    for annotation in found:
        assert doc.text[annotation.start:annotation.end] == annotation.text


def test_fields_are_those_of_the_command(nlp, articles):
    """A field that the command gains has to be declared."""
    seen = dict.fromkeys(LAYERS, 0)
    for doc in nlp.pipe(articles):
        told = doc.to_dict()
        for layer in LAYERS:
            for row, annotation in zip(told[layer], getattr(doc, layer), strict=True):
                seen[layer] += 1
                kind = LAYERS[layer]
                assert type(annotation) is kind
                assert {field.name for field in dataclasses.fields(kind)} == set(row)
                assert dataclasses.asdict(annotation) == row
                assert {name for name, value in row.items() if isinstance(value, dict)} <= set(PARTS[kind])
    assert min(seen.values()) > 5


def test_annotations_are_frozen_and_equal_by_value(nlp):
    one, other = nlp(SPEECH), nlp(SPEECH)
    assert one == other and hash(one) == hash(other)
    assert one.entities == other.entities and len({*one.entities, *other.entities}) == len(one.entities)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.entities[0].name = "x"
    assert pickle.loads(pickle.dumps(one)).quotes == one.quotes


def test_ids_and_metadata_go_through(nlp):
    doc = nlp({"id": "a-1", "text": "وصل أمس.", "metadata": {"date": "2024-05-15", "topics": ["أ", 1]}})
    assert doc.id == "a-1" and doc.metadata["topics"] == ["أ", 1]
    assert [number.iso for number in doc.numbers] == ["2024-05-14"]
    assert nlp("وصل أمس.", metadata={"date": "2024-05-15"}, id="b").numbers[0].iso == "2024-05-14"
    assert [doc.id for doc in nlp.pipe(["أ", {"text": "ب"}, {"id": "x", "text": "ج"}])] == ["0", "1", "x"]


def test_an_empty_text_has_an_empty_document(nlp):
    doc = nlp("", id="e", metadata={"date": "2024-05-15"})
    assert (doc.id, doc.text, doc.entities, doc.quotes, doc.metadata) == ("e", "", (), (), {"date": "2024-05-15"})
    assert [doc.text for doc in nlp.pipe(["أ", "", {"text": ""}, " "])] == ["أ", "", "", " "]
    assert set(doc.to_dict()) == set(nlp(" ").to_dict())


def test_layers_of_plug_ins(load, tmp_path):
    (tmp_path / "shout.py").write_text(
        "import sys; sys.path.insert(0, %r)\nfrom isnad import stage\n"
        "stage.run(lambda document, options: {'layers': {'shouts': [{'start': 0, 'end': 3}]}}, name='shout', provides=['shouts'])\n"
        % isnad.__path__[0].removesuffix("/isnad"))
    doc = load("{ use: process, id: shout, with: { command: [python3, shout.py] } }")("نعم!")
    assert [(shout["start"], shout["text"]) for shout in doc.layers["shouts"]] == [(0, "نعم")]
    assert isnad.to_pandas([doc])["shouts"]["text"].tolist() == ["نعم"]


def test_to_pandas(nlp, articles):
    documents = list(nlp.pipe(articles))
    frames = isnad.to_pandas(documents)
    assert list(frames) == ["documents", "entities", "numbers", "quotes", "figures"]
    assert list(frames["quotes"].columns) == (
        "document index id start end text kind polarity cue cue_start cue_end speaker speaker_start speaker_end speaker_name "
        "speaker_type speaker_entity via via_start via_end nested_in confidence by").split()
    assert frames["documents"]["text"].tolist() == articles
    for layer in LAYERS:
        assert len(frames[layer]) == sum(len(getattr(doc, layer)) for doc in documents)
        for row in frames[layer].itertuples():
            assert articles[row.index][row.start:row.end] == row.text
    nothing = isnad.to_pandas([])
    assert [list(nothing[name].columns) for name in nothing] == [list(frames[name].columns) for name in frames]
    assert [nothing[layer].dtypes.tolist() for layer in LAYERS] == [frames[layer].dtypes.tolist() for layer in LAYERS]
    assert len(isnad.to_pandas(documents[0])["documents"]) == 1


def test_html_has_the_pages_marks(nlp, articles):
    for doc in nlp.pipe([*articles, "<script>alert(1)</script> قال جو بايدن: «<b>نعم</b>»."]):
        html = doc._repr_html_()
        body = html.split("</style>")[1]
        assert "<script" not in body and "<b>" not in body
        assert body.count("<mark class=\"entity") >= len(doc.entities) > 0
        assert len(re.findall(r'<span class="quote', body)) >= len(doc.quotes) > 0
        # What is closed is what was opened last.
        opened = ["div"]
        for end, tag in re.findall(r"<(/?)(\w+)", body):
            if end:
                assert opened.pop() == tag
            else:
                opened.append(tag)
        assert opened == []
        text = re.sub(r"<[^>]+>", "", body.split('</div><div class="quotes">')[0].split('<div class="text">')[1])
        assert re.sub(r"\s", "", text) == re.sub(r"\s", "", doc.text.replace("<", "&lt;").replace(">", "&gt;"))


def test_the_style_touches_nothing_outside():
    from isnad._html import style

    selectors = [one.strip() for rule in re.findall(r"([^{}]+)\{", style()) for one in rule.split(",")]
    assert ".isnad mark.per" in selectors and ".isnad .quote" in selectors
    assert all(".isnad" in one for one in selectors)
    assert selectors.count(".isnad mark") == 1, "that for forced colours is none"


def test_repr(nlp):
    assert repr(nlp(SPEECH)).startswith("<Document '0': 'وقال وزير الخارجية")

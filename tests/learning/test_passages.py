"""The labels that are kept here, and how labelled passages are read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from learning.passages import LABELS, digest, in_corpus, labelled_passages, written

from learning import passages as reading
from tutela import load_register, read_document
from tutela.evidence.learned import learned_for
from tutela.text.document import ASSESSED_LANGUAGES

CORPUS_FIELDS = {"file", "sha256", "label", "start", "end", "digest", "lang", "doctype", "grade", "measures"}
WRITTEN_FIELDS = {"id", "lang", "doc", "doctype", "grade", "text", "measures"}
FILES = sorted(LABELS.glob("*/*.jsonl"))


def lines(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


@pytest.fixture
def nothing_shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of what lies beside the project."""
    monkeypatch.setattr(reading, "SHARED", tmp_path)
    return tmp_path


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_labels_are_valid(file: Path) -> None:
    known = {measure.id for measure in load_register().measures}
    for line in lines(file):
        given = [measure["id"] for measure in line["measures"]]
        assert set(given) <= known
        assert len(set(given)) == len(given)
        assert {measure["strength"] for measure in line["measures"]} <= {"full", "partial", "contrary"}
        assert all(measure.keys() == {"id", "strength"} for measure in line["measures"])
        assert line["lang"] in ASSESSED_LANGUAGES
        assert line["grade"] in {"law", "policy", "practice", "recommendation"}


def test_labels_of_others_documents_keep_no_text() -> None:
    for file in (LABELS / "corpus").glob("*.jsonl"):
        own = list(lines(file))
        assert all(line.keys() == CORPUS_FIELDS for line in own)
        assert all(0 <= line["start"] < line["end"] for line in own)
        assert len({(line["start"], line["end"]) for line in own}) == len(own)
        assert len({(line["file"], line["sha256"]) for line in own}) == 1
        assert all(len(line["digest"]) == 16 and len(line["label"]) < 60 for line in own)


def test_written_passages_are_all_different() -> None:
    own = [line for file in sorted((LABELS / "written").glob("*.jsonl")) for line in lines(file)]
    assert all(line.keys() == WRITTEN_FIELDS for line in own)
    assert [id for id, times in Counter(line["id"] for line in own).items() if times > 1] == []
    texts = Counter(" ".join(line["text"].split()).casefold() for line in own)
    assert [text for text, times in texts.items() if times > 1] == []
    assert all(line["text"].strip() for line in own)


def test_written_passages_need_nothing_else(nothing_shared: Path) -> None:
    found = labelled_passages()
    assert found == list(written())
    assert {one.set for one in found} == {"written"}
    assert {one.passage.language for one in found} == {"en", "fr", "es"}
    assert all(
        one.measures.keys() and set(one.measures.values()) <= {"full", "partial"} for one in found if one.measures
    )
    assert all(one.weight < 1 for one in found)


def test_what_is_contrary_is_no_label() -> None:
    contrary = {
        (line["id"], measure["id"])
        for file in (LABELS / "written").glob("*.jsonl")
        for line in lines(file)
        for measure in line["measures"]
        if measure["strength"] == "contrary"
    }
    assert contrary
    assert not any((one.id, measure) in contrary for one in written() for measure in one.measures)


LAW = """# Children Act

1. A person who sells a child commits an offence and is liable to imprisonment for ten years.

2. The Minister shall make regulations for the purposes of this Act and lay them before Parliament.

3. A child who has been sold shall have access to shelter, care and legal aid free of charge.
"""


@pytest.fixture
def labelled_law(nothing_shared: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A law beside the project, and the labels of its passages."""
    law = nothing_shared / "corpus" / "txt" / "act.md"
    law.parent.mkdir(parents=True)
    law.write_text(LAW, encoding="utf-8")
    own = [
        {
            "file": "txt/act.md", "start": passage.span.start, "end": passage.span.end,
            "digest": hashlib.sha256(passage.text.encode()).hexdigest()[:16], "lang": "en",
            "measures": [{"id": "offence.sale-transfer", "strength": "full"}] if "sells" in passage.text else [],
        }
        for passage in read_document(law).passages
    ]  # fmt: skip
    file = nothing_shared / "labels" / "corpus" / "act.jsonl"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(map(json.dumps, own)), encoding="utf-8")
    monkeypatch.setattr(reading, "LABELS", nothing_shared / "labels")
    return law


def test_passages_of_documents_are_found_again_by_their_places(labelled_law: Path) -> None:
    found = list(in_corpus())
    assert [one.passage.text for one in found if one.measures] == [
        "1. A person who sells a child commits an offence and is liable to imprisonment for ten years."
    ]
    assert len(found) >= 3
    assert {one.document for one in found} == {"act"}
    assert {one.set for one in found} == {"corpus"}
    assert len({one.id for one in found}) == len(found)


def test_passages_that_changed_are_left_out(labelled_law: Path) -> None:
    count = len(list(in_corpus()))
    labelled_law.write_text(LAW.replace("ten years", "six years"), encoding="utf-8")
    left = list(in_corpus())
    assert len(left) == count - 1
    assert not any(one.measures for one in left)


def test_documents_that_are_absent_are_left_out(labelled_law: Path) -> None:
    labelled_law.unlink()
    assert list(in_corpus()) == []


def test_the_digest_tells_texts_and_labels_apart() -> None:
    own = list(written())[:20]
    place = next(place for place, one in enumerate(own) if one.measures)
    labelled = own[place]
    other_label = reading.LabelledPassage(labelled.id, labelled.passage, labelled.document, {}, labelled.set)
    other_set = reading.LabelledPassage(labelled.id, labelled.passage, labelled.document, labelled.measures, "gold")
    digests = [digest(own), digest(own[:-1])]
    digests += [digest([*own[:place], other, *own[place + 1 :]]) for other in (other_label, other_set)]
    assert len(set(digests)) == 4
    assert digest(list(own)) == digests[0]
    assert all(len(one) == 64 for one in digests)


def test_the_packaged_weights_were_learned_from_these_labels() -> None:
    learned = learned_for(load_register())
    assert learned is not None
    counts = learned.about["passages"]
    assert counts["written"] == len(list(written()))
    assert counts["corpus"] == sum(len(list(lines(file))) for file in (LABELS / "corpus").glob("*.jsonl"))

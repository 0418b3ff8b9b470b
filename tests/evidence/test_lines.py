"""JSON lines in, JSON lines out."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from tutela.evidence.engine import AHEAD, ConceptScorer
from tutela.evidence.lines import match_lines
from tutela.register.measures import Register

TEXT = "The courts may order the closure of the premises in which a child was exploited."


def answers(register: Register, *lines: str | dict[str, Any], **options: Any) -> list[dict[str, Any]]:
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return [json.loads(answer) for answer in match_lines(written, register, **options)]


def test_a_line_is_answered(guidelines: Register) -> None:
    [answer] = answers(guidelines, {"id": "a-1", "lang": "en", "text": TEXT})
    assert list(answer) == ["id", "measures"]
    assert answer["id"] == "a-1"
    first = answer["measures"][0]
    assert first["id"] == "sanctions.confiscation"
    assert list(first) == ["id", "score", "verdict", "grade", "direction", "reasons", "against"]
    assert first["score"] >= 0.5
    assert (first["verdict"], first["grade"]) == ("evidence", "law")
    assert first["direction"] in ("does", "part")
    reason = next(reason for reason in first["reasons"] if reason["concept"] == "close-premises")
    assert set(reason) == {"concept", "name", "spans", "weight"}
    assert set(reason["name"]) == {"en", "fr", "es"}
    assert [TEXT[start:end] for start, end in reason["spans"]] == ["closure of the premises"]
    scores = [measure["score"] for measure in answer["measures"]]
    assert scores == sorted(scores, reverse=True)


def test_other_fields(guidelines: Register, scorer: ConceptScorer) -> None:
    item = {"id": 7, "lang": "EN", "text": "(b) producing, distributing or importing it;"}
    heading = {**item, "heading": "Child sexual abuse material", "doc": "Penal Code", "label": "s. 3 (b)"}
    path = {**item, "heading": ["Part II", "Child sexual abuse material"]}
    nothing = {**item, "heading": None, "label": None}
    plain, under, below, empty = answers(guidelines, item, heading, path, nothing, scorer=scorer)
    assert [answer["id"] for answer in (plain, under, below, empty)] == [7] * 4
    assert empty == plain

    def score(answer: dict[str, Any]) -> float:
        return {one["id"]: one["score"] for one in answer["measures"]}.get("offence.csam-conduct", 0.0)

    assert score(plain) < score(under)
    assert score(plain) < score(below)


def test_the_kind_of_the_document_decides_the_grade(guidelines: Register, scorer: ConceptScorer) -> None:
    item = {"id": 1, "lang": "en", "text": TEXT}
    given = [{**item, "doctype": doctype} for doctype in ("law", "treaty", "policy", "Report", "other", "", None)]
    found = answers(guidelines, *given, scorer=scorer)
    assert [answer["measures"][0]["grade"] for answer in found[:3]] == ["law", "law", "policy"]
    assert found[3]["measures"][0]["grade"] in ("practice", "recommendation")
    assert found[4] == found[5] == found[6]


def test_what_is_contrary_is_told(guidelines: Register, scorer: ConceptScorer) -> None:
    text = "Sex education is prohibited in public and private schools."
    [answer] = answers(guidelines, {"id": 1, "lang": "en", "text": text}, scorer=scorer)
    [contrary] = [measure for measure in answer["measures"] if measure["direction"] == "contrary"]
    assert contrary["id"] == "prevention.sexuality-education"
    assert contrary["score"] < 0.5
    assert contrary["verdict"] == "none"
    assert contrary["reasons"]


def test_the_language_is_told_where_it_is_not_given(guidelines: Register, scorer: ConceptScorer) -> None:
    french = {
        "id": 1,
        "text": "La prescription de l'action publique ne court qu'à compter de la majorité de la victime.",
    }
    german = {
        "id": 2,
        "text": "Die Verjährung beginnt erst, wenn das Opfer volljährig geworden ist und Anzeige erstattet hat.",
    }
    first, second = answers(guidelines, french, german, scorer=scorer)
    assert first["measures"][0]["id"] == "sanctions.no-limitation"
    assert second == {"id": 2, "measures": []}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("not JSON", "not JSON"),
        ('{"id": "a", "lang": "en", "text": "cut off', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('"text"', "not a JSON object"),
        ('{"lang": "en", "text": "no id"}', '"id"'),
        ('{"id": true, "lang": "en", "text": "..."}', '"id"'),
        ('{"id": "a", "lang": "en"}', '"text" of passage "a"'),
        ('{"id": "a", "lang": "en", "text": 3}', '"text" of passage "a"'),
        ('{"id": "a", "lang": 3, "text": "..."}', '"lang" of passage "a"'),
        ('{"id": "a", "lang": "en", "text": "...", "heading": [1]}', '"heading" of passage "a"'),
        ('{"id": "a", "lang": "en", "text": "...", "heading": {"x": 1}}', '"heading" of passage "a"'),
        ('{"id": "a", "lang": "en", "text": "...", "label": []}', '"label" of passage "a"'),
        ('{"id": "a", "lang": "en", "text": "...", "doctype": 7}', '"doctype" of passage "a"'),
        ('{"id": "a", "lang": "en", "text": "...", "doctype": "poem"}', '"doctype" of passage "a"'),
        ("\ufffd", "not JSON"),
    ],
)
def test_a_bad_line_is_told_and_left_out(guidelines: Register, scorer: ConceptScorer, line: str, what: str) -> None:
    told: list[tuple[int, str, str]] = []
    good = {"id": "good", "lang": "en", "text": TEXT}
    found = answers(guidelines, good, "", line, good, scorer=scorer, on_error=lambda *error: told.append(error))
    assert [answer["id"] for answer in found] == ["good", "good"]
    [(number, said, next_step)] = told
    assert number == 3
    assert what in said
    assert next_step


def test_strange_text_is_answered(guidelines: Register, scorer: ConceptScorer) -> None:
    texts = ["", " ", "\x00", "\ud800", "a" * 100_000, "1 2 3", "\u202e\u0301", "x" * 10 + "\n" + "y" * 10]
    lines = [{"id": number, "lang": "en", "text": text} for number, text in enumerate(texts)]
    assert [answer["id"] for answer in answers(guidelines, *lines, scorer=scorer)] == list(range(len(texts)))


def test_lines_are_streamed(guidelines: Register, scorer: ConceptScorer) -> None:
    taken = itertools.count()
    line = json.dumps({"id": "x", "lang": "en", "text": TEXT})
    endless = (line for _ in taken)
    for answer in itertools.islice(match_lines(endless, guidelines, scorer=scorer), 10):
        assert json.loads(answer)["id"] == "x"
    assert next(taken) <= AHEAD + 1

"""The JSON report fits its published schema, and holds what is needed to repeat the run."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.report.assessments import HOSTILE, HOSTILE_PATH, empty, meridia
from tests.report.graded import graded
from tests.report.passages import assessment_of

from tutela.report.json_report import SCHEMA, json_text, schema, to_json

LANGUAGES = ("en", "fr", "es")


def strict(node: Any) -> Any:
    """The schema with no room for properties that it does not name."""
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {name: strict(value) for name, value in node.items()}
    if "properties" in node:
        closed["additionalProperties"] = False
    return closed


def check(report: Any) -> None:
    jsonschema.Draft202012Validator(
        strict(schema()), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(report)


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["$id"] == SCHEMA
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_property_is_described() -> None:
    described = []

    def walk(node: Any, path: str) -> None:
        if isinstance(node, dict):
            for name, property in node.get("properties", {}).items():
                assert property.get("description", "").strip().endswith((".", "”")), f"{path}/{name}"
                described.append(name)
            for name, value in node.items():
                walk(value, f"{path}/{name}")
        elif isinstance(node, list):
            for item in node:
                walk(item, path)

    walk(schema(), "")
    assert len(described) > 60


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("assessment", [meridia(), empty(), graded()], ids=["meridia", "empty", "graded"])
def test_reports_fit_the_schema(assessment: Any, language: str) -> None:
    check(json.loads(json_text(to_json(assessment, language))))


@given(st.text(), st.text(alphabet=st.characters()))
@settings(max_examples=40)
def test_any_text_comes_back_to_the_letter(text: str, label: str) -> None:
    report = json.loads(json_text(to_json(assessment_of(text, label=label), "en")).encode())
    check(report)
    passage = next(measure for measure in report["measures"] if measure["evidence"])["evidence"][0]
    assert (passage["quotation"], passage["label"]) == (text, label)


def test_measures_follow_the_register_and_counts_add_up() -> None:
    assessment = meridia()
    report = to_json(assessment, "en")
    assert [measure["id"] for measure in report["measures"]] == [m.id for m in assessment.register.measures]
    summary = report["summary"]
    assert summary["total"] == 5
    assert summary["by_status"] == {"addressed": 2, "partly": 1, "not-found": 2}
    assert [section["id"] for section in summary["by_section"]] == ["III.A", "III.B", "IV.C"]
    for status, count in summary["by_status"].items():
        assert sum(section["by_status"][status] for section in summary["by_section"]) == count
    assert sum(section["total"] for section in summary["by_section"]) == summary["total"]


def test_measures_and_summary_say_where_the_answers_are() -> None:
    report = to_json(graded(), "en")
    summary = report["summary"]
    assert summary["by_grade"] == {"law": 2, "policy": 1, "practice": 1, "recommendation": 1}
    assert summary["only_recommended"] == 1
    assert summary["contrary"] == ["legislation.child", "online.report", "online.plan"]
    assert summary["unsure"] == ["legislation.counsel", "data.collect"]
    measures = {measure["id"]: measure for measure in report["measures"]}
    assert measures["online.report"]["by_grade"] == {"law": 6, "policy": 1, "practice": 1, "recommendation": 0}
    lists = ("evidence", "contrary", "unsure", "misses")
    assert {id: [len(measure[name]) for name in lists] for id, measure in measures.items()} == {
        "legislation.child": [1, 1, 0, 0], "legislation.counsel": [0, 0, 7, 0], "data.collect": [1, 0, 1, 0],
        "online.report": [8, 6, 0, 0], "online.plan": [0, 1, 0, 0],
    }  # fmt: skip


def test_a_passage_says_its_grade_its_direction_and_what_spoke_against_it() -> None:
    measures = to_json(graded(), "fr")["measures"]
    for measure in measures:
        assert {passage["direction"] for passage in measure["contrary"]} <= {"contrary"}
        assert "contrary" not in {passage["direction"] for passage in measure["evidence"] + measure["unsure"]}
    unsure = measures[1]["unsure"][6]
    assert (unsure["grade"], unsure["direction"]) == ("policy", "part")
    assert [signal["name"] for signal in unsure["against"]][:2] == ["exception", "aucune obligation énoncée"]


def test_spans_point_at_the_words_in_the_quotation() -> None:
    for measure in to_json(meridia(), "en")["measures"]:
        for passage in measure["evidence"]:
            start, end = passage["span"]
            assert end - start == len(passage["quotation"])
            for reason in passage["reasons"]:
                for first, last in reason["spans"]:
                    assert start <= first < last <= end
    [report] = [m for m in to_json(meridia(), "en")["measures"] if m["id"] == "online.report"]
    lettered = report["evidence"][1]
    [[first, last]] = lettered["reasons"][0]["spans"]
    words = lettered["quotation"][first - lettered["span"][0] : last - lettered["span"][0]]
    assert (lettered["label"], lettered["page"], words) == ("Art. 12 (b)", 14, "report to the police")
    assert lettered["lead"] == "Providers of internet access shall:"


@pytest.mark.parametrize(
    ("language", "what", "name"),
    [
        ("en", "The file is locked with a password.", "duty to report"),
        ("fr", "Le fichier est protégé par un mot de passe.", "obligation de signaler"),
        ("es", "El archivo está protegido con contraseña.", "obligación de denunciar"),
    ],
)
def test_names_and_notices_are_in_the_language_of_the_report(language: str, what: str, name: str) -> None:
    report = to_json(meridia(), language)
    assert report["language"] == language
    assert [file["what"] for file in report["set_aside"] if file["code"] == "encrypted"] == [what]
    [measure] = [m for m in report["measures"] if m["id"] == "online.report"]
    assert measure["evidence"][0]["reasons"][0]["name"] == name


def test_documents_tell_how_many_passages_are_in_which_language() -> None:
    act, plan, _ = to_json(meridia(), "en")["documents"]
    assert act["passages_by_language"] == {"de": 1, "en": 10, "und": 1}
    assert act["passages"] == 12
    assert [notice["code"] for notice in plan["notices"]] == ["wrong-extension"]
    assert plan["pages"] is None


def test_the_run_can_be_repeated() -> None:
    assessment = meridia()
    repeat = to_json(assessment, "fr")["repeat"]
    paths = [file.path for file in (*assessment.documents, *assessment.set_aside)]
    options = ["tutela", "assess", "--language", "fr", "--state", assessment.state, "--"]
    assert repeat["command"] == [*options, *paths]
    assert [file["path"] for file in repeat["files"]] == paths
    assert repeat["files"][0]["sha256"] == assessment.documents[0].sha256
    assert repeat["register_digest"] == assessment.register.digest
    assert repeat["version"] == assessment.version


def test_a_file_name_that_is_not_utf_8_comes_back() -> None:
    report = json.loads(json_text(to_json(meridia(), "en")).encode("utf-8"))
    assert report["documents"][2]["path"] == HOSTILE_PATH
    assert report["documents"][2]["title"] == HOSTILE

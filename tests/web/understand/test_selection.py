"""Filters of the list of measures, as they stand in the address."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from tutela.web.site.register import the_register
from tutela.web.understand.selection import KINDS, LONGEST_TEXT, selection_of

REGISTER = the_register()


def ids(query: str, language: str = "en") -> list[str]:
    return [measure.id for measure in selection_of(QueryDict(query), REGISTER).measures(REGISTER, language)]


def test_without_filters_all_measures_are_shown_in_order() -> None:
    assert ids("") == [measure.id for measure in REGISTER.measures]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "addressee=financial-sector",
            ["coordination.multi-stakeholder", "online.financial-sector", "sanctions.confiscation"],
        ),
        ("addressee=financial-sector&theme=digital", ["online.financial-sector"]),
        ("addressee=nhri&addressee=media&section=III.D", ["coordination.independent-monitor"]),
        ("section=III.E&section=III.D&theme=private-sector", ["coordination.multi-stakeholder"]),
        ("article=5", ["jurisdiction.no-double-criminality", "jurisdiction.extradite-or-prosecute"]),
        ("theme=boys-and-gender", ["data.disaggregate", "prevention.gender-and-boys", "recovery.gender-sensitive"]),
        ("q=online.financial-sector", ["online.financial-sector", "sanctions.confiscation"]),  # the second names it
        ("q=banks+transactions", ["online.financial-sector"]),
        ("q=zzzz", []),
    ],
)
def test_values_of_one_filter_widen_and_filters_narrow(query: str, expected: list[str]) -> None:
    found = ids(query)
    assert found == [id for id in ids("") if id in found]
    if query.startswith(("article", "q=banks")):
        assert set(expected) <= set(found)
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("bank", "en", "online.financial-sector"),
        ("reported hotlines", "en", "online.hotline"),
        ("DETECTER", "fr", "online.detect-report"),
        ("identité", "fr", "victims.privacy"),
        ("extorsion", "es", "offence.sexual-extortion"),
    ],
)
def test_words_are_found_without_case_accents_and_inflection(text: str, language: str, expected: str) -> None:
    assert expected in ids("q=" + text.replace(" ", "+"), language)


@pytest.mark.parametrize("query", ["", "theme=digital", "theme=digital&addressee=media&q=child", "section=V&article=3"])
def test_a_count_is_what_the_choice_would_show(query: str) -> None:
    selection = selection_of(QueryDict(query), REGISTER)
    for kind in KINDS:
        for choice in selection.choices(kind, REGISTER, "en"):
            alone = QueryDict(query, mutable=True)
            alone.setlist(kind, [choice.value])
            assert choice.count == len(ids(alone.urlencode())), (kind, choice.value)


@pytest.mark.parametrize(
    "query",
    [
        "section=XX",
        "theme=digital&theme=%00",
        "addressee=%F0%9F%92%A3",
        "article=999999999999999999999",
        "article=-1",
        "article=١",
    ],
)
def test_unknown_values_are_left_out_and_said(query: str) -> None:
    selection = selection_of(QueryDict(query), REGISTER)
    assert selection.has_unknown
    assert all(value in {"digital"} for values in selection.chosen.values() for value in values)


def test_an_empty_value_is_no_filter_and_no_mistake() -> None:
    selection = selection_of(QueryDict("theme=&q=&section="), REGISTER)
    assert selection.is_empty
    assert not selection.has_unknown


def test_the_query_brings_back_the_same_selection() -> None:
    selection = selection_of(QueryDict("q=abuse+%26+material&theme=digital&section=V&section=VI&article=3"), REGISTER)
    assert selection.how_many == 5
    assert selection_of(QueryDict(selection.query()), REGISTER) == selection


def test_a_filter_can_be_taken_off_alone() -> None:
    selection = selection_of(QueryDict("q=abuse&theme=digital&theme=private-sector"), REGISTER)
    assert selection.without("theme", "digital").query() == "theme=private-sector&q=abuse"
    assert selection.without("q", "").query() == "theme=digital&theme=private-sector"


def test_long_texts_and_nul_characters_are_cut() -> None:
    selection = selection_of(QueryDict("q=a%00b" + "c" * 5000), REGISTER)
    assert len(selection.text) == LONGEST_TEXT
    assert "\0" not in selection.text

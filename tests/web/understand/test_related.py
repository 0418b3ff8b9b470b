"""Measures named in texts, and measures to read beside a measure."""

from __future__ import annotations

import re

import pytest

from tutela.register.measures import Measure
from tutela.register.wording import LANGUAGES
from tutela.typesetting import typeset
from tutela.web.site.register import the_register
from tutela.web.understand.mentions import named_by, with_mentions
from tutela.web.understand.related import AT_MOST, related_measures, related_to

REGISTER = the_register()
MEASURES = [pytest.param(measure, id=measure.id) for measure in REGISTER.measures]


@pytest.mark.parametrize(
    ("id", "named"),
    [
        ("online.education", ["training.digital", "online.safety-by-design"]),
        ("online.financial-sector", ["sanctions.confiscation"]),
        ("online.hotline", []),
        # Named without their family in English.
        (
            "online.industry-regulation",
            ["online.detect-report", "online.remove-block", "online.safety-by-design", "online.data-preservation"],
        ),
    ],
)
def test_measures_named_in_what_counts(id: str, named: list[str]) -> None:
    assert [measure.id for measure in named_by(REGISTER.measure(id), REGISTER)] == named


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_parts_are_the_text_with_quotes_around_the_measures(measure: Measure, language: str) -> None:
    parts = with_mentions(measure, REGISTER, language)
    text = typeset(measure.counts[language], language).replace(" u online.", " o online.")
    assert bare("".join(part.text for part in parts)) == bare(text)
    named = {part.measure.id for part in parts if part.measure}
    assert named == {other.id for other in named_by(measure, REGISTER)}
    for before, part, after in zip(parts, parts[1:], parts[2:], strict=False):
        if part.measure:
            assert part.text in part.measure.id
            assert re.search(r"[«“]\u00a0?$", before.text)
            assert re.match(r"\u00a0?[»”]", after.text)


def bare(text: str) -> str:
    return re.sub(r"[«»“”\u00a0]", "", text)


def test_spanish_or_before_a_title_that_begins_with_another_sound() -> None:
    parts = with_mentions(REGISTER.measure("online.industry-regulation"), REGISTER, "es")
    assert [part.text for part in parts][-3:] == ["» o «", "online.data-preservation", "»."]


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_related_measures_each_with_a_reason(measure: Measure) -> None:
    related = related_to(measure, REGISTER)
    found = [one.measure.id for one in related]
    assert found
    assert measure.id not in found
    assert len(set(found)) == len(found)
    assert all(one.reasons for one in related)
    named = {other.id for other in named_by(measure, REGISTER)}
    naming = {other.id for other in REGISTER.measures if measure in named_by(other, REGISTER)}
    in_texts = named | naming
    assert in_texts == set(found[: len(in_texts)]), "those that the texts name come first, and none is left out"
    assert len(found) <= max(AT_MOST, len(in_texts))


def test_the_reasons_are_true() -> None:
    measure = REGISTER.measure("online.industry-regulation")
    by_id = {one.measure.id: one for one in related_measures(measure.id)}
    first = by_id["online.data-preservation"]
    assert [reason.kind for reason in first.reasons] == ["names", "theme-and-addressee", "section"]
    assert first.reasons[1].theme_names["fr"] == "Environnement numérique, Secteur privé"
    assert first.reasons[1].addressee_names["en"] == "Legislature, Internet and technology companies"
    liable = by_id["sanctions.legal-persons"]
    assert [reason.kind for reason in liable.reasons] == ["named-by", "theme-and-addressee"]


def test_a_rare_theme_counts_for_more_than_a_common_one() -> None:
    found = [one.measure.id for one in related_measures("prevention.gender-and-boys")]
    assert found.index("recovery.gender-sensitive") < found.index("prevention.families")

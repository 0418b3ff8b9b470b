"""The library's first records: full MARC 21, linked both ways, and the vocabularies that their facts come from."""

from __future__ import annotations

import re

import pytest

from tutela.catalogue.content import first_records
from tutela.catalogue.vocabularies import terms
from tutela.catalogue.wording import LANGUAGES
from tutela.catalogue.writing import keep, kept, same_fields
from tutela.register.loading import load_register

RECORDS = {record.number: record for record in first_records()}
REGISTER = load_register()


def test_the_guidelines_are_catalogued_by_their_facts():
    record = RECORDS["guidelines-en"]
    assert (record.symbol, record.year, record.languages) == ("CRC/C/156", 2019, ("eng",))
    assert record.contributors[0].name == "United Nations. Committee on the Rights of the Child"
    assert "Adopted on 30 May 2019." in [one.text for one in record.notes]
    assert {one.symbol for one in record.relations if one.kind == "edition"} == {"CRC/C/156"}


@pytest.mark.parametrize(
    ("number", "symbol", "languages"),
    [("guidelines", "CRC/C/156", ("eng", "fre", "spa")), ("explanatory-report", "", ("eng", "fre", "spa")),
     ("protocol", "A/RES/54/263", ("eng", "fre", "spa"))],
)  # fmt: skip
def test_language_versions_lead_to_one_another(number, symbol, languages):
    versions = [RECORDS[f"{number}-{short}"] for short in ("en", "fr", "es")]
    assert tuple(code for one in versions for code in one.languages) == languages
    for one in versions:
        others = {key for relation in one.relations if relation.kind == "edition" for key in relation.keys}
        assert {f"(tutela){other.number}" for other in versions if other is not one} <= others
        assert one.symbol == symbol


def test_guidelines_and_explanatory_report_lead_to_one_another():
    for short in ("en", "fr", "es"):
        notes = {
            name: [(one.note, key) for one in RECORDS[f"{name}-{short}"].relations for key in one.keys]
            for name in ("guidelines", "explanatory-report")
        }
        assert ("Explained by", f"(tutela)explanatory-report-{short}") in notes["guidelines"]
        assert ("Explains", f"(tutela)guidelines-{short}") in notes["explanatory-report"]


@pytest.mark.parametrize("number", sorted(RECORDS))
def test_each_record_is_whole(number):
    record = RECORDS[number]
    assert len(record.control("008")) == 40
    assert [one.tag for one in record.marc.fields] == sorted(one.tag for one in record.marc.fields)
    for tag in ("001", "003", "040", "041", "245", "264", "300", "336", "337", "338", "520", "650", "655"):
        assert any(record.fields(tag)), tag
    assert {value for one in record.fields("336") for value in one.get_subfields("2")} == {"rdacontent"}
    assert same_fields(kept(*keep(record)).marc, record.marc)
    assert len({record.summary_in(language) for language in LANGUAGES}) == 3
    for relation in record.relations:
        for key in relation.keys:
            if key.startswith("(tutela)"):
                assert key.removeprefix("(tutela)") in RECORDS


def test_no_address_is_given_that_no_source_has():
    assert not any(record.online for record in RECORDS.values())


def test_codes_are_those_of_the_vocabularies_and_the_register():
    measures = {measure.id for measure in REGISTER.measures}
    for record in RECORDS.values():
        facts = record.facts
        assert set(facts.types) <= set(terms("types"))
        assert set(facts.audiences) <= set(terms("audiences"))
        assert set(facts.sectors) <= set(terms("sectors"))
        assert set(facts.measures) <= measures


def test_audiences_are_the_addressees_of_the_register():
    assert {code: dict(term.label) for code, term in terms("audiences").items()} == {
        one.id: dict(one.name) for one in REGISTER.addressees
    }


@pytest.mark.parametrize("vocabulary", ["types", "audiences", "sectors"])
def test_terms_have_words_in_three_languages(vocabulary):
    for code, term in terms(vocabulary).items():
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", code)
        assert set(term.label) == set(LANGUAGES)
        assert all(term.label.values())
        assert set(term.definition) == (set(LANGUAGES) if vocabulary == "types" else set())

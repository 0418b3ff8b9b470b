"""What the rules on terms advise on subject headings."""

from __future__ import annotations

from importlib.resources import files

import pytest
import rdflib

from tutela.catalogue.checking.headings import subject_faults
from tutela.headings import advise

SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")


@pytest.mark.parametrize(
    ("heading", "preferred"),
    [
        ("Child pornography", "Child sexual abuse material"),
        ("CHILD PORNOGRAPHY", "Child sexual abuse material"),
        ("Child pornography--Law and legislation", "Child sexual abuse material"),
        ("Child sex tourism", "Sexual exploitation of children in the context of travel and tourism"),
        ("Pornographie enfantine", "Child sexual abuse material"),
        ("Pornografía infantil", "Child sexual abuse material"),
        ("Turismo sexual con niños", "Sexual exploitation of children in the context of travel and tourism"),
    ],
)
def test_headings_to_avoid(heading: str, preferred: str) -> None:
    advice = advise(heading)
    assert advice is not None
    assert not advice.with_care
    assert not advice.only_about_children
    assert advice.preferred["en"] == preferred
    assert set(advice.reason) == set(advice.preferred) == {"en", "fr", "es"}
    assert all(advice.reason.values())


@pytest.mark.parametrize("heading", ["Minors", "Age of consent", "Paedophilia", "Mariage précoce"])
def test_headings_to_use_with_care(heading: str) -> None:
    advice = advise(heading)
    assert advice is not None
    assert advice.with_care
    assert advice.only_about_children


@pytest.mark.parametrize(
    "heading",
    [
        "", " ", "Children", "Child sexual abuse material", "Sale of children", "Juvenile justice", "Crime victims", "Extradition",
        "Prostitution", "Sexting", "Matériel d'abus sexuel d'enfants", "Trata de niñas, niños y adolescentes",
        "Optional Protocol on the sale of children, child prostitution and child pornography", "Child\0ren", "x" * 5000,
    ],
)  # fmt: skip
def test_headings_with_nothing_against_them(heading: str) -> None:
    assert advise(heading) is None


def test_the_starting_vocabulary_takes_its_own_advice() -> None:
    source = files("tutela.web.subjects").joinpath("vocabulary", "start.ttl").read_text("utf-8")
    labels = rdflib.Graph().parse(data=source, format="turtle").objects(None, SKOS.prefLabel)
    assert {str(label) for label in labels if advise(str(label))} == set()


def test_it_serves_the_check_of_the_catalogue() -> None:
    import pymarc

    from tutela.catalogue.record import Record

    marc = pymarc.Record()
    for heading in ("Child sex tourism", "Children"):
        marc.add_field(pymarc.Field("650", pymarc.Indicators(" ", "0"), [pymarc.Subfield("a", heading)]))
    found = list(subject_faults(Record(marc), advise))
    assert [one[0] for one in found] == ["heading-advised-against"]

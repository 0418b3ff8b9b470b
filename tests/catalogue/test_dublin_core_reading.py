"""Dublin Core of other repositories, read into MARC."""

from __future__ import annotations

import pytest
from lxml import etree

from tutela.catalogue.dublin_core_reading import NotDublinCoreError, record_of_dc
from tutela.catalogue.record import Record


def read(*pairs: tuple[str, str]) -> Record:
    root = etree.Element("{http://www.openarchives.org/OAI/2.0/oai_dc/}dc")
    for name, text in pairs:
        etree.SubElement(root, f"{{http://purl.org/dc/elements/1.1/}}{name}").text = text
    return record_of_dc(root)


def test_a_report_as_repositories_describe_it() -> None:
    record = read(
        ("title", "Report on  the\n Children Act"), ("title", "Rapport sur la loi"), ("creator", "Weber, Ana"),
        ("creator", "Ministry of Justice"), ("contributor", "Ruiz, Luis"), ("subject", "Children’s rights"),
        ("description", "What the Act changed."), ("publisher", "State Printer"), ("date", "2019-09-10"), ("type", "Text"),
        ("language", "en-GB"), ("rights", "Open"), ("relation", "Children Act"), ("subject", "Children’s rights"),
    )  # fmt: skip
    assert record.title.full == "Report on the Children Act"
    assert record.title.variants == ("Rapport sur la loi",)
    assert [(one.name, one.kind, one.is_main) for one in record.contributors] == [
        ("Weber, Ana", "person", True), ("Ruiz, Luis", "person", False), ("Ministry of Justice", "body", False),
    ]  # fmt: skip
    assert record.year == 2019
    assert record.publications[0].publishers == ("State Printer",)
    assert record.languages == ("eng",)
    assert record.summaries == ("What the Act changed.",)
    assert [one.label for one in record.subjects if one.kind == "free"] == ["Children’s rights"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("urn:ISBN:978-92-1-101453-2", "isbn", "978-92-1-101453-2"),
        ("ISBN 9789211014532", "isbn", "9789211014532"),
        ("9789211014532", "isbn", "9789211014532"),
        ("0000-0019", "issn", "0000-0019"),
        ("https://doi.org/10.1234/abc.5", "doi", "10.1234/abc.5"),
        ("doi:10.1234/abc.5", "doi", "10.1234/abc.5"),
        ("CRC/C/156", "symbol", "CRC/C/156"),
        ("A/RES/54/263", "symbol", "A/RES/54/263"),
        ("local 77", "other", "local 77"),
    ],
)
def test_identifiers_are_told_apart(text: str, kind: str, value: str) -> None:
    record = read(("title", "Act"), ("identifier", text))
    assert [(one.kind, one.value) for one in record.identifiers] == [(kind, value)]


def test_an_address_leads_to_the_resource() -> None:
    record = read(("title", "Act"), ("identifier", "https://example.org/act.pdf"))
    assert [one.url for one in record.online] == ["https://example.org/act.pdf"]


@pytest.mark.parametrize(
    ("text", "code"),
    [("en", "eng"), ("eng", "eng"), ("fra", "fre"), ("fre", "fre"), ("es_MX", "spa"), ("Français", "fre"), ("Spanish", "spa"), ("inglés", "eng"), ("Klingon!", "")],
)  # fmt: skip
def test_languages(text: str, code: str) -> None:
    record = read(("title", "Act"), ("language", text))
    assert record.languages == ((code,) if code else ())
    assert [one.text for one in record.notes] == ([] if code else [text])


@pytest.mark.parametrize(
    ("kind", "material"), [("MovingImage", "film"), ("Still Image", "image"), ("Sound", "recording"), ("Text", "book")]
)
def test_types(kind: str, material: str) -> None:
    assert read(("title", "Act"), ("type", kind)).material == material


def test_without_a_title_or_elements() -> None:
    with pytest.raises(NotDublinCoreError):
        read()
    with pytest.raises(NotDublinCoreError):
        read(("creator", "Weber, Ana"))

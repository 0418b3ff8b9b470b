"""The Normal view: what a record says, labelled, as readers of a catalogue find it."""

from __future__ import annotations

import pymarc
import pytest
from pymarc import Field, Indicators, Subfield
from pymarc.leader import Leader

from tutela.catalogue.normal import Line, normal
from tutela.catalogue.original_script import linked, script_of
from tutela.catalogue.record import Record
from tutela.catalogue.relators import relator_of, role_name


def record(*lines: str, leader: str = "00000nam a2200000 i 4500") -> Record:
    """A record of lines like "245 10 $aTitle /$cBody."; # is a blank indicator."""
    marc = pymarc.Record()
    marc.leader = Leader(leader)
    marc.fields = [
        Field(
            line[:3],
            Indicators(*line[4:6].replace("#", " ")),
            [Subfield(part[0], part[1:]) for part in line[7:].split("$")[1:]],
        )
        for line in lines
    ]
    return Record(marc)


def shown(lines: list[Line]) -> list[tuple[str, list[str]]]:
    return [(line.label, [value.text for value in line.values]) for line in lines]


HANDBOOK = (
    "020 ## $a9780306406157 (pbk.)",
    "041 1# $aeng$afre$hspa",
    "110 2# $aOffice of Records,$eauthor.",
    "191 ## $aREG/2019/4",
    "245 10 $aRegistering births :$ba handbook /$cOffice of Records ; translated by A. Clerk.",
    "246 31 $aEnregistrer les naissances",
    "246 14 $aBirth registers",
    "250 ## $a2nd ed.",
    "264 #1 $aGeneva :$bOffice of Records,$c2019.",
    "264 #4 $c©2018",
    "300 ## $a96 p. :$bill. ;$c24 cm.",
    "490 1# $aRegistry handbooks,$x1234-5679 ;$vno. 4",
    "500 ## $aTitle from cover.",
    "504 ## $aIncludes bibliography.",
    "541 ## $aGift of a reader.",
    "520 ## $aHow births are registered.",
    "650 #0 $aRegisters of births$zSwitzerland.",
    "650 #7 $aBIRTH REGISTRATION$2unbist",
    "653 ## $abirths",
    "655 #7 $aHandbooks.$2lcgft",
    "700 1# $aClerk, A.,$d1970-$etranslator.",
    "710 2# $aCivil Press$4pbl",
    "765 0# $tInscribir los nacimientos",
    "856 40 $uhttps://example.org/a.pdf$yFull text",
    "856 42 $uhttps://example.org/b$3Forms",
)


def test_a_record_in_english():
    assert shown(normal(record(*HANDBOOK), "en")) == [
        ("Title", ["Registering births: a handbook"]),
        ("Parallel title", ["Enregistrer les naissances"]),
        ("Other title", ["Birth registers"]),
        ("Statement of responsibility", ["Office of Records ; translated by A. Clerk"]),
        ("Contributors", ["Office of Records", "Clerk, A., 1970-", "Civil Press"]),
        ("Material type", ["Book"]),
        ("Languages", ["English", "French"]),
        ("Translated from", ["Spanish"]),
        ("Edition", ["2nd ed."]),
        ("Publication", ["Geneva: Office of Records, 2019"]),
        ("Copyright date", ["©2018"]),
        ("Description", ["96 p. : ill. ; 24 cm"]),
        ("Series", ["Registry handbooks ; no. 4"]),
        ("Bibliography", ["Includes bibliography."]),
        ("Note", ["Title from cover."]),
        ("Summary", ["How births are registered."]),
        ("Subjects", ["Registers of births – Switzerland", "BIRTH REGISTRATION", "births"]),
        ("Genre or form", ["Handbooks"]),
        ("Document symbol", ["REG/2019/4"]),
        ("ISBN", ["9780306406157"]),
        ("Translation of", ["Inscribir los nacimientos"]),
        ("Online resources", ["Full text", "Forms"]),
    ]


def test_labels_names_and_roles_in_french_and_spanish():
    french = {line.key: line for line in normal(record(*HANDBOOK), "fr")}
    assert french["contributor"].label == "Contributeurs"
    assert [value.note for value in french["contributor"].values] == ["auteur", "traducteur", "éditeur"]
    assert [value.text for value in french["language"].values] == ["anglais", "français"]
    assert french["publication"].values[0].text == "Geneva\u00a0: Office of Records, 2019"
    spanish = {line.key: line for line in normal(record(*HANDBOOK), "es")}
    assert spanish["symbol"].label == "Signatura del documento"
    assert [value.note for value in spanish["contributor"].values] == ["autor", "traductor", "editorial"]
    assert spanish["subject"].values[0].note == "Encabezamientos de materia de la Biblioteca del Congreso"


def test_what_values_lead_to():
    lines = {line.key: line.values for line in normal(record(*HANDBOOK), "en")}
    assert (lines["contributor"][1].kind, lines["contributor"][1].target) == ("contributor", "Clerk, A.")
    assert (lines["subject"][1].kind, lines["subject"][1].target) == ("subject", "BIRTH REGISTRATION")
    assert lines["subject"][1].note == "UNBIS Thesaurus"
    assert (lines["series"][0].kind, lines["series"][0].target) == ("series", "Registry handbooks")
    assert lines["series"][0].note == "ISSN 1234-5679"
    assert (lines["online"][0].kind, lines["online"][0].target) == ("url", "https://example.org/a.pdf")
    assert lines["online"][1].note == "related resource"
    assert lines["isbn"][0].note == "pbk."


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org"])
def test_only_what_a_browser_can_open_is_a_link(url):
    (line,) = [line for line in normal(record(f"856 40 $u{url}$yFull text"), "en") if line.key == "online"]
    assert line.values[0].kind == ""
    assert line.values[0].target == ""


def test_a_doi_is_a_link_and_an_invalid_number_is_said_to_be_one():
    lines = {line.key: line.values for line in normal(record("024 7# $a10.1000/182$2doi", "020 ## $z0306406153"), "en")}
    assert (lines["doi"][0].kind, lines["doi"][0].target) == ("url", "https://doi.org/10.1000/182")
    assert lines["isbn"][0].note == "invalid"


def test_the_same_heading_of_two_vocabularies_is_shown_once():
    (line,) = [
        line
        for line in normal(record("650 #0 $aCourts.", "650 #7 $aCourts$2fast", "650 #7 $aCOURTS$2unbist"), "en")
        if line.key == "subject"
    ]
    assert [(value.text, value.note) for value in line.values] == [
        ("Courts", "Library of Congress Subject Headings; FAST; UNBIS Thesaurus")
    ]


ARABIC = (
    "041 0# $aara",
    "100 1# $6880-01$aKātib, A.",
    "245 10 $6880-02$aQawāʻid al-tasjīl /$cal-Maktab.",
    "264 #1 $6880-03$aal-Qāhirah :$bal-Maktab,$c2009.",
    "880 1# $6100-01/(3/r$aكاتب، أ.",
    "880 10 $6245-02/(3/r$aقواعد التسجيل /$cالمكتب.",
    "880 #1 $6264-03/(3/r$aالقاهرة :$bالمكتب،$c2009.",
    "880 ## $6500-00/(3/r$aملاحظة",
)


def test_original_script_beside_the_romanised_form_and_marked():
    lines = {line.key: line.values[0] for line in normal(record(*ARABIC), "en")}
    assert lines["title"].text == "Qawāʻid al-tasjīl"
    assert lines["title"].language == "ar-Latn"
    assert lines["title"].original == ("قواعد التسجيل", "ar", "rtl")
    assert lines["responsibility"].original == ("المكتب", "ar", "rtl")
    assert lines["contributor"].original is not None
    assert lines["contributor"].original.direction == "rtl"
    assert lines["publication"].original == ("القاهرة: المكتب, 2009", "ar", "rtl")


def test_a_field_in_original_script_only():
    lines = {line.key: line.values for line in normal(record(*ARABIC), "en")}
    assert [(value.text, value.language, value.direction) for value in lines["note"]] == [("ملاحظة", "ar", "rtl")]


def test_a_link_that_leads_nowhere_is_no_fault():
    one = record("245 10 $6880-01$aRules", "880 10 $6500-07/(N$aПравила", "880 10 $aбез связи")
    assert [(pair.field, pair.original.tag) for pair in linked(one)] == [(None, "500")]


SCRIPTS = [
    ("Правила", "rus", ("ru", "ltr")),
    ("Правила", "eng", ("und-Cyrl", "ltr")),
    ("קואבץ", "heb", ("he", "rtl")),
    ("קואבץ", "yid", ("yi", "rtl")),
    ("قواعد", "per", ("fa", "rtl")),
    ("日本の茶書", "jpn", ("ja", "ltr")),
    ("中国诗歌", "chi", ("zh", "ltr")),
    ("2019: قواعد", "ara", ("ar", "rtl")),
    ("Rules", "eng", ("en", "ltr")),
    ("1999", "rus", ("und", "ltr")),
]


@pytest.mark.parametrize(("text", "code", "markup"), SCRIPTS, ids=[f"{code} {text}" for text, code, _markup in SCRIPTS])
def test_language_and_direction_of_a_text(text, code, markup):
    assert script_of(text, record(f"041 0# $a{code}"))[1:] == markup


ROLES = [
    ("edt", "edt"), ("Editor.", "edt"), ("ed.", "edt"), ("translator,", "trl"), ("trad.", "trl"), ("traducteur", "trl"),
    ("http://id.loc.gov/vocabulary/relators/isb", "isb"), ("issuing body", "isb"), ("joint author", "aut"),
    ("keeper of the seals", ""), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("role", "code"), ROLES, ids=[role for role, _code in ROLES])
def test_roles_as_records_write_them(role, code):
    assert relator_of(role) == code


def test_a_role_that_is_not_known_is_shown_as_it_stands():
    assert role_name("keeper of the seals", "fr") == "keeper of the seals"


def test_a_record_with_nothing_in_it_still_has_a_material():
    assert shown(normal(record(), "en")) == [("Material type", ["Book"])]


@pytest.mark.parametrize(
    ("imprint", "expected"),
    [
        pytest.param("$aGeneva$aNew York$bOffice", "Geneva; New York: Office, 2019", id="places of one publisher"),
        pytest.param("$aGeneva :$bOffice ;$aPort Azur :$bPress", "Geneva: Office; Port Azur: Press, 2019", id="pairs"),
        pytest.param("$aGeneva$bOffice$bPress", "Geneva: Office; Press, 2019", id="publishers of one place"),
        pytest.param("$aGeneva$aNew York", "Geneva; New York, 2019", id="no publisher"),
    ],
)
def test_publishers_stand_after_their_places(imprint: str, expected: str) -> None:
    lines = dict(shown(normal(record("245 10 $aActs", f"264 #1 {imprint}$c2019"), "en")))
    assert lines["Publication"] == [expected]


def test_further_title_information_is_set_apart_as_readers_write_it() -> None:
    title = record("245 10 $aReport :$bacting together : what was shared").title
    assert title.full == "Report: acting together: what was shared"

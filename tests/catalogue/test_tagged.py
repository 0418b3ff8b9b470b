"""The MARC view and its inverse: what cataloguers read and type."""

from __future__ import annotations

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymarc import Field, Indicators, Subfield
from pymarc.leader import Leader

from tutela.catalogue.record import Record
from tutela.catalogue.tagged import field_name, tagged, to_tagged_text
from tutela.catalogue.tagged_text import parse_tagged
from tutela.catalogue.writing import same_fields

LEADER = "00000nam a2200000 i 4500"
FIXED = "190910s2019    sz            000 0 eng d"
BASE = f"LDR {LEADER.replace(' ', '#')}\n"


def parsed(text: str) -> pymarc.Record:
    marc = parse_tagged(BASE + text)
    assert isinstance(marc, pymarc.Record), marc
    return marc


def told(text: str, language: str = "en") -> list[tuple[int, str]]:
    found = parse_tagged(text)
    assert isinstance(found, tuple)
    return [(problem.line, problem.text(language)) for problem in found]


def sample() -> Record:
    marc = pymarc.Record()
    marc.leader = Leader(LEADER)
    marc.add_field(
        Field("001", data="cat-7"),
        Field("008", data=FIXED),
        Field("245", Indicators("1", "0"), [Subfield("a", "Rules of the registry /"), Subfield("c", "Ministry.")]),
        Field("500", Indicators(" ", " "), [Subfield("a", "Costs $5 {each}")]),
        Field("949", Indicators(" ", " "), [Subfield("a", "local")]),
    )
    return Record(marc)


def test_the_view_shows_blanks_codes_and_the_names_of_fields():
    lines = tagged(sample(), "fr")
    assert [(line.tag, line.indicators, line.name) for line in lines] == [
        ("LDR", "", "Guide"),
        ("001", "", "Numéro de contrôle"),
        ("008", "", "Éléments de données de longueur fixe"),
        ("245", "10", "Mention du titre"),
        ("500", "##", "Note générale"),
        ("949", "##", ""),
    ]
    assert lines[0].data == "00000nam#a2200000#i#4500"
    assert lines[2].data == "190910s2019####sz############000#0#eng#d"
    assert lines[3].subfields == (("a", "Rules of the registry /"), ("c", "Ministry."))


def test_names_of_fields_in_three_languages():
    assert [field_name("856", language) for language in ("en", "fr", "es")] == [
        "Electronic location and access",
        "Emplacement et accès électroniques",
        "Localización y acceso electrónicos",
    ]


def test_the_text_form():
    assert to_tagged_text(sample()) == (
        "LDR 00000nam#a2200000#i#4500\n"
        "001 cat-7\n"
        "008 190910s2019####sz############000#0#eng#d\n"
        "245 10 $a Rules of the registry / $c Ministry.\n"
        "500 ## $a Costs {dollar}5 {lcub}each{rcub}\n"
        "949 ## $a local\n"
    )


TYPED = [
    ("245 10 $a Title : $b rest", "10", [("a", "Title :"), ("b", "rest")]),
    ("24510$aTitle :$brest", "10", [("a", "Title :"), ("b", "rest")]),
    ("=245  10$aTitle", "10", [("a", "Title")]),
    ("=650  \\0$aCourts", " 0", [("a", "Courts")]),
    ("650 #0 $a Courts", " 0", [("a", "Courts")]),
    ("650 _0 $a Courts", " 0", [("a", "Courts")]),
    ("650  0 $a Courts", " 0", [("a", "Courts")]),
    ("100 1  $a Clerk, A.", "1 ", [("a", "Clerk, A.")]),
    ("100 1\\ $a Clerk, A.", "1 ", [("a", "Clerk, A.")]),
    ("500 ## $a Note", "  ", [("a", "Note")]),
    ("500    $a Note", "  ", [("a", "Note")]),
    ("500 $a Note", "  ", [("a", "Note")]),
    ("500 ## ‡a Costs $5 a copy", "  ", [("a", "Costs $5 a copy")]),
    ("260 ## ǂa Geneva :ǂb Office", "  ", [("a", "Geneva :"), ("b", "Office")]),
    ("500 ## $a {dollar}5 {lcub}x{rcub} {other}", "  ", [("a", "$5 {x} {other}")]),
    ("010 ## $a {blank}{blank} 68004897{blank}", "  ", [("a", "   68004897 ")]),
    ("500 ## $a A long note\n      that goes on", "  ", [("a", "A long note that goes on")]),
    ("949 ## $a no. #1 \\ 2", "  ", [("a", "no. #1 \\ 2")]),
    ("CAT 1# $a local tag", "1 ", [("a", "local tag")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "indicators", "subfields"), TYPED, ids=[line for line, *_rest in TYPED])
def test_what_cataloguers_type(line, indicators, subfields):
    (field,) = parsed(line).fields
    assert f"{field.indicator1}{field.indicator2}" == indicators
    assert [tuple(one) for one in field.subfields] == subfields


@pytest.mark.parametrize(
    "line",
    [
        "008 190910s2019####sz############000#0#eng#d",
        f"008 {FIXED}",
        f"=008  {FIXED}   ",
        "008 " + FIXED.replace(" ", "\\"),
    ],
    ids=["number signs", "spaces", "MARCMaker", "backslashes"],
)
def test_blanks_of_fixed_fields(line):
    assert parsed(line).fields[0].data == FIXED


PROBLEMS = [
    ("", [(1, "There is no field.")]),
    ("245 10 $a Title", [(1, "The leader is missing: a line LDR with 24 characters.")]),
    (BASE, [(1, "There is no field.")]),
    ("LDR 123\n500 ## $a x", [(1, "LDR has 3 characters; it needs 24. Write # for a blank.")]),
    (f"{BASE}008 19", [(2, "008 has 2 characters; it needs 40. Write # for a blank.")]),
    (f"{BASE}\nTitle of it", [(3, "The line does not begin with a tag of three digits or capital letters: “Title of it”.")]),
    (f"{BASE}245 10 Title", [(2, "Field 245 has no subfield: begin with $ and a code, for example $a.")]),
    (f"{BASE}245", [(2, "Field 245 has no content.")]),
    (f"{BASE}003", [(2, "Field 003 has no content.")]),
    (f"{BASE}245 1X $a T", [(2, "“1X” cannot be the two indicators: each is a digit, a small letter, or # for a blank.")]),
    (f"{BASE}245 100 $a T", [(2, "“100” cannot be the two indicators: each is a digit, a small letter, or # for a blank.")]),
    (f"{BASE}245 10 $ a T", [(2, "A subfield has no code after the $, before “a T”. A dollar sign in the text is written {dollar}.")]),
    (f"{BASE}245 10 $A T", [(2, "“A” cannot be the code of a subfield: it is a small letter or a digit.")]),
    (f"{BASE}020 ## $a 12 : $25.00", [(2, "“$25.00” looks like a price. A dollar sign in the text is written {dollar}.")]),
    (f"{BASE}245 10 $a T $b", [(2, "Subfield $b of field 245 is empty.")]),
    (f"{BASE}001 $a 12", [(2, "Field 001 has no subfields and no indicators.")]),
    (f"{BASE}001 12\n001 13", [(3, "001 can stand only once; it is already on line 2.")]),
    (f"{BASE}500 ## $a \x1e", [(2, "The line has a control character (U+001E), which a record cannot hold.")]),
    (f"{BASE}245 10 $a T $b\n500 $a Good\nxy", [
        (2, "Subfield $b of field 245 is empty."),
        (4, "The line does not begin with a tag of three digits or capital letters: “xy”."),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), PROBLEMS, ids=range(len(PROBLEMS)))
def test_every_problem_is_told_with_its_line(text, problems):
    assert told(text) == problems


def test_problems_are_told_in_the_language_of_the_reader():
    text = f"{BASE}245 10 $a T $b"
    assert told(text, "fr") == [(2, "La sous-zone $b de la zone 245 est vide.")]
    assert told(text, "es") == [(2, "El subcampo $b del campo 245 está vacío.")]


# --- round trip ---------------------------------------------------------------------------------------------------

SIGNS = st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from(" ${}#\\‡ǂ=\t\n\r")
VALUES = st.text(SIGNS, min_size=1, max_size=20)
CODES = st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789")
DATA_TAGS = st.integers(10, 999).map("{:03}".format) | st.sampled_from(["CAT", "Z39", "F1A"])
DATA_FIELDS = st.builds(
    Field,
    DATA_TAGS,
    st.builds(Indicators, st.sampled_from(" 0123456789a"), st.sampled_from(" 0123456789z")),
    st.lists(st.builds(Subfield, CODES, VALUES), min_size=1, max_size=4),
)
CONTROL_FIELDS = st.builds(
    lambda tag, data: Field(tag, data=data),
    st.sampled_from(["007", "009"]),
    st.text(SIGNS, min_size=1, max_size=20).filter(lambda text: text.strip()),
)
PLAIN = st.text("abcd0189 |#\\${}", min_size=40, max_size=40).filter(lambda text: text.strip())


@settings(max_examples=300, deadline=None)
@given(PLAIN, st.lists(DATA_FIELDS | CONTROL_FIELDS, min_size=1, max_size=6))
def test_text_gives_back_the_record(fixed, fields):
    marc = pymarc.Record()
    marc.leader = Leader(LEADER)
    marc.add_field(Field("008", data=fixed), *fields)
    again = parse_tagged(to_tagged_text(marc))
    assert isinstance(again, pymarc.Record), again
    assert same_fields(again, marc)


def test_the_browser_changes_line_breaks_and_nothing_else():
    text = to_tagged_text(sample())
    again = parse_tagged(text.replace("\n", "\r\n"))
    assert isinstance(again, pymarc.Record)
    assert to_tagged_text(again) == text

"""What readers type into the search of the catalogue, and how it is read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.web.library.factories import catalogued

from tutela.web.discovery.fields import NAMES, name_of
from tutela.web.discovery.query import numbers_in, read
from tutela.web.discovery.reading import told
from tutela.web.library.facets import BITMAPS
from tutela.web.searching.query import parse
from tutela.web.searching.reading import written

READ = [
    ("title:child", "title:child"),
    ("TITLE:child", "title:child"),
    ("titre:enfant", "title:enfant"),
    ("título:niño", "title:niño"),
    ("titulo:niño", "title:niño"),
    ("title: child", "title:child"),
    ("titre : enfant", "title:enfant"),
    ("title:child law", "title:child AND law"),
    ("title:(child law)", "title:child AND title:law"),
    ("title:(child OR law)", "title:child OR title:law"),
    ('title:"legal person"', "title:“legal person”"),
    ("title:legal-person", "title:“legal-person”"),
    ("-title:child law", "law NOT title:child"),
    ("law NOT title:(child OR victim)", "law NOT (title:child OR title:victim)"),
    ("title:(child -law)", "title:child NOT title:law"),
    ("title:(child subject:law)", "title:child AND subject:law"),
    ("title:subject:law", "subject:law"),
    ("auteur:dupont ET sujet:droit", "author:dupont AND subject:droit"),
    ("isbn:978-92-1-154271-4", "symbol:“978-92-1-154271-4”"),
    ("language:french", "language:french"),
    ("year:2015-2020", "year:“2015-2020”"),
    ("exploit*", "exploit*"),
    ("title:exploit*", "title:exploit*"),
    # not fields
    ("Child as subject: a study of law", "Child AND subject AND study AND law"),
    ("colour:red", "“colour:red”"),
    ("https://example.org/a", "“https://example.org/a”"),
    ('"title:child"', "“title:child”"),
    ("subtitle:child", "“subtitle:child”"),
]


@pytest.mark.parametrize(("text", "reading"), READ, ids=[text for text, _reading in READ])
def test_reading(text: str, reading: str) -> None:
    query = parse(text, "en", NAMES)
    assert query.tree is not None
    assert written(query.tree, name_of) == reading


@pytest.mark.parametrize(
    ("text", "reading", "codes"),
    [
        ("title:", "title", []),
        ("title:()", None, ["field", "nothing"]),
        ("title:) child", "title:child", ["bracket"]),
        ("title:!!! child", "title:child", []),
        ("child title:OR law", "child OR law", ["field"]),
        ("ab*", "ab", ["short"]),
        ("*", None, ["nothing"]),
        ("title:the", "title:the", []),
        ("title:(the law)", "title:law", ["common"]),
        ("NOT title:child", None, ["only-not"]),
    ],
)
def test_what_cannot_be_read_as_it_stands(text: str, reading: str | None, codes: list[str]) -> None:
    query = parse(text, "en", NAMES)
    assert (written(query.tree, name_of) if query.tree is not None else None) == reading
    assert [note.code for note in query.notes] == codes


def test_passages_have_no_fields() -> None:
    plain = parse("title:child exploit*", "en").tree
    assert plain is not None
    assert written(plain) == "“title:child” AND exploit"


PIECES = st.sampled_from(
    'child title: titre: year:2015-2020 year: language:fr type:law - NOT AND OR ( ) " * exploit* ab* : :: title:title: “ CRC/C/156 \0 \ud800 '
    "id: isbn:97 note:( 99999999999999999999 year:99999-1 enfant -".split(" ")
)


@given(
    st.one_of(
        st.text(max_size=120), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
    )
)
@example("title:" * 150)
@example("(title:" * 100 + "x")
@pytest.mark.django_db
def test_nothing_that_is_typed_is_an_error(text: str) -> None:
    for language in ("en", "fr", "es"):
        query = read(text, language, {})
        told(query)
        if query.asked is not None:
            written(query.asked, name_of)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("CRC/C/156", ("CRCC156", "CRC/C/156")),
        ("978-92-1-154271-4", ("9789211542714",)),
        ("92-1-154271-5", ("9211542715", "9789211542714")),
        ("http://www.example.org/x1", ("HTTPWWWEXAMPLEORGX1", "example.org/x1")),
        ("2019", ()),
        ("children", ()),
        ("1" * 300, ()),
    ],
    ids=["symbol", "isbn-13", "isbn-10", "address", "year", "word", "long"],
)
def test_a_query_that_is_a_number(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers


@pytest.mark.django_db
def test_a_value_that_nothing_has_is_told() -> None:
    catalogued("Children Act", language="eng")
    query = read("children language:klingon year:1800", "en", BITMAPS.current())
    assert [(one.field, one.written) for one in query.unknown] == [("language", "klingon"), ("year", "1800")]
    assert told(query)[0] == "Language: no record in the catalogue has “klingon”."


def test_names_of_fields_are_those_of_the_page() -> None:
    from django.utils.translation import override

    assert [override_name(language) for language in ("en", "fr", "es")] == ["title", "titre", "título"]
    with override("fr"):
        assert name_of("name") == "auteur"


def override_name(language: str) -> str:
    from django.utils.translation import override

    with override(language):
        return name_of("title")

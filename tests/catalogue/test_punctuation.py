"""Prescribed punctuation is taken off and set again; abbreviations and names keep what is theirs."""

from __future__ import annotations

import pytest

from tutela.catalogue.punctuation import bare_of, element, mark_after, mark_before, without_marks, without_stop

STOPS = [
    ("Office of Records.", "Office of Records"),
    ("al-Gharbī.", "al-Gharbī"),
    ("al-Gharbi\u0304.", "al-Gharbi\u0304"),
    ("Управление.", "Управление"),
    ("新潮社.", "新潮社"),
    ("2019.", "2019"),
    ("[s.n.].", "[s.n.]"),
    ("24 cm.", "24 cm"),
    ("vol. XII.", "vol. XII"),
    ("director..", "director"),
    ("2nd ed.", "2nd ed."),
    ("96 p.", "96 p."),
    ("ill. en coul.", "ill. en coul."),
    ("Office, Inc.", "Office, Inc."),
    ("U.N.", "U.N."),
    ("Ph.D.", "Ph.D."),
    ("Clerk, A. B.", "Clerk, A. B."),
    ("and so on ...", "and so on ..."),
    ("etc.", "etc."),
    ("", ""),
    (".", "."),
]


@pytest.mark.parametrize(("text", "bare"), STOPS, ids=[repr(text) for text, _bare in STOPS])
def test_the_stop_of_an_area(text, bare):
    assert without_stop(text) == bare


MARKS = [
    ("Title :", "Title", ":"),
    ("Title:", "Title", ":"),
    ("Title /", "Title", "/"),
    ("Title =", "Title", "="),
    ("96 p. ;", "96 p.", ";"),
    ("24 cm +", "24 cm", "+"),
    ("Office,", "Office", ","),
    ("المكتب،", "المكتب", ""),
    ("Programming in C++", "Programming in C++", ""),
    ("Programming in C++ /", "Programming in C++", "/"),
    ("Scale 1:50 000", "Scale 1:50 000", ""),
    (": rest", "rest", ""),
    (", Isaac", "Isaac", ""),
    ("/etc/passwd", "/etc/passwd", ""),
    ("  two\n lines ", "two lines", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("text", "bare", "mark"), MARKS, ids=[repr(text) for text, _bare, _mark in MARKS])
def test_marks_at_the_ends_of_a_subfield(text, bare, mark):
    assert without_marks(text) == bare
    assert mark_after(text) == mark


@pytest.mark.parametrize(
    ("text", "mark"), [("= Titre", "="), (": rest", ":"), (":rest", ":"), ("/etc", ""), ("rest", "")], ids=repr
)
def test_marks_at_the_beginning(text, mark):
    assert mark_before(text) == mark


@pytest.mark.parametrize(("text", "bare"), [("Ont. :", "Ont."), ("Title.", "Title"), ("Title. :", "Title.")], ids=repr)
def test_a_stop_before_a_mark_belongs_to_the_element(text, bare):
    assert element(text) == bare


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("(Series)", "Series"),
        ("(A) and (B)", "(A) and (B)"),
        ("(A (B))", "A (B)"),
        ("Series (A)", "Series (A)"),
        ("()", ""),
    ],
    ids=repr,
)
def test_brackets_around_the_whole(text, bare):
    assert bare_of(text, "()") == bare

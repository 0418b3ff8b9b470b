"""What is typed is read as well as possible, and the reader is told how."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tutela.web.searching.query import LONGEST, parse
from tutela.web.searching.raw import MOST, Joined, Negated, Raw, read
from tutela.web.searching.reading import told, written
from tutela.web.searching.stems import stems_of
from tutela.web.searching.tree import holds, marks, words

READ = [
    ("sale", "sale"),
    ("child sale", "child AND sale"),
    ("child AND sale", "child AND sale"),
    ("hotel OR airline", "hotel OR airline"),
    ("hotel OU vol", "hotel OR vol"),
    ("hotel O vuelo", "hotel OR vuelo"),
    ("venta Y hotel", "venta AND hotel"),
    ("vente ET hôtel", "vente AND hôtel"),
    ("travel NOT air", "travel NOT air"),
    ("travel AND NOT air", "travel NOT air"),
    ("travel SAUF air", "travel NOT air"),
    ("viaje NO aire", "viaje NOT aire"),
    ("travel -air", "travel NOT air"),
    ("-air travel", "travel NOT air"),
    ("travel - air", "travel AND air"),
    ("and or sale", "sale"),  # in small letters these are common words
    ("bank OR payment AND report", "bank OR (payment AND report)"),
    ("(bank OR payment) report", "(bank OR payment) AND report"),
    ('"legal person"', "“legal person”"),
    ("“legal person”", "“legal person”"),
    ("« personne morale » amende", "“personne morale” AND amende"),
    ('-"legal person" fine', "fine NOT “legal person”"),
    ("fine -(hotel OR bank)", "fine NOT (hotel OR bank)"),
    ("l’enfant", "enfant"),
    ("child's", "child"),
    ("self-generated", "“self-generated”"),
    ("CRC/C/156", "“CRC/C/156”"),
    ("sale NOT NOT child", "sale AND child"),
    ("sale AND (child OR -hotel)", "sale NOT (hotel NOT child)"),
    ("sale sale", "sale"),
]


@pytest.mark.parametrize(("text", "reading"), READ)
def test_reading(text: str, reading: str) -> None:
    query = parse(text, "en")
    assert query.tree is not None
    assert written(query.tree) == reading


TOLD = [
    ('"legal person', "“legal person”", ["quote"]),
    ("(bank OR payment", "bank OR payment", ["bracket"]),
    ("bank) payment", "bank AND payment", ["bracket"]),
    ("AND bank", "bank", ["operator"]),
    ("bank OR", "bank", ["operator"]),
    ("bank AND OR payment", "bank OR payment", ["operator"]),
    ("bank AND AND payment", "bank AND payment", ["operator"]),
    ("bank NOT", "bank", ["operator"]),
    ("the sale of children", "sale AND children", ["common"]),
    ("the", "the", []),
    ("NOT bank", None, ["only-not"]),
    ("-bank -payment", None, ["only-not"]),
    ("bank OR NOT payment", None, ["only-not"]),
    ("!!!", None, ["nothing"]),
    ("()", None, ["nothing"]),
    ('""', None, ["nothing"]),
    ("AND", None, ["operator", "nothing"]),
    ("", None, []),
    ("  \t ", None, []),
    ("ba\0nk", "ba AND nk", []),
    ("\u202ebank", "bank", []),
    ("(" * 20 + "bank" + ")" * 20, "bank", ["deep"]),
    ("(" * 500, None, ["deep", "bracket", "nothing"]),
]


@pytest.mark.parametrize(("text", "reading", "notes"), TOLD)
def test_what_cannot_be_read_as_it_stands(text: str, reading: str | None, notes: list[str]) -> None:
    query = parse(text, "en")
    assert (written(query.tree) if query.tree is not None else None) == reading
    assert [note.code for note in query.notes] == notes
    assert len(told(query)) == len(notes)


def test_common_words_are_those_of_the_page_and_stand_in_phrases() -> None:
    french = parse("la vente des enfants", "fr")
    assert french.tree is not None
    assert written(french.tree) == "vente AND enfants"
    assert french.notes[0].words == "la, des"
    assert "la, des" in told(french)[0]
    phrase = parse('"sale of children"', "en")
    assert phrase.tree is not None
    assert holds(phrase.tree, stems_of("the sale of a child or the sale of children", "en").split())
    assert not holds(phrase.tree, stems_of("sale children", "en").split())


def test_long_queries_are_cut() -> None:
    query = parse("word " * 2000, "en")
    assert [note.code for note in query.notes] == ["cut", "many"]
    assert len(query.text) <= LONGEST
    distinct = parse(" ".join(f"w{number}" for number in range(MOST + 5)), "en")
    assert [note.code for note in distinct.notes] == ["many"]


PIECES = st.sampled_from(
    "child children sale enfants víctima the of AND OR NOT ET OU SAUF Y O NO - -x ( ) \" “ ” « » ' l’enfant a-b \0 \ud800 ½ \u202e".split(
        " "
    )
)


@given(
    st.one_of(
        st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join)
    )
)
@example("NOT " * 300 + "x")
@example("(NOT " * 300 + "x")
def test_nothing_that_is_typed_is_an_error(text: str) -> None:
    for language in ("en", "fr", "es"):
        query = parse(text, language)
        told(query)
        if query.tree is not None:
            written(query.tree)
            assert holds(query.tree, []) is False  # NOT only ever takes something away
        elif text.strip():
            assert query.notes or not query.text


def test_marks_are_the_words_as_they_stand() -> None:
    text = "Les enfants VICTIMES, une victime enfant; la personne morale."
    tree = parse('enfant victime "personnes morales" -sale', "fr").tree
    assert tree is not None
    found = [text[start:end] for start, end in marks(tree, text, "fr")]
    assert found == ["enfants", "VICTIMES", "victime", "enfant", "personne morale"]


def test_marks_that_overlap_are_one() -> None:
    text = "sale of children and adults"
    tree = parse('"sale of children" OR "children and adults"', "en").tree
    assert tree is not None
    assert [text[start:end] for start, end in marks(tree, text, "en")] == [text]


def test_a_word_without_letters_is_none() -> None:
    assert words("…") is None


def plainly(raw: Raw, tokens: list[str]) -> bool:
    if isinstance(raw, Negated):
        return not plainly(raw.inner, tokens)
    if isinstance(raw, Joined):
        return (all if raw.is_all else any)(plainly(part, tokens) for part in raw.parts)
    return holds(raw, tokens)


@given(
    st.lists(st.sampled_from("p q r s AND OR NOT ( ) -".split()), max_size=20).map(" ".join),
    st.lists(st.sampled_from(["p", "q", "r", "s"]), unique=True),
)
def test_no_rearrangement_changes_what_is_meant(text: str, tokens: list[str]) -> None:
    raw, _faults = read(text)
    tree = parse(text, "xx").tree
    if tree is not None:
        assert raw is not None
        assert holds(tree, tokens) == plainly(raw, tokens)
    elif raw is not None:
        assert plainly(raw, [])  # only what to leave out: even a text without words would do

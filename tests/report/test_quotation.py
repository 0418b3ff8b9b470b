"""What a quotation shows: the words found, nothing that a report cannot hold, no more than fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.assessments import IDEAS, Draft

from tutela.evidence.match import Match, Reason
from tutela.report.quotation import ELLIPSIS, Piece, capped, legible, marks, pieces, shortened, whole
from tutela.text.document import Passage, Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les données sont recueillies chaque année.", "Les données sont recueillies chaque année."),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("page\x0cbreak\x0band\u2028line\rends", "page break and line ends"),
        ("be\x07ll \x00nul\x9f", "bell nul"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("caf\udce9.pdf", "caf\ufffd.pdf"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("𝒜 child", "𝒜 child"),
    ],
)
def test_legible(text: str, expected: str) -> None:
    assert legible(text) == expected


def match_of(passage: Passage, *spans: tuple[int, int]) -> Match:
    """A match whose words stand at these places of the passage."""
    start = passage.span.start
    places = tuple(Span(start + first, start + last) for first, last in spans)
    return Match("online.report", passage, 0.9, (Reason("duty-to-report", IDEAS["duty-to-report"], places, 1.0),))


def passage_of(text: str) -> Passage:
    """A passage that does not begin where its document does."""
    draft = Draft("act.txt", "text", "Act", "en")
    draft.add("An opening passage.")
    return draft.add(text)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(0, 3)], [(0, 3)]),
        ([(4, 6), (0, 3)], [(0, 3), (4, 6)]),
        ([(0, 5), (3, 8)], [(0, 8)]),
        ([(0, 5), (5, 8)], [(0, 8)]),
        ([(2, 2), (9, 4)], []),
        ([(-5, 3), (8, 500)], [(0, 3), (8, 10)]),
        ([(-9, -2), (40, 50)], []),
    ],
)
def test_marks(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert marks(match_of(passage_of("0123456789"), *spans)) == expected


def test_pieces() -> None:
    passage = passage_of("Providers shall report abuse material without delay.")
    assert whole(match_of(passage, (10, 22), (38, 51))) == [
        Piece("Providers ", False),
        Piece("shall report", True),
        Piece(" abuse material ", False),
        Piece("without delay", True),
        Piece(".", False),
    ]


def test_what_is_left_out_is_shown() -> None:
    shown = pieces("0123456789", [(3, 4)], [(2, 5), (7, 9)])
    assert "".join(piece.text for piece in shown) == f"{ELLIPSIS} 234 {ELLIPSIS} 78 {ELLIPSIS}"
    assert [piece.text for piece in shown if piece.marked] == ["3"]


def test_a_long_passage_is_shortened_around_the_words_found() -> None:
    text = "The authority publishes the numbers. " * 60 + "Providers shall report. " + "It keeps records. " * 60
    start = text.index("shall report")
    shown = "".join(piece.text for piece in shortened(match_of(passage_of(text), (start, start + 12))))
    assert "Providers shall report." in shown
    assert shown.startswith(ELLIPSIS)
    assert shown.endswith(ELLIPSIS)
    assert len(shown) < 640


@given(st.text(), st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)), max_size=6))
def test_pieces_make_up_the_passage(text: str, spans: list[tuple[int, int]]) -> None:
    match = match_of(passage_of(text), *spans)
    assert "".join(piece.text for piece in whole(match)) == text
    marked = [piece.text for piece in whole(match) if piece.marked]
    assert marked == [text[start:end] for start, end in marks(match)]


@given(st.lists(st.builds(Piece, st.text(), st.booleans())), st.integers(10, 80))
def test_capped_pieces_fit(given_pieces: list[Piece], limit: int) -> None:
    shown = capped(given_pieces, limit)
    everything = legible("".join(piece.text for piece in given_pieces))
    text = "".join(piece.text for piece in shown)
    assert len(text.encode("utf-16-le")) // 2 <= limit
    assert all(piece.text for piece in shown)
    if text != everything:
        assert text.endswith(f" {ELLIPSIS}")
        assert everything.startswith(text.removesuffix(f" {ELLIPSIS}"))

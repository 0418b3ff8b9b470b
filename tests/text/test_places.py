"""Passages are found on their pages: letters in a row of pages, and boxes on the page itself."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from PIL import Image

from tutela import read_document
from tutela.text.document import Passage
from tutela.text.page_picture import Box, Wanted, draw_page, find_places
from tutela.text.places import Finder, letters_of

SAMPLES = Path(__file__).parents[2] / "samples"


def letters(text: str) -> str:
    return letters_of(text)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 12, § 3 (b)", "article123b"),
        ("exploi-\ntation", "exploitation"),
        ("exploi\u00adtation", "exploitation"),
        ("oﬀence déﬁnie", "offencedefinie"),
        ("Niños, niñas – ¡ÁÉÍ!", "ninosninasaei"),
        ("STRASSE Straße", "strassestrasse"),
        ("مَادَّة", "مادة"),
        ("", ""),
        (" \0\x02– ", ""),
    ],
)
def test_letters_are_compared_without_what_a_line_end_changes(text: str, expected: str) -> None:
    found, places = letters_of(text)
    assert found == expected
    assert len(places) == len(found)
    assert all(letters(text[place]) for place in places)


FIRST = "Any person who offers, obtains or procures a child for sexual exploitation commits an offence."
SECOND = "A legal person may be held liable for an offence under this Act and punished with a fine."


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        pytest.param(f"{FIRST} {SECOND}", SECOND, [SECOND], id="as a whole"),
        pytest.param(FIRST.replace("procures", "pro-\ncures"), FIRST, [FIRST], id="a broken word"),
        pytest.param(FIRST.upper(), FIRST, [FIRST], id="capitals"),
        pytest.param(
            f"{FIRST[:50]} Official Gazette, 12 May 2019, page 7 {FIRST[50:]}",
            FIRST,
            [FIRST[:50], FIRST[50:]],
            id="a page break",
        ),
        pytest.param(
            FIRST.replace("child", "child12"), FIRST, [FIRST.replace("child", "child12")], id="the mark of a note"
        ),
        pytest.param(SECOND, FIRST, [], id="another passage"),
        pytest.param("sexual exploitation of children is a crime", FIRST, [], id="words in common"),
        pytest.param("", FIRST, [], id="nothing there"),
        pytest.param(FIRST, "", [], id="nothing to find"),
        pytest.param(
            f"A/HRC/43/12 {FIRST[:52]} A/HRC/43/12 {FIRST[52:]}",
            FIRST,
            [FIRST[:52], FIRST[52:]],
            id="letters by chance",
        ),
        pytest.param("Interior. Health. Justice.", "Health", ["Health"], id="a short one"),
    ],
)
def test_a_passage_is_found_among_the_letters(page: str, text: str, expected: list[str]) -> None:
    there = letters(page)
    found = [there[start:end] for start, end in Finder(there).find(text)]
    assert found == [letters(one) for one in expected]


def test_of_two_like_places_the_earlier_belongs_to_the_earlier_passage() -> None:
    finder = Finder(letters(f"{FIRST} {SECOND} {FIRST}"))
    first, second = finder.find(FIRST), finder.find(FIRST)
    assert first[0][0] == 0
    assert second[0][0] > first[0][1]


def test_a_passage_is_not_looked_for_before_its_page() -> None:
    there = letters(f"{FIRST} {FIRST}")
    begin = len(there) // 2
    assert Finder(there).find(FIRST, begin) == [(begin, len(there))]


def test_the_cells_of_a_row_are_found_near_each_other() -> None:
    there = letters("2.1 Health Study 2025 3.1 Training of police Health 2027 4.1 Lessons Health 2025")
    found = Finder(there).find("3.1 Training of police | Health | 2027", is_row=True)
    assert [there[start:end] for start, end in found] == ["31trainingofpolice", "health", "2027"]


def wanted(passages: tuple[Passage, ...]) -> list[Wanted]:
    return [Wanted(number, one.text, one.page or 1, one.kind == "row") for number, one in enumerate(passages)]


def text_in(data: bytes, page: int, boxes: list[Box]) -> str:
    """The letters that stand within boxes on a page."""
    with pdfium.PdfDocument(data) as document:
        here = document[page - 1]
        height = here.get_height()
        characters = here.get_textpage()
        pieces = [
            characters.get_text_bounded(
                box.left - 0.5, height - box.top - box.height + 1, box.left + box.width + 0.5, height - box.top - 1
            )
            for box in boxes
        ]
    return letters("".join(pieces))


@pytest.mark.parametrize(
    "name",
    [
        "ley-turismo-y-entorno-digital.pdf",
        "loi-protection-de-l-enfant.pdf",
        "national-plan-of-action.pdf",
        "penal-code-extract.pdf",
        "state-report-to-the-committee.pdf",
    ],
)
def test_the_boxes_of_a_passage_hold_its_words(name: str) -> None:
    """Every passage of the samples: paragraphs, lists, footnotes and rows of tables, over line and page ends."""
    data = (SAMPLES / name).read_bytes()
    document = read_document(SAMPLES / name)
    everywhere: dict[int, str] = {}
    for page in range(1, (document.pages or 0) + 1):
        found = find_places(data, page, wanted(document.passages))
        assert found.has_letters
        for number, boxes in found.places.items():
            assert all(0 <= box.left < found.width and 0 <= box.top < found.height for box in boxes)
            everywhere[number] = everywhere.get(number, "") + text_in(data, page, boxes)
    assert everywhere.keys() == set(range(len(document.passages)))
    for number, there in everywhere.items():
        text = letters(document.passages[number].text)
        assert SequenceMatcher(None, text, there, autojunk=False).ratio() > 0.9, document.passages[number].text


def test_a_scan_has_no_letters() -> None:
    found = find_places((SAMPLES / "circular-scanned.pdf").read_bytes(), 1, [Wanted(1, FIRST, 1, False)])
    assert not found.has_letters
    assert found.places == {}


def turned(angle: int) -> bytes:
    """A page that lies turned in the file, and is shown upright."""
    made = FPDF(unit="pt", format=(400, 400))
    made.add_page()
    made.set_font("Helvetica", size=12)
    with made.rotation(angle, 200, 200):
        made.set_xy(60, 60)
        made.multi_cell(280, 16, f"{FIRST}\n{SECOND}")
    out = io.BytesIO()
    with pdfium.PdfDocument(bytes(made.output())) as document:
        document[0].set_rotation(angle)
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_boxes_lie_where_the_picture_is_dark(angle: int, tmp_path: Path) -> None:
    data = turned(angle)
    found = find_places(data, 1, [Wanted(1, FIRST, 1, False), Wanted(2, SECOND, 1, False)])
    draw_page(data, 1, tmp_path / "page.png")
    with Image.open(tmp_path / "page.png") as picture:
        grey = picture.convert("L")
    scale = grey.width / found.width
    assert [len(boxes) for boxes in found.places.values()] == [2, 2]
    for box in (box for boxes in found.places.values() for box in boxes):
        assert box.width > 5 * box.height
        area = (box.left, box.top, box.left + box.width, box.top + box.height)
        assert grey.crop(tuple(round(side * scale) for side in area)).getextrema()[0] < 128
    above = (0, 0, grey.width, round((found.places[1][0].top - 2) * scale))
    assert grey.crop(above).getextrema()[0] == 255


def test_there_is_no_such_page(tmp_path: Path) -> None:
    with pytest.raises(pdfium.PdfiumError):
        draw_page((SAMPLES / "penal-code-extract.pdf").read_bytes(), 99, tmp_path / "page.png")

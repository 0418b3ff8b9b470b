"""The documents of the invented State: made from their texts, and read as a reviewer's own would be."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops, ImageStat

from tutela.register.loading import load_register
from tutela.text.document import Document
from tutela.text.reading import read_document

DOCUMENTS = Path(__file__).parents[1] / "samples"
SOURCE = Path(__file__).parents[1] / "scripts" / "samples"
NAMES = {
    "penal-code-extract.pdf",
    "children-act.docx",
    "national-plan-of-action.pdf",
    "state-report-to-the-committee.pdf",
    "school-safeguarding-policy.html",
    "loi-protection-de-l-enfant.pdf",
    "ley-turismo-y-entorno-digital.pdf",
    "circular-scanned.pdf",
}
SCANNED = "circular-scanned.pdf"


@cache
def read(name: str) -> Document:
    return read_document(DOCUMENTS / name)


def labels(name: str) -> list[str]:
    return [passage.label for passage in read(name).passages]


def text_at(name: str, label: str) -> str:
    return " ".join(passage.text for passage in read(name).passages if passage.label == label)


def test_the_folder_holds_the_eight_documents() -> None:
    assert {path.name for path in DOCUMENTS.iterdir()} == NAMES
    assert sum(path.stat().st_size for path in DOCUMENTS.iterdir()) < 1_500_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents as the script makes them now."""
    folder = tmp_path_factory.mktemp("samples")
    script = SOURCE / "make_samples.py"
    subprocess.run([sys.executable, "-B", str(script), "--output", str(folder)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", sorted(NAMES - {SCANNED}))
def test_a_document_is_what_its_text_makes(name: str, made: Path) -> None:
    is_same = (DOCUMENTS / name).read_bytes() == (made / name).read_bytes()
    assert is_same, f"samples/{name} differs from what its text makes: run `make samples`"


def test_the_scanned_page_is_what_its_text_makes(made: Path) -> None:
    pages = [pypdfium2.PdfDocument(folder / SCANNED)[0].render().to_pil().convert("L") for folder in (DOCUMENTS, made)]
    assert pages[0].size == pages[1].size
    assert ImageStat.Stat(ImageChops.difference(*pages)).mean[0] < 3, "shades of grey on average: run `make samples`"


def test_every_measure_has_its_expected_status() -> None:
    with (SOURCE / "expected.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["measure"] for row in rows] == [measure.id for measure in load_register().measures]
    counts = {status: sum(row["status"] == status for row in rows) for status in ("addressed", "partly", "not-found")}
    assert sum(counts.values()) == len(rows)
    assert min(counts.values()) >= 15
    assert all(row["where"] for row in rows if row["status"] != "not-found")


@pytest.mark.parametrize(
    ("name", "kind", "language", "pages", "fewest"),
    [
        ("penal-code-extract.pdf", "pdf", "en", 6, 70),
        ("children-act.docx", "docx", "en", None, 65),
        ("national-plan-of-action.pdf", "pdf", "en", 4, 25),
        ("state-report-to-the-committee.pdf", "pdf", "en", 6, 47),
        ("school-safeguarding-policy.html", "html", "en", None, 25),
        ("loi-protection-de-l-enfant.pdf", "pdf", "fr", 4, 28),
        ("ley-turismo-y-entorno-digital.pdf", "pdf", "es", 3, 25),
    ],
)
def test_a_document_is_read_in_its_language(
    name: str, kind: str, language: str, pages: int | None, fewest: int
) -> None:
    document = read(name)
    assert (document.kind, document.language, document.pages) == (kind, language, pages)
    assert len(document.passages) >= fewest
    bodies = [passage for passage in document.passages if passage.kind == "body"]
    assert {passage.language for passage in bodies} == {language}
    assert document.title
    assert "Tutela" not in document.text, "the line at the foot of each page is not part of the text"


def test_the_penal_code_is_cited_by_section() -> None:
    sections = {label.split(" (")[0] for label in labels("penal-code-extract.pdf") if label}
    assert sections == {f"s. {number}" for number in range(1, 28)}
    assert "each was part of a common plan" in text_at("penal-code-extract.pdf", "s. 5 (4) (a) (i)")
    assert "ARRANGEMENT" not in read("penal-code-extract.pdf").text


def test_words_divided_at_line_ends_are_whole_again() -> None:
    assert "remuneration or any other consideration." in text_at("penal-code-extract.pdf", "s. 2 (1) (f)")
    assert "the exploitation of a child in prostitution" in text_at("penal-code-extract.pdf", "s. 10 (2)")


def test_the_children_act_is_read_as_word_shows_it() -> None:
    document = read("children-act.docx")
    duty = next(passage for passage in document.passages if "reasonable grounds to suspect" in passage.text)
    assert duty.label.endswith("10 (1)")
    assert duty.heading_path[-2:-1] == ("PART V – PROTECTION",)
    assert "within twenty-four hours" in duty.text, "an insertion counts as accepted"
    assert "convicted in the Republic or abroad of" in document.text, "a deletion is gone"
    assert document.text.count("Every child may complain to the Commission") == 1, "the text box is read once"
    assert [passage.label for passage in document.passages if passage.kind == "footnote"] == [
        "note 1",
        "note 2",
        "note 3",
    ]
    assert any(passage.text == "Report on the child | 25 | Central Authority" for passage in document.passages)


def test_the_columns_of_the_plan_are_read_one_after_the_other() -> None:
    text = read("national-plan-of-action.pdf").text
    told = ["best interests of the child", "school drop-out", "yearly awareness campaign", "chaired by the Prime Minister",
            "District Child Protection Committees", "single information system", "existing appropriations", "hurricane"]  # fmt: skip
    places = [text.index(words) for words in told]
    assert places == sorted(places)


def test_the_state_report_keeps_its_footnotes_apart() -> None:
    document = read("state-report-to-the-committee.pdf")
    notes = {passage.label: passage.text for passage in document.passages if passage.kind == "footnote"}
    assert set(notes) == {f"note {number}" for number in range(1, 8)}
    assert "Order No. 31 of 2018" in notes["note 3"]
    assert "Order No. 31" not in text_at("state-report-to-the-committee.pdf", "para. 10")
    assert "41 reports and 17 prosecutions" in text_at("state-report-to-the-committee.pdf", "para. 13")


def test_the_french_law_is_cited_by_article() -> None:
    name = "loi-protection-de-l-enfant.pdf"
    articles = {label.split(" (")[0] for label in labels(name) if label}
    assert articles == {"Art. 1er", *(f"Art. {number}" for number in range(2, 22))}
    assert "huis clos" in text_at(name, "Art. 11 (c)")
    assert "enseignants" in text_at(name, "Art. 4 (1°)")
    screen = next(passage for passage in read(name).passages if "derrière un écran" in passage.text)
    assert screen.heading_path[-2:] == (
        "TITRE III – DE L’ENFANT VICTIME DANS LA PROCÉDURE",
        "Chapitre Ier – De l’audition et du témoignage",
    )


def test_the_spanish_law_is_cited_by_article_and_fraction() -> None:
    name = "ley-turismo-y-entorno-digital.pdf"
    assert {f"Art. {number}" for number in range(1, 19)} <= set(labels(name))
    assert "capacitación" in text_at(name, "Art. 5 (I)")
    assert "doce horas" in text_at(name, "Art. 5 (II) (b)")
    assert {"Disp. transitoria primera", "Disp. transitoria segunda", "Disp. final única"} <= set(labels(name))


def test_the_school_policy_leaves_its_navigation_out() -> None:
    document = read("school-safeguarding-policy.html")
    assert document.text.count("When a pupil wants to talk") == 1
    assert "social services or the police" in text_at("school-safeguarding-policy.html", "4.1 (c)")
    assert "note 2" in labels("school-safeguarding-policy.html")


def test_the_scanned_page_is_read_by_tesseract() -> None:
    if shutil.which("tesseract") is None:
        reason = "Tesseract is not installed: see .ci/run"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    document = read(SCANNED)
    assert (document.language, document.pages) == ("en", 1)
    assert "presume that the person is a child until the age has been verified" in document.text
    assert "shall not be arrested" in text_at(SCANNED, "para. 4")
    assert [label for label in labels(SCANNED) if label] == [f"para. {number}" for number in range(1, 8)]


def test_the_scanned_page_holds_no_text() -> None:
    page = pypdfium2.PdfDocument(DOCUMENTS / SCANNED)[0]
    assert page.get_textpage().get_text_bounded().strip() == ""

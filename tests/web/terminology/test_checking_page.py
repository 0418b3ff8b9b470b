"""A text checked on the site: what its reader sees."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries
from tests.web.documents.files import EXE, damaged_pdf, pdf
from tests.web.terminology.pages import LAW, SECRET, address, marks, sent, text_file, texts, word_file

from tutela.text.notices import notice
from tutela.web.documents.confinement import StoppedError
from tutela.web.terminology import asking, upload_in_memory
from tutela.web.terminology.examining import Asked, examined
from tutela.web.terminology.marking import WHOLE

pytestmark = pytest.mark.django_db

# --- what is shown --------------------------------------------------------------------------------------------------


def test_the_form_is_open_to_everybody(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = client.get(address())
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    page = html.fromstring(response.content.decode())
    assert page.cssselect("select[name=language] option[selected]")[0].get("value") == "en"
    assert "Nothing is kept" in page.text_content()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_language_of_the_page_is_the_first_choice(client: Client, language: str) -> None:
    page = html.fromstring(client.get(address(language)).content.decode())
    assert page.cssselect("select[name=language] option[selected]")[0].get("value") == language


def test_terms_are_marked_and_exceptions_left_alone(client: Client) -> None:
    page = sent(client, text=LAW)
    assert marks(page) == [("avoid", "child pornography")]
    assert texts(page, ".side-note h3") == ["child pornography"]
    assert "child sexual abuse material" in page.cssselect(".side-note")[0].text_content()
    assert "1 term to avoid" in texts(page, ".counts li")[0]
    assert "2 terms left alone" in texts(page, ".counts li")[2]


def test_exceptions_are_shown_when_asked_for(client: Client) -> None:
    page = sent(client, text=LAW, exceptions="on")
    assert marks(page) == [
        ("avoid", "child pornography"),
        ("left", "child prostitution"),
        ("left", "child pornography"),
    ]
    left = texts(page, ".side-note.left")
    assert len(left) == 2
    assert all("Official title" in one and "Optional Protocol" in one for one in left)


def test_each_mark_leads_to_its_note_and_back(client: Client) -> None:
    page = sent(client, text=LAW * 2, exceptions="on")
    ids = [one.get("id") for one in page.cssselect("[id]")]
    assert len(ids) == len(set(ids))
    for mark in page.cssselect("a.term"):
        note = page.get_element_by_id(mark.get("href").removeprefix("#"))
        assert f"#{mark.get('id')}" in [one.get("href") for one in note.cssselect(".places a")]


def test_a_level_is_not_said_by_colour_alone(client: Client) -> None:
    page = sent(client, text=f"{LAW} The age of consent is 16 years.")
    signs = {one.get("class"): one.cssselect("sup [aria-hidden]")[0].text for one in page.cssselect("a.term")}
    assert signs == {"term avoid": "!", "term care": "?"}
    assert "(avoid)" in page.cssselect("a.term.avoid")[0].text_content()


def test_the_text_is_shown_as_text(client: Client) -> None:
    page = sent(client, text="<script>alert(1)</script> & child pornography <b>here</b>")
    assert "<script>alert(1)</script> & child pornography" in page.cssselect(".checked-text")[0].text_content()
    assert page.cssselect(".checked-text script, .checked-text b") == []


@pytest.mark.parametrize(
    ("language", "text", "corrected"),
    [
        ("en", "The possession of child pornography is punished.", "The possession of child sexual abuse material is punished."),
        ("en", "A child prostitute was found.", "A child exploited in prostitution was found."),
        ("en", LAW, LAW.replace("child pornography", "child sexual abuse material", 1)),
    ],
    ids=["material", "person", "title-stays"],
)  # fmt: skip
def test_the_corrected_text(client: Client, language: str, text: str, corrected: str) -> None:
    page = sent(client, text=text, language=language)
    assert page.cssselect("#corrected-text")[0].text.removeprefix("\n") == corrected


def test_without_a_safe_replacement_there_is_no_corrected_text(client: Client) -> None:
    page = sent(client, text="The age of consent is 16 years.")
    assert page.cssselect("#corrected-text") == []


def test_several_languages_in_one_text(client: Client) -> None:
    text = (
        "The bill punishes the possession of child pornography and other offences against children.\n\n"
        "Le projet de loi réprime la pornographie enfantine et les autres infractions contre les enfants."
    )
    assert [words for _, words in marks(sent(client, text=text, language=""))] == [
        "child pornography",
        "pornographie enfantine",
    ]
    assert [words for _, words in marks(sent(client, text=text, language="en"))] == ["child pornography"]


def test_the_reason_is_in_the_language_of_the_page(client: Client) -> None:
    page = sent(client, "fr", text=LAW)
    note = page.cssselect(".side-note")[0]
    assert note.cssselect("p[lang]")[0].get("lang") == "fr"
    assert note.cssselect(".instead")[0].get("lang") == "en"


def test_many_findings_are_counted_and_not_all_marked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutela.web.terminology.examining.SHOWN", 3)
    page = sent(client, text="The possession of child pornography is punished. " * 5)
    assert len(marks(page)) == 3
    assert "2 more terms are counted and corrected, but not marked here." in page.text_content()
    assert page.cssselect("#corrected-text")[0].text.count("child sexual abuse material") == 5


def test_of_a_long_text_the_paragraphs_with_marks_are_shown() -> None:
    from tutela.web.terminology.marking import marked

    plain = "The committee met on Monday.\n\n" * (WHOLE // 30 + 1)
    result = examined(Asked("Text", plain + LAW + "\n\n" + plain, language="en"))
    shown = marked(result, "en")
    assert not shown.is_whole
    assert len(shown.paragraphs) == 1
    assert not shown.paragraphs[0].follows


# --- files ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "upload",
    [
        lambda: text_file("The possession of child pornography is punished."),
        lambda: text_file("# Bill\n\nThe possession of child pornography is punished.", "bill.md"),
        lambda: text_file(
            "<!doctype html><title>Bill</title><body><p>The possession of child pornography is punished.</p>",
            "bill.html",
        ),
        lambda: word_file("The possession of child pornography is punished."),
        lambda: SimpleUploadedFile("bill.pdf", pdf("The possession of child pornography is punished by law.")),
    ],
    ids=["text", "markdown", "html", "docx", "pdf"],
)
def test_files_are_read(client: Client, upload: object) -> None:
    page = sent(client, file=upload())  # type: ignore[operator]
    assert marks(page) == [("avoid", "child pornography")]


def test_a_finding_in_a_pdf_has_its_page(client: Client) -> None:
    file = SimpleUploadedFile("bill.pdf", pdf("The first page is quiet.", "Here child pornography is named."))
    assert "page 2" in sent(client, file=file).cssselect(".places li")[0].text_content()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (SimpleUploadedFile("empty.txt", b""), notice("empty-file").what()),
        (SimpleUploadedFile("run.exe", EXE), "Tutela does not read"),
        (SimpleUploadedFile("bill.pdf", damaged_pdf()), "damaged"),
        (SimpleUploadedFile("blank.txt", b"   \n  "), notice("no-text").what()),
        (SimpleUploadedFile("../../etc/passwd", b"\x00\x01\x02\x03" * 300), "Tutela does not read"),
    ],
    ids=["empty", "program", "damaged", "blank", "binary"],
)
def test_what_cannot_be_read_is_told(client: Client, file: SimpleUploadedFile, told: str) -> None:
    page = sent(client, file=file)
    assert told in " ".join(texts(page, "[role=alert]"))


def test_a_file_that_is_too_large_is_let_go(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_in_memory, "LIMIT", 100_000)
    page = sent(client, file=text_file("a" * 100_001))
    assert "The file is larger than" in " ".join(texts(page, ".errorlist"))


def test_many_files_do_not_fill_the_memory(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_in_memory, "LIMIT", 100_000)
    page = sent(client, file=text_file("a" * 60_000), other=text_file("b" * 60_000))
    assert "The file is larger than" in " ".join(texts(page, ".errorlist"))


def test_a_file_with_too_much_text_is_refused(client: Client) -> None:
    page = sent(client, file=text_file("The committee met.\n" * 60_000))
    assert "1,140,000 characters" in " ".join(texts(page, "[role=alert]"))


@pytest.mark.parametrize(("code", "told"), [("too-slow", "took too long"), ("reader-stopped", "broke off")])
def test_a_long_text_that_stops_the_process_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, code: str, told: str
) -> None:
    def stop(*args: object, **kwargs: object) -> None:
        raise StoppedError(notice(code, minutes=2) if code == "too-slow" else notice(code))

    monkeypatch.setattr(asking, "run", stop)
    page = sent(client, text="The committee met. " * 2000)
    assert told in " ".join(texts(page, "[role=alert]"))


def test_only_so_many_are_checked_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_WAIT", 0)
    for _ in range(asking._AT_A_TIME):
        assert asking._places.acquire(timeout=0)
    try:
        page = sent(client, file=text_file("The committee met."))
    finally:
        for _ in range(asking._AT_A_TIME):
            asking._places.release()
    assert "Please try again in a minute." in " ".join(texts(page, "[role=alert]"))


# --- the Word document ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [lambda: {"text": LAW}, lambda: {"file": text_file(LAW)}, lambda: {"file": word_file(*LAW.split("\n\n"))}],
    ids=["pasted", "text-file", "word-file"],
)
def test_a_word_document_with_comments(client: Client, given: object) -> None:
    response = client.post(address(), {"language": "en", "result": "docx", **given()})  # type: ignore[operator]
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Disposition"].endswith('(with comments).docx"')
    made = docx.Document(io.BytesIO(response.getvalue()))
    assert [one.text for one in made.paragraphs if one.text] == LAW.split("\n\n")
    assert len(list(made.comments)) == 1


def test_a_long_pasted_text_as_a_word_document(client: Client) -> None:
    text = "The committee met on Monday.\n\n" * 800 + LAW
    response = client.post(address(), {"language": "en", "result": "docx", "text": text})
    assert len(list(docx.Document(io.BytesIO(response.getvalue())).comments)) == 1


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Paste a text, or choose a file."),
        ({"text": "  \r\n "}, "Paste a text, or choose a file."),
        ({"text": "a" * 200_001}, "200,001 characters"),
        ({"text": "a", "language": "xx"}, "xx is not one of the available choices"),
        ({"text": "a\0b"}, "Null characters are not allowed"),
    ],
    ids=["nothing", "blanks", "too-long", "language", "nul"],
)
def test_what_is_not_taken(client: Client, given: dict[str, str], told: str) -> None:
    assert told in " ".join(texts(sent(client, **given), ".errorlist"))


def test_a_text_and_a_file_are_one_too_many(client: Client) -> None:
    page = sent(client, text="A text.", file=text_file("Another one."))
    assert texts(page, ".errorlist") == ["Give either a text or a file, not both."]


def test_line_ends_of_a_form_are_not_counted(client: Client) -> None:
    assert "errorlist" not in sent(client, text="ab\r\n" * 50_000).text_content()


def test_far_too_much_is_told_as_a_page(client: Client) -> None:
    response = client.post(address(), {"text": "a" * 2_600_000})
    assert response.status_code == 413
    assert "much longer than the 200,000 characters" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_a_forged_form_is_refused() -> None:
    assert Client(enforce_csrf_checks=True).post(address(), {"text": LAW}).status_code == 403


def test_nothing_is_taken_from_the_address(client: Client) -> None:
    response = client.get(address(), {"text": f"{SECRET} and child pornography"})
    page = html.fromstring(response.content.decode())
    assert not page.cssselect("a.term")
    assert not (page.cssselect("textarea")[0].text or "").strip()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert getattr(client, method)(address()).status_code == 405

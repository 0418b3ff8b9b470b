"""PDF files that are locked, damaged, empty or hostile: each gets its own clear refusal, and nothing else happens."""

from __future__ import annotations

import contextlib
import random
import re
import zlib

import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.notices import UnreadableError
from tutela.text.pdf import read_pdf

SENTENCE = "Every child has the right to be protected from all forms of violence."


def one_page(*lines: str) -> FPDF:
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_font("times", size=11)
    pdf.add_page()
    for at, line in enumerate(lines):
        pdf.text(70, 80 + 30 * at, line)
    return pdf


def code(data: bytes) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_pdf(data, ocr=False)
    assert all(refused.value.notice.what(language) for language in ("en", "fr", "es"))
    return refused.value.notice.code


def test_a_password_to_open() -> None:
    pdf = one_page(SENTENCE)
    pdf.set_encryption("owner", "reader", encryption_method=EncryptionMethod.RC4)
    assert code(bytes(pdf.output())) == "encrypted"


def test_a_password_to_change_only() -> None:
    pdf = one_page(SENTENCE)
    pdf.set_encryption(owner_password="owner", encryption_method=EncryptionMethod.RC4)
    assert [block.text for block in read_pdf(bytes(pdf.output())).blocks] == [SENTENCE]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7\n%%EOF",
        b"<html><body>Not found</body></html>",
        b"\x00" * 500,
        b"%PDF-1.4\n" + b"\xff" * 4000,
    ],
    ids=["nothing", "five bytes", "no objects", "a page of the web", "zeros", "noise"],
)
def test_no_pdf_at_all(data: bytes) -> None:
    assert code(data) == "damaged"


def test_blank_pages_only() -> None:
    pdf = one_page()
    pdf.add_page()
    assert code(bytes(pdf.output())) == "no-text"


def test_too_many_pages() -> None:
    data = bytes(one_page(SENTENCE).output())
    many = b" ".join([re.search(rb"/Kids \[(\d+ 0 R)", data)[1]] * 10_001)
    data = re.sub(rb"/Kids \[[^]]*\]", b"/Kids [" + many + b"]", data)
    data = re.sub(rb"/Count \d+", b"/Count 10001", data)
    assert code(data) == "too-large"


def test_a_lost_table_of_objects_is_rebuilt() -> None:
    data = bytes(one_page(SENTENCE).output())
    assert [block.text for block in read_pdf(data[: data.rindex(b"startxref")]).blocks] == [SENTENCE]


def test_a_damaged_page_is_named_and_the_others_are_read() -> None:
    pdf = one_page(SENTENCE)
    pdf.add_page()
    pdf.text(70, 80, "This page will be lost.")
    data = bytes(pdf.output())
    kids = re.search(rb"/Kids \[(\d+) 0 R\s+(\d+) 0 R", data)
    data = data.replace(b"\n" + kids[2] + b" 0 obj", b"\n" + b"9" * len(kids[2]) + b" 0 obj")
    data = data[: data.rindex(b"xref")]  # so that objects are looked for
    content = read_pdf(data)
    assert [block.text for block in content.blocks] == [SENTENCE]
    assert [(notice.code, dict(notice.values)) for notice in content.notices] == [("damaged-pages", {"pages": "2"})]


def with_forms(*forms: bytes, packed: bool = False) -> bytes:
    """A page that draws the first form; each form is its calls, the names of forms being X0, X1 ..."""
    page = b"BT /F 12 Tf 40 200 Td (Every child counts in the family.) Tj ET /X0 Do"
    names = b" ".join(b"/X%d %d 0 R" % (at, at + 6) for at in range(len(forms)))
    resources = b"<< /XObject << " + names + b" >> /Font << /F 4 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 300] /Contents 5 0 R /Resources " + resources + b" >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
    ]
    for calls in forms:
        body = zlib.compress(calls) if packed else calls
        filtered = b"/Filter /FlateDecode " if packed else b""
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 500 300] /Resources %s %s/Length %d >>\nstream\n%s\nendstream"
            % (resources, filtered, len(body), body)
        )
    data = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (at, body) for at, body in enumerate(objects, 1))
    return data + b"trailer << /Root 1 0 R /Size %d >>\n%%%%EOF" % (len(objects) + 1)


@pytest.mark.parametrize(
    "forms",
    [(b"/X0 Do",), (b"/X1 Do", b"/X0 Do"), (b"/X1 Do /X1 Do", b"/X2 Do", b"0 0 m")],
    ids=["itself", "each other", "others twice"],
)
def test_forms_that_end(forms: tuple[bytes, ...]) -> None:
    assert [block.text for block in read_pdf(with_forms(*forms)).blocks] == ["Every child counts in the family."]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    "forms",
    [
        (b"/X0 Do /X0 Do",),
        (b"/X1 Do", b"/X0 Do /X0 Do"),
        (*(b"/X%d Do " % (at + 1) * 8 for at in range(9)), b"0 0 m"),
    ],
    ids=["itself", "each other", "a chain"],
)
def test_forms_without_end(forms: tuple[bytes, ...], packed: bool) -> None:
    assert code(with_forms(*forms, packed=packed)) == "too-complex"


def sample() -> bytes:
    pdf = one_page(SENTENCE, "Article 1", SENTENCE)
    pdf.add_page()
    pdf.text(70, 80, "1. The State shall take measures.")
    return bytes(pdf.output())


SAMPLE = sample()


def read_or_refuse(data: bytes) -> None:
    """Anything but a clear refusal fails the test."""
    with contextlib.suppress(UnreadableError):
        read_pdf(data, ocr=False)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE)))
def test_a_file_cut_off_anywhere(length: int) -> None:
    read_or_refuse(SAMPLE[:length])


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_bytes_changed_anywhere(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SAMPLE)
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    read_or_refuse(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SAMPLE)), st.integers(0, len(SAMPLE)), st.binary(max_size=200))
def test_stretches_replaced(start: int, length: int, piece: bytes) -> None:
    read_or_refuse(SAMPLE[:start] + piece + SAMPLE[start + length :])

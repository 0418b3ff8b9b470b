"""Files of every sort, good and bad, made here."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from fpdf import FPDF

SAMPLES = Path(__file__).parents[3] / "samples"
LAW_PDF = SAMPLES / "penal-code-extract.pdf"
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0\xb8\0\0\0\0\0\0\0" + bytes(range(256)) * 40


def sample(name: str, called: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(called or name, (SAMPLES / name).read_bytes())


def markdown(text: str, name: str = "text.md") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def pdf(*pages: str, password: str = "") -> bytes:
    made = FPDF()
    made.set_font("Helvetica", size=12)
    for text in pages:
        made.add_page()
        made.multi_cell(0, 8, text)
    if password:
        made.set_encryption(owner_password=password + "!", user_password=password)
    return bytes(made.output())


def damaged_pdf() -> bytes:
    return b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog >> endobj\n" + b"\xff\xd9broken" * 50


def bomb() -> bytes:
    """A Word file of some hundred kilobytes whose text has four hundred megabytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(400):
                part.write(b" " * 1_000_000)
    return made.getvalue()


def nested_html() -> bytes:
    return b"<!doctype html><title>Deep</title><body>" + b"<div><b>" * 200_000 + b"A child has rights."

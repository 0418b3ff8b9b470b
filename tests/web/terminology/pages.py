"""Texts and files to check, and what is read from the pages about them."""

from __future__ import annotations

import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from lxml import html

LAW = (
    "The bill punishes the possession of child pornography.\n\n"
    "It follows the Optional Protocol on the sale of children, child prostitution and child pornography."
)
SECRET = "Xanthippe"
"""A word that stands in no rule and no page."""


def address(language: str = "en") -> str:
    with override(language):
        return reverse("terminology:check")


def sent(client: Client, page_in: str = "en", **given: object) -> html.HtmlElement:
    response = client.post(address(page_in), {"language": "en", **given})
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    return html.fromstring(response.content.decode())


def marks(page: html.HtmlElement) -> list[tuple[str, str]]:
    """The marks of a page: how they look, and their words."""
    found = page.cssselect("a.term")
    return [(one.get("class").removeprefix("term "), one.text) for one in found]


def texts(page: html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.cssselect(selector)]


def text_file(text: str, name: str = "draft.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def word_file(*paragraphs: str, name: str = "draft.docx") -> SimpleUploadedFile:
    made, kept = docx.Document(), io.BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(kept)
    return SimpleUploadedFile(name, kept.getvalue())

"""Answers for programs: XML, without cookies, for anybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from lxml import etree

from tutela.catalogue.formats.xml_text import legal

__all__ = ["XSI", "child", "legal", "plain", "root_element", "xml"]

XSI = "http://www.w3.org/2001/XMLSchema-instance"


def root_element(namespace: str, name: str, *, prefixes: Mapping[str, str] | None = None) -> Any:
    """A new element whose namespace is the default one; ``prefixes`` are those of others."""
    known: Any = {None: namespace, **(prefixes or {})}  # lxml's types have no default namespace
    return etree.Element(f"{{{namespace}}}{name}", nsmap=known)


def child(parent: Any, tag: str, text: str | None = None, **attributes: str) -> Any:
    """A new element in another one; ``tag`` without a namespace has that of the parent."""
    if not tag.startswith("{"):
        tag = f"{{{etree.QName(parent).namespace}}}{tag}" if etree.QName(parent).namespace else tag
    element = etree.SubElement(parent, tag, {name: legal(value) for name, value in attributes.items()})
    if text is not None:
        element.text = legal(text)
    return element


def xml(root: Any, *, media_type: str = "text/xml", status: int = 200, seconds: int = 0) -> HttpResponse:
    """An answer of this element. ``seconds``: how long others may keep it; 0: only if they ask each time."""
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return plain(data, media_type=f"{media_type}; charset=utf-8", status=status, seconds=seconds)


def plain(data: bytes, *, media_type: str, status: int = 200, seconds: int = 0) -> HttpResponse:
    """An answer of these bytes."""
    response = HttpResponse(data, content_type=media_type, status=status)
    response["Cache-Control"] = f"public, max-age={seconds}" if seconds else "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"  # published data, the same for everybody
    return response

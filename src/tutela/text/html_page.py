"""A page parsed into a tree, whatever its markup is like."""

from __future__ import annotations

import re

from lxml import etree

from tutela.text.encoding import decode, find_encoding

_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
))  # fmt: skip
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*+)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>")
_XHTML = re.compile(r"<\?xml|<html[^>]{0,300}xmlns", re.IGNORECASE)
_EMPTY_TAG = re.compile(r"<([a-zA-Z][\w:-]*+)((?:[^<>\"'/]|\"[^\"]*\"|'[^']*'|/(?!>))*+)/>")
_DEEPEST = 150


def parse_page(data: bytes, codec: str = "") -> etree._Element | None:
    """The root of a page, comments left out; None where there is no element at all.

    ``codec`` is the Python codec of its letters; found out where it is not given. Markup nested more deeply than the
    parser follows is made flat, so that no text is lost.
    """
    text = decode(data, codec or find_encoding(data).codec).removeprefix("\ufeff")
    if _XHTML.search(text[:2048]):
        text = _EMPTY_TAG.sub(_written_out, text)
    root, is_cut = _parse(text)
    if is_cut:
        root, _ = _parse(_flattened(text))
    return root


def text_of(element: etree._Element) -> str:
    """All text in an element, as it stands in the source."""
    return "".join(str(piece) for piece in element.itertext())


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    """The root, and whether the parser gave up at too deep a level."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    return root, any("depth" in error.message for error in parser.error_log)


def _written_out(tag: re.Match[str]) -> str:
    """``<a id="x"/>``, which HTML would leave open to the end of the page, with its end tag."""
    name = tag[1]
    return tag[0] if name.lower() in _VOID else f"<{name}{tag[2]}></{name}>"


def _flattened(text: str) -> str:
    """``text`` with the tags below a certain depth taken out: a block tag leaves a paragraph behind, others nothing."""
    depth = 0

    def settle(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag["name"].lower()
        if name in _VOID:
            return tag[0]
        if tag["close"]:
            depth = max(0, depth - 1)
            return tag[0] if depth < _DEEPEST else ""
        depth += 1
        if depth <= _DEEPEST:
            return tag[0]
        return "" if name in _INLINE else "<br><br>"

    return _TAG.sub(settle, text)

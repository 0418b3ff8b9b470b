"""Names of WordprocessingML, and the small questions that every part of the reader asks of its elements."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_TRANSPARENT = frozenset(W + name for name in (
    "ins", "moveTo", "smartTag", "customXml", "sdtContent", "hyperlink", "fldSimple", "dir", "bdo",
))  # fmt: skip
_DROPPED = frozenset(W + name for name in ("del", "moveFrom"))
_CONTENTS_GALLERIES = frozenset(("table of contents", "table of figures"))


def value(parent: etree._Element | None, *path: str) -> str | None:
    """The ``w:val`` of the element that ``path`` leads to from ``parent``, None where there is none ("" for an empty
    one)."""
    for name in path:
        parent = parent.find(W + name) if parent is not None else None
    return parent.get(W + "val", "") if parent is not None else None


def number(parent: etree._Element | None, *path: str) -> int | None:
    """``value`` as a whole number, None where there is none or it is no number."""
    text = value(parent, *path)
    try:
        return int(text) if text else None
    except ValueError:
        return None


def switch(parent: etree._Element | None, name: str) -> bool | None:
    """Whether a property such as ``w:b`` or ``w:vanish`` is on, off, or (None) not said."""
    text = value(parent, name)
    return None if text is None else text.lower() not in ("0", "false", "off", "none")


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one branch of ``mc:AlternateContent`` to read: the first choice, or the fallback where only it has text."""
    choice, fallback = alternate.find(MC + "Choice"), alternate.find(MC + "Fallback")
    if choice is None or (fallback is not None and not _has_text(choice) and _has_text(fallback)):
        return fallback
    return choice


def _has_text(element: etree._Element) -> bool:
    return next(element.iter(W + "t"), None) is not None


def content(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of ``parent`` in order, as they are once all tracked changes are accepted: wrappers (insertions,
    content controls, links, smart tags) are opened, deletions and lists of contents left out."""
    stack = [iter(parent)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif element.tag in _TRANSPARENT:
            stack.append(iter(element))
        elif element.tag == W + "sdt":
            gallery = value(element.find(W + "sdtPr"), "docPartObj", "docPartGallery") or ""
            inner = element.find(W + "sdtContent")
            if inner is not None and gallery.lower() not in _CONTENTS_GALLERIES:
                stack.append(iter(inner))
        elif element.tag == MC + "AlternateContent":
            branch = chosen(element)
            if branch is not None:
                stack.append(iter(branch))
        elif element.tag not in _DROPPED:
            yield element

"""Drawn lines that part what stands above from what stands below: the rules of tables, and those across a page."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from tutela.text.pdf_characters import Box

_MOST_OBJECTS = 3000
_MOST_SEGMENTS = 400
_SHORTEST = 20.0  # points
_THICKEST = 3.0


class Rule(NamedTuple):
    """A horizontal line on the page: x of its ends, y downwards from the top, in points."""

    left: float
    right: float
    y: float


_Turned = Callable[[float, float, float, float], Box]


def find_rules(page: pdfium_c.FPDF_PAGE, turned: _Turned, edges: Box) -> list[Rule]:
    """The horizontal rules of a page, from top to bottom, pieces that touch put together.

    ``turned`` turns a box of the page's own space into the direction in which its text runs, ``edges`` is the page's
    box turned so.
    """
    found: list[Box] = []
    for at in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium_c.FPDFPage_GetObject(page, at)
        if pdfium_c.FPDFPageObj_GetType(item) == pdfium_c.FPDF_PAGEOBJ_PATH:
            found += _flat_parts(item, turned)
    x, y = edges[0], edges[3]
    return _joined([Rule(left - x, right - x, y - (bottom + top) / 2) for left, bottom, right, top in found])


def _flat_parts(item: pdfium_c.FPDF_PAGEOBJECT, turned: _Turned) -> list[Box]:
    """The flat parts of a path: itself where it is flat, else the straight lines it is made of, as far as they are."""
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium_c.FPDFPageObj_GetBounds(item, *map(ctypes.byref, values)):
        return []
    box = turned(*(value.value for value in values))
    if box[3] - box[1] < _THICKEST:
        return [box]
    count = pdfium_c.FPDFPath_CountSegments(item)
    if not 1 < count <= _MOST_SEGMENTS or box[2] - box[0] < _SHORTEST:
        return []
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[Box] = []
    before: tuple[float, float] | None = None
    for at in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, at)
        pdfium_c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if before is not None and kind == pdfium_c.FPDF_SEGMENT_LINETO:
            (left, right), (bottom, top) = (sorted(ends) for ends in zip(before, point, strict=True))
            part = turned(left, bottom, right, top)
            if part[3] - part[1] < 1 and part[2] - part[0] > _SHORTEST:
                parts.append(part)
        before = point
    return parts


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules from top to bottom, those of one height that touch as one."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.y / 2), rule.left)):
        last = joined[-1] if joined else None
        if last and abs(last.y - rule.y) < 2 and rule.left < last.right + 4:
            joined[-1] = Rule(last.left, max(last.right, rule.right), last.y)
        else:
            joined.append(rule)
    return [rule for rule in joined if rule.right - rule.left > _SHORTEST]

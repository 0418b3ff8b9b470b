"""Parts of labelled passages that keep documents apart: who learns from the rest may be measured on what is left out.

Passages of one document resemble each other more than those of two, and so do passages of one text in two languages:
a family of documents is left out as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FAMILIES: tuple[tuple[str, ...], ...] = (
    (
        "OPSC (UN 2000)",
        "Protocolos facultativos CDN (OPAC/OPSC, publicación Perú DS 078-2001-RE)",
    ),
    (
        "Lanzarote Convention (CoE 2007)",
        "Consejo de Europa – Convenio de Lanzarote (ratificación de España)",
    ),
    (
        "Canada Criminal Code",
        "Canada – Code criminel",
    ),
    (
        "Canada High Risk Child Sex Offender Database Act",
        "Canada – Loi sur la banque de données concernant les délinquants sexuels à risque élevé",
    ),
    (
        "Canada Sex Offender Information Registration Act",
        "Canada – Loi sur l’enregistrement de renseignements sur les délinquants sexuels",
    ),
    (  # both give the same articles of the penal code, two years apart
        "Luxembourg – Loi du 16 juillet 2011 (Lanzarote, OPSC)",
        "Luxembourg – Loi du 21 février 2013 (abus sexuels et exploitation sexuelle des enfants)",
    ),
)
"""Documents (by the field ``doc``) with the same text: in two languages, or published twice."""

_FAMILY = {document: family[0] for family in FAMILIES for document in family}


@dataclass(frozen=True, slots=True)
class Fold:
    """What is left out together: names of documents, places of their passages, and the places of all others."""

    documents: tuple[str, ...]
    out: list[int]
    rest: list[int]


def family_of(document: str) -> str:
    """The name under which a document is left out: its own, or that of the first document with the same text."""
    return _FAMILY.get(document, document)


def folds(passages: Sequence[Mapping[str, Any]], least: int = 1) -> list[Fold]:
    """One fold for each document (field ``doc``) or family, in the order of their first passages.

    Each passage is left out once. With ``least``, documents of fewer passages are left out together with others until
    a fold has that many: fewer folds for what is slow to train, and stricter, as more is left out each time.
    """
    places: dict[str, list[int]] = {}
    for place, passage in enumerate(passages):
        places.setdefault(family_of(passage["doc"]), []).append(place)
    groups = [group for group in places.values() if len(group) >= least]
    small: list[int] = []
    for group in places.values():
        if len(group) >= least:
            continue
        small += group
        if len(small) >= least:
            groups.append(small)
            small = []
    if small:
        groups.append(small)
    return [_fold(passages, group) for group in sorted(groups, key=min)]


def _fold(passages: Sequence[Mapping[str, Any]], group: list[int]) -> Fold:
    out = sorted(group)
    inside = set(out)
    documents = dict.fromkeys(passages[place]["doc"] for place in out)
    return Fold(tuple(documents), out, [place for place in range(len(passages)) if place not in inside])

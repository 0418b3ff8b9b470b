"""The fields that a reader may name in a search ("title:", "auteur:", "materia:"), and what they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from tutela.evidence.tokens import fold

COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "subject": ("subject",),
    "name": ("name",),
    "publisher": ("publisher",),
    "series": ("publisher",),
    "identifier": ("identifier",),
    "summary": ("summary",),
    "note": ("note",),
    "text": ("body",),
}
"""By each field of words the columns of the index that hold it (``library.keeping.COLUMNS``). The title of a series is
kept with the publisher."""

VALUED = ("year", "language", "type", "country", "measure", "audience", "sector", "availability", "material")
"""Fields that are kinds of values, not words: those of ``library.facets`` of these names."""

_NAMES: Mapping[str, tuple[tuple[str, str, str], tuple[str, ...]]] = {
    # by the field its name in English, French and Spanish, and others that are understood
    "title": (("title", "titre", "título"), ()),
    "subject": (("subject", "sujet", "materia"), ("tema",)),
    "name": (("author", "auteur", "autor"), ("name", "nom", "nombre", "autora", "autrice", "auteure")),
    "publisher": (("publisher", "éditeur", "editorial"), ("editor",)),
    "series": (("series", "collection", "serie"), ("série", "colección")),
    "identifier": (("symbol", "cote", "signatura"), ("id", "identifier", "isbn", "issn", "doi", "símbolo")),
    "summary": (("summary", "résumé", "resumen"), ("abstract",)),
    "note": (("note", "note", "nota"), ("notes", "notas")),
    "text": (("text", "texte", "texto"), ()),
    "year": (("year", "année", "año"), ("date", "fecha")),
    "language": (("language", "langue", "lengua"), ("idioma",)),
    "type": (("type", "type", "tipo"), ()),
    "country": (("country", "pays", "país"), ()),
    "measure": (("measure", "mesure", "medida"), ()),
    "audience": (("audience", "public", "público"), ()),
    "sector": (("sector", "secteur", "sector"), ()),
    "availability": (("availability", "disponibilité", "disponibilidad"), ()),
    "material": (("material", "support", "soporte"), ()),
}


def _names() -> dict[str, str]:
    return {fold(name): field for field, (names, others) in _NAMES.items() for name in (*names, *others)}


NAMES = _names()
"""By each name that may be typed, folded, its field."""


def name_of(field: str) -> str:
    """The name by which readers of the page's language ask for a field."""
    if field not in _NAMES:
        return field
    return _NAMES[field][0][("en", "fr", "es").index(get_language() or "en")]

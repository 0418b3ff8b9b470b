"""Measures as rows, CSV, JSON and plain text."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterable
from typing import Any

from tutela.register.measures import Measure, Register, Term
from tutela.register.wording import Wording

HEADS: dict[str, Wording] = {
    "id": {"en": "Id", "fr": "Identifiant", "es": "Identificador"},
    "section": {"en": "Section", "fr": "Section", "es": "Sección"},
    "heading": {"en": "Heading", "fr": "Intitulé", "es": "Epígrafe"},
    "articles": {"en": "Articles", "fr": "Articles", "es": "Artículos"},
    "title": {"en": "Measure", "fr": "Mesure", "es": "Medida"},
    "asks": {"en": "What it asks", "fr": "Ce qui est demandé", "es": "Qué se pide"},
    "counts": {"en": "What counts as evidence", "fr": "Ce qui compte", "es": "Qué cuenta"},
    "addressees": {"en": "Addressees", "fr": "Destinataires", "es": "Destinatarios"},
    "themes": {"en": "Themes", "fr": "Thèmes", "es": "Temas"},
}
"""The columns of a row, in order, with what they are called."""


def as_rows(measures: Iterable[Measure], register: Register, language: str = "en") -> list[dict[str, str]]:
    """One row a measure, with the keys of HEADS, in one language; several values are joined by "; "."""
    headings = {section.id: section.heading[language] for section in register.sections}
    addressees = _names(register.addressees, language)
    themes = _names(register.themes, language)
    return [
        {
            "id": measure.id,
            "section": measure.section,
            "heading": headings[measure.section],
            "articles": "; ".join(measure.articles),
            "title": measure.title[language],
            "asks": measure.asks[language],
            "counts": measure.counts[language],
            "addressees": "; ".join(addressees[id] for id in measure.addressees),
            "themes": "; ".join(themes[id] for id in measure.themes),
        }
        for measure in measures
    ]


def to_csv(measures: Iterable[Measure], register: Register, language: str = "en") -> str:
    """The rows as CSV in one language; the first line holds the keys of HEADS, the same in every language."""
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(as_rows(measures, register, language))
    return text.getvalue()


def to_json(measures: Iterable[Measure], register: Register) -> str:
    """The measures as JSON in all languages, with the register that they come from."""
    headings = {section.id: section.heading for section in register.sections}
    addressees = {term.id: term.name for term in register.addressees}
    themes = {term.id: term.name for term in register.themes}

    def terms(ids: Iterable[str], names: dict[str, Wording]) -> list[dict[str, Any]]:
        return [{"id": id, "name": names[id]} for id in ids]

    content = {
        "register": {
            "id": register.id,
            "symbol": register.symbol,
            "name": register.name,
            "instrument": register.instrument,
            "digest": register.digest,
        },
        "measures": [
            {
                "id": measure.id,
                "section": {"id": measure.section, "heading": headings[measure.section]},
                "articles": measure.articles,
                "title": measure.title,
                "asks": measure.asks,
                "counts": measure.counts,
                "addressees": terms(measure.addressees, addressees),
                "themes": terms(measure.themes, themes),
            }
            for measure in measures
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def full_text(measure: Measure, register: Register, language: str = "en", width: int = 80) -> str:
    """One measure in full, as plain text in lines of at most ``width`` characters."""
    (row,) = as_rows([measure], register, language)
    row["section"] = f"{row['section']} {row.pop('heading')}"
    lines = [*textwrap.wrap(row.pop("title"), width), row.pop("id")]
    for key, value in row.items():
        if value:
            lines += ["", HEADS[key][language], *_indented(value, width)]
    return "\n".join(lines) + "\n"


def _indented(value: str, width: int) -> list[str]:
    return textwrap.wrap(value, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _names(terms: Iterable[Term], language: str) -> dict[str, str]:
    return {term.id: term.name[language] for term in terms}

from __future__ import annotations

import csv
import io
import json

import pytest

from tutela.register.measures import Register
from tutela.register.tables import HEADS, as_rows, full_text, to_csv, to_json
from tutela.register.wording import LANGUAGES


def test_a_row_names_what_the_measure_holds_by_id(opsc: Register) -> None:
    (row,) = as_rows([opsc.measure("online.financial-sector")], opsc, "fr")
    assert list(row) == list(HEADS)
    assert row["section"] == "IV.C"
    assert row["heading"] == "Prévention de la vente et de l'exploitation sexuelle en ligne"
    assert row["articles"] == "7; 9"
    assert row["addressees"] == "Secteur financier"
    assert row["themes"] == "Secteur privé; Environnement numérique"


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_reads_back_as_the_rows(opsc: Register, language: str) -> None:
    text = to_csv(opsc.measures, opsc, language)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert rows == as_rows(opsc.measures, opsc, language)
    assert len(rows) == 105
    assert text.startswith("id,section,heading,articles,title,asks,counts,addressees,themes\n")


def test_json_holds_all_languages(opsc: Register) -> None:
    content = json.loads(to_json(opsc.select(section="III.E"), opsc))
    assert content["register"]["digest"] == opsc.digest
    assert content["register"]["symbol"] == "CRC/C/156"
    budget, capacity = content["measures"]
    assert budget["id"] == "resources.budget"
    assert budget["section"]["heading"]["es"] == "Asignación de recursos"
    assert budget["articles"] == ["9"]
    assert budget["title"] == opsc.measure("resources.budget").title
    assert [term["id"] for term in capacity["addressees"]] == ["government", "law-enforcement"]
    assert capacity["themes"] == [
        {
            "id": "digital",
            "name": {"en": "Digital environment", "fr": "Environnement numérique", "es": "Entorno digital"},
        }
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_full_text_of_every_measure_fits_the_terminal(opsc: Register, language: str) -> None:
    for measure in opsc.measures:
        text = full_text(measure, opsc, language, width=60)
        assert all(len(line) <= 60 for line in text.splitlines()), text
        flat = " ".join(text.split())
        for part in (measure.id, measure.title, measure.asks, measure.counts):
            assert (part if isinstance(part, str) else part[language]) in flat


def test_full_text_leaves_out_what_is_empty(opsc: Register) -> None:
    assert (
        full_text(opsc.measure("sanctions.proportionate"), opsc)
        == """\
Set penalties that reflect gravity
sanctions.proportionate

Section
  VI Sanctions

Articles
  3

What it asks
  Set effective, proportionate and dissuasive penalties that take the grave
  nature of the offences into account.

What counts as evidence
  Where the scale of the penalty is the point of the passage; not every penalty.

Addressees
  Legislature; Judiciary
"""
    )

"""The library's first records, kept as YAML that a librarian can read, and given as full MARC 21.

docs/library-records.md says what each key becomes in MARC.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tutela.catalogue.content.building import built
from tutela.catalogue.record import Record

__all__ = ["first_records"]


def first_records() -> list[Record]:
    """The records, in the order of the file."""
    described = {item["id"]: item for item in _described()}
    return [built(item, described) for item in described.values()]


@cache
def _described() -> list[dict[str, Any]]:
    text = files("tutela.catalogue.content").joinpath("first_records.yaml").read_text("utf-8")
    items: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return items

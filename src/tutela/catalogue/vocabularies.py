"""The codes of Tutela's own facts about a resource (type, audience, sector), with their words in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple

import yaml

Vocabulary = Literal["types", "audiences", "sectors"]


class Term(NamedTuple):
    """A code with its label, and for a type its definition, in "en", "fr" and "es"."""

    code: str
    label: Mapping[str, str]
    definition: Mapping[str, str] = MappingProxyType({})


@cache
def terms(vocabulary: Vocabulary) -> Mapping[str, Term]:
    """The terms of a vocabulary by their codes, in the order in which readers see them."""
    text = files("tutela.catalogue").joinpath("vocabularies.yaml").read_text("utf-8")
    items = yaml.load(text, Loader=yaml.CSafeLoader)[vocabulary]
    return MappingProxyType({item["code"]: Term(**item) for item in items})

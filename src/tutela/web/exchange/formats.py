"""The metadata formats in which other programs read the records: the one place that knows where they are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tutela.catalogue.formats import dublin_core, mods, mods_elements
from tutela.catalogue.marcxml import NAMESPACE as MARC21_NAMESPACE
from tutela.catalogue.record import Record
from tutela.web.exchange import slim


class Metadata(NamedTuple):
    """A format of XML: its namespace and schema, and what makes the element of a record and the address of its page."""

    namespace: str
    schema: str
    element: Callable[[Record, str], Any]


OAI_DC = Metadata(dublin_core.OAI_DC, dublin_core.SCHEMA, dublin_core.element_of_dc)
MARC21 = Metadata(
    MARC21_NAMESPACE,
    "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd",
    lambda record, _page: slim.element(record),
)
MODS = Metadata(mods_elements.MODS, mods.SCHEMA, mods.element_of_mods)

PREFIXES = {"oai_dc": OAI_DC, "marc21": MARC21, "mods": MODS}
"""By the prefix that OAI-PMH knows them by."""

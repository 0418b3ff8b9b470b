"""The metadata of a harvested record as a record of the catalogue."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pymarc.exceptions import PymarcException

from tutela.catalogue import dublin_core_reading
from tutela.catalogue.marcxml import NAMESPACE, NotARecordError, record_of
from tutela.catalogue.record import Record
from tutela.web.exchange.harvest.pages import name_of

MARC_NAMESPACE = NAMESPACE
DC_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"


class UnknownFormatError(ValueError):
    """Metadata of a format that is not read here."""


def converted(metadata: Any) -> Record:
    """The record. Raises ValueError (NotARecordError, NotDublinCoreError, UnknownFormatError) or PymarcException."""
    name = name_of(metadata)
    if name == "collection":
        inner = next((one for one in metadata if name_of(one) == "record"), None)
        if inner is None:
            raise NotARecordError("a collection without a record")
        metadata, name = inner, "record"
    if name == "record" and any(name_of(child) in ("leader", "controlfield", "datafield") for child in metadata):
        return record_of(metadata)
    if name == "dc" or etree.QName(metadata).namespace == DC_NAMESPACE:
        return dublin_core_reading.record_of_dc(metadata)
    raise UnknownFormatError(f"<{name}> of {etree.QName(metadata).namespace or 'no namespace'}")


UNREADABLE = (ValueError, PymarcException)
"""What ``converted`` raises."""

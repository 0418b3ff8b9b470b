"""The elements of a description: what the views of a record give.

Tags and subfields are those of the MARC 21 Format for Bibliographic Data (Library of Congress).
"""

from __future__ import annotations

from typing import NamedTuple


class Title(NamedTuple):
    """The title proper, what follows it, and who is said to be responsible (245); ``parallel`` in other languages
    (246, second indicator 1), ``variants`` by which it is looked for besides (246, 740), ``uniform`` of the work."""

    proper: str
    remainder: str = ""
    responsibility: str = ""
    part: str = ""
    medium: str = ""
    parallel: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    uniform: str = ""

    @property
    def full(self) -> str:
        """Title and other title information, as a reader would write it."""
        main = ". ".join(filter(None, (self.proper, self.part)))
        remainder = self.remainder.replace(" : ", ": ")  # the ISBD's mark between two pieces of other title information
        return f"{main}: {remainder}" if remainder else main


class Contributor(NamedTuple):
    """A person, body or meeting (1XX, 7XX). ``kind`` is "person", "body" or "meeting"; ``roles`` are terms or codes of
    relators as they stand in the record; ``is_main``: the main entry."""

    name: str
    kind: str
    roles: tuple[str, ...] = ()
    dates: str = ""
    is_main: bool = False


class Publication(NamedTuple):
    """Who published it, where and when (260, 264). ``kind`` is "publication", "production", "distribution",
    "manufacture" or "copyright"."""

    places: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    date: str = ""
    kind: str = "publication"


class Description(NamedTuple):
    """The physical description (300)."""

    extent: str = ""
    details: str = ""
    dimensions: str = ""
    accompanying: str = ""


class Series(NamedTuple):
    """A series statement (490, 440, 8XX)."""

    title: str
    number: str = ""
    issn: str = ""


class Note(NamedTuple):
    """A note (5XX without 520), by its tag."""

    tag: str
    text: str


class Subject(NamedTuple):
    """A subject heading (6XX): ``parts`` from the main heading to the last subdivision; ``vocabulary`` its source
    ("lcsh", "mesh", the code of $2, "" where none is given); ``kind`` "topic", "person", "body", "meeting", "title",
    "place", "period", "genre" or "free"."""

    parts: tuple[str, ...]
    vocabulary: str = ""
    kind: str = "topic"
    uri: str = ""

    @property
    def label(self) -> str:
        """The heading with its subdivisions."""
        return " – ".join(self.parts)


class Identifier(NamedTuple):
    """A standard number: ``kind`` is "isbn", "issn", "doi", "symbol", "uri", "report", "lccn", "control" or the source
    code that the record gives (024 $2). ``is_valid`` is False for one the record gives as cancelled or invalid."""

    kind: str
    value: str
    qualifier: str = ""
    is_valid: bool = True


class Relation(NamedTuple):
    """Another resource that the record names (76X-78X, 880 apart). ``kind`` is "series", "translation-of",
    "translated-as", "supplement", "supplement-to", "host", "part", "edition", "form", "issued-with", "earlier",
    "later", "related"; ``note`` says how in words ($i)."""

    kind: str
    title: str
    note: str = ""
    symbol: str = ""
    keys: tuple[str, ...] = ()
    """Control numbers ($w), ISBN ($z), ISSN ($x), report numbers and symbols ($r, $u) as they stand."""


class OnlineResource(NamedTuple):
    """Where it is online (856): the label that readers see, and what it leads to ("resource", "version", "related")."""

    url: str
    label: str = ""
    kind: str = "resource"
    note: str = ""


class Facts(NamedTuple):
    """What Tutela's own catalogue adds, in the fields that MARC leaves to such use (docs/library.md): the type of
    resource (655 $2 tutela), audiences (385), sectors (690), measures (691), countries (043 $c)."""

    types: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

"""What the Guidelines ask: measures, sections, and the words that group them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tutela.register.thesaurus import Thesaurus
from tutela.register.wording import Wording


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the instrument, in its order: id ("IV.C") and heading."""

    id: str
    heading: Wording


@dataclass(frozen=True, slots=True)
class Term:
    """A word that groups measures (an addressee or a theme): id ("financial-sector") and name."""

    id: str
    name: Wording


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that the instrument asks.

    ``section`` is the id of its Section, ``articles`` the articles of the treaty it serves, ``title``, ``asks`` and
    ``counts`` (what counts as evidence, and what does not) are wordings in each language; ``addressees`` and
    ``themes`` are ids of Terms.
    """

    id: str
    section: str
    articles: tuple[str, ...]
    title: Wording
    asks: Wording
    counts: Wording
    addressees: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The measures of one instrument, read from a folder and checked.

    ``digest`` is the SHA-256 (hex) over all files of the register, its concepts and queries included; the same digest
    means the same assessment. ``name`` is the instrument's short name, ``symbol`` its document symbol,
    ``instrument`` its full title. ``thesaurus`` holds the concepts and queries by which its measures are answered.
    """

    id: str
    name: Wording
    instrument: Wording
    symbol: str
    digest: str
    sections: tuple[Section, ...]
    addressees: tuple[Term, ...]
    themes: tuple[Term, ...]
    measures: tuple[Measure, ...]
    thesaurus: Thesaurus = field(default=Thesaurus(), repr=False)

    def measure(self, id: str) -> Measure:
        """The measure with this id; KeyError where there is none."""
        for measure in self.measures:
            if measure.id == id:
                return measure
        raise KeyError(id)

    def select(
        self, *, section: str | None = None, addressee: str | None = None, theme: str | None = None
    ) -> Iterator[Measure]:
        """The measures of a section, for an addressee, of a theme (all that are given must hold), in order."""
        for measure in self.measures:
            if section is not None and measure.section != section:
                continue
            if addressee is not None and addressee not in measure.addressees:
                continue
            if theme is not None and theme not in measure.themes:
                continue
            yield measure

"""What the checker says of one place in a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tutela.terms.rule import Level, Rule


class Kind(StrEnum):
    """Why a term is left alone."""

    TITLE = "title"  # of an instrument, law, institution or document
    QUOTATION = "quotation"
    REFERENCE = "reference"  # citation, address, note
    OFFENCE = "offence"  # name of an offence quoted from a law
    MENTION = "mention"  # the term itself is spoken of
    COMMENT = "comment"  # an inline comment asks for it
    SETTINGS = "settings"  # the settings of the project ask for it


class Exemption(NamedTuple):
    """Why a term is left alone, and the words that make it so (``what``: the title, the quotation, the comment)."""

    kind: Kind
    start: int
    end: int
    what: str


class Edit(NamedTuple):
    """A replacement: these characters become ``write``."""

    start: int
    end: int
    write: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A term at a place of a text: ``words`` as they stand there, ``edit`` the safe replacement, if there is one."""

    rule: Rule
    start: int
    end: int
    words: str
    exemption: Exemption | None = None
    edit: Edit | None = None

    @property
    def is_reported(self) -> bool:
        """Whether it is shown without being asked for: no exception holds, and the term is not a fine one."""
        return self.exemption is None and self.rule.level is not Level.FINE

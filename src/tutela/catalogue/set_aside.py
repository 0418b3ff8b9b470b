"""A record that could not be read, with its number in the file and the reason: reported, never dropped in silence."""

from __future__ import annotations

from typing import NamedTuple

from tutela.catalogue.wording import word

LONGEST = 2_000_000
"""Bytes of a damaged record that are kept for whoever mends it."""


class SetAside(NamedTuple):
    """A record that could not be read: its ``number`` in the file (from 1; 0 for the file as a whole), a ``reason``
    code (words/set_aside.yaml), a ``detail`` in the words of the program that read it, and the data as they stand."""

    number: int
    reason: str
    detail: str
    data: bytes

    def what(self, language: str) -> str:
        """What happened, in "en", "fr" or "es"."""
        return word("set_aside", f"{self.reason}.what", language)

    def next_step(self, language: str) -> str:
        """What the librarian can do about it, in "en", "fr" or "es"."""
        return word("set_aside", f"{self.reason}.next", language)


def remark(code: str, language: str) -> str:
    """What was odd in a record that could be read all the same (``Record.remarks``), in "en", "fr" or "es"."""
    return word("remarks", code, language)

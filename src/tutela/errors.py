"""What can go wrong, each said in two sentences: what happened, and what to do next."""

from __future__ import annotations


class TutelaError(Exception):
    """Root of all errors that Tutela raises on purpose.

    ``what`` says what happened and to which file or record; ``next_step`` says what the reader can do.
    """

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(f"{what} {next_step}".strip())
        self.what = what
        self.next_step = next_step


class RegisterError(TutelaError):
    """A register of measures is not of the shape that docs/register.md describes."""


class ReportError(TutelaError):
    """A report could not be written."""

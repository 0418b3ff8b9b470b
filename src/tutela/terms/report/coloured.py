"""The findings on a terminal, with colours."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from tutela.terms.report.text import lines
from tutela.terms.sources import Checked


def print_lines(files: Iterable[Checked], language: str, console: Console) -> None:
    """Print all files; the words are taken as they are, whatever brackets they have."""
    for line in lines(files, language):
        console.print(Text.assemble(*((piece.text, piece.style) for piece in line)), soft_wrap=True, highlight=False)

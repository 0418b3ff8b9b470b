"""The terms as a table of a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from tutela.terms.rule import Level, Rule
from tutela.terms.wording import word
from tutela.typesetting import typeset

_COLOURS = {Level.AVOID: "red", Level.CARE: "yellow", Level.FINE: "green"}


def terms_table(rules: Iterable[Rule]) -> Table:
    """Terms with their ids, levels, and the first thing to write instead; ``explain``, JSON and CSV say the rest."""
    known = list(rules)
    language = known[0].language if len({rule.language for rule in known}) == 1 else "en"
    table = Table()
    for name in ("rule", "language", "level", "term", "instead"):
        table.add_column(word("commands", f"label.{name}", language), no_wrap=name in ("language", "level"))
    for rule in known:
        table.add_row(
            Text(rule.id, style="cyan"),
            rule.language,
            Text(str(rule.level), style=_COLOURS[rule.level]),
            Text(typeset(rule.term, rule.language)),
            Text(typeset(rule.instead[0].write, rule.language) if rule.instead else ""),
        )
    return table

"""The findings as workflow commands of GitHub Actions, which shows them beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutela.terms.report import saying
from tutela.terms.rule import Level
from tutela.terms.sources import Checked, Placed

_COMMANDS = {Level.AVOID: "error", Level.CARE: "warning", Level.FINE: "notice"}


def to_github(files: Iterable[Checked]) -> str:
    """One command a line; a term that is left alone is a notice."""
    return "".join(f"{line}\n" for line in _commands(files))


def _commands(files: Iterable[Checked]) -> Iterator[str]:
    for checked in files:
        for placed in checked.findings:
            yield command(checked.path, placed)


def command(path: str, placed: Placed) -> str:
    """The command of one finding."""
    rule, place = placed.finding.rule, placed.place
    name = _COMMANDS[rule.level] if placed.is_reported else "notice"
    properties: dict[str, object] = {"file": path}
    if place.line is not None:
        properties |= {"line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # GitHub knows columns within one line only
            properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = f"{saying.level(rule)} ({rule.id})"
    said = saying.message(placed)
    if where := saying.where(placed):
        said = f"{where}: {said}"
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

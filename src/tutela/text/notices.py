"""What the user is told about a file: what happened, and what to do next, in three languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from tutela.errors import TutelaError


@cache
def _wordings() -> dict[str, dict[str, dict[str, str]]]:
    source = resources.files("tutela.text").joinpath("notices.yaml").read_text(encoding="utf-8")
    wordings: dict[str, dict[str, dict[str, str]]] = yaml.load(source, Loader=yaml.CSafeLoader)
    return wordings


@dataclass(frozen=True, slots=True)
class Notice:
    """A thing to tell about a file; ``code`` names its wording in notices.yaml, ``values`` fill its blanks."""

    code: str
    values: tuple[tuple[str, str], ...] = ()

    def what(self, language: str = "en") -> str:
        """What happened, as a sentence."""
        return _wordings()[self.code]["what"][language].format(**dict(self.values))

    def next_step(self, language: str = "en") -> str:
        """What the user can do next, as a sentence; "" where there is nothing to do."""
        return _wordings()[self.code].get("next", {}).get(language, "").format(**dict(self.values))


def notice(code: str, **values: object) -> Notice:
    """Make a notice: ``notice("pages-without-text", pages="3, 4")``. Unknown codes raise KeyError at once."""
    _wordings()[code]
    return Notice(code, tuple(sorted((name, str(value)) for name, value in values.items())))


class UnreadableError(TutelaError):
    """A file cannot be read; ``notice`` says why and what to do next, in each language."""

    def __init__(self, code: str, **values: Any) -> None:
        self.notice = notice(code, **values)
        super().__init__(self.notice.what(), self.notice.next_step())

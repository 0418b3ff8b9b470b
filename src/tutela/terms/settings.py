"""Settings of a project: [tool.tutela.terms] in pyproject.toml, or [terms] in .tutela.toml."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutela.errors import TutelaError
from tutela.terms.loading import rules_by_id

FILES = (".tutela.toml", "pyproject.toml")
_KEYS = {"off", "titles", "allow", "exclude", "fail-on"}


class SettingsError(TutelaError):
    """The settings of a project cannot be read."""


@dataclass(frozen=True)
class Settings:
    """``off``: ids of rules that are not wanted; ``titles``: further official titles; ``allow``: phrases to leave
    alone; ``exclude``: patterns of files that are not checked; ``fail_on``: "avoid" or "care", from which level on the
    exit code says so. ``file``: where they were read from."""

    off: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: str = "avoid"
    file: Path | None = field(default=None, compare=False)


NO_SETTINGS = Settings()


def find_settings(start: Path) -> Settings:
    """The settings that hold for a folder: of the nearest file at or above it that has some. Raises SettingsError."""
    for folder in (start.resolve(), *start.resolve().parents):
        for name in FILES:
            file = folder / name
            if file.is_file() and (given := _given(file)) is not None:
                return _settings(given, file)
    return NO_SETTINGS


def _given(file: Path) -> dict[str, Any] | None:
    try:
        whole = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{file} cannot be read: {error}.", "Mend it, or remove the settings.") from error
    if file.name == "pyproject.toml":
        given = whole.get("tool", {}).get("tutela", {}).get("terms")
    else:
        given = whole.get("terms", whole or None)
    if given is not None and not isinstance(given, dict):
        raise SettingsError(f"{file}: the settings of terms are not a table.", "See docs/terms.md.")
    return given


def _settings(given: dict[str, Any], file: Path) -> Settings:
    if unknown := set(given) - _KEYS:
        told = f"Known: {', '.join(sorted(_KEYS))}."
        if "tool" in unknown:
            told = f"In {file.name} they stand under [terms], without “tool.tutela”. {told}"
        raise SettingsError(f"{file}: unknown settings: {', '.join(sorted(unknown))}.", told)
    lists = {}
    for key in ("off", "titles", "allow", "exclude"):
        value = given.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise SettingsError(
                f"{file}: “{key}” is not a list of texts.", 'Write it as a list, for example ["minor"].'
            )
        lists[key] = tuple(value)
    _refuse_unknown_rules(lists["off"], file)
    fail_on = given.get("fail-on", "avoid")
    if fail_on not in ("avoid", "care", "never"):
        raise SettingsError(f"{file}: “fail-on” is “{fail_on}”.", "Use avoid, care or never.")
    return Settings(frozenset(lists["off"]), lists["titles"], lists["allow"], lists["exclude"], fail_on, file)


def _refuse_unknown_rules(names: Sequence[str], file: Path) -> None:
    """A misspelt rule would go on being reported, and nobody would know why."""
    for name in names:
        if name not in rules_by_id():
            near = [one for one in rules_by_id() if name and name in one][:3]
            near = near or difflib.get_close_matches(name, rules_by_id(), 3, 0.5)
            like = f"Like it: {', '.join(near)}. " if near else ""
            raise SettingsError(
                f"{file}: “off” names the rule “{name}”, which does not exist.",
                f"{like}The id stands at the end of each finding; “tutela terms list” has them all.",
            )

"""The files to check: those of the given paths, without those that the settings exclude."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from tutela.terms.settings import NO_SETTINGS, Settings, find_settings
from tutela.terms.sources import STANDARD_INPUT
from tutela.text.folder import list_files


@dataclass(frozen=True, slots=True)
class Listed:
    """A file to check, with the settings that hold for it. ``is_named``: the user gave it, and not a folder with it."""

    path: str
    settings: Settings
    is_named: bool


@dataclass
class _Found:
    """The settings of the folders that were met, looked for once each."""

    known: dict[Path, Settings] = field(default_factory=dict)

    def of(self, folder: Path) -> Settings:
        if folder not in self.known:
            self.known[folder] = find_settings(folder)
        return self.known[folder]


def files_to_check(paths: Iterable[str]) -> tuple[list[Listed], list[str]]:
    """The files of the given paths, folders with all that is in them, and those that the settings exclude.

    Raises SettingsError.
    """
    settings = _Found()
    found: dict[str, Listed] = {}
    excluded: list[str] = []
    for given in paths:
        if given == STANDARD_INPUT:
            found[given] = Listed(given, settings.of(Path()), is_named=True)
            continue
        is_folder = Path(given).is_dir()
        for path, _ in list_files([given]):
            held = settings.of(path.parent) if path.parent.is_dir() else NO_SETTINGS
            if is_excluded(path, held):
                excluded.append(str(path))
            else:
                found.setdefault(str(path), Listed(str(path), held, is_named=not is_folder))
    return list(found.values()), excluded


def is_excluded(path: Path, settings: Settings) -> bool:
    """Whether a pattern of the settings names a file, or a folder that it is in.

    A pattern is matched against the path from the folder of the settings on, one without a slash against each part of
    it: ``*.lock``, ``archive/``, ``docs/old/*.md``; ``*`` stands for any letters, slashes too.
    """
    if not settings.exclude or settings.file is None:
        return False
    try:
        parts = path.resolve().relative_to(settings.file.resolve().parent).parts
    except ValueError:
        return False
    wholes = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    for pattern in settings.exclude:
        plain = pattern.removeprefix("./").removeprefix("**/").rstrip("/")
        is_local = "/" not in plain
        if any(fnmatchcase(one, plain) for one in (parts if is_local else wholes)):
            return True
        if pattern.startswith("**/") and any(fnmatchcase(one, f"*/{plain}") for one in wholes):
            return True
    return False

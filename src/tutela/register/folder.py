"""The files of a register, as they lie in its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from tutela.register.problems import Problems

HEAD = "register.yaml"
"""The file that names the instrument, its sections, addressees and themes."""

PARTS = ("measures", "concepts", "queries")
"""The sub-folders that belong to a register; anything else in its folder is left alone."""

LARGEST_FILE = 4_000_000
"""Bytes. The largest file of a hand-written register is a hundredth of this."""


@dataclass(frozen=True, slots=True)
class RegisterFolder:
    """The YAML files of a register.

    ``files`` maps relative paths ("measures/vi-sanctions.yaml"), sorted, to bytes; ``digest`` is the SHA-256
    (hex) over all paths and bytes; ``where`` is the folder as a reader should be told of it.
    """

    where: str
    files: Mapping[str, bytes]
    digest: str

    def part(self, name: str) -> dict[str, bytes]:
        """The files of one sub-folder ("measures", "concepts", "queries"), by relative path."""
        return {path: data for path, data in self.files.items() if path.startswith(f"{name}/")}


def read_folder(path: Path | str | None = None) -> RegisterFolder:
    """Read the files of the register in ``path``; None is the register of the Guidelines, part of Tutela.

    Raises RegisterError where the folder or one of its files cannot be read.
    """
    folder: Traversable
    if path is None:
        folder, where = resources.files("tutela.register") / "opsc", "opsc"
    else:
        folder, where = Path(path), str(path)
    problems = Problems(where)
    files: dict[str, bytes] = {}
    try:
        if folder.is_dir():
            _read_files(folder, files, problems)
        else:
            what = "It is not a folder." if folder.is_file() else "There is no such folder."
            problems.add("", what, "Give the folder that holds register.yaml and measures/.")
    except OSError as error:
        problems.add("", f"The folder cannot be read ({error.strerror}).", "Check its permissions.")
    problems.raise_if_any()
    files = dict(sorted(files.items()))
    return RegisterFolder(where, files, digest(files))


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 (hex) over relative paths and bytes, in the order of the paths."""
    total = hashlib.sha256()
    for path, data in sorted(files.items()):
        name = path.encode()
        # The lengths keep two folders apart whose bytes, written one after the other, are the same.
        total.update(f"{len(name)}:{len(data)}:".encode() + name + data)
    return total.hexdigest()


def _read_files(folder: Traversable, files: dict[str, bytes], problems: Problems) -> None:
    head = folder / HEAD
    if head.is_file():
        _read_file(head, HEAD, files, problems)
    else:
        problems.add(HEAD, "The file is missing.", "Write it: it names the instrument and its sections.")
    for part in PARTS:
        inner = folder / part
        if not inner.is_dir():
            continue
        for file in inner.iterdir():
            name = f"{part}/{file.name}"
            if file.name.startswith((".", "~", "#")) or not file.is_file():
                continue  # an editor's own files
            if file.name.endswith(".yaml"):
                _read_file(file, name, files, problems)
            elif file.name.lower().endswith((".yml", ".yaml")):
                problems.add(name, "The file would not be read.", 'Rename it so that it ends in ".yaml".')


def _read_file(file: Traversable, name: str, files: dict[str, bytes], problems: Problems) -> None:
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        problems.add(name, f"The file cannot be read ({error.strerror}).", "Check its permissions.")
        return
    if len(data) > LARGEST_FILE:
        problems.add(name, f"The file is larger than {LARGEST_FILE // 1_000_000} MB.", "Split it.")
        return
    files[name] = data

"""A register of measures, from its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from tutela.register.compiled import cached_json
from tutela.register.concepts import load_thesaurus
from tutela.register.content import Content, checked_content
from tutela.register.folder import RegisterFolder, read_folder
from tutela.register.measures import Measure, Register, Section, Term
from tutela.register.thesaurus import Thesaurus


def load_register(path: Path | str | None = None) -> Register:
    """The register in the folder ``path``; None is the register of the Guidelines (CRC/C/156).

    docs/register.md describes the shape of a register. Its checked content is kept in the user's cache folder
    (or in $TUTELA_CACHE_DIR) under the digest of its files. Raises RegisterError, with all problems at once,
    where the folder cannot be read or is not a register.
    """
    return register_in(read_folder(path))


def register_in(folder: RegisterFolder) -> Register:
    """The register in a folder that was read already (see ``read_folder``)."""
    content = cast(Content, cached_json("measures", folder.digest, lambda: checked_content(folder)))
    thesaurus = load_thesaurus(folder, [measure["id"] for measure in content["measures"]])
    return _built(content, thesaurus, folder.digest)


def _built(content: Content, thesaurus: Thesaurus, digest: str) -> Register:
    return Register(
        id=content["id"],
        name=content["name"],
        instrument=content["instrument"],
        symbol=content["symbol"],
        digest=digest,
        sections=tuple(Section(**section) for section in content["sections"]),
        addressees=tuple(Term(**term) for term in content["addressees"]),
        themes=tuple(Term(**term) for term in content["themes"]),
        measures=tuple(_measure(measure) for measure in content["measures"]),
        thesaurus=thesaurus,
    )


def _measure(measure: dict[str, Any]) -> Measure:
    lists = {key: tuple(measure[key]) for key in ("articles", "addressees", "themes")}
    return Measure(**{**measure, **lists})

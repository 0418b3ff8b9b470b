"""A small register of an invented instrument, written into a folder, and a cache folder for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tutela.register.loading import load_register
from tutela.register.measures import Register

HEAD = """\
id: safe-schools
symbol: SSC/2020/1
name: {en: Safe Schools Charter, fr: Charte des écoles sûres, es: Carta de las escuelas seguras}
instrument:
  en: Charter on safe schools
  fr: Charte sur les écoles sûres
  es: Carta sobre las escuelas seguras
sections:
- {id: I, heading: {en: Staff, fr: Personnel, es: Personal}}
- {id: II.A, heading: {en: Complaints, fr: Plaintes, es: Quejas}}
addressees:
- {id: ministry, name: {en: Ministry, fr: Ministère, es: Ministerio}}
- {id: schools, name: {en: Schools, fr: Écoles, es: Escuelas}}
themes:
- {id: digital, name: {en: Digital, fr: Numérique, es: Digital}}
"""

STAFF = """\
section: I
measures:
- id: staff.checks
  articles: [4, 5 bis]
  addressees: [ministry, schools]
  themes: []
  title: {en: Check staff, fr: Contrôler le personnel, es: Verificar al personal}
  asks:
    en: >-
      Check everyone who works
      in a school.
    fr: Contrôler toute personne qui travaille dans une école.
    es: Verificar a toda persona que trabaje en una escuela.
  counts: {en: A duty to check., fr: L'obligation de contrôler., es: La obligación de verificar.}
"""

COMPLAINTS = """\
section: II.A
measures:
- id: complaints.box
  themes: [digital]
  title: {en: Hear pupils, fr: Entendre les élèves, es: Escuchar a los alumnos}
  asks: {en: Let pupils complain., fr: Permettre aux élèves de se plaindre., es: Permitir las quejas.}
  counts: {en: A route for pupils., fr: Une voie ouverte aux élèves., es: Una vía para los alumnos.}
"""

FILES = {
    "register.yaml": HEAD,
    "measures/i-staff.yaml": STAFF,
    "measures/a-complaints.yaml": COMPLAINTS,
}

WriteRegister = Callable[..., Path]


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder of this test, empty."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TUTELA_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def write_register(tmp_path: Path) -> WriteRegister:
    """Write the small register, with some files replaced (text or bytes), added, or left out (None)."""

    def write(**changes: str | bytes | None) -> Path:
        return write_files(tmp_path / "safe-schools", {**FILES, **changes})

    return write


def write_files(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    for name, content in files.items():
        if content is None:
            continue
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture(scope="session")
def opsc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """The packaged register."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTELA_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield load_register()

"""Compiles the translations of the site: python scripts/messages/compile_messages.py.

``make messages`` first brings the catalogues (``locale/<language>/LC_MESSAGES/django.po``) up to date with the words in
the code, and then calls this. French is typeset on the way, as everywhere: no-break spaces before ``: ; ? !``.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tutela.typesetting import typeset

LOCALE = Path(__file__).resolve().parents[2] / "src" / "tutela" / "web" / "locale"


def read_catalogue(file: Path, language: str) -> Catalog:
    """A catalogue as people wrote it."""
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def compiled(catalogue: Catalog, language: str) -> bytes:
    """The catalogue in the form that Django reads."""
    for message in catalogue:
        if message.id:
            message.string = _typeset(message.string, language)
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def _typeset(text: str | tuple[str, ...] | list[str], language: str) -> str | tuple[str, ...]:
    if isinstance(text, str):
        return typeset(text, language)
    return tuple(typeset(form, language) for form in text)


def main() -> None:
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        language = file.parents[1].name
        file.with_suffix(".mo").write_bytes(compiled(read_catalogue(file, language), language))
        print(file.with_suffix(".mo").relative_to(LOCALE))


if __name__ == "__main__":
    main()

"""From a file to a document: find out what it is, read it, cut it into passages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tutela.text.blocks import Content
from tutela.text.document import ASSESSED_LANGUAGES, Document
from tutela.text.encoding import decode
from tutela.text.kinds import FILE_LIMIT, Kind, identify
from tutela.text.notices import UnreadableError, notice
from tutela.text.passages import cut


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises UnreadableError: not found, not permitted, not a file, too large, empty."""
    try:
        if not path.exists():
            raise UnreadableError("not-found")
        if not path.is_file():
            raise UnreadableError("not-a-file")
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise UnreadableError("too-large", size=_megabytes(size), limit=_megabytes(FILE_LIMIT))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError("not-permitted", detail=error.strerror or type(error).__name__) from error
    if not data:
        raise UnreadableError("empty-file")
    return data


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"


def read_document(path: str | Path, *, ocr: bool = True) -> Document:
    """Read one file.

    ``ocr``: whether pages without text go to Tesseract where it is installed. Raises UnreadableError, whose notice
    says what is wrong with the file and what to do next.
    """
    data = read_bytes(Path(path))
    return read_data(data, str(path), hashlib.sha256(data).hexdigest(), ocr=ocr)


def read_data(data: bytes, path: str, sha256: str, *, ocr: bool = True) -> Document:
    """Read a file that is in memory; ``path`` is its name, and its digest is known."""
    kind = identify(path, data)
    content = _READERS[kind.name](data, ocr, kind)
    content.notices[:0] = kind.notices
    document = cut(content, path=path, kind=kind.name, sha256=sha256)
    if not document.passages:
        raise UnreadableError("no-text")
    return _with_language_notice(document)


def _with_language_notice(document: Document) -> Document:
    """Name the passages in languages that are not assessed."""
    others = Counter(p.language for p in document.passages if p.language not in (*ASSESSED_LANGUAGES, "und"))
    if not others:
        return document
    languages = ", ".join(language for language, _ in others.most_common())
    told = notice("other-language", languages=languages, count=others.total())
    return replace(document, notices=(*document.notices, told))


# The readers load their libraries only when a file of their kind is met: a run over PDF files needs no DOCX reader.


def _pdf(data: bytes, ocr: bool, _kind: Kind) -> Content:
    from tutela.text.pdf import read_pdf

    return read_pdf(data, ocr=ocr)


def _docx(data: bytes, _ocr: bool, _kind: Kind) -> Content:
    from tutela.text.docx import read_docx

    return read_docx(data)


def _html(data: bytes, _ocr: bool, kind: Kind) -> Content:
    from tutela.text.html import read_html

    return read_html(data, kind.encoding)


def _markdown(data: bytes, _ocr: bool, kind: Kind) -> Content:
    from tutela.text.markdown import read_markdown

    return read_markdown(decode(data, kind.encoding))


def _plain(data: bytes, _ocr: bool, kind: Kind) -> Content:
    from tutela.text.plain import read_plain

    return read_plain(decode(data, kind.encoding))


def _akoma_ntoso(data: bytes, _ocr: bool, _kind: Kind) -> Content:
    from tutela.text.akoma_ntoso import read_akoma_ntoso

    return read_akoma_ntoso(data)


_READERS: dict[str, Callable[[bytes, bool, Kind], Content]] = {
    "pdf": _pdf,
    "docx": _docx,
    "html": _html,
    "markdown": _markdown,
    "text": _plain,
    "akoma-ntoso": _akoma_ntoso,
}

"""How a file is checked: as it stands, by what it shows, or as a document that is read first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from tutela.text.encoding import decode, find_encoding
from tutela.text.kinds import identify
from tutela.text.notices import Notice, UnreadableError, notice


class Kind(StrEnum):
    """``PROSE`` and ``DATA`` (source code, settings, data) are checked as they stand, ``HTML`` by what a page shows at
    its places in the source, a ``DOCUMENT`` is read by ``tutela.text``."""

    PROSE = "prose"
    DATA = "data"
    HTML = "html"
    DOCUMENT = "document"


_DATA = frozenset(
    "json jsonl json5 geojson yaml yml toml ini cfg conf env properties po pot xlf xliff xml xsd xsl svg csv tsv sql "
    "bib py pyi ipynb js mjs cjs jsx ts tsx vue svelte css scss less java kt scala go rs rb php c h cc cpp hpp cs "
    "swift m sh bash zsh fish ps1 bat lua r pl pm tf gradle cmake mk lock proto graphql ex exs erl hs clj dart".split()
)
_DATA_NAMES = frozenset(("makefile", "dockerfile", "cmakelists.txt", "requirements.txt"))
_DOCUMENTS = frozenset(("pdf", "docx", "akoma-ntoso"))
_NOT_TEXT = ("{\\rtf", "%!PS")


@dataclass(frozen=True, slots=True)
class Read:
    """What is known of a file before it is checked. ``text`` is "" for a document; ``signature`` are the bytes of the
    byte order mark, which stand before the text."""

    kind: Kind
    format: str
    text: str = ""
    codec: str = ""
    signature: bytes = b""
    notices: tuple[Notice, ...] = ()


_SIGNATURES = {
    "utf-8-sig": ("utf-8", (b"\xef\xbb\xbf",)),
    "utf-16": ("utf-16", (b"\xff\xfe", b"\xfe\xff")),
    "utf-32": ("utf-32", (b"\xff\xfe\0\0", b"\0\0\xfe\xff")),
}


def look_into(name: str, data: bytes) -> Read:
    """Say how a file is checked, with its text where it is checked as it stands. Raises UnreadableError."""
    path = PurePath(name)
    is_data = path.suffix.lower().lstrip(".") in _DATA or path.name.lower() in _DATA_NAMES
    try:
        found = identify(name, data)
    except UnreadableError as error:
        if error.notice.code != "unknown-type" or not _is_text(data):
            raise
        return _as_it_stands(data, Kind.DATA, "data")
    if found.name in _DOCUMENTS:
        return Read(Kind.DOCUMENT, found.name)
    if is_data:
        return _as_it_stands(data, Kind.DATA, "data")
    kind = Kind.HTML if found.name == "html" else Kind.PROSE
    told = tuple(one for one in found.notices if one.code != "guessed-encoding")
    return _as_it_stands(data, kind, found.name, told)


def _as_it_stands(data: bytes, kind: Kind, form: str, notices: tuple[Notice, ...] = ()) -> Read:
    encoding = find_encoding(data)
    codec, signature = encoding.codec, b""
    if codec in _SIGNATURES:
        plain, marks = _SIGNATURES[codec]
        signature = next(mark for mark in marks if data.startswith(mark))
        order = "le" if signature.startswith(b"\xff") else "be"
        codec = plain if plain == "utf-8" else f"{plain}-{order}"
    if encoding.is_guessed:
        notices += (notice("guessed-encoding", encoding=codec),)
    text = decode(data[len(signature) :], codec)
    if not text.strip():
        raise UnreadableError("no-text")
    return Read(kind, form, text, codec, signature, notices)


def _is_text(data: bytes) -> bool:
    """Whether a file of a type that ``tutela.text`` does not read can be checked as it stands."""
    if data[:5].decode("latin-1").startswith(_NOT_TEXT):
        return False
    codec = find_encoding(data[:4096]).codec
    if codec.startswith(("utf-16", "utf-32")):
        return True
    return b"\0" not in data and sum(sign < 9 or 13 < sign < 27 for sign in data[:65536]) <= len(data[:65536]) // 100

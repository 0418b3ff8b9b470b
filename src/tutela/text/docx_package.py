"""The package of a Word file: its parts, found through their relationships, within limits."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from tutela.text.notices import UnreadableError

PART_LIMIT = 100_000_000
"""Bytes that one part may have when unpacked; Word's own text of a thousand pages is about a tenth of it."""
RATIO_LIMIT = 250
"""How many times larger than packed a part may be, from ``RATIO_FLOOR`` bytes up; Word's own parts stay under 100."""
RATIO_FLOOR = 20_000_000

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, OverflowError)


class Relationship(NamedTuple):
    """A link from one part to another: ``kind`` is the last word of its type ("styles", "footnotes"), ``target`` the
    name of the part, without a slash before it."""

    kind: str
    target: str


class Package:
    """A Word file opened as a zip of parts.

    Raises UnreadableError: "damaged" where the zip cannot be opened, "encrypted" where its members are locked.
    python-docx is not used here: it refuses Strict files, and files with a link to a missing part, which Word opens.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _DAMAGE as error:
            raise UnreadableError("damaged", format="DOCX", detail="zip") from error
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, None where there is no such part.

        Raises UnreadableError: "damaged", "encrypted", or "too-complex" for a part that grows out of proportion.
        """
        name = self._names.get(part.lower())
        if name is None:
            return None
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 0x1:
                raise UnreadableError("encrypted")
            limit = max(RATIO_FLOOR, min(PART_LIMIT, info.compress_size * RATIO_LIMIT))
            with self._zip.open(info) as member:
                data = member.read(limit + 1)
        except _DAMAGE as error:
            raise UnreadableError("damaged", format="DOCX", detail=part) from error
        if len(data) > limit:
            raise UnreadableError("too-complex", detail=f"{part} > {limit // 1_000_000} MB")
        return data

    def xml(self, part: str) -> etree._Element | None:
        """The root of an XML part, Strict names turned into the usual (Transitional) ones; None where there is none.

        Raises UnreadableError: "damaged" for broken XML, "too-complex" for XML that is nested too deeply.
        """
        data = self.read(part)
        if data is None:
            return None
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16", errors="replace")
            data = re.sub(r"^<\?xml[^>]*\?>", "", text.lstrip("\ufeff")).encode()
        if b"purl.oclc.org/ooxml" in data:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data.removeprefix(b"\xef\xbb\xbf").strip(), parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error) or "huge" in str(error).lower():
                raise UnreadableError("too-complex", detail=part) from error
            raise UnreadableError("damaged", format="DOCX", detail=part) from error

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The links of a part to other parts of the package, by their id; "" for those of the package itself."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        links: dict[str, Relationship] = {}
        for link in root.iter(_RELATIONSHIP) if root is not None else ():
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
                links[link.get("Id", "")] = Relationship(link.get("Type", "").rsplit("/", 1)[-1], target.lstrip("/"))
        return links

    def main_part(self) -> str:
        """The name of the part that holds the text. Raises UnreadableError "damaged" where there is none."""
        named = [link.target for link in self.relationships("").values() if link.kind == "officeDocument"]
        for part in (*named, "word/document.xml"):
            if part.lower() in self._names:
                return part
        raise UnreadableError("damaged", format="DOCX", detail="word/document.xml")

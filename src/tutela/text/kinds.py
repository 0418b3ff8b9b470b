"""What kind of file it is: by its content first, then by its name."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from tutela.text.encoding import decode, find_encoding
from tutela.text.notices import Notice, UnreadableError, notice

FILE_LIMIT = 100_000_000
"""Bytes of the largest file that is read."""
TEXT_LIMIT = 20_000_000
"""Bytes of the largest text file (HTML, Markdown, plain text, XML) that is read."""
LINE_LIMIT = 1_000_000
"""Lines of the largest text file that is read; laws of 20 MB have a third of it."""

_SHOWN = {
    "pdf": "PDF",
    "docx": "DOCX",
    "html": "HTML",
    "markdown": "Markdown",
    "text": "TXT",
    "akoma-ntoso": "Akoma Ntoso",
}
_EXTENSIONS = {
    "pdf": "pdf",
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), "docx"),
    **dict.fromkeys(("html", "htm", "xhtml", "xht", "shtml"), "html"),
    **dict.fromkeys(("md", "markdown", "mdown", "mkd", "mkdn", "mdwn"), "markdown"),
    **dict.fromkeys(("txt", "text"), "text"),
    **dict.fromkeys(("akn", "xml"), "akoma-ntoso"),
}
# Endings of files that are something else, as the notice names them. The last ones are text that is no document.
_OTHER_EXTENSIONS = {
    name: f"{shown} (.{name})"
    for names, shown in (
        ("doc dot", "Word 97–2003"), ("xls xlsx xlsm", "Excel"), ("ppt pptx", "PowerPoint"), ("rtf", "RTF"),
        ("odt ods odp", "OpenDocument"), ("epub", "EPUB"), ("wpd", "WordPerfect"), ("pages", "Pages"),
        ("png gif bmp webp jpg jpeg tif tiff svg heic", "image"), ("mp3 wav ogg m4a flac", "audio"),
        ("mp4 avi mov mkv webm", "video"), ("zip rar 7z gz tar", "ZIP"), ("exe dll", "Windows"),
        ("json jsonl geojson", "JSON"), ("csv tsv", "CSV"), ("yaml yml", "YAML"), ("js ts css py java c h sh", "code"),
        ("tex bib", "LaTeX"), ("eml mht mhtml", "MIME"), ("srt vtt", "SRT"),
    )
    for name in names.split()
}  # fmt: skip
_NOT_DOCUMENTS = frozenset((
    "json", "jsonl", "geojson", "csv", "tsv", "yaml", "yml", "js", "ts", "css", "py", "java", "c", "h", "sh",
    "tex", "bib", "eml", "mht", "mhtml", "srt", "vtt",
))  # fmt: skip

_ARCHIVES = (
    (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"), (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"MSCF", "CAB"),
)  # fmt: skip
_OTHERS = (
    (b"{\\rtf", "RTF"), (b"%!PS", "PostScript"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"AT&TFORM", "DjVu"), (b"8BPS", "Photoshop"),
    (b"ID3", "MP3"), (b"\xff\xfb", "MP3"), (b"OggS", "Ogg"), (b"fLaC", "FLAC"), (b"\x1aE\xdf\xa3", "WebM"),
    (b"\x7fELF", "ELF"), (b"MZ", "Windows EXE"), (b"\xca\xfe\xba\xbe", "Java"), (b"\xcf\xfa\xed\xfe", "Mach-O"),
    (b"SQLite format 3\0", "SQLite"), (b"wOFF", "WOFF"), (b"wOF2", "WOFF2"), (b"OTTO\0", "OpenType"),
    (b"\0\x01\0\0", "TrueType"), (b"\xffWPC", "WordPerfect"), (b"\0asm", "WebAssembly"), (b"\0\0\x01\0", "ICO"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", "Word 97–2003 (.doc)"), ("Workbook", "Excel 97–2003 (.xls)"), ("Book", "Excel 5 (.xls)"),
    ("PowerPoint Document", "PowerPoint 97–2003 (.ppt)"), ("__properties_version1.0", "Outlook (.msg)"),
)  # fmt: skip
_ZIP_MEMBERS = (
    ("xl/", "Excel (.xlsx)"), ("ppt/", "PowerPoint (.pptx)"), ("visio/", "Visio (.vsdx)"),
    ("Index/Document.iwa", "Pages (.pages)"),
)  # fmt: skip
_ZIP_TYPES = (
    (b"application/vnd.oasis.opendocument.text", "OpenDocument (.odt)"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "OpenDocument (.ods)"),
    (b"application/vnd.oasis.opendocument.presentation", "OpenDocument (.odp)"),
    (b"application/vnd.oasis.opendocument", "OpenDocument"),
    (b"application/epub+zip", "EPUB"),
)

_PDF = re.compile(rb"(?:^|[\r\n\0\x80-\xff])%PDF-")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PROLOGUE = r"(?>\s*+(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s++[^\[>]*+(?:\[.*?\]\s*+)?>))*+\s*+"
_ROOT = re.compile(rf"{_PROLOGUE}<(?P<root>[A-Za-z_][\w:.-]*)(?P<rest>[^>]*)", re.DOTALL | re.IGNORECASE)
_DOCTYPE_HTML = re.compile(r"(?>\s*+(?:<\?.*?\?>|<!--.*?-->))*+\s*+<!doctype\s+html", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)
_HTML_TAGS = frozenset((
    "html", "head", "body", "div", "p", "table", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "section",
    "article", "main", "header", "center", "font", "span", "br", "title", "meta", "style", "script", "link",
    "blockquote", "dl", "hr", "b", "i", "a", "pre", "form", "nav", "img",
))  # fmt: skip
_ATX = re.compile(r"^#{1,6} \S", re.MULTILINE)
_MIME_FIELD = re.compile(r"^(?:MIME-Version|Content-Transfer-Encoding):", re.MULTILINE | re.IGNORECASE)
_FIELD = re.compile(r"[A-Za-z][\w-]*: ")
_HEAD = 32_768
_SHORTEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is: ``name`` is "pdf", "docx", "html", "markdown", "text" or "akoma-ntoso"; ``encoding`` the Python
    codec of its letters, "" where the format settles that by itself; ``notices`` what the user should know."""

    name: str
    encoding: str = ""
    notices: tuple[Notice, ...] = ()


def identify(name: str, data: bytes) -> Kind:
    """Say what kind of file ``data`` is; ``name`` is its file name or path.

    Raises UnreadableError: "empty-file", "too-large", "archive", "encrypted", or "unknown-type" for anything that is
    not read. Whether a PDF or Word file can be opened is for its reader to say.
    """
    if not data:
        raise UnreadableError("empty-file")
    _check_size(data, FILE_LIMIT)
    extension = PurePath(name).suffix.lower().lstrip(".")
    binary = _binary_kind(extension, data)
    if binary is not None:
        return Kind(binary, notices=_extension_notices(extension, binary))
    _check_size(data, TEXT_LIMIT)
    if data.count(b"\n") > LINE_LIMIT:
        raise UnreadableError("too-complex", detail=f"> {LINE_LIMIT:,} ¶".replace(",", " "))
    encoding = find_encoding(data)
    if _EXTENSIONS.get(extension) in ("pdf", "docx") and len(data) < _SHORTEST_TEXT:
        return Kind(_EXTENSIONS[extension])  # the remains of a broken download: its reader says so
    kind = _text_kind(extension, decode(data[:_HEAD], encoding.codec))
    notices = _extension_notices(extension, kind)
    if kind == "akoma-ntoso":
        return Kind(kind, notices=notices)
    if encoding.is_guessed:
        notices += (notice("guessed-encoding", encoding=encoding.codec),)
    return Kind(kind, encoding.codec, notices)


def _check_size(data: bytes, limit: int) -> None:
    if len(data) > limit:
        raise UnreadableError("too-large", size=f"{len(data) / 1_000_000:.1f} MB", limit=f"{limit // 1_000_000} MB")


def _extension_notices(extension: str, kind: str) -> tuple[Notice, ...]:
    """The notice of a name that says something else than the content does."""
    named = _EXTENSIONS.get(extension)
    if named == kind or {named, kind} == {"text", "markdown"} or (extension == "xml" and kind == "html"):
        return ()
    shown = _SHOWN[named] if named else _OTHER_EXTENSIONS.get(extension)
    return (notice("wrong-extension", named=shown, found=_SHOWN[kind]),) if shown else ()


def _binary_kind(extension: str, data: bytes) -> str | None:
    """Tell "pdf" and "docx"; None for text. Raises UnreadableError for everything else."""
    head = data[:1024]
    if _PDF.search(head) and not head.lstrip().startswith(b"<"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip_kind(extension, data)
    if head.startswith(_OLE):
        _raise_for_ole(data)
    if head[257:262] == b"ustar":
        raise UnreadableError("archive", found="tar")
    if _is_text(data) and not head.startswith((b"{\\rtf", b"%!PS")):
        return None  # a text may well begin with "MZ" or "ID3"
    if archive := next((shown for signature, shown in _ARCHIVES if head.startswith(signature)), None):
        raise UnreadableError("archive", found=archive)
    if shown := _media(head) or next((shown for signature, shown in _OTHERS if head.startswith(signature)), None):
        raise UnreadableError("unknown-type", found=shown)
    if _EXTENSIONS.get(extension) in ("pdf", "docx"):
        return _EXTENSIONS[extension]
    raise UnreadableError("unknown-type", found=f".{extension}" if extension else f"0x{head[:8].hex()}")


def _zip_kind(extension: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            declared = _member_start(archive, "mimetype") or _member_start(archive, "[Content_Types].xml")
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
        if _EXTENSIONS.get(extension) == "docx" or b"word/document" in data[:100_000]:
            return "docx"
        raise UnreadableError("archive", found="ZIP") from error
    if any(name.startswith("word/") for name in names) or b"wordprocessingml" in declared:
        return "docx"
    for prefix, shown in _ZIP_MEMBERS:
        if any(name.startswith(prefix) for name in names):
            raise UnreadableError("unknown-type", found=shown)
    for content_type, shown in _ZIP_TYPES:
        if declared.startswith(content_type):
            raise UnreadableError("unknown-type", found=shown)
    if _EXTENSIONS.get(extension) == "docx" and "[Content_Types].xml" in names:
        return "docx"
    raise UnreadableError("archive", found="ZIP")


def _member_start(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a member, b"" where there is none or it cannot be read."""
    try:
        with archive.open(name) as member:
            return member.read(50_000)
    except Exception:  # a locked or broken member says nothing of the kind; zipfile raises half a dozen types here
        return b""


def _raise_for_ole(data: bytes) -> None:
    """Old Office files and locked new ones are both OLE2 containers; the names of their streams tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableError("encrypted")
    found = next((shown for stream, shown in _OLE_STREAMS if f"{stream}\0".encode("utf-16-le") in data), "OLE2")
    raise UnreadableError("unknown-type", found=found)


def _media(head: bytes) -> str | None:
    """Formats whose signature does not stand first."""
    if head[:4] == b"RIFF":
        return {b"WEBP": "WebP", b"WAVE": "WAV", b"AVI ": "AVI"}.get(head[8:12], "RIFF")
    if head[4:8] == b"ftyp":
        return "HEIC" if head[8:11] in (b"hei", b"mif", b"avi") else "MP4 / QuickTime"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "BMP"
    return None


def _is_text(data: bytes) -> bool:
    """Whether the bytes can be letters: hardly any control characters, NULs only as UTF-16 has them."""
    sample = data[:65536] + data[len(data) // 2 :][:65536]
    if find_encoding(data[:4096]).codec.startswith(("utf-16", "utf-32")):
        return True
    return sample.count(0) <= len(sample) // 1000 and len(_CONTROL.findall(sample)) <= len(sample) // 100


def _text_kind(extension: str, head: str) -> str:
    """The kind of a text file. Raises UnreadableError "unknown-type" for XML of another kind and for data and code."""
    named = _EXTENSIONS.get(extension)
    found = _ROOT.match(head)
    root = found["root"].rsplit(":", 1)[-1] if found else ""
    if found and (root == "akomaNtoso" or re.search(r"akomantoso|legaldocml", found["rest"], re.IGNORECASE)):
        return "akoma-ntoso"
    if _is_html(named, root, head):
        return "html"
    if found and (head.lstrip().startswith("<?xml") or named == "akoma-ntoso" or "xmlns" in found["rest"]):
        raise UnreadableError("unknown-type", found=f"XML <{found['root'][:40]}>")
    if extension in _NOT_DOCUMENTS or (_FIELD.match(head) and _MIME_FIELD.search(head[:4096])):
        raise UnreadableError("unknown-type", found=_OTHER_EXTENSIONS.get(extension, "MIME"))
    if named in ("markdown", "text"):
        return named
    return "markdown" if named is None and len(_ATX.findall(head)) > 1 else "text"


def _is_html(named: str | None, root: str, head: str) -> bool:
    """Whether a text is a page: by its first tag, or, where its name says so, by any tag."""
    if _DOCTYPE_HTML.match(head) or root.lower() in ("html", "head", "body"):
        return True
    if named == "html":
        return True
    if named == "markdown":
        return False
    return bool(root.lower() in _HTML_TAGS and (_PAGE.search(head) or head.count("</") > 3))

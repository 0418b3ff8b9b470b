"""What kind of file it is: by content first, then by name."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.encoding import decode, find_encoding
from tutela.text.kinds import FILE_LIMIT, LINE_LIMIT, TEXT_LIMIT, identify
from tutela.text.notices import UnreadableError

ENGLISH = "Section 4. Every person shall report a suspicion to the police without delay.\n"
FRENCH = "Article 7. – L'État protège l'enfant contre toute forme d'exploitation ; la peine est portée au double.\n"
SPANISH = "Artículo 9. Los niños, niñas y adolescentes tienen derecho a la protección del Estado.\n"
AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act/></akomaNtoso>'


def zipped(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("law.txt"))
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + f"Root Entry\0{stream}\0".encode("utf-16-le") + b"\0" * 100
    )


WORD = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"})
WORD_ELSEWHERE = zipped(
    {"[Content_Types].xml": '<Override ContentType="application/x.wordprocessingml.document.main+xml"/>', "a.xml": ""}
)
PAGE = b"<!DOCTYPE html><html><body><p>Every child shall be heard.</p></body></html>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"

READ = [
    ("law.pdf", PDF, "pdf"),
    ("law.pdf", b"\n\n" + PDF, "pdf"),
    ("LAW.PDF", b"\xef\xbb\xbf" + PDF, "pdf"),
    ("law.docx", WORD, "docx"),
    ("law.DOCM", WORD, "docx"),
    ("law.docx", WORD_ELSEWHERE, "docx"),
    ("law.html", PAGE, "html"),
    ("law.htm", b"<p>Every child shall be heard.", "html"),
    ("law.html", b"Every child shall be heard.", "html"),
    ("law.aspx", b"  <!-- saved --><html><head></head>", "html"),
    ("law.xml", b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"/>', "html"),
    ("law.xml", AKN.encode(), "akoma-ntoso"),
    ("law.akn", b'<?xml version="1.0"?>\n<!-- c -->\n' + AKN.encode(), "akoma-ntoso"),
    ("law.xml", AKN.encode("utf-16"), "akoma-ntoso"),
    ("law.xml", b'<an:akomaNtoso xmlns:an="http://www.akomantoso.org/2.0"/>', "akoma-ntoso"),
    ("law.xml", b'<act xmlns="http://www.akomantoso.org/1.0"/>', "akoma-ntoso"),
    ("law.md", b"# Policy\n\nText", "markdown"),
    ("law.markdown", b"<div align='center'><b>Policy</b></div>\n\nText", "markdown"),
    ("README", b"# Policy\n\n## Purpose\n\nText", "markdown"),
    ("law.txt", ENGLISH.encode(), "text"),
    ("law", ENGLISH.encode(), "text"),
    ("law.txt", b'{"title": "JSON that calls itself text"}', "text"),
    ("law.txt", b"a < b and <c> is no page", "text"),
    ("law.rst", b"Policy\n======\n", "text"),
    ("law.txt", b"MZ is the code of Mozambique in some lists.", "text"),
    ("law.txt", b"From the 1st of January 2020 the Act applies.", "text"),
]


@pytest.mark.parametrize(("name", "data", "kind"), READ, ids=[f"{number}-{row[0]}" for number, row in enumerate(READ)])
def test_kinds_that_are_read(name: str, data: bytes, kind: str) -> None:
    found = identify(name, data)
    assert found.name == kind
    assert found.notices == ()


WRONG = [
    ("law.docx", PDF, "pdf", "DOCX", "PDF"),
    ("law.pdf", WORD, "docx", "PDF", "DOCX"),
    ("law.txt", PAGE, "html", "TXT", "HTML"),
    ("law.pdf", PAGE * 5, "html", "PDF", "HTML"),
    ("law.doc", PAGE, "html", "Word 97–2003 (.doc)", "HTML"),
    ("law.doc", WORD, "docx", "Word 97–2003 (.doc)", "DOCX"),
    ("law.pdf", ENGLISH.encode() * 5, "text", "PDF", "TXT"),
    ("law.html", AKN.encode(), "akoma-ntoso", "HTML", "Akoma Ntoso"),
    ("scan.jpg", PDF, "pdf", "image (.jpg)", "PDF"),
]


@pytest.mark.parametrize(
    ("name", "data", "kind", "named", "shown"), WRONG, ids=[f"{number}-{row[0]}" for number, row in enumerate(WRONG)]
)
def test_wrong_extension_is_told(name: str, data: bytes, kind: str, named: str, shown: str) -> None:
    found = identify(name, data)
    assert found.name == kind
    (told,) = found.notices
    assert told.code == "wrong-extension"
    assert dict(told.values) == {"named": named, "found": shown}


REFUSED = [
    ("law.pdf", b"", "empty-file", ""),
    ("laws.zip", zipped({"law.txt": "x"}), "archive", "ZIP"),
    ("laws.zip", zipped({}), "archive", "ZIP"),
    ("laws.zip", zipped({"law.txt": "x"})[:40], "archive", "ZIP"),
    ("laws.tar", tarred(), "archive", "tar"),
    ("laws.gz", gzip.compress(b"x" * 100), "archive", "gzip"),
    ("laws.bz2", bz2.compress(b"x" * 100), "archive", "bzip2"),
    ("laws.xz", lzma.compress(b"x" * 100), "archive", "xz"),
    ("laws.7z", b"7z\xbc\xaf\x27\x1c\0\4" + b"\0" * 30, "archive", "7z"),
    ("laws.rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 30, "archive", "RAR"),
    ("old.doc", ole("WordDocument"), "unknown-type", "Word 97–2003 (.doc)"),
    ("old.docx", ole("WordDocument"), "unknown-type", "Word 97–2003 (.doc)"),
    ("old.xls", ole("Workbook"), "unknown-type", "Excel 97–2003 (.xls)"),
    ("mail.msg", ole("__properties_version1.0"), "unknown-type", "Outlook (.msg)"),
    ("locked.docx", ole("EncryptedPackage"), "encrypted", ""),
    ("law.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "unknown-type", "OpenDocument (.odt)"),
    ("book.epub", zipped({"mimetype": "application/epub+zip"}), "unknown-type", "EPUB"),
    ("data.xlsx", zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "unknown-type", "Excel (.xlsx)"),
    ("talk.pptx", zipped({"[Content_Types].xml": "", "ppt/p.xml": ""}), "unknown-type", "PowerPoint (.pptx)"),
    ("law.rtf", b"{\\rtf1\\ansi Every child}", "unknown-type", "RTF"),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unknown-type", "PNG"),
    ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "unknown-type", "JPEG"),
    ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 \0\0", "unknown-type", "WebP"),
    ("a.mp4", b"\0\0\0\x18ftypisom\0\0", "unknown-type", "MP4 / QuickTime"),
    ("a.mp3", b"ID3\x04\0\0\0\0\0\0", "unknown-type", "MP3"),
    ("a.exe", b"MZ\x90\0\x03\0\0\0", "unknown-type", "Windows EXE"),
    ("feed.xml", b'<?xml version="1.0"?><rss version="2.0"/>', "unknown-type", "XML <rss>"),
    ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "unknown-type", "XML <svg>"),
    ("data.json", b'{"a": 1}', "unknown-type", "JSON (.json)"),
    ("data.csv", b"a,b\n1,2\n", "unknown-type", "CSV (.csv)"),
    ("page.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n", "unknown-type", "MIME (.mht)"),
    ("page", b"From: <saved>\nSubject: Law\nMIME-Version: 1.0\n\n", "unknown-type", "MIME"),
    ("a.bin", bytes(range(256)) * 4, "unknown-type", ".bin"),
    ("noname", b"\x00\x01\x02\x03\x80\x81\x82\x83", "unknown-type", "0x0001020380818283"),
]


@pytest.mark.parametrize(
    ("name", "data", "code", "shown"), REFUSED, ids=[f"{number}-{row[0]}" for number, row in enumerate(REFUSED)]
)
def test_what_is_not_read_says_what_it_is(name: str, data: bytes, code: str, shown: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        identify(name, data)
    assert caught.value.notice.code == code
    assert dict(caught.value.notice.values).get("found", "") == shown


@pytest.mark.parametrize("name", ["law.pdf", "law.docx"])
@pytest.mark.parametrize("data", [b"%PD", b"error", bytes(range(256)) * 8])
def test_remains_of_a_pdf_or_word_file_are_left_to_its_reader(name: str, data: bytes) -> None:
    """Whose message, "damaged", helps more than "unknown type"."""
    assert identify(name, data).name == name.removeprefix("law.")


def test_limits() -> None:
    too_large = [("law.pdf", PDF + bytes(FILE_LIMIT)), ("law.txt", b"child " * (TEXT_LIMIT // 6 + 1))]
    for name, data in too_large:
        with pytest.raises(UnreadableError) as caught:
            identify(name, data)
        assert caught.value.notice.code == "too-large"
    with pytest.raises(UnreadableError) as caught:
        identify("law.txt", b"a\n" * (LINE_LIMIT + 1))
    assert caught.value.notice.code == "too-complex"


ENCODED = [
    (SPANISH.encode(), "utf-8", False),
    (ENGLISH.encode(), "utf-8", False),
    (b"\xef\xbb\xbf" + FRENCH.encode(), "utf-8-sig", False),
    (SPANISH.encode("utf-16"), "utf-16", False),
    (b"\xfe\xff" + SPANISH.encode("utf-16-be"), "utf-16", False),
    (SPANISH.encode("utf-16-le"), "utf-16-le", True),
    (SPANISH.encode("utf-16-be"), "utf-16-be", True),
    (FRENCH.encode("cp1252"), "windows-1252", True),
    (b'<meta charset="iso-8859-1">' + FRENCH.encode("cp1252"), "windows-1252", False),
    (
        b'<meta http-equiv="Content-Type" content="text/html; charset=macintosh">' + SPANISH.encode("mac-roman"),
        "mac-roman",
        False,
    ),
    (b'<?xml version="1.0" encoding="iso-8859-15"?>' + SPANISH.encode("iso-8859-15"), "iso8859-15", False),
    (b'<meta charset="windows-1252">' + SPANISH.encode(), "utf-8", False),
    (b'<meta charset="utf-8">' + SPANISH.encode("cp1252"), "windows-1252", True),
    (b'<meta charset="utf-16">' + SPANISH.encode("cp1252"), "windows-1252", True),
    (b'<meta charset="unicode_escape">' + SPANISH.encode("cp1252"), "windows-1252", True),
    (b'<meta charset="no-such-code">' + SPANISH.encode("cp1252"), "windows-1252", True),
    (SPANISH.encode() * 5 + b"\xe9", "utf-8", True),
]


@pytest.mark.parametrize(("data", "codec", "is_guessed"), ENCODED)
def test_encodings(data: bytes, codec: str, is_guessed: bool) -> None:
    found = find_encoding(data)
    assert found == (codec, is_guessed)
    text = decode(data, found.codec)
    assert any(sentence.strip() in text for sentence in (ENGLISH, FRENCH, SPANISH))


def test_a_guess_is_told() -> None:
    (told,) = identify("loi.txt", FRENCH.encode("cp1252")).notices
    assert told.code == "guessed-encoding"
    assert dict(told.values) == {"encoding": "windows-1252"}
    assert identify("loi.txt", FRENCH.encode()).notices == ()


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["a.pdf", "a.docx", "a.html", "a.md", "a.txt", "a.xml", "a", "a.zip", "é.Doc"]),
    st.one_of(
        st.binary(max_size=300),
        st.sampled_from([WORD, PDF, PAGE, AKN.encode(), ole("WordDocument"), tarred()]).flatmap(
            lambda data: st.integers(0, len(data)).map(lambda end: data[:end])
        ),
        st.text(alphabet="<?!-[]>akomaNtoso html\n'\"#", max_size=200).map(str.encode),
    ),
)
def test_any_bytes_are_a_kind_or_refused_with_a_reason(name: str, data: bytes) -> None:
    try:
        said = identify(name, data).name
    except UnreadableError as error:
        said = error.notice.what("fr")
    assert said


@pytest.mark.parametrize(
    "head", ["<?a?>" * 5000, "<!--a-->" * 3000, "<!DOCTYPE x [" * 2000, "<" * 30_000, " " * 30_000]
)
def test_long_prologues_take_no_time(head: str) -> None:
    assert identify("law.txt", head.encode() + b"x").name == "text"

"""MARCMaker text (.mrk, as MarcEdit and pymarc write it): a line a field, an empty line between records."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import IO

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.exceptions import PymarcException
from pymarc.leader import Leader

from tutela.catalogue.record import Record
from tutela.catalogue.set_aside import LONGEST, SetAside

_LINE = re.compile(r"=(?P<tag>[0-9A-Za-z]{3}) {1,2}(?P<rest>.*)", re.DOTALL)
_MNEMONICS = {"{dollar}": "$", "{lcub}": "{", "{rcub}": "}", "{bsol}": "\\"}
_MNEMONIC = re.compile("|".join(_MNEMONICS))
_SIGNS = {sign: mnemonic for mnemonic, sign in _MNEMONICS.items()}
_IN_TEXT = re.compile(r"[${}]")
_IN_CONTROL = re.compile(r"[${}\\]")
_BLANK = re.compile(r"\n[ \t]*\n")
_UNDECODED = re.compile("[\udc80-\udcff]")
_BLOCK = 256_000
_BREAK = re.compile(r"\s*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]\s*")


def read_mrk(stream: IO[bytes]) -> Iterator[Record | SetAside]:
    """The records of a file."""
    number = 0
    for text in _records(stream):
        number += 1
        remarks: tuple[str, ...] = ()
        text, lost = _UNDECODED.subn("\ufffd", text)
        if lost:
            remarks = ("lost-characters",)
        try:
            yield Record(mrk_record(text), remarks=remarks)
        except (PymarcException, ValueError) as error:
            yield SetAside(number, "not-mrk", str(error), text.encode()[:LONGEST])
    if not number:
        yield SetAside(0, "no-records", "", b"")


def _records(stream: IO[bytes]) -> Iterator[str]:
    """The lines of each record. Of one that is too long to be one, the beginning."""
    is_utf16 = _beginning(stream) in (b"\xff\xfe", b"\xfe\xff")
    text = io.TextIOWrapper(
        stream,
        "utf-16" if is_utf16 else "utf-8-sig",
        errors="replace" if is_utf16 else "surrogateescape",
    )
    rest = ""
    is_skipping = False
    while block := text.read(_BLOCK):
        *whole, rest = _BLANK.split(rest + block)
        for number, lines in enumerate(whole):
            if lines.strip() and not (is_skipping and not number):
                yield lines.strip("\n")
        is_skipping = is_skipping and not whole
        if len(rest) > LONGEST:
            if not is_skipping:
                yield rest[:LONGEST]
            rest, is_skipping = rest[-2:], True
    if rest.strip() and not is_skipping:
        yield rest.strip("\n")
    text.detach()


def _beginning(stream: IO[bytes]) -> bytes:
    return stream.peek(2)[:2] if isinstance(stream, io.BufferedReader) else b""


def mrk_record(text: str) -> pymarc.Record:
    """The record of MARCMaker lines. Raises ValueError with the line that is none."""
    marc = pymarc.Record()
    for line in re.split(r"\n(?==)", text):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not a field: {line[:60]!r}")
        tag, rest = match["tag"], match["rest"].replace("\n", " ")
        if tag in ("LDR", "000"):
            marc.leader = Leader(rest.replace("\\", " ").ljust(24)[:24])
        elif tag < "010" and tag.isdigit():
            marc.fields.append(Field(tag=tag, data=_plain(rest.replace("\\", " "))))
        else:
            first, second = (sign.replace("\\", " ").replace("#", " ") for sign in rest[:2].ljust(2))
            subfields = [Subfield(part[0], _plain(part[1:])) for part in rest[2:].split("$")[1:] if part]
            marc.fields.append(Field(tag=tag, indicators=Indicators(first, second), subfields=subfields))
    if not marc.fields:
        raise ValueError("no fields")
    return marc


def _plain(text: str) -> str:
    return _MNEMONIC.sub(lambda match: _MNEMONICS[match.group()], text)


def mrk_text(marc: pymarc.Record) -> str:
    """MARCMaker lines, ended by an empty one. Line breaks within a field, which it cannot say, become blanks."""
    lines = [f"=LDR  {str(marc.leader).replace(' ', chr(92))}"]
    for field in marc.fields:
        if field.control_field:
            lines.append(f"={field.tag}  {_escaped(field.data or '', _IN_CONTROL).replace(' ', chr(92))}")
            continue
        signs = "".join("\\" if sign in (" ", None) else sign for sign in (field.indicator1, field.indicator2))
        parts = "".join(f"${code}{_escaped(value or '', _IN_TEXT)}" for code, value in field.subfields)
        lines.append(f"={field.tag}  {signs}{parts}")
    return "\n".join(lines) + "\n\n"


def _escaped(text: str, signs: re.Pattern[str]) -> str:
    return signs.sub(lambda match: _SIGNS[match.group()], _BREAK.sub(" ", text))

"""The inverse of the MARC view: what a cataloguer types, read into a record or told line by line where it cannot be."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import pymarc
from pymarc import Field, Indicators, Subfield
from pymarc.leader import Leader

from tutela.catalogue.tagged import BLANK, SIGNS
from tutela.catalogue.wording import word


class Problem(NamedTuple):
    """Why a line cannot be read: its number (from 1), a ``key`` of words/tagged.yaml and what fills its blanks."""

    line: int
    key: str
    values: tuple[tuple[str, str], ...] = ()

    def text(self, language: str) -> str:
        """The problem as a sentence in "en", "fr" or "es"."""
        return word("tagged", self.key, language, **dict(self.values))


class _OddLineError(ValueError):
    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = tuple((name, str(value)) for name, value in values.items())


def parse_tagged(text: str) -> pymarc.Record | tuple[Problem, ...]:
    """The record that a text describes, or every problem that it has, in the order of its lines.

    A line that begins with a blank continues the one before. A leading = (MARCMaker) and ‡ or ǂ for $ are understood.
    """
    lines = _lines(text)
    if not lines:
        return (Problem(1, "nothing"),)
    marc = pymarc.Record()
    fields: list[Field] = []
    problems: list[Problem] = []
    once: dict[str, int] = {}
    for number, line in lines:
        try:
            tag, rest = _tag_and_rest(line)
            if tag in _ONCE and once.setdefault(tag, number) != number:
                raise _OddLineError("repeated", tag=tag, first=once[tag])
            if tag == "LDR":
                marc.leader = Leader(_characters(tag, rest))
            elif tag < "010" and tag.isdigit():
                fields.append(Field(tag=tag, data=_characters(tag, rest)))
            else:
                fields.append(_data_field(tag, rest))
        except _OddLineError as error:
            problems.append(Problem(number, error.key, error.values))
    if not any(line.lstrip("=").startswith(("LDR", "ldr", "000")) for _number, line in lines):
        problems.insert(0, Problem(1, "no-leader"))
    elif not fields and not problems:
        problems.append(Problem(1, "nothing"))
    if problems:
        return tuple(problems)
    marc.fields = fields
    return marc


_ONCE = frozenset(("LDR", "001", "003", "005", "008"))
_LENGTHS = {"LDR": 24, "006": 18, "008": 40}
_TAG = re.compile(r"=?(?P<tag>[0-9A-Z]{3}|(?=[a-z]*\d)[0-9a-z]{3}|ldr)")
_CODES = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_PRICE = re.compile(r"\$\d+(?:[.,]\d+)")
_NAME = re.compile("|".join(map(re.escape, SIGNS)))


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines that hold something, with their numbers; those that begin with a blank joined to the one before."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip():
            continue
        if line[0] in " \t" and found:
            first, before = found[-1]
            found[-1] = (first, f"{before.rstrip()} {line.strip()}")
        else:
            found.append((number, line.strip("\t")))
    return found


def _tag_and_rest(line: str) -> tuple[str, str]:
    for sign in line:
        if sign != "\t" and unicodedata.category(sign) in ("Cc", "Cs"):
            raise _OddLineError("control-character", found=f"{ord(sign):04X}")
    match = _TAG.match(line)
    if match is None:
        raise _OddLineError("no-tag", found=_short(line))
    tag = "LDR" if match["tag"] in ("ldr", "000") else match["tag"]
    return tag, line[match.end() :]


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 30 else f"{text[:29]}…"


def _characters(tag: str, rest: str) -> str:
    """The characters of the leader or a control field. A blank that it begins with is written # or \\: spaces before
    it, one or two, only part it from the tag."""
    rest = rest.lstrip(" \t")
    if re.match(r"(?:[\d# \\]{2} ?)?[$‡ǂ][a-z0-9]", rest):
        raise _OddLineError("subfields-in-control", tag=tag)
    data = _NAME.sub(lambda match: SIGNS[match.group()], rest.replace(BLANK, " ").replace("\\", " "))
    if not data.strip():
        raise _OddLineError("no-content", tag=tag)
    needed = _LENGTHS.get(tag, len(data))
    data = data[:needed] + data[needed:].rstrip(" ")
    if len(data) != needed:
        raise _OddLineError("length", tag=tag, found=len(data), needed=needed)
    if tag == "LDR" and not data.isascii():
        raise _OddLineError("not-ascii", tag=tag, found=next(sign for sign in data if not sign.isascii()))
    return data


def _data_field(tag: str, rest: str) -> Field:
    found = re.search(r"[$‡ǂ]", rest)
    if found is None:
        raise _OddLineError("no-subfields" if rest.strip() else "no-content", tag=tag)
    head, body = rest[: found.start()], rest[found.start() :]
    if price := _PRICE.search(body):
        raise _OddLineError("price", found=price.group())
    subfields = []
    for part in body.split(found.group())[1:]:
        code, value = part[:1], part[1:].strip(" \t")
        if code in ("", " ", "\t"):
            raise _OddLineError("no-code", found=_short(part))
        if code not in _CODES:
            raise _OddLineError("odd-code", found=code)
        if not value:
            raise _OddLineError("empty-subfield", code=code, tag=tag)
        subfields.append(Subfield(code, _NAME.sub(lambda match: SIGNS[match.group()], value)))
    return Field(tag=tag, indicators=_indicators(head, tag), subfields=subfields)


def _indicators(head: str, tag: str) -> Indicators:
    """The indicators among what stands between the tag and the first subfield: "10", " 10 ", " 1# ", " 1  ", "  1 "."""
    head = head.replace(BLANK, " ").replace("\\", " ").replace("_", " ")
    bare = head.strip()
    if len(bare) != 2:
        # One blank parts them from the tag, or two as in MARCMaker.
        bare = head.removeprefix(" ")
        if bare[2:].strip():
            bare = bare.removeprefix(" ")
        if bare[2:].strip():
            raise _OddLineError("indicators", found=_short(head), tag=tag)
        bare = bare[:2].ljust(2)
    if not re.fullmatch(r"[0-9a-z |]{2}", bare):
        raise _OddLineError("indicators", found=_short(head), tag=tag)
    return Indicators(bare[0], bare[1])

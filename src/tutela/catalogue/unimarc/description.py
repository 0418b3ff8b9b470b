"""The descriptive fields of UNIMARC (2XX, 18X, 50X) as fields of MARC 21, with the punctuation of the ISBD."""

from __future__ import annotations

from collections.abc import Iterator

from pymarc import Field

from tutela.catalogue.punctuation import bare_of, without_marks, without_stop
from tutela.catalogue.record import Record
from tutela.catalogue.unimarc.given import Given, Piece, made, not_sorted, punctuated, tables

_TITLE = {
    "a": " ; ", "b": " ", "c": ". ", "d": " = ", "e": " : ", "f": " / ", "g": " ; ", "h": ". ", "i": ". ", "v": ". ",
}  # fmt: skip


def has_main_entry(record: Record) -> bool:
    """Whether somebody is named as responsible in the first place."""
    return any(record.fields("700", "710", "720"))


def title(given: Given, record: Record) -> Iterator[Field]:
    """200: the title proper to $a, number and name of a part to $n and $p, the first statement of responsibility and
    all after it to $c, the rest to $b."""
    proper = next((value for code, value in given.parts_given if code == "a"), "")
    pieces = list(_title_pieces(given))
    indicators = f"{'1' if has_main_entry(record) else '0'}{not_sorted(proper)}"
    yield made("245", indicators, punctuated(pieces))


def _title_pieces(given: Given) -> Iterator[Piece]:
    last = before = ""
    seen: set[str] = set()
    for code, value in given.parts("abcdefghiv"):
        text = without_marks(value)
        mark = _TITLE[code]
        if code == "b":
            target, text = "h", f"[{bare_of(text, '[]')}]"
        elif "c" in seen or code in "fg":
            target = "c"
        elif not seen:
            target = "a"
        else:
            target = {"h": "n", "v": "n", "i": "p"}.get(code, "b")
        if code == "i" and before == "h":
            mark = ", "
        elif code == "f" and before == "f":
            mark = " ; "  # several statements that the record does not tell apart
        # $b, $c and $h stand once in a field: what would repeat them goes on where it is.
        goes_on = bool(last) and ((target == last and target in "bc") or (target in seen and target in "bch"))
        yield Piece(target, mark, text, goes_on)
        if not goes_on:
            last = target
        seen.add(target)
        before = code


def edition(given: Given, _record: Record) -> Iterator[Field]:
    """205."""
    marks = {"a": " ", "b": ", ", "d": " = ", "f": " / ", "g": " ; "}
    pieces: list[Piece] = []
    is_after = False
    for code, value in given.parts("abdfg"):
        goes_on = bool(pieces) and (code in "abd" or is_after)
        pieces.append(Piece("b" if code in "fg" else "a", marks[code], without_marks(value), goes_on))
        is_after = is_after or code in "fg"
    yield made("250", "##", punctuated(pieces))


def scale(given: Given, _record: Record) -> Iterator[Field]:
    """206."""
    codes = {"a": "a", "b": "a", "c": "b", "d": "c"}
    marks = {"a": " ", "b": " ; ", "c": " ; ", "d": " "}
    parts = given.parts("abcd")
    pieces = [
        Piece(codes[code], marks[code], without_marks(value), place > 0 and code == "b")
        for place, (code, value) in enumerate(parts)
    ]
    yield made("255", "##", punctuated(pieces))


def numbering(given: Given, _record: Record) -> Iterator[Field]:
    """207."""
    yield made("362", "0#", [("a", " ; ".join(without_marks(value) for value in given.values("a")))])
    for source in given.values("z"):
        yield made("362", "1#", [("a", source)])


_IMPRINT = {"a": " ; ", "c": " : ", "d": ", "}
_MANUFACTURE = {"e": " ; ", "g": " : ", "h": ", "}
_KINDS = {"0": "1", "1": "0", "2": "2", "3": "3", "4": "4"}


def publication(given: Given, _record: Record) -> Iterator[Field]:
    """210, with the manufacture in a field of its own, and 214."""
    kind = _KINDS.get(given.second, "1") if given.tag == "214" else "1"
    codes = {"a": "a", "c": "b", "d": "c", "e": "a", "g": "b", "h": "c"}
    parts = [Piece(codes[code], _IMPRINT[code], without_marks(value)) for code, value in given.parts("acd")]
    if parts:
        yield made("264", f"#{kind}", punctuated(parts))
    parts = [Piece(codes[code], _MANUFACTURE[code], without_marks(value)) for code, value in given.parts("egh")]
    if parts:
        yield made("264", "#3", punctuated(parts))


def material(given: Given, _record: Record) -> Iterator[Field]:
    """215."""
    codes = {"a": "a", "c": "b", "d": "c", "e": "e"}
    marks = {"a": " + ", "c": " : ", "d": " ; ", "e": " + "}
    parts = given.parts("acde")
    yield made("300", "##", punctuated(Piece(codes[code], marks[code], without_marks(value)) for code, value in parts))


_SERIES = {
    "a": ". ", "d": " = ", "e": " : ", "f": " / ", "h": ". ", "i": ". ", "v": " ; ", "x": ", ",
}  # fmt: skip


def series(given: Given, record: Record) -> Iterator[Field]:
    """225: what belongs to the title in $a, number and ISSN by themselves."""
    is_traced = any(record.fields("410"))
    pieces: list[Piece] = []
    before = ""
    for code, value in given.parts("adefhivx"):
        mark = ", " if code == "i" and before == "h" else _SERIES[code]
        target = code if code in "vx" else "a"
        pieces.append(
            Piece(target, mark, without_marks(value), target == "a" and bool(pieces) and pieces[-1].code == "a")
        )
        before = code
    yield made("490", "1#" if is_traced else "0#", punctuated(pieces))


def uniform_title(given: Given, record: Record) -> Iterator[Field]:
    """500 and 501: the title of the main entry or another one."""
    codes: dict[str, str] = tables()["uniform"]
    parts = [(codes[code], without_stop(without_marks(value))) for code, value in given.parts("".join(codes))]
    if given.second == "0":
        yield made("730", "0#", parts)
    elif has_main_entry(record):
        yield made("240", "10", parts)
    else:
        yield made("130", "0#", parts)


def content(given: Given, _record: Record) -> Iterator[Field]:
    """181 and 182, and 183 in the codes of RDA: content, media and carrier types."""
    tag = {"181": "336", "182": "337", "183": "338"}[given.tag]
    source = next((value for code, value in given.parts_given if code == "2"), "").lower()
    if source not in ("rdacontent", "rdamedia", "rdacarrier"):
        return
    codes = given.values("c") or given.values("a")
    given.values("26")
    yield made(tag, "##", [*(("b", code) for code in codes), ("2", source)])

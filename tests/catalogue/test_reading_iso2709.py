"""Reading ISO 2709: what was written comes back; damage of every kind is set aside, and all other records are read."""

from __future__ import annotations

import io
import string

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.reading import SetAside, read_chunk, read_file, read_stream
from tutela.catalogue.record import Record
from tutela.catalogue.writing import keep, kept, same_fields

TITLES = ("Report on birth registration", "Rapport sur l’enregistrement des naissances", "Informe anual del defensor")


def marc(title: str, number: str = "1", *more: Field) -> pymarc.Record:
    record = pymarc.Record()
    record.leader = pymarc.leader.Leader("00000nam a2200000 i 4500")
    record.add_field(
        Field(tag="001", data=number),
        Field(tag="008", data="190530s2019    sz            000 0 eng d"),
        Field(tag="245", indicators=Indicators("0", "0"), subfields=[Subfield("a", title), Subfield("c", "Ministry.")]),
        Field(tag="650", indicators=Indicators(" ", "7"), subfields=[Subfield("a", "Registers"), Subfield("2", "x")]),
        *more,
    )
    return record


def chunk(title: str = TITLES[0], number: str = "1", *more: Field) -> bytes:
    return marc(title, number, *more).as_marc()


def in_marc8(title: bytes) -> bytes:
    """A record that claims MARC-8, with these bytes as its title."""
    data = chunk("@" * len(title))
    return (data[:9] + b" " + data[10:]).replace(b"@" * len(title), title)


FILE = [chunk(title, str(number)) for number, title in enumerate(TITLES)]


def read(data: bytes, *, mend: bool = False) -> list[Record | SetAside]:
    return list(read_stream(io.BytesIO(data), mend=mend))


def told(data: bytes, *, mend: bool = False) -> list[str]:
    """For each record its title; for each set aside its reason, in brackets."""
    return [one.title.proper if isinstance(one, Record) else f"[{one.reason}]" for one in read(data, mend=mend)]


def test_what_was_written_is_read_with_its_bytes_and_its_fields():
    records = read(b"".join(FILE))
    assert [record.source for record in records] == FILE
    assert [record.title.proper for record in records] == list(TITLES)
    assert all(same_fields(kept(*keep(record)).marc, record.marc) for record in records)


def replaced(place: int, sign: bytes) -> bytes:
    return FILE[1][:place] + sign + FILE[1][place + len(sign) :]


DIRECTORY = 24
DAMAGED = [
    ("a length too long", replaced(0, b"00999"), "[wrong-length]"),
    ("a length too short", replaced(0, b"00030"), "[wrong-length]"),
    ("no length", replaced(0, b"abcde"), "[wrong-length]"),
    ("a length that is not ASCII", replaced(0, "é000".encode()), "[wrong-length]"),
    ("no base address", replaced(12, b"x"), "[wrong-leader]"),
    ("a base address beyond the record", replaced(12, b"09999"), "[wrong-directory]"),
    ("a base address within the directory", replaced(12, b"00030"), "[wrong-directory]"),
    ("a base address of nothing", replaced(12, b"00000"), "[wrong-directory]"),
    ("a leader that is not ASCII", replaced(6, b"\xff"), "[wrong-leader]"),
    ("a field that is shorter than said", replaced(DIRECTORY + 3, b"0009"), "[wrong-directory]"),
    ("a field of no length", replaced(DIRECTORY + 3, b"0000"), "[wrong-directory]"),
    ("a field that lies elsewhere", replaced(DIRECTORY + 12 + 7, b"00004"), "[wrong-directory]"),
    ("a place that is no number", replaced(DIRECTORY + 7, b"0000x"), "[wrong-directory]"),
    ("a directory that lacks an entry", None, "[wrong-directory]"),
    ("no fields", b"00026nam a2200025 i 4500\x1e\x1d", "[no-fields]"),
    ("a character that is no UTF-8", FILE[1].replace("’".encode(), b"\xe2\x80\x20"), "[wrong-characters]"),
]


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_a_damaged_record_is_set_aside_and_the_others_are_read(data, expected):
    if data is None:
        lacking = FILE[1][:DIRECTORY] + FILE[1][DIRECTORY + 12 :]
        data = b"%05d" % len(lacking) + lacking[5:12] + b"%05d" % (int(lacking[12:17]) - 12) + lacking[17:]
    found = read(FILE[0] + data + FILE[2])
    assert told(FILE[0] + data + FILE[2]) == [TITLES[0], expected, TITLES[2]]
    assert (found[1].number, found[1].data) == (2, data)


BETWEEN = [
    ("line breaks", b"\r\n", []),
    ("blanks and the end sign of DOS", b"  \x1a\x00", []),
    ("a line of text", b"HTTP/1.1 200 OK\r\nContent-Type: application/marc\r\n\r\n", ["[garbage]"]),
    ("bytes with an end of record", b"\xff\xfe none \x1d", ["[garbage]"]),
    ("several of these", b"none\x1dnone\x1dnone\x1d", ["[garbage]"]),
    ("a record that breaks off in its fields", FILE[1][:-20], ["[truncated]"]),
    ("a record that breaks off in its directory", FILE[1][:50], ["[truncated]"]),
]


@pytest.mark.parametrize(("between", "expected"), [case[1:] for case in BETWEEN], ids=[case[0] for case in BETWEEN])
def test_what_stands_between_records_does_no_harm(between, expected):
    assert told(FILE[0] + between + FILE[2]) == [TITLES[0], *expected, TITLES[2]]
    assert told(between + FILE[2]) == [*expected, TITLES[2]]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("empty", 0)),
        (b"\n\n  \n", ("empty", 0)),
        (b"\x1d\x1d\x1d", ("not-marc", 0)),
        (b"A letter, not a catalogue.", ("not-marc", 0)),
        (b"\x1b(3YhOI,\x1b(B and \x1b(3eMeO\x1b(B." * 5000, ("not-marc", 0)),
    ],
    ids=["nothing", "blanks", "ends of records", "a letter", "MARC-8 alone"],
)
def test_a_file_without_records_gives_one_set_aside(data, expected):
    (only,) = read(data)
    assert isinstance(only, SetAside)
    assert (only.reason, only.number) == expected


class Endless(io.RawIOBase):
    """So many bytes of one kind, made as they are read."""

    def __init__(self, sign: bytes, size: int) -> None:
        self._block = sign * (65_536 // len(sign))
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, place) -> int:
        part = self._block[: min(len(place), self._left)]
        place[: len(part)] = part
        self._left -= len(part)
        return len(part)


@pytest.mark.parametrize(
    "sign", [b"0", b"9", b"a", b" ", b"\x00", b"\x1d", b"\x1e", b"<", b"[", b"{", b"=", b"00050"], ids=repr
)
def test_a_file_of_one_byte_repeated_is_set_aside_in_few_pieces(sign):
    found = list(read_stream(io.BufferedReader(Endless(sign, 20_000_000))))
    assert 0 < len(found) <= 11
    assert all(isinstance(one, SetAside) and len(one.data) <= 2_000_000 for one in found)


def said_utf8(title: bytes) -> bytes:
    data = in_marc8(title)
    return data[:9] + b"a" + data[10:]


def longer(title: str) -> bytes:
    """A record whose lengths count characters in the place of bytes, as many programs write it."""
    data = chunk(title)
    counted = chunk("".join(sign if sign.isascii() else "?" for sign in title))
    return counted[:9] + b"a" + counted[10 : int(counted[12:17])] + data[int(data[12:17]) :]


def swapped(data: bytes) -> bytes:
    """The entries of the directory in another order than the fields."""
    entries = [data[place : place + 12] for place in range(24, int(data[12:17]) - 1, 12)]
    return data[:24] + b"".join(reversed(entries)) + data[int(data[12:17]) - 1 :]


def oversize() -> bytes:
    """A field of more bytes than four digits can say, with five digits in the directory."""
    long = Field(tag="520", indicators=Indicators(" ", " "), subfields=[Subfield("a", "Findings. " * 1200)])
    return chunk("Long report", "9", long)


MENDED = [
    ("characters counted for bytes", longer("Enquête générale sur l’état civil"), "Enquête générale sur l’état civil"),
    ("a wrong record length", b"00999" + FILE[0][5:], TITLES[0]),
    ("a wrong record length, directory in another order", b"00999" + swapped(FILE[0])[5:], TITLES[0]),
    ("a wrong base address", FILE[0][:12] + b"00030" + FILE[0][17:], TITLES[0]),
    ("a leader that lacks its last character", b"%05d" % (len(FILE[0]) - 1) + FILE[0][5:23] + FILE[0][24:], TITLES[0]),
    ("a field too long for the directory", oversize(), "Long report"),
    ("MARC-8 that says UTF-8", said_utf8(b"Enqu\xe3ete g\xe2en\xe2erale"), "Enquête générale"),
]


@pytest.mark.parametrize(("data", "title"), [case[1:] for case in MENDED], ids=[case[0] for case in MENDED])
def test_a_record_that_is_certain_is_mended_on_request_only(data, title):
    assert told(FILE[1] + data + FILE[2])[1].startswith("[")
    (record,) = read(data, mend=True)
    assert isinstance(record, Record)
    assert (record.title.proper, record.source) == (title, None)
    assert "mended" in record.remarks
    assert sorted(one.tag for one in record.marc.fields)[:3] == ["001", "008", "245"]
    again = kept(*keep(record))
    assert same_fields(again.marc, record.marc)


UNCERTAIN = [
    ("a field's end too many", FILE[0].replace(b"birth ", b"birth\x1e")),
    ("a field's end is missing", FILE[0].replace(b"eng d\x1e", b"eng d ")),
    ("the record breaks off", FILE[0][:-9]),
    ("subfields in a control field", b"00999" + FILE[0][5:].replace(b"190530s", b"19\x1f530s")),
    ("lengths and order wrong", b"00999" + swapped(longer("Enquête générale"))[5:]),
    ("Latin-1 that says UTF-8", said_utf8(b"Enqu\xeate")),
    ("MARC-8 or Latin-1", said_utf8(b"M\xe3es")),
    ("UTF-8 that breaks off", FILE[1].replace("’".encode(), b"\xe2\x80\x20")),
]


@pytest.mark.parametrize("data", [case[1] for case in UNCERTAIN], ids=[case[0] for case in UNCERTAIN])
def test_what_is_not_certain_is_not_mended(data):
    (found,) = read(data, mend=True)
    assert isinstance(found, SetAside)


MARC8 = [
    ("plain", b"Report", "Report", ()),
    ("a mark before its letter", b"Enqu\xe3ete g\xe2en\xe2erale", "Enquête générale", ()),
    ("Cyrillic, with blanks", b"\x1b(NoT^ET O DETQH\x1b(B.", "Отчет о детях.", ()),
    ("East Asian characters", b"\x1b$1\x21\x30\x21\x21\x30\x22\x1b(B", "一丁", ()),
    ("East Asian, broken off", b"\x1b$1\x21\x30\x21\x21\x30\x1b(B.", "一.", ("lost-characters",)),
    ("an escape that breaks off", b"Report\x1b(", "Report", ("lost-characters",)),
    ("an escape at the very end", b"Report\x1b", "Report", ("lost-characters",)),
    ("a byte that MARC-8 lacks", b"Rep\xd0ort", "Rep ort", ("lost-characters",)),
    ("Latin-1", b"Enqu\xeate \xe0 Gen\xe8ve", None, ("doubtful-characters",)),
    ("Windows-1251", "Отчёт о правах".encode("cp1251"), None, ("lost-characters", "doubtful-characters")),
    ("UTF-8 that is not said", "Enquête".encode(), "Enquête", ("utf8-not-said",)),
]


@pytest.mark.parametrize(
    ("title", "expected", "remarks"), [case[1:] for case in MARC8], ids=[case[0] for case in MARC8]
)
def test_marc8_is_read_and_losses_are_told(title, expected, remarks, capfd):
    data = in_marc8(title)
    (record,) = read(data)
    assert record.remarks == remarks
    assert record.source == data
    if expected is not None:
        assert record.marc["245"]["a"] == expected
    assert capfd.readouterr() == ("", "")


@pytest.mark.filterwarnings("ignore::pymarc.exceptions.BadSubfieldCodeWarning")
def test_odd_codes_and_indicators_are_read_with_a_remark(capfd):
    odd = chunk("Report").replace(b"\x1e00\x1faReport", b"\x1e0\x1faaReport")
    (record,) = read(odd)
    assert record.remarks == ("odd-indicators",)
    (record,) = read(chunk("Report xx").replace(b"Report xx", b"Report\x1f\xc3\xa9"))
    assert record.remarks == ("odd-subfield-code",)
    (record,) = read(chunk("Report").replace(b"650", b"6 0"))
    assert record.remarks == ("odd-tag",)
    assert capfd.readouterr() == ("", "")


def test_words_for_each_reason_and_remark_in_three_languages():
    from tutela.catalogue.set_aside import remark
    from tutela.catalogue.wording import LANGUAGES, words

    reasons = {key.rpartition(".")[0] for key in words("set_aside")}
    for reason in reasons:
        aside = SetAside(1, reason, "", b"")
        assert len({aside.what(language) for language in LANGUAGES}) == 3
        assert len({aside.next_step(language) for language in LANGUAGES}) == 3
    for code in words("remarks"):
        assert len({remark(code, language) for language in LANGUAGES}) == 3
    assert {case[2].strip("[]") for case in DAMAGED} | {"garbage", "truncated", "empty", "not-marc"} <= reasons


# --- whatever a file holds ----------------------------------------------------------------------------------------

TAGS = st.text(string.digits, min_size=3, max_size=3).filter(lambda tag: tag >= "010")
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
CODES = st.sampled_from(string.ascii_lowercase + string.digits)
FIELDS = st.builds(
    lambda tag, signs, parts: Field(tag, Indicators(*signs), [Subfield(*part) for part in parts]),
    TAGS,
    st.tuples(st.sampled_from(" 0123"), st.sampled_from(" 0123")),
    st.lists(st.tuples(CODES, TEXTS), min_size=1, max_size=4),
)


@settings(deadline=None)
@given(st.lists(FIELDS, min_size=1, max_size=12))
def test_any_record_comes_back_field_by_field(fields):
    record = pymarc.Record()
    record.leader = pymarc.leader.Leader("00000nam a2200000 i 4500")
    record.add_field(*fields)
    data = record.as_marc()
    found = read_chunk(data)
    assert isinstance(found, Record)
    assert found.source == data
    assert same_fields(found.marc, record)
    assert same_fields(kept(*keep(Record(record))).marc, record)


DAMAGE = st.lists(
    st.tuples(st.integers(0, len(FILE[1]) - 1), st.binary(min_size=0, max_size=3), st.integers(0, 3)),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=300)
@given(DAMAGE, st.booleans())
def test_random_damage_to_one_record_leaves_the_others(damage, mend):
    data = FILE[1]
    for place, sign, taken in damage:
        data = data[:place] + sign + data[place + taken :]
    found = read(FILE[0] + data + FILE[2], mend=mend)
    sources = [one.source for one in found if isinstance(one, Record)]
    assert sources[0] == FILE[0]
    assert sources[-1] == FILE[2]


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_raise(data, mend):
    for one in read(data, mend=mend):
        if isinstance(one, Record):
            assert one.marc.fields
        else:
            assert one.what("en")
            assert one.next_step("es")


def test_a_file_is_read_from_disk(tmp_path):
    path = tmp_path / "records.mrc"
    path.write_bytes(b"\n".join(FILE))
    assert [one.title.proper for one in read_file(path)] == list(TITLES)
    with pytest.raises(OSError, match="nowhere"):
        list(read_file(tmp_path / "nowhere.mrc"))


def test_what_is_said_of_damage_is_no_code_of_a_program() -> None:
    (told,) = list(read_stream(io.BytesIO(b"%PDF-1.3 \xe9\n no record"), "x.pdf"))
    assert isinstance(told, SetAside)
    assert told.detail == "%PDF-1.3 \\xe9\\x0a no record"

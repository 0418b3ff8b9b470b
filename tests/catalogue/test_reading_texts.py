"""Reading MARCXML, MARC in JSON, MARCMaker and gzip: what is sound is read, the rest is set aside."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.catalogue.bibliography import made

from tutela.catalogue.reading import SetAside, read_stream
from tutela.catalogue.record import Record
from tutela.catalogue.writing import same_fields, to_iso2709, to_json, to_marcxml, to_mrk

NS = 'xmlns="http://www.loc.gov/MARC21/slim"'
TITLES = ("Report on birth registration", "Enquête sur l’état civil", "Informe del defensor")


def told(data: bytes, name: str = "") -> list[str]:
    """For each record its title; for each set aside its reason, in brackets."""
    found = read_stream(io.BytesIO(data), name)
    return [one.title.proper if isinstance(one, Record) else f"[{one.reason}]" for one in found]


def element(title: str, prefix: str = "") -> str:
    lines = (
        "<p:record><p:leader>00000nam a2200000 i 4500</p:leader><p:controlfield tag='001'>1</p:controlfield>"
        "<p:datafield tag='245' ind1='0' ind2='0'><p:subfield code='a'>{}</p:subfield></p:datafield></p:record>"
    )
    return lines.replace("p:", prefix).format(title)


A, B, C = (element(title) for title in TITLES)
COLLECTION = f"<collection {NS}>{A}{B}{C}</collection>"
BROKEN = f"<collection {NS}>{A}{element('Report &nbsp; draft')}{C}</collection>"
DECLARED = '<!DOCTYPE c [<!ENTITY a "text"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
BOMB = f"""<!DOCTYPE c [<!ENTITY a0 "{"a" * 100}">{"".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))}]>"""

XML = [
    ("a collection", COLLECTION.encode(), list(TITLES)),
    ("one record", f"<record {NS}>{A[8:]}".encode(), [TITLES[0]]),
    ("comments", f"<!-- a -->{COLLECTION}<!-- b -->".replace("Report on", "Report<!-- c --> on").encode(), list(TITLES)),
    ("a byte order mark", b"\xef\xbb\xbf" + COLLECTION.encode(), list(TITLES)),
    ("UTF-16", COLLECTION.encode("utf-16"), list(TITLES)),
    ("UTF-16, declared", ('<?xml version="1.0" encoding="UTF-16"?>' + COLLECTION).encode("utf-16-be"), list(TITLES)),
    ("Latin-1", ('<?xml version="1.0" encoding="ISO-8859-1"?>' + COLLECTION.replace("’", "'")).encode("latin-1"),
     [TITLES[0], "Enquête sur l'état civil", TITLES[2]]),
    ("a prefix", f"<m:c xmlns:m='http://www.loc.gov/MARC21/slim'>{element(TITLES[0], 'm:')}</m:c>".encode(), [TITLES[0]]),
    ("a prefix that is not declared", f"<m:collection>{element(TITLES[0], 'm:')}</m:collection>".encode(), [TITLES[0]]),
    ("an undefined entity", BROKEN.encode(), [TITLES[0], "[broken-xml]", TITLES[2]]),
    ("an undefined entity in UTF-16", BROKEN.encode("utf-16"), [TITLES[0], "[broken-xml]", TITLES[2]]),
    ("a record that does not end", f"<collection {NS}>{A}{B[:-9]}{C}</collection>".encode(),
     [TITLES[0], "[not-marcxml]", TITLES[2], "[broken-xml]"]),
    ("a file that breaks off", COLLECTION[: -len(C) + 20].encode(), [*TITLES[:2], "[broken-xml]"]),
    ("a subfield without a code", COLLECTION.replace("code='a'>Enq", ">Enq").encode(),
     [TITLES[0], "[not-marcxml]", TITLES[2]]),
    ("a field without a tag", COLLECTION.replace("tag='001'", "", 1).encode(), ["[not-marcxml]", *TITLES[1:]]),
    ("an unknown element", COLLECTION.replace("<controlfield", "<field/><controlfield", 1).encode(),
     ["[not-marcxml]", *TITLES[1:]]),
    ("declared entities", f"{DECLARED}<c {NS}>{A}{element('x &a;')}{element('x &f;')}{C}</c>".encode(),
     [TITLES[0], "[not-marcxml]", "[not-marcxml]", TITLES[2]]),
    ("an entity that grows without end", f"{BOMB}<c {NS}>{element('&a11;')}{B}</c>".encode(), ["[broken-xml]", TITLES[1]]),
    ("the same in an attribute", f"{BOMB}<c {NS} x='&a11;'>{A}</c>".encode(), [TITLES[0], "[broken-xml]"]),
    ("OAI-PMH", f"""<OAI-PMH><ListRecords><record><header status="deleted"/></record><record><header/><metadata>{A}
     </metadata></record><record><header/><metadata>{B}</metadata></record></ListRecords></OAI-PMH>""".encode(),
     list(TITLES[:2])),
    ("OAI-PMH with an error", f"""<OAI-PMH><record><header/><metadata>{A}</metadata></record><record><header/><metadata>
     {element('x &y')}</metadata></record><record><header/><metadata>{C}</metadata></record></OAI-PMH>""".encode(),
     [TITLES[0], "[broken-xml]", TITLES[2]]),
    ("another kind of XML", b"<rss><channel/></rss>", ["[no-records]"]),
    ("a page of HTML", b"<!DOCTYPE html><html><body><p>Not found<br></body></html>", ["[broken-xml]"]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), [case[1:] for case in XML], ids=[case[0] for case in XML])
def test_marcxml(data, expected):
    assert told(data) == expected


def test_a_long_file_with_one_error_loses_one_record_only():
    data = f"<collection {NS}>{A * 2000}{element('x &y')}{C * 2000}</collection>".encode()
    found = told(data)
    assert (len(found), found[2000], found[-1]) == (4001, "[broken-xml]", TITLES[2])


def test_parts_of_the_envelope_within_a_record_are_left_out_with_a_remark():
    data = f"<record {NS}><identifier>x:1</identifier><datestamp>2019</datestamp>{A[8:]}".encode()
    (record,) = read_stream(io.BytesIO(data))
    assert (record.title.proper, record.remarks) == (TITLES[0], ("foreign-elements",))


def test_control_fields_with_tags_of_letters_are_kept():
    (record,) = read_stream(io.BytesIO(A.replace("tag='001'", "tag='FMT'").encode()))
    assert record.control("FMT") == "1"
    assert b'<controlfield tag="FMT">1<' in to_marcxml(record)
    assert same_fields(next(read_stream(io.BytesIO(to_json(record).encode()))).marc, record.marc)


ITEMS = [made("001 1", f"245 00 $a {title}") for title in TITLES]
LINES = [to_json(item) for item in ITEMS]

JSON = [
    ("one record", LINES[0], [TITLES[0]]),
    ("a list", f"[{','.join(LINES)}]", list(TITLES)),
    ("one a line", "\n".join(LINES), list(TITLES)),
    ("one after the other over many lines", "\n\n".join(json.dumps(json.loads(line), indent=4) for line in LINES),
     list(TITLES)),
    ("line breaks within text", LINES[0].replace("Report on", "Report\\non").replace("\\n", "\n"),
     ["Report on birth registration"]),
    ("one that breaks off, between two", f"{LINES[0]}\n{LINES[1][:60]}\n{LINES[2]}", [TITLES[0], "[not-json]", TITLES[2]]),
    ("one that breaks off, at the end", f"[{LINES[0]},{LINES[1][:60]}", [TITLES[0], "[not-json]"]),
    ("no record", '{"title": "Report"}', ["[not-marc-json]"]),
    ("a number", "[17]", ["[not-marc-json]"]),
    ("no fields", '{"leader": "00000nam a2200000 i 4500", "fields": []}', ["[not-marc-json]"]),
    ("text where subfields should be", LINES[0].replace('{"a"', '{"a": 1, "b"'), ["[not-marc-json]"]),
    ("too deep", '{"leader":' * 3000, None),
    ("an empty list", "[]", ["[no-records]"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in JSON], ids=[case[0] for case in JSON])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marc_in_json(text, encoding, expected):
    if encoding == "utf-16" and not text.isascii():
        text = text.replace("’", "'")
        expected = expected and [title.replace("’", "'") for title in expected]
    found = told(text.encode(encoding))
    assert found == expected if expected is not None else set(found) == {"[not-json]"}


def test_bytes_that_are_no_utf8_are_told_as_a_loss():
    for data in (LINES[0].encode(), to_mrk(ITEMS[0]).encode()):
        (record,) = read_stream(io.BytesIO(data.replace(b"birth", b"b\xedrth")))
        assert record.title.proper == "Report on b\ufffdrth registration"
        assert record.remarks == ("lost-characters",)


TEXTS = [to_mrk(item) for item in ITEMS]

MRK = [
    ("records", "".join(TEXTS), list(TITLES)),
    ("with the line ends of DOS", "".join(TEXTS).replace("\n", "\r\n"), list(TITLES)),
    ("without an empty line at the end", "".join(TEXTS).strip(), list(TITLES)),
    ("several empty lines, with blanks", "\n \n\n".join(TEXTS), list(TITLES)),
    ("a line that is no field", f"{TEXTS[0]}Report\n\n{TEXTS[2]}", [TITLES[0], "[not-mrk]", TITLES[2]]),
    ("a field over two lines", TEXTS[0].replace("birth reg", "birth\nreg"), [TITLES[0]]),
    ("a leader alone", "=LDR  00000nam a2200000 i 4500\n", ["[not-mrk]"]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in MRK], ids=[case[0] for case in MRK])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marcmaker(text, encoding, expected):
    assert told(text.encode(encoding), "records.MRK") == expected


ANY = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30).filter(
    lambda text: text == text.strip()
)


@settings(deadline=None)
@given(st.lists(ANY, min_size=1, max_size=4))
def test_any_text_survives_every_format(texts):
    record = made("001 a b", "008 x")
    record.marc.add_field(*(made(f"500 __ $a {n}").marc.fields[0] for n in range(len(texts))))
    for field, text in zip(record.marc.fields[2:], texts, strict=True):
        field.subfields = [field.subfields[0]._replace(value=text)]
    for write in (to_iso2709, to_marcxml, lambda one: to_json(one).encode(), lambda one: to_mrk(one).encode()):
        (again,) = read_stream(io.BytesIO(write(record)))
        assert isinstance(again, Record)
        assert same_fields(again.marc, record.marc)


def test_signs_that_marcmaker_uses_itself_survive():
    record = made("001 a\\b", "245 00 $a x", "500 __ $a y")
    record.marc["245"].subfields = [record.marc["245"].subfields[0]._replace(value="Costs of $5 {in all} \\ and more")]
    (again,) = read_stream(io.BytesIO(to_mrk(record).encode()))
    assert same_fields(again.marc, record.marc)


MANY = b"".join(to_iso2709(made(f"001 {n}", f"245 00 $a Report {n}")) for n in range(500))


def test_gzip_is_read_up_to_where_it_is_broken():
    zipped = gzip.compress(MANY)
    assert told(zipped) == [f"Report {n}" for n in range(500)]
    found = list(read_stream(io.BytesIO(zipped[: len(zipped) // 2])))
    assert (found[-1].number, found[-1].reason) == (0, "broken-gzip")
    assert len([one for one in found if isinstance(one, Record)]) > 100
    assert [one.reason for one in read_stream(io.BytesIO(zipped[:8]))] == ["broken-gzip"]


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([COLLECTION.encode(), f"[{','.join(LINES)}]".encode(), "".join(TEXTS).encode(), gzip.compress(MANY)]),
       st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4), st.integers(0, 5)), max_size=5))  # fmt: skip
def test_no_damage_raises(data, damage):
    for where, sign, taken in damage:
        place = int(where * len(data))
        data = data[:place] + sign + data[place + taken :]
    for one in read_stream(io.BytesIO(data)):
        assert isinstance(one, SetAside | Record)
        assert isinstance(one, Record) or one.what("fr")

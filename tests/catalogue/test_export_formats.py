"""The formats that records leave in: read back by simple readers, with text of other scripts whole."""

from __future__ import annotations

import io
import json
import re
from html import escape

import pymarc
import pytest
from lxml import etree
from tests.catalogue.bibliography import TEN, arabic, coded, made

from tutela.catalogue.formats import FORMATS
from tutela.catalogue.formats.bibtex import to_bibtex
from tutela.catalogue.formats.schema_org import for_html, schema_org
from tutela.catalogue.reading import read_stream
from tutela.catalogue.record import Record
from tutela.catalogue.writing import TooLongError

PAGE = "https://library.example/records/"
ALL = [*TEN.values(), arabic]
M = {"m": "http://www.loc.gov/mods/v3"}
DC = {"dc": "http://purl.org/dc/elements/1.1/"}


def written(code: str, *records: Record) -> bytes:
    return b"".join(FORMATS[code].write(records, lambda record: PAGE + record.number))


@pytest.mark.parametrize("code", FORMATS)
def test_every_format_holds_right_to_left_and_chinese_text(code):
    text = FORMATS[code].one(arabic(), PAGE).decode()
    assert "دليل المحاكم" in text
    assert "معهد حماية الطفل" in text
    assert "儿童保护" in text


@pytest.mark.parametrize("code", FORMATS)
def test_every_format_writes_all_records_and_none(code):
    text = written(code, *(make() for make in ALL)).decode()
    for make in ALL:
        assert escape(make().title.proper.split(" ")[-1].strip("(){}")) in text.replace("<traces>", "&lt;traces&gt;")
    nothing = written(code)
    if FORMATS[code].extension == "xml":
        assert len(etree.fromstring(nothing)) == 0


@pytest.mark.parametrize("code", FORMATS)
def test_a_record_without_a_title_is_written_all_the_same(code):
    assert FORMATS[code].one(made("500 __ $a Nothing but a note")) != b""


def test_codes_names_and_media_types_are_told():
    assert all(
        one.code == code and one.name and "/" in one.media_type and one.extension for code, one in FORMATS.items()
    )


# --- BibTeX ---


def entries(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """A reader of entries: it fails where braces do not balance."""
    found = []
    for kind, key, body in re.findall(r"^@(\w+)\{([^,]+),\n(.*?)\n\}$", text, re.DOTALL | re.MULTILINE):
        fields = dict(re.findall(r"^  (\w+) = (.+?),?$", body, re.MULTILINE))
        for value in fields.values():
            plain = value.replace(r"\{", "").replace(r"\}", "")
            assert plain.count("{") == plain.count("}")
        found.append((kind, key, fields))
    return found


BIBTEX = {
    "book": (
        "book",
        {"author": "{Attorney, Ada}", "edition": "{2}", "series": "{Courts and children}", "number": "{4}"},
    ),
    "several": (
        "book",
        {"author": "{Attorney, Ada and Clerk, Ben B. and Registrar, Carla}", "editor": "{Usher, Dora}"},
    ),
    "document": (
        "techreport",
        {
            "author": "{{United Nations, Committee on Imagined Treaties}}",
            "number": "{CIT/C/99/Rev.1}",
            "institution": "{United Nations}",
            "year": "{2021}",
            "month": "sep",
        },
    ),
    "article": ("article", {"volume": "{12}", "number": "{3}", "pages": "{45--67}", "month": "may"}),
    "chapter": ("incollection", {"booktitle": "{Handbook of victim support}", "editor": "{Usher, Dora}"}),
    "translation": ("book", {"translator": "{Notaire, Édith}", "language": "{fr}"}),
    "law": ("misc", {"author": "{{Ruritania}}"}),
    "webpage": ("misc", {"url": "{https://helpline.example/report?a=1&b=2}"}),
}


@pytest.mark.parametrize("name", BIBTEX)
def test_bibtex(name):
    kind, expected = BIBTEX[name]
    ((found, _key, fields),) = entries(to_bibtex(TEN[name]()))
    assert found == kind
    assert {key: fields.get(key) for key in expected} == expected


def test_bibtex_leaves_out_a_date_that_is_not_known():
    ((_kind, _key, fields),) = entries(to_bibtex(TEN["report"]()))
    assert "year" not in fields


def test_bibtex_escapes_what_tex_takes_for_commands_and_keeps_capitals():
    record = made(
        r"245 10 $a 50 % of UNICEF & co_workers #1 {sic} \alpha ~ ^ in Ruritania", "100 1_ $a Ames & Sons, Ltd and Co"
    )
    ((_kind, _key, fields),) = entries(to_bibtex(record))
    assert fields["title"] == (
        r"{50 \% of {UNICEF} \& co\_workers \#1 \{sic\} \textbackslash{}alpha \textasciitilde{} \textasciicircum{} in {Ruritania}}"
    )
    assert fields["author"] == r"{Ames \& Sons, {Ltd and Co}}"


def test_bibtex_keys_are_unique_in_a_file_and_plain():
    text = written("bibtex", TEN["book"](), TEN["book"](), arabic(), arabic()).decode()
    keys = [key for _kind, key, _fields in entries(text)]
    assert keys == ["attorney2019evidence", "attorney2019evidence-2", "recordrur11", "recordrur11-2"]


# --- RIS and EndNote ---


def tagged(text: str) -> list[tuple[str, str]]:
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in text.split("\r\n") if line)
    return [(line[:2], line[6:]) for line in text.split("\r\n") if line]


RIS = {
    "book": [("TY", "BOOK"), ("AU", "Attorney, Ada"), ("PY", "2019"), ("SN", "9780000000019"), ("ET", "2")],
    "document": [
        ("TY", "GOVDOC"),
        ("AU", "United Nations. Committee on Imagined Treaties"),
        ("M1", "CIT/C/99/Rev.1"),
        ("DA", "2021/09/10/"),
    ],
    "report": [("TY", "RPRT"), ("AU", "Ruritanian Institute for Child Protection")],
    "article": [
        ("TY", "JOUR"),
        ("T2", "Ruritanian Journal of Law"),
        ("VL", "12"),
        ("IS", "3"),
        ("SP", "45"),
        ("EP", "67"),
    ],
    "chapter": [("TY", "CHAP"), ("A2", "Usher, Dora"), ("T2", "Handbook of victim support"), ("CY", "Strelsau")],
    "translation": [("A4", "Notaire, Édith"), ("OP", "Courts for children"), ("LA", "fr")],
    "law": [("TY", "STAT")],
    "serial": [("TY", "JFULL")],
}


@pytest.mark.parametrize("name", RIS)
def test_ris(name):
    found = tagged(FORMATS["ris"].one(TEN[name]()).decode())
    assert found[0][0] == "TY"
    assert found[-1] == ("ER", "")
    assert [pair for pair in RIS[name] if pair not in found] == []


def test_ris_keeps_each_field_on_one_line():
    record = made("245 10 $a Title\r\nER  - \u2028TY  - JOUR", "520 __ $a One\nTwo\x85Three")
    found = tagged(FORMATS["ris"].one(record).decode())
    assert [tag for tag, _value in found].count("TY") == 1
    assert ("AB", "One Two Three") in found


ENDNOTE = {
    "document": ["%0 Government Document", "%A United Nations. Committee on Imagined Treaties,", "%N CIT/C/99/Rev.1"],
    "article": ["%0 Journal Article", "%J Ruritanian Journal of Law", "%V 12", "%N 3", "%P 45-67", "%8 May 2018"],
    "chapter": ["%0 Book Section", "%B Handbook of victim support", "%E Usher, Dora"],
    "translation": ["%? Notaire, Édith"],
}


@pytest.mark.parametrize("name", ENDNOTE)
def test_endnote(name):
    lines = FORMATS["endnote"].one(TEN[name]()).decode().splitlines()
    assert [line for line in ENDNOTE[name] if line not in lines] == []
    assert all(re.match(r"%\S ", line) for line in lines if line)


def test_endnote_doubles_the_comma_within_the_name_of_a_body():
    record = made("110 2_ $a Institute of Law, Strelsau", "245 10 $a A")
    assert "%A Institute of Law,, Strelsau," in FORMATS["endnote"].one(record).decode()


# --- CSL-JSON ---


def test_csl_json_of_a_document():
    (found,) = json.loads(FORMATS["csl-json"].one(TEN["document"]()))
    assert found["type"] == "report"
    assert found["number"] == "CIT/C/99/Rev.1"
    assert found["issued"] == {"date-parts": [[2021, 9, 10]]}
    assert found["author"] == [{"literal": "United Nations, Committee on Imagined Treaties"}]


def test_csl_json_says_what_is_uncertain_or_unknown():
    (doubted,) = json.loads(FORMATS["csl-json"].one(made("245 10 $a A", "264 _1 $c [2019?]")))
    assert doubted["issued"] == {"date-parts": [[2019]], "circa": True}
    (without,) = json.loads(FORMATS["csl-json"].one(TEN["report"]()))
    assert "issued" not in without


# --- XML ---


def test_mods_of_a_document():
    (root,) = etree.fromstring(FORMATS["mods"].one(TEN["document"](), PAGE))
    text = lambda path: [node if isinstance(node, str) else node.text for node in root.xpath(path, namespaces=M)]  # noqa: E731
    assert root.get("version") == "3.8"
    assert text("m:titleInfo/m:title") == ["Guidelines regarding the implementation of the Imagined Protocol"]
    assert text("m:titleInfo/m:subTitle") == ["note by the Secretariat"]
    assert text("m:name[@type='corporate']/m:namePart") == ["United Nations", "Committee on Imagined Treaties"]
    assert text("m:originInfo/m:dateIssued[@encoding='w3cdtf']") == ["2021-09-10"]
    assert text("m:language/m:languageTerm[@authority='iso639-2b']") == ["eng"]
    assert text("m:identifier[@type='symbol']") == ["CIT/C/99/Rev.1"]
    assert text("m:location/m:url[@usage='primary']/@displayLabel") == ["English"]
    assert text("m:location/m:url[@access]") == [PAGE]


def test_mods_of_an_article_tells_the_part_of_its_host():
    (root,) = etree.fromstring(FORMATS["mods"].one(TEN["article"]()))
    part = "m:relatedItem[@type='host']/m:part/"
    text = lambda path: [node.text for node in root.xpath(part + path, namespaces=M)]  # noqa: E731
    assert text("m:detail[@type='volume']/m:number") == ["12"]
    assert text("m:detail[@type='issue']/m:number") == ["3"]
    assert text("m:extent[@unit='pages']/*") == ["45", "67"]


def test_mods_keeps_what_sorting_leaves_out_and_other_scripts_apart():
    record = made("245 04 $6 880-01 $a The title /$c A. B.", "880 10 $6 245-01/(3/r $a العنوان")
    (root,) = etree.fromstring(FORMATS["mods"].one(record))
    infos = root.findall("m:titleInfo", M)
    assert [one.findtext("m:nonSort", "", M) + one.findtext("m:title", "", M) for one in infos] == [
        "The title",
        "العنوان",
    ]
    assert {one.get("altRepGroup") for one in infos} == {"01"}
    assert root.findtext("m:note[@type='statement of responsibility']", "", M) == "A. B."


def test_mods_tells_vocabularies_and_own_codes():
    record = made(
        "245 10 $a A",
        "650 _0 $a Child witnesses$z Ruritania$x Law.",
        "655 _7 $a guidance$2 tutela",
        "385 __ $a judges$2 tutela",
        "691 _7 $a a-measure$2 tutela",
        "043 __ $c rr",
    )
    (root,) = etree.fromstring(FORMATS["mods"].one(record))
    (subject,) = root.findall("m:subject[@authority='lcsh']", M)
    assert [(one.tag.rpartition("}")[2], one.text) for one in subject] == [
        ("topic", "Child witnesses"),
        ("geographic", "Ruritania"),
        ("topic", "Law"),
    ]
    assert root.findtext("m:genre[@authority='tutela']", "", M) == "guidance"
    assert root.findtext("m:targetAudience[@authority='tutela']", "", M) == "judges"
    assert root.findtext("m:subject[@authority='tutela-measure']/m:topic", "", M) == "a-measure"
    assert root.findtext("m:subject/m:geographicCode[@authority='iso3166']", "", M) == "rr"


def test_dublin_core():
    root = etree.fromstring(FORMATS["dublin-core"].one(TEN["document"](), PAGE))
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    found = [(one.tag.rpartition("}")[2], one.text) for one in root]
    for expected in (
        ("creator", "United Nations. Committee on Imagined Treaties"),
        ("date", "2021-09-10"),
        ("type", "Text"),
        ("identifier", PAGE),
        ("identifier", "CIT/C/99/Rev.1"),
        ("identifier", "https://library.example/docs/cit-99"),
        ("language", "eng"),
    ):
        assert expected in found


def test_characters_that_xml_cannot_hold_are_replaced():
    record = made("245 10 $a One \x0b\x1btwo")
    for code in ("mods", "dublin-core", "marcxml"):
        assert "One \ufffd\ufffdtwo" in "".join(etree.fromstring(FORMATS[code].one(record)).itertext())


# --- JSON-LD ---

TYPES = {
    "book": "Book", "document": "Report", "report": "Report", "article": "ScholarlyArticle", "law": "Legislation",
    "webpage": "WebPage", "chapter": "Chapter", "serial": "Periodical",
}  # fmt: skip


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_schema_org_types(name, kind):
    assert json.loads(FORMATS["schema-org"].one(TEN[name](), PAGE))["@type"] == kind


def test_schema_org_of_a_document():
    found = schema_org(TEN["document"](), PAGE)
    assert found["@id"] == found["url"] == PAGE
    assert found["inLanguage"] == "en"
    assert found["datePublished"] == "2021-09-10"
    assert found["identifier"] == {"@type": "PropertyValue", "propertyID": "document symbol", "value": "CIT/C/99/Rev.1"}
    assert found["sameAs"] == "https://library.example/docs/cit-99"
    author = found["author"]
    assert (author["name"], author["parentOrganization"]["name"]) == (
        "Committee on Imagined Treaties",
        "United Nations",
    )


def test_schema_org_relates_works():
    assert schema_org(TEN["translation"]())["translationOfWork"]["name"] == "Courts for children"
    assert schema_org(TEN["article"]())["isPartOf"]["volumeNumber"] == "12"
    record = made("245 10 $a A", "767 08 $i French:$t Un titre$w rur-9", "041 0_ $a eng$a ara")
    found = schema_org(record, related_page=lambda relation: PAGE + relation.keys[0])
    assert found["workTranslation"] == {
        "@type": "CreativeWork",
        "name": "Un titre",
        "@id": PAGE + "rur-9",
        "url": PAGE + "rur-9",
    }
    assert found["inLanguage"] == ["en", "ar"]


def test_json_for_a_page_cannot_end_its_element():
    record = made("245 10 $a </script><!-- & \u2028 <script>", "856 40 $u javascript:alert(1)")
    text = for_html(schema_org(record))
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["name"] == "</script><!-- & \u2028 <script>"
    assert "javascript" not in text


def test_several_records_are_one_graph():
    found = json.loads(written("schema-org", TEN["book"](), TEN["law"]()))
    assert [one["@type"] for one in found["@graph"]] == ["Book", "Legislation"]


# --- MARC ---


@pytest.mark.parametrize("code", ["marcxml", "iso2709", "mrk"])
def test_marc_is_read_back_the_same(code):
    records = [make() for make in ALL]
    again = list(read_stream(io.BytesIO(written(code, *records)), f"records.{FORMATS[code].extension}"))
    assert all(isinstance(one, Record) for one in again)
    assert [[str(field) for field in one.marc.fields] for one in again] == [
        [str(field) for field in one.marc.fields] for one in records
    ]


def test_what_iso_2709_cannot_hold_is_told_and_the_others_are_written():
    long = made("001 long", "245 10 $a A", f"520 __ $a {'x' * 10_000}")
    with pytest.raises(TooLongError):
        FORMATS["iso2709"].one(long)
    told = []
    data = b"".join(
        FORMATS["iso2709"].write([long, TEN["book"]()], left_out=lambda record, _error: told.append(record.number))
    )
    assert told == ["long"]
    assert [record["001"].data for record in pymarc.MARCReader(data)] == ["rur-1"]


def test_a_record_of_several_languages():
    record = made("041 0_ $a eng$a fre$a spa", coded(), "245 10 $a A =$b B")
    assert len(etree.fromstring(FORMATS["mods"].one(record))[0].findall("m:language", M)) == 3
    assert len(etree.fromstring(FORMATS["dublin-core"].one(record)).findall("dc:language", DC)) == 3

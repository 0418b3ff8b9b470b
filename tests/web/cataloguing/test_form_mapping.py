"""From a record to a form and back: what nobody changed stays the same, field by field."""

from __future__ import annotations

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymarc import Field
from tests.web.library.factories import field, marc

from tutela.catalogue.record import Record
from tutela.catalogue.writing import same_fields
from tutela.web.cataloguing.field_groups import GROUPS
from tutela.web.cataloguing.form_mapping import applied, opened
from tutela.web.cataloguing.form_values import FormValues, Row

TAGS = sorted(
    {tag for group in GROUPS.values() for tag in group.tags} | {"035", "043", "385", "655", "690", "880", "999"}
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=25)
SUBFIELD = st.tuples(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"), TEXT)
FIELD = st.builds(
    lambda tag, first, second, pairs: field(tag, first + second, *pairs),
    st.sampled_from(TAGS), st.sampled_from(" 0123457"), st.sampled_from(" 0123457"),
    st.lists(SUBFIELD, max_size=6),
)  # fmt: skip


def lines(record: Record) -> list[str]:
    return [str(one) for one in record.marc.fields]


def full() -> Record:
    """A record that has something in each part of the form, and fields that no form shows."""
    return marc(
        "Children Act :", number="mv-1", symbol="MV/2019/7", isbn="978-3-16-148410-0", names=["Maravel. Parliament"],
        summary="What the Act protects.", subjects=["Courts"], kind="law",
        extra=[
            field("041", "0 ", ("a", "eng"), ("a", "fre")), field("043", "  ", ("a", "f------"), ("c", "MV")),
            field("100", "1 ", ("a", "Doe, Jane,"), ("d", "1950-"), ("e", "author."), ("0", "(mv)77")),
            field("246", "31", ("a", "Loi sur les enfants")), field("300", "  ", ("a", "12 p. :"), ("b", "ill. ;"), ("c", "30 cm")),
            field("490", "0 ", ("a", "Laws ;"), ("v", "7")), field("500", "  ", ("a", "In force since 2020.")),
            field("690", " 7", ("a", "justice"), ("2", "tutela")), field("856", "40", ("u", "https://example.org/a"), ("y", "Text"), ("q", "pdf")),
            field("773", "0 ", ("t", "Gazette"), ("g", "No. 3")), field("787", "08", ("i", "Explained by"), ("t", "Report")),
            field("999", "ff", ("x", "local")),
        ],
    )  # fmt: skip


def changed(record: Record, **rows: list[Row]) -> Record:
    values = opened(record).values
    values.rows.update({name.replace("_", "-"): given for name, given in rows.items()})
    return applied(record, values)


def rows(record: Record, name: str) -> list[Row]:
    return opened(record).values.rows[name]


def test_a_record_that_nobody_changed_is_the_same_object() -> None:
    record = full()
    assert applied(record, opened(record).values) is record


@settings(max_examples=300, deadline=None)
@given(st.lists(FIELD, max_size=12))
def test_whatever_a_record_holds_opening_and_saving_it_changes_nothing(fields: list[Field]) -> None:
    made = pymarc.Record()
    made.add_field(Field("008", data="191101s2019    xx            000 0 eng d"), *fields)
    record = Record(made)
    before = lines(record)
    assert applied(record, opened(record).values) is record
    assert lines(record) == before


@settings(max_examples=200, deadline=None)
@given(st.lists(FIELD, max_size=10), TEXT.filter(lambda text: text.strip()))
def test_a_change_in_one_row_leaves_all_other_fields_alone(fields: list[Field], text: str) -> None:
    made = pymarc.Record()
    made.add_field(*fields, field("500", "  ", ("a", "The one that is changed.")))
    record = Record(made)
    values = opened(record).values
    notes = values.rows["notes"]
    place = next(n for n, row in enumerate(notes) if row.at == len(fields))
    notes[place] = notes[place]._replace(values={**notes[place].values, "note": "Changed."})
    before, after = lines(record), lines(applied(record, values))
    assert after[: len(fields)] == before[: len(fields)]
    assert after[len(fields) :] == ["=500  \\\\$aChanged."]


@pytest.mark.parametrize(
    ("name", "number", "box", "value", "expected"),
    [
        ("title", 0, "title", "The Act", "=245  14$aThe Act."),
        ("title", 0, "remainder", "amended", "=245  10$aChildren Act :$bamended."),
        ("publication", 0, "place", "Maravel; Port Ems", "=264  \\1$aMaravel ;$aPort Ems :$bState Printer,$c2019."),
        ("publication", 0, "date", "[2020?]", "=264  \\1$aMaravel :$bState Printer,$c[2020?]"),
        ("description", 0, "details", "", "=300  \\\\$a12 p. ;$c30 cm"),
        ("description", 0, "accompanying", "1 map", "=300  \\\\$a12 p. :$bill. ;$c30 cm +$e1 map"),
        ("series", 0, "number", "8", "=490  0\\$aLaws ;$v8"),
        ("online", 0, "label", "Full text", "=856  40$uhttps://example.org/a$yFull text$qpdf"),
        ("other-titles", 0, "kind", "variant", "=246  3\\$aLoi sur les enfants"),
        ("relations", 0, "kind", "767", "=767  08$iExplained by$tReport"),
        ("subjects", 0, "divisions", "Law -- History", "=650  \\7$aCourts$xLaw$xHistory$2tutela"),
        ("subjects", 0, "vocabulary", "lcsh", "=650  \\0$aCourts"),
        ("identifiers", 0, "qualifier", "paperback", "=020  \\\\$a978-3-16-148410-0$qpaperback"),
    ],
)  # fmt: skip
def test_a_box_is_written_where_it_belongs_with_the_punctuation_of_the_record(
    name: str, number: int, box: str, value: str, expected: str
) -> None:
    record = full()
    given = rows(record, name)
    given[number] = given[number]._replace(values={**given[number].values, box: value})
    new = changed(record, **{name: given})
    assert expected in lines(new)
    gone = set(lines(record)) - set(lines(new))
    assert len(gone) == 1
    assert len(new.marc.fields) == len(record.marc.fields)


def test_a_record_without_such_punctuation_does_not_get_it() -> None:
    record = marc("Children Act")
    record.marc.leader = pymarc.Leader("00000nam a2200000 c 4500")
    values = opened(record).values
    values.rows["title"] = [Row({"title": "Children Act", "remainder": "amended"}, rows(record, "title")[0].at)]
    assert "=245  10$aChildren Act$bamended" in lines(applied(record, values))


def test_another_name_loses_the_link_to_the_authority_of_the_first() -> None:
    record = full()
    given = rows(record, "contributors")
    place = next(n for n, row in enumerate(given) if row.values["kind"] == "person")
    assert given[place].further == "$0 (mv)77"
    given[place] = given[place]._replace(values={**given[place].values, "name": "Roe, Jan"})
    assert "=100  1\\$aRoe, Jan,$d1950-$eauthor." in lines(changed(record, contributors=given))


def test_a_name_goes_to_the_field_of_its_kind_and_rank() -> None:
    record = marc("Report")
    given = [
        Row({"kind": "body", "name": "United Nations", "unit": "Committee; Secretariat", "role": "isb", "main": "on"}),
        Row({"kind": "person", "name": "Doe, Jane", "role": "edt", "main": ""}),
        Row({"kind": "meeting", "name": "World Congress", "role": "", "main": ""}),
    ]
    new = changed(record, contributors=given)
    assert [line for line in lines(new) if line[1] in "17"] == [
        "=110  2\\$aUnited Nations.$bCommittee.$bSecretariat$4isb", "=700  1\\$aDoe, Jane$4edt", "=711  2\\$aWorld Congress",
    ]  # fmt: skip
    assert [str(one)[:8] for one in new.fields("245")] == ["=245  10"]
    assert [one.tag for one in new.marc.fields] == sorted(one.tag for one in new.marc.fields)


def test_rows_that_were_emptied_or_taken_away_are_gone_and_nothing_else() -> None:
    record = full()
    new = changed(
        record, notes=[], online=[Row({"url": "", "label": "", "note": "", "kind": "0"}, rows(record, "online")[0].at)]
    )
    assert set(lines(record)) - set(lines(new)) == {
        "=500  \\\\$aIn force since 2020.", "=856  40$uhttps://example.org/a$yText$qpdf",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "codes", "tag", "expected"),
    [
        ("types", ["law", "report"], "655", ["=655  \\7$alaw$2tutela", "=655  \\7$areport$2tutela"]),
        ("types", [], "655", []),
        ("sectors", ["health"], "690", ["=690  \\7$ahealth$2tutela"]),
        ("audiences", ["judiciary"], "385", ["=385  \\\\$ajudiciary$2tutela"]),
        ("measures", ["x-1"], "691", ["=691  \\7$ax-1$2tutela"]),
        ("countries", ["KE"], "043", ["=043  \\\\$af------$cKE"]),
        ("countries", [], "043", ["=043  \\\\$af------"]),
        ("languages", ["fre"], "041", ["=041  0\\$afre"]),
        ("originals", ["spa"], "041", ["=041  1\\$aeng$afre$hspa"]),
    ],
)  # fmt: skip
def test_codes_are_written_into_their_fields(name: str, codes: list[str], tag: str, expected: list[str]) -> None:
    values = opened(full()).values
    values.sets[name] = codes
    assert [str(one) for one in applied(full(), values).fields(tag)] == expected


def test_the_main_language_and_the_year_are_coded() -> None:
    values = opened(marc("Act")).values
    values.sets["languages"], values.year = ["spa"], "2021"
    new = applied(marc("Act"), values)
    assert (new.control("008")[6:15], new.control("008")[35:38]) == ("s2021    ", "spa")
    assert (new.year, new.languages) == (2021, ("spa",))
    assert not list(new.fields("041"))


def test_fields_that_a_box_cannot_hold_are_left_to_the_marc_editor() -> None:
    odd = [
        field("245", "10", ("a", "Act"), ("n", "1"), ("n", "2")), field("264", " 1", ("a", "One; two")),
        field("650", " 0", ("a", "Courts\x1b")), field("700", "1 ", ("a", "Doe"), ("t", "Poems")), field("711", "2 ", ("a", "Congress"), ("e", "Section")),
    ]  # fmt: skip
    made = pymarc.Record()
    made.add_field(*odd)
    found = opened(Record(made))
    assert [str(one) for one in found.others] == [str(one) for one in odd]
    assert not any(found.values.rows.values())


def test_a_form_of_a_new_record_makes_a_record_that_reads_as_it_was_filled_in() -> None:
    record = marc("")
    record.marc.remove_fields("245", "264")
    values = FormValues({"title": [Row({"title": "The Children Act"})]}, {"languages": ["eng"]}, "2019")
    new = applied(Record(record.marc), values)
    assert (new.title.proper, new.year, new.languages) == ("The Children Act", 2019, ("eng",))
    assert [one.indicator2 for one in new.fields("245")] == ["4"]
    assert not same_fields(new.marc, record.marc)

"""Operations on many records: what each makes of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from pymarc import Field
from tests.web.library.factories import field, marc

from tutela.catalogue.record import Record
from tutela.web.batches.operations import ContentError, Edit, changed, differences, field_of, lines


def record(*extra: Field, **facts: Any) -> Record:
    return marc("Children Act", extra=extra, **facts)


@pytest.mark.parametrize(
    ("extra", "edit", "goes", "comes"),
    [
        pytest.param([], Edit("add-subject", "Courts"), [], ["650 #7 $a Courts $2 tutela"], id="add a subject"),
        pytest.param([field("650", " 7", ("a", "Courts"), ("2", "tutela"))], Edit("add-subject", "Courts"), None, None, id="add one that is there"),
        pytest.param([field("650", " 0", ("a", "Courts."))], Edit("remove-subject", "Courts"), ["650 #0 $a Courts."], [], id="remove a subject"),
        pytest.param([field("653", "  ", ("a", "Courts"), ("a", "Law"))], Edit("remove-subject", "Courts"), ["653 ## $a Courts $a Law"], ["653 ## $a Law"], id="remove a free term"),
        pytest.param([field("655", " 7", ("a", "law"), ("2", "tutela"))], Edit("remove-subject", "law"), None, None, id="a type is no subject"),
        pytest.param(
            [field("650", " 0", ("a", "Courts"), ("z", "Maravel."), ("0", "http://example.invalid/1"))],
            Edit("replace-subject", "Courts", "Justice"),
            ["650 #0 $a Courts $z Maravel. $0 http://example.invalid/1"],
            ["650 #7 $a Justice $z Maravel. $2 tutela"],
            id="replace a subject with its subdivision",
        ),
        pytest.param(
            [field("650", " 7", ("a", "Courts"), ("2", "tutela")), field("650", " 7", ("a", "Justice"), ("2", "tutela"))],
            Edit("replace-subject", "Courts", "Justice"),
            ["650 #7 $a Courts $2 tutela"],
            [],
            id="replace by one that is there",
        ),
        pytest.param([], Edit("replace-subject", "Courts", "Justice"), None, None, id="replace what is not there"),
        pytest.param([], Edit("add-type", "law"), [], ["655 #7 $a law $2 tutela"], id="add a type"),
        pytest.param([], Edit("add-audience", "judiciary"), [], ["385 ## $a judiciary $2 tutela"], id="add an audience"),
        pytest.param([], Edit("add-sector", "justice"), [], ["690 #7 $a justice $2 tutela"], id="add a sector"),
        pytest.param([], Edit("add-measure", "data.research"), [], ["691 #7 $a data.research $2 tutela"], id="add a measure"),
        pytest.param(
            [field("385", "  ", ("a", "judiciary"), ("a", "media"), ("2", "tutela"))],
            Edit("remove-audience", "media"),
            ["385 ## $a judiciary $a media $2 tutela"],
            ["385 ## $a judiciary $2 tutela"],
            id="remove one of two audiences",
        ),
        pytest.param([field("690", " 7", ("a", "justice"), ("2", "tutela"))], Edit("remove-sector", "justice"), ["690 #7 $a justice $2 tutela"], [], id="remove the only sector"),
        pytest.param([field("655", " 7", ("a", "law"), ("2", "lcgft"))], Edit("remove-type", "law"), None, None, id="the type of another vocabulary stays"),
        pytest.param([], Edit("add-country", "FR"), [], ["043 ## $c FR"], id="add a country"),
        pytest.param([field("043", "  ", ("a", "e-fr---"))], Edit("add-country", "FR"), ["043 ## $a e-fr---"], ["043 ## $a e-fr--- $c FR"], id="add a country to a code of an area"),
        pytest.param([field("043", "  ", ("c", "fr"))], Edit("remove-country", "FR"), ["043 ## $c fr"], [], id="remove a country"),
        pytest.param([field("500", "  ", ("a", "Adopted 2018; in force 2018."))], Edit("replace-text", "2018", "2019", "500", "a"), ["500 ## $a Adopted 2018; in force 2018."], ["500 ## $a Adopted 2019; in force 2019."], id="replace text"),
        pytest.param([field("500", "  ", ("a", "Adopted 2018"))], Edit("replace-text", "2018", "2019", "500", "b"), None, None, id="replace text in another subfield"),
        pytest.param([field("500", "  ", ("a", "Draft"))], Edit("replace-text", "Draft", "", "500", ""), ["500 ## $a Draft"], [], id="what is left empty goes"),
        pytest.param([], Edit("add-field", tag="500", content="##$aGazette no. 4."), [], ["500 ## $a Gazette no. 4."], id="add a field"),
        pytest.param([field("500", "  ", ("a", "Gazette."))], Edit("add-field", tag="500", content="$aGazette."), None, None, id="add a field that is there"),
        pytest.param([field("500", "  ", ("a", "One")), field("500", "  ", ("a", "Two"))], Edit("remove-field", tag="500"), ["500 ## $a One", "500 ## $a Two"], [], id="remove all fields of a tag"),
        pytest.param([field("500", "  ", ("a", "One")), field("500", "  ", ("a", "Two"))], Edit("remove-field", "Two", tag="500"), ["500 ## $a Two"], [], id="remove those with a text"),
    ],
)  # fmt: skip
def test_an_operation(extra: Sequence[Field], edit: Edit, goes: list[str] | None, comes: list[str] | None) -> None:
    before = record(*extra)
    kept = lines(before)
    after = changed(before, edit)
    assert lines(before) == kept
    if goes is None:
        assert after is None
        return
    assert after is not None
    told = differences(before, after)
    assert [line for sign, line in told if sign == "-"] == goes
    if comes is not None:
        assert [line for sign, line in told if sign == "+"] == comes
    assert changed(after, edit) is None or edit.operation == "replace-text"


@pytest.mark.parametrize("content", ["", "##", "$a", "##$", "123$aText", "##$AText", "é1$aText", "##text"])
def test_what_is_no_field_is_refused(content: str) -> None:
    with pytest.raises(ContentError):
        field_of("500", content)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("##$aText", "500 ## $a Text"),
        ("  $aText", "500 ## $a Text"),
        ("$aText$bMore", "500 ## $a Text $b More"),
        ("1#$aText", "500 1# $a Text"),
        ("#0$aText", "500 #0 $a Text"),
        ("\\0$aText", "500 #0 $a Text"),
    ],
)
def test_a_field_as_it_is_typed(content: str, line: str) -> None:
    made = record()
    made.marc.add_field(field_of("500", content))
    assert line in lines(made)


def test_a_field_takes_its_place_among_the_others() -> None:
    after = changed(record(field("856", "40", ("u", "https://example.invalid/"))), Edit("add-type", "law"))
    assert after is not None
    tags = [one.tag for one in after.marc.fields]
    assert tags == sorted(tags)

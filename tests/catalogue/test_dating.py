"""Dates of publication as records print them."""

from __future__ import annotations

import pytest
from tests.catalogue.bibliography import coded, made

from tutela.catalogue.formats.dating import dating_of, read_date

PRINTED = {
    "a year": ("2019", "2019", False),
    "supplied by the cataloguer": ("[2019]", "2019", False),
    "doubted": ("[2019?]", "2019", True),
    "about": ("[ca. 2019]", "2019", True),
    "between": ("[between 2015 and 2019]", "2015", True),
    "no date, Latin": ("[s.d.]", "", False),
    "no date, English": ("[date of publication not identified]", "", False),
    "no date, Spanish": ("[s.f.]", "", False),
    "copyright alone": ("©2018", "2018", False),
    "a c before the year": ("c1998", "1998", False),
    "copyright after the year": ("2019, ©2018", "2019", False),
    "copyright before the year": ("c2018, 2019", "2019", False),
    "English day": ("10 September 2019", "2019-09-10", False),
    "American day": ("September 10, 2019", "2019-09-10", False),
    "abbreviated month": ("10 Sept. 2019", "2019-09-10", False),
    "month alone": ("May 2018", "2018-05", False),
    "French": ("1er août 2020", "2020-08-01", False),
    "Spanish": ("3 de marzo de 2022", "2022-03-03", False),
    "ISO 8601": ("2019-09-10", "2019-09-10", False),
    "nothing": ("", "", False),
    "a number that is no year": ("12345", "", False),
}


@pytest.mark.parametrize(("text", "iso", "is_uncertain"), PRINTED.values(), ids=PRINTED)
def test_printed_dates(text, iso, is_uncertain):
    found = read_date(text)
    assert (found.iso, found.is_uncertain) == (iso, is_uncertain)
    assert found.text == text


def test_ranges_are_closed_or_open():
    assert (read_date("2015-2019").end, read_date("2015-2019").is_open) == (2019, False)
    assert (read_date("2001-").end, read_date("2001-").is_open) == (None, True)


def test_the_exact_date_of_the_united_nations_completes_the_year():
    record = made(coded("2019"), "264 _1 $c 2019", "269 __ $a 2019-09-10")
    assert dating_of(record).iso == "2019-09-10"


def test_an_exact_date_of_another_year_is_left_alone():
    record = made(coded("2019"), "264 _1 $c 2019", "269 __ $a 2018-01-02")
    assert dating_of(record).iso == "2019"


def test_the_coded_year_stands_in_for_a_missing_one():
    assert dating_of(made(coded("2017"))).iso == "2017"
    assert dating_of(made(coded("2017"), "264 _1 $c [s.d.]"))[:1] == (2017,)
    assert dating_of(made(coded("2017"), "264 _1 $c [s.d.]")).is_uncertain

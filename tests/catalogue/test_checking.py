"""The quality check: each rule on records that break it and on near ones that do not; the first seed's record."""

from __future__ import annotations

from datetime import date

import pytest
from tests.catalogue.bibliography import made

from tutela.catalogue.checking import check, check_record
from tutela.catalogue.checking.faults import is_known
from tutela.catalogue.checking.headings import Advice, advice_on
from tutela.catalogue.content import first_records
from tutela.catalogue.wording import LANGUAGES, words

TODAY = date(2026, 11, 30)
SOUND = (
    "001 r-1",
    "008 190101s2019    xx            000 0 eng d",
    "040 __ $a RUR $b eng",
    "245 00 $a Report on birth registration.",
    "264 _1 $a Strelsau :$b Ministry of the Interior,$c 2019.",
)


def codes(*lines: str, without: str = "", **options) -> list[str]:
    """The codes of the faults of a sound record with these lines added; those whose tag is ``without`` taken out."""
    tags = without.split()
    record = made(*(line for line in SOUND if line[:3] not in tags), *lines)
    return [one.code for one in check_record(record, today=TODAY, **options)]


def test_a_sound_record_has_no_faults():
    assert codes() == []


UN = "110 2_ $a United Nations.$b Committee on Names,$e author."
OWN_SENTENCE = "Advice for States on protecting children, from laws to services and cooperation between countries."

CASES = [
    # title, symbol
    ("no title", ["264 _1 $c 2019."], "245 264", ["missing-title"]),
    ("a title in capitals", ["245 00 $a REPORT ON BIRTH REGISTRATION"], "245", ["title-in-capitals"]),
    ("a UN document without a symbol", [UN], "", ["no-symbol"]),
    ("a UN publisher", ["264 _1 $b Naciones Unidas,$c 2019."], "264", ["no-symbol"]),
    ("a UN document with its symbol", [UN, "191 __ $a A/RES/99/12", "775 08 $t Rapport"], "", []),
    ("a fund of the UN", ["110 2_ $a United Nations Children's Fund."], "", []),
    ("a specialised agency", ["110 2_ $a International Labour Organization."], "", []),
    ("a symbol in the title", ["245 00 $a Names of places (E/CONF.99/12)"], "245", ["symbol-not-in-field"]),
    ("a symbol in an address", ["856 40 $u https://undocs.org/symbolno=A/99/12"], "", ["symbol-not-in-field"]),
    ("a symbol in a note", ["500 __ $a E/CN.99/2004/9"], "", ["symbol-not-in-field"]),
    ("no symbol, but strokes", ["500 __ $a Bilingual: English/French. A/B test; S/N 12"], "", []),
    # dates
    ("no date", ["008 190101n        xx            000 0 eng d"], "008 264", ["missing-date"]),
    ("a date that is not known", ["008 190101nuuuuuuuuxx            000 0 eng d",
     "264 _1 $c [date of publication not identified]"], "008 264", []),
    ("a date to come", ["008 190101s2031    xx            000 0 eng d", "264 _1 $c 2031."], "008 264", ["future-date"]),
    ("next year", ["008 190101s2027    xx            000 0 eng d", "264 _1 $c 2027."], "008 264", []),
    ("two dates that differ", ["264 _1 $c 2021."], "264", ["dates-differ"]),
    ("a range", ["008 190101m20182021xx            000 0 eng d", "264 _1 $c 2020."], "008 264", []),
    ("adopted in another year", ["500 __ $a Adopted on 30 May 2017."], "", ["date-against-notes"]),
    ("adopted, in French", ["500 __ $a Adopté le 30 mai 2017."], "", ["date-against-notes"]),
    ("adopted, in Spanish", ["520 __ $a Informe. Aprobado el 30 de mayo de 2017."], "", ["date-against-notes"]),
    ("the report was adopted", ["520 __ $a The report was adopted unanimously in 2017."], "", ["date-against-notes"]),
    ("adopted in that year", ["500 __ $a Adopted on 30 May 2019."], "", []),
    ("another thing was adopted", ["520 __ $a The Convention was adopted in 1989."], "", []),
    ("a law that it is about", ["520 __ $a Reviews the law adopted in 2001 and its application."], "", []),
    ("updated later", ["500 __ $a (Updated October 2021)"], "", ["date-before-update"]),
    ("updated in the same year", ["500 __ $a (Updated October 2019)"], "", []),
    # versions
    ("languages that a note names", ["500 __ $a Also available in French and Spanish."], "", ["versions-not-linked"]),
    ("the same, linked", ["500 __ $a Also available in French.", "775 08 $t Rapport"], "", []),
    ("languages that it does not name as versions", ["546 __ $a In English, with a French term list."], "", []),
    # summaries
    ("a sentence twice", [f"520 __ $a {OWN_SENTENCE} {OWN_SENTENCE}"], "", ["summary-twice"]),
    ("two summaries alike", [f"520 __ $a {OWN_SENTENCE}", f"520 __ $a {OWN_SENTENCE[:-1]}!"], "", ["summary-twice"]),
    ("a summary and a note", [f"520 __ $a {OWN_SENTENCE}", f"500 __ $a {OWN_SENTENCE}"], "", ["summary-twice"]),
    ("a set phrase twice", ["520 __ $a With notes. With maps. With notes."], "", []),
    ("summaries in two languages", [f"520 __ $a {OWN_SENTENCE} $9 eng",
     "520 __ $a Conseils aux États pour protéger les enfants, des lois aux services. $9 fre"], "", []),
    ("copied from a site", [f"520 __ $a {OWN_SENTENCE} (From the Ministry of the Interior website)."], "", ["summary-copied"]),
    ("copied, in French", [f"520 __ $a {OWN_SENTENCE} (Extrait du site du ministère)"], "", ["summary-copied"]),
    # links
    ("a sound link", ["856 40 $u https://www.un.org/en/ $y Full text in English (PDF)"], "", []),
    ("no host", ["856 40 $u report.pdf"], "", ["link-without-host"]),
    ("no scheme", ["856 40 $u www.un.org/en"], "", ["link-without-host"]),
    ("an impossible host", ["856 40 $u https://[un.org/"], "", ["link-without-host"]),
    ("blanks", ["856 40 $u https://www.un.org/my report.pdf"], "", ["link-with-blanks"]),
    ("cut off", ["856 40 $u https://www.un.org/very/long..."], "", ["link-cut-off"]),
    ("an example", ["856 40 $u https://www.example.org/report"], "", ["link-placeholder"]),
    ("the own computer", ["856 40 $u https://localhost:8000/report"], "", ["link-placeholder"]),
    ("a private address", ["856 40 $u https://192.168.1.10/report"], "", ["link-placeholder"]),
    ("to be filled later", ["856 40 $u https://www.un.org/TODO"], "", ["link-placeholder"]),
    ("an error page", ["856 40 $u https://www.un.org/en/404"], "", ["link-to-error-page"]),
    ("http", ["856 40 $u http://www.un.org/en/"], "", ["link-not-secure"]),
    ("a session", ["856 40 $u https://www.un.org/en/;jsessionid=A1B2"], "", ["link-of-a-session"]),
    ("the same link twice", ["856 40 $u https://www.un.org/en/", "856 40 $u https://un.org/en"], "", ["link-twice"]),
    ("click here", ["856 40 $u https://www.un.org/en/ $y Click here to access online"], "", ["label-unhelpful"]),
    ("cliquez ici", ["856 40 $u https://www.un.org/en/ $z Cliquez ici."], "", ["label-unhelpful"]),
    ("an address as label", ["856 40 $u https://www.un.org/en/ $y https://www.un.org/en/"], "", ["label-is-address"]),
    # subjects
    ("advised against", ["650 _0 $a Prostitution, Juvenile $x Law and legislation."], "", ["heading-advised-against"]),
    ("advised against, free", ["653 __ $a Enfants dans la pornographie"], "", ["heading-advised-against"]),
    ("plural", ["650 _4 $a Sex tourists", "650 _4 $a Children"], "", ["heading-advised-against"]),
    ("twice, in two subdivisions", ["650 _0 $a Prostitution, Juvenile $z Ruritania", "650 _0 $a Prostitution, Juvenile $z Graustark"],
     "", ["heading-advised-against"]),
    ("with care", ["650 _4 $a Illegitimacy"], "", ["heading-advised-against"]),
    ("the title of an instrument",
     ["630 00 $a Optional Protocol on the sale of children, child prostitution and child pornography"], "", []),
    ("a title as topic", ["650 _4 $a Convention on the Rights of the Child"], "", ["instrument-as-topic"]),
    ("for adults", ["650 _0 $a Pornography"], "", []),
    ("capitals", ["650 _4 $a REGISTERS OF BIRTHS", "650 _4 $a NAMES AND LAW"], "", ["heading-in-capitals"]),
    ("an abbreviation", ["650 _4 $a UNICEF"], "", []),
    ("a body that made it", ["710 2_ $a Names Watch", "650 _4 $a Names Watch"], "", ["body-as-topic"]),
    ("a body by its name", ["650 _4 $a Names Watch International"], "", ["body-as-topic"]),
    ("a topic that sounds so", ["650 _0 $a Civil service unions", "650 _4 $a Cooperation, international"], "", []),
    ("twice", ["650 _7 $a Registers $2 x", "650 _7 $a Registers. $2 x"], "", ["subject-twice"]),
    ("in two vocabularies", ["650 _7 $a Registers $2 x", "650 _0 $a Registers"], "", []),
    # codes
    ("no 008", [], "008", ["missing-008", "missing-language"]),
    ("a short 008", ["008 190101s2019    xx"], "008", ["wrong-length-008", "missing-language"]),
    ("no 040", [], "040", ["missing-040"]),
    ("no words", ["008 190101s2019    xx            000 0 zxx d"], "008", []),
    ("a language that is none", ["041 0_ $a eng $a xyq"], "", ["unknown-language"]),
    ("languages that differ", ["041 0_ $a fre"], "", ["languages-differ"]),
    ("ISBN", ["020 __ $a 9780306406158", "020 __ $z 9780306406158"], "", ["wrong-isbn"]),
    ("ISSN", ["022 __ $a 1234-5678"], "", ["wrong-issn"]),
    ("Tutela's codes", ["655 _7 $a guidance $2 tutela", "385 __ $a nhri $2 tutela", "690 _7 $a ict $2 tutela",
     "043 __ $c mx"], "", []),
    ("unknown codes", ["655 _7 $a guide $2 tutela", "385 __ $a everybody $2 tutela", "690 _7 $a arts $2 tutela",
     "043 __ $c xq"], "", ["unknown-type", "unknown-audience", "unknown-sector", "unknown-country"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "without", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_rules(lines, without, expected):
    assert codes(*lines, without=without) == expected


def test_measures_are_checked_where_they_are_known():
    line = "691 _7 $a victims.privacy $2 tutela"
    assert codes(line) == []
    assert codes(line, measures={"victims.privacy"}) == []
    assert codes(line, measures={"victims.safety"}) == ["unknown-measure"]


def test_advice_on_headings_is_the_callers_to_give():
    asked = []

    def advice(heading: str) -> Advice | None:
        asked.append(heading)
        return Advice(*(dict.fromkeys(LANGUAGES, heading),) * 2) if heading == "Registers" else None

    assert codes("650 _4 $a Registers $x Law", advice=advice) == ["heading-advised-against"]
    assert asked == ["Registers", "Law"]


def test_every_advice_has_three_languages():
    for form in ("Prostitution, Juvenile", "ENFANTS DANS LA PORNOGRAPHIE", "Turismo sexual", "Sex tourism"):
        advice = advice_on(form)
        assert advice is not None
        assert set(advice.reason) == set(advice.preferred) == set(LANGUAGES)
        assert all(advice_on(preferred) is None for preferred in advice.preferred.values())


# --- several records ----------------------------------------------------------------------------------------------


def several(*records: tuple[str, ...]) -> list[tuple[str, str]]:
    numbered = (made(f"001 n{number}", *SOUND[1:], *lines) for number, lines in enumerate(records))
    return [(one.record, one.code) for one in check(numbered, today=TODAY)]


def test_the_same_number_in_two_records():
    assert several(("020 __ $a 9780306406157",), ("020 __ $a 0-306-40615-2",)) == []
    assert several(("020 __ $a 9780306406157",), ("020 __ $a 978-0-306-40615-7 (cloth)",)) == [("n1", "same-isbn")]
    link = "856 40 $u https://www.un.org/en/"
    assert several((link,), (link,)) == [("n1", "same-title-and-link")]


def test_language_versions_share_a_symbol_and_lack_one_where_they_are_alone():
    symbol = "191 __ $a A/RES/99/12"
    assert several((symbol,), (symbol,)) == [("n1", "same-symbol")]
    assert several((symbol,)) == [("n0", "no-language-versions")]
    assert several((symbol,), (symbol, "041 0_ $a fre"))[1:] == []
    assert several((symbol, "775 08 $t Rapport")) == []


def test_faults_name_the_record_by_the_callers_key():
    (fault,) = check([("row 7", made(*SOUND)), ("row 8", made(*SOUND, "020 __ $a 123"))], today=TODAY)
    assert (fault.record, fault.number, fault.where, dict(fault.values)) == ("row 8", 2, "020", {"number": "123"})
    assert "123" in fault.what("en")


def test_every_code_is_worded_and_every_wording_used():
    found = {code for case in CASES for code in case[3]}
    found.update(("unknown-measure", "same-isbn", "same-symbol", "same-title-and-link", "no-language-versions"))
    found.update(("missing-symbol", "missing-versions", "missing-related", "date-against-known"))
    assert all(map(is_known, found))
    assert {key.rpartition(".")[0] for key in words("check")} == found


# --- the record of the first seed ---------------------------------------------------------------------------------

TITLE = (
    "Guidelines regarding the implementation of the Optional Protocol to the Convention on the Rights of the Child on the"
    " sale of children, child prostitution and child pornography*"
)
HEADINGS = (
    "ECPAT International", "CHILD SEXUAL ABUSE", "CHILDREN'S RIGHTS", "GUIDELINES", "IMAGE-BASED SEXUAL ABUSE",
    "PORNOGRAPHY", "PREVENTION", "SEXUAL EXPLOITATION", "Convention on the Rights of the Child (UNCROC)",
    "VICTIMS OF SEXUAL VIOLENCE", "YOUNG PEOPLE", "INTERNATIONAL",
)  # fmt: skip


def seed():
    """The facts of the seed's record; its summary, which stands twice there, is a sentence of our own."""
    return made(
        "001 7321",
        "008 211101s2021    xx            000 0 eng d",
        "040 __ $a RUR $b eng",
        f"245 00 $a {TITLE}",
        "264 _1 $b United Nations,$c 2021.",
        f"520 __ $a {OWN_SENTENCE} {OWN_SENTENCE} (From the ECPAT International website).",
        *(f"650 _4 $a {heading}" for heading in HEADINGS),
        "710 2_ $a United Nations.",
    )


def test_the_faults_of_the_first_seed_are_found():
    faults = list(check([seed()], known=first_records(), today=TODAY))
    errors = {one.code: one for one in faults if one.level == "error"}
    assert [one.code for one in faults if one.level == "error"] == [
        "date-against-known", "missing-symbol", "missing-versions", "missing-related", "summary-twice",
        "heading-advised-against",
    ]  # fmt: skip
    assert errors["date-against-known"].values["known"] == 2019
    assert errors["missing-symbol"].values == {"symbol": "CRC/C/156"}
    assert errors["missing-versions"].values == {"languages": ("fre", "spa")}
    assert "French, Spanish" in errors["missing-versions"].what("en")
    assert "français, espagnol" in errors["missing-versions"].what("fr")
    assert errors["heading-advised-against"].values["heading"] == "PORNOGRAPHY"
    assert "Child sexual abuse material" in errors["heading-advised-against"].next_step("en")
    assert errors["missing-related"].values["title"] == "Explanatory report"


def test_the_advice_on_the_first_seed():
    faults = check([seed()], known=first_records(), today=TODAY)
    assert [(one.code, one.where) for one in faults if one.level == "advice"] == [
        ("summary-copied", "520"), ("body-as-topic", "650"), ("instrument-as-topic", "650"), ("heading-in-capitals", "6XX"),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_says_what_is_wrong_and_what_to_do(language):
    for fault in check([seed(), made("001 x")], known=first_records(), today=TODAY):
        assert "{" not in fault.what(language) + fault.next_step(language)
        assert len(fault.next_step(language)) > 10


def test_the_first_records_have_no_faults():
    records = first_records()
    assert [(one.record, one.code) for one in check(records, known=records, today=TODAY)] == []

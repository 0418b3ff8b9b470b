"""The ISBD view: areas and prescribed punctuation, whether or not the record carries it."""

from __future__ import annotations

import re

import pymarc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymarc import Field, Indicators, Subfield
from pymarc.leader import Leader

from tutela.catalogue.isbd import isbd, isbd_text
from tutela.catalogue.record import Record

BOOK = "00000nam a2200000 a 4500"
FIXED = "190910s2019    sz            000 0 eng d"


def record(*lines: str, leader: str = BOOK, fixed: str = FIXED) -> Record:
    """A record of lines like "245 10 $aTitle /$cBody."; # is a blank indicator."""
    marc = pymarc.Record()
    marc.leader = Leader(leader)
    fields = [Field("008", data=fixed)] if fixed else []
    for line in lines:
        tag, indicators, rest = line[:3], line[4:6].replace("#", " "), line[7:]
        if tag < "010":
            fields.append(Field(tag, data=line[4:]))
        else:
            subfields = [Subfield(part[0], part[1:]) for part in rest.split("$")[1:]]
            fields.append(Field(tag, Indicators(*indicators), subfields))
    marc.fields = fields
    return Record(marc)


def area(number: int, *lines: str, **options: str) -> list[str]:
    return [one.text for one in isbd(record(*lines, **options)) if one.number == number]


# The same description with ISBD punctuation in the record (leader/18 "a" and "i"), and without ("c" and blank).
PUNCTUATED = [
    "245 10 $aRegistering births :$ba handbook = Enregistrer les naissances /$cMinistry of Justice ; edited by A. Clerk.",
    "250 ## $a2nd ed. /$brevised by B. Scribe.",
    "264 #1 $aGeneva ;$aNew York :$bOffice of Records :$bCivil Press,$c2019.",
    "300 ## $axii, 96 p. :$bill. ;$c24 cm +$e1 chart.",
    "490 1# $aRegistry handbooks,$x1234-5679 ;$vno. 4",
    "020 ## $a9780306406157 (pbk.) :$c20.00 CHF",
]
PLAIN = [
    "245 10 $aRegistering births$ba handbook = Enregistrer les naissances$cMinistry of Justice ; edited by A. Clerk",
    "250 ## $a2nd ed.$brevised by B. Scribe",
    "264 #1 $aGeneva$aNew York$bOffice of Records$bCivil Press$c2019",
    "300 ## $axii, 96 p.$bill.$c24 cm$e1 chart",
    "490 1# $aRegistry handbooks$x1234-5679$vno. 4",
    "020 ## $a9780306406157$qpbk.$c20.00 CHF",
]


@pytest.mark.parametrize(
    ("lines", "form"),
    [(PUNCTUATED, "a"), (PUNCTUATED, "i"), (PUNCTUATED, " "), (PLAIN, "c"), (PLAIN, " "), (PLAIN, "n")],
    ids=["AACR2", "ISBD", "ISBD not said", "left out", "no ISBD", "no ISBD, left out"],
)
def test_the_same_description_with_and_without_punctuation_in_the_record(lines, form):
    one = record(*lines, leader=f"00000nam a2200000 {form} 4500")
    assert isbd_text(one) == (
        "Text (visual) : unmediated\n"
        "Registering births : a handbook = Enregistrer les naissances / Ministry of Justice ; edited by A. Clerk"
        ". — 2nd ed. / revised by B. Scribe"
        ". — Geneva ; New York : Office of Records : Civil Press, 2019"
        ". — xii, 96 p. : ill. ; 24 cm + 1 chart"
        ". — (Registry handbooks, ISSN 1234-5679 ; no. 4)\n"
        "ISBN 978-0-306-40615-7 (pbk.) : 20.00 CHF"
    )


TITLES = [
    ("245 10 $aRules of the registry /$cMinistry of Justice.", "Rules of the registry / Ministry of Justice"),
    ("245 10 $aRules of the registry.", "Rules of the registry"),
    ("245 10 $aRules$h[electronic resource] :$bnotes /$cOffice.", "Rules [electronic resource] : notes / Office"),
    ("245 10 $aRules :$bnotes /$cOffice$h[electronic resource]", "Rules [electronic resource] : notes / Office"),
    ("245 10 $aRules /$h[sound recording]$cOffice.", "Rules [sound recording] / Office"),
    ("245 10 $aRules =$bRègles /$cOffice", "Rules = Règles / Office"),
    ("245 10 $aRules$b= Règles", "Rules = Règles"),
    ("245 10 $aRules ;$bForms /$cOffice.", "Rules ; Forms / Office"),
    ("245 10 $aYearbook.$nPart 2,$pForms :$bin use /$cOffice.", "Yearbook. Part 2, Forms : in use / Office"),
    ("245 10 $aYearbook$pForms", "Yearbook. Forms"),
    ("245 10 $aWho registers?", "Who registers?"),
    ("245 10 $aOffice of Records, Inc.", "Office of Records, Inc."),
    ("245 10 $aRules of the U.N.", "Rules of the U.N."),
    ("245 10 $aProgramming in C++ /$cOffice", "Programming in C++ / Office"),
    ("245 10 $aAnd so on ... /$cOffice", "And so on ... / Office"),
    ("245 10 $aRules, $cby A. Clerk", "Rules / by A. Clerk"),
    ("245 10 $aRules$cA. Clerk$cedited by B. Scribe", "Rules / A. Clerk ; edited by B. Scribe"),
    ("245 10 $kRegisters,$f1891-1894.", "Registers, 1891-1894"),
    ("245 10 $6880-01$aRules : $b: notes", "Rules : notes"),
    ("245 10 $a[Rules] /$c[Office].", "[Rules] / [Office]"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "text"), TITLES, ids=[line for line, _text in TITLES])
def test_title_and_responsibility(line, text):
    assert area(1, line) == [text]


def test_a_parallel_title_is_known_by_its_variant_field():
    assert area(1, "245 10 $aRules$bRègles$cOffice", "246 31 $aRègles") == ["Rules = Règles / Office"]


PUBLICATIONS = [
    (["260 ## $a[S.l. :$bs.n.],$c1998."], "[S.l. : s.n.], 1998"),
    (["260 ## $a[S.l.] :$b[s.n.],$c[19--?]"], "[S.l.] : [s.n.], [19--?]"),
    (["260 ## $aGeneva :$bOffice ;$aNew York :$bPress,$c2007."], "Geneva : Office ; New York : Press, 2007"),
    (["260 ## $aGenève :$bL'Office =$bThe Office,$c1997"], "Genève : L'Office = The Office, 1997"),
    (["260 ## $c1984."], "1984"),
    (["260 ## $bOffice,$c1964."], "Office, 1964"),
    (["260 ## $aWashington, D.C. :$bOffice,$c1990-"], "Washington, D.C. : Office, 1990-"),
    (["260 ## $aParis :$bOffice,$c1996$e(72-La Flèche :$fImpr. Dupont)"], "Paris : Office, 1996 (72-La Flèche : Impr. Dupont)"),
    (["260 ## $aHarlow :$bPress,$cc1983,$g(1986 printing)"], "Harlow : Press, c1983 (1986 printing)"),
    (["264 #1 $aGeneva :$bOffice,$c[2019]", "264 #4 $c©2019"], "Geneva : Office, [2019], ©2019"),
    (["264 #1 $aGeneva :$bOffice,$c2019.", "264 #2 $aLeeds :$bSeller"], "Geneva : Office ; Leeds : Seller, 2019"),
    (["264 #1 $aGeneva :$bOffice,$c2019", "264 #3 $aNyon :$bPrinter"], "Geneva : Office, 2019 (Nyon : Printer)"),
    (["260 ## $aGeneva :$bOffice,$c1990-1995.", "260 2# $aNyon :$bOffice,$c1996-"], "Geneva : Office, 1990-1995 ; Nyon : Office, 1996-"),
    (["260 ## $aDon Mills, Ont. :$bOffice,$c[1986]"], "Don Mills, Ont. : Office, [1986]"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "text"), PUBLICATIONS, ids=[text for _lines, text in PUBLICATIONS])
def test_publication(lines, text):
    assert area(4, *lines) == [text]


DESCRIPTIONS = [
    (["300 ## $a2 sound discs :$bdigital ;$c12 cm."], ["2 sound discs : digital ; 12 cm"]),
    (["300 ## $ap. cm."], ["p. cm"]),
    (["300 ## $a1 score (16 p.) ;$c29 cm +$e2 parts"], ["1 score (16 p.) ; 29 cm + 2 parts"]),
    (["300 ## $a382 p. :$bcouv. ill. en coul. ;$c22 cm"], ["382 p. : couv. ill. en coul. ; 22 cm"]),
    (["300 ## $a1 volume ;$c30 cm", "300 ## $a1 videodisc ;$c12 cm"], ["1 volume ; 30 cm", "1 videodisc ; 12 cm"]),
    (["300 ## $a333p$c18cm$epbk"], ["333p ; 18cm + pbk"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "texts"), DESCRIPTIONS, ids=[lines[0] for lines, _texts in DESCRIPTIONS])
def test_material_description(lines, texts):
    assert area(5, *lines) == texts


SERIES = [
    (["490 0# $aHandbooks"], "(Handbooks)"),
    (["490 0# $a(Handbooks ; 3)"], "(Handbooks ; 3)"),
    (["490 0# $aHandbooks ;$v3", "490 0# $aStudies ;$v12."], "(Handbooks ; 3) (Studies ; 12)"),
    (["490 0# $aHandbooks =$aManuels ;$v6"], "(Handbooks = Manuels ; 6)"),
    (["490 0# $aHandbooks ;$vno. 9.$aForms ;$v1"], "(Handbooks ; no. 9. Forms ; 1)"),
    (["440 #0 $aHandbooks.$nB,$pForms,$x0926-5481 ;$vB-5"], "(Handbooks. B, Forms, ISSN 0926-5481 ; B-5)"),
    (["490 1# $aHandbooks ;$v3", "830 #0 $aHandbooks (Office) ;$v3"], "(Handbooks ; 3)"),
    (["830 #0 $aHandbooks ;$v3."], "(Handbooks ; 3)"),
    (["810 2# $aOffice.$tHandbooks ;$v3."], "(Handbooks ; 3)"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "text"), SERIES, ids=[" ".join(lines) for lines, _text in SERIES])
def test_series_in_parentheses(lines, text):
    assert area(6, *lines) == [text]


SPECIFIC = [
    (["362 0# $aVol. 1, no. 1 (Jan. 1997)-"], "Vol. 1, no. 1 (Jan. 1997)-"),
    (["362 0# $aVol. 1 (1990)-v. 5 (1994).", "362 0# $a1995-"], "Vol. 1 (1990)-v. 5 (1994) ; 1995-"),
    (
        ["255 ## $aScale 1:50,000 ;$buniversal transverse Mercator projection$c(E 6°–E 7°/N 46°–N 47°)."],
        "Scale 1:50,000 ; universal transverse Mercator projection (E 6°–E 7°/N 46°–N 47°)",
    ),
    (["255 ## $aScale 1:50,000$bconic proj.$cE 6°–E 7°$e1950"], "Scale 1:50,000 ; conic proj. (E 6°–E 7° ; 1950)"),
    (["254 ## $aStudy score."], "Study score"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "text"), SPECIFIC, ids=[text for _lines, text in SPECIFIC])
def test_material_specific_area(lines, text):
    assert area(3, *lines) == [text]


def test_editions_follow_each_other_after_a_comma():
    assert area(2, "250 ## $a4th ed. /$bby A. Clerk.", "250 ## $aReprint with corrections.") == [
        "4th ed. / by A. Clerk, Reprint with corrections"
    ]


NOTES = [
    ("500 ## $aTitle from cover.", ["Title from cover."]),
    ("504 ## $aIncludes bibliography.", ["Includes bibliography."]),
    ("505 0# $aBirths -- Deaths / A. Clerk", ["Contents: Births — Deaths / A. Clerk"]),
    ("505 00 $tBirths /$rA. Clerk --$tDeaths.", ["Contents: Births / A. Clerk — Deaths."]),
    ("505 2# $aBirths", ["Partial contents: Births"]),
    ("520 ## $aHow births are registered.", ["Summary: How births are registered."]),
    ("520 3# $aHow births are registered.", ["Abstract: How births are registered."]),
    ("520 8# $aHow births are registered.", ["How births are registered."]),
    ("520 ## $aSummary: How births are registered.", ["Summary: How births are registered."]),
    ("502 ## $bM.A.$cUniversity of the Lakes$d2018", ["Thesis (M.A.) — University of the Lakes, 2018"]),
    ("502 ## $aThesis (M.A.)--University of the Lakes, 2018.", ["Thesis (M.A.) — University of the Lakes, 2018."]),
    ("246 14 $aRules for clerks.", ["Cover title: Rules for clerks"]),
    ("246 1# $iTitle on disc:$aRules for clerks", ["Title on disc: Rules for clerks"]),
    ("246 3# $aRules for clerks", []),
    ("362 1# $aBegan in 1997.", ["Began in 1997."]),
    ("310 ## $aMonthly,$bJan. 1997-", ["Frequency: Monthly, Jan. 1997-"]),
    ("541 1# $aGift", []),
    ("561 0# $aPrivate", []),
    ("583 ## $aWeeded", []),
    ("599 ## $aLocal code", []),
    ("530 ## $3Forms$aAlso online.", ["Forms: Also online."]),
    ("780 00 $tOld yearbook.$x1234-5679", ["Continues: Old yearbook. — ISSN 1234-5679"]),
    ("785 04 $aOffice.$tNew yearbook", ["Absorbed by: Office. New yearbook"]),
    ("780 10 $tOld yearbook", []),
    ("765 0# $tRègles", ["Translation of: Règles"]),
    ("787 08 $iExplained by:$tReport", ["Explained by: Report"]),
    ("256 ## $aElectronic data (2 files)", ["Electronic data (2 files)"]),
    ("856 40 $uhttps://example.org/a$yEnglish", ["URL: https://example.org/a (English)"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "texts"), NOTES, ids=[line for line, _texts in NOTES])
def test_notes(line, texts):
    assert area(7, line) == texts


IDENTIFIERS = [
    (["020 ## $a9780306406157"], ["ISBN 978-0-306-40615-7"]),
    (["020 ## $a0306406152 (hbk. : alk. paper)$z0306406153"], ["ISBN 0-306-40615-2 (hbk. : alk. paper)", "ISBN 0306406153 (erroneous)"]),
    (["020 ## $a9780306406157$q(hardback)$q(set)"], ["ISBN 978-0-306-40615-7 (hardback ; set)"]),
    (["020 ## $cFree"], ["Free"]),
    (["022 ## $a1234-5679", "222 #0 $aRegistry news"], ["ISSN 1234-5679 = Registry news"]),
    (["024 7# $a10.1000/182$2doi"], ["DOI 10.1000/182"]),
    (["024 7# $aA/77/140$2undocs"], ["A/77/140"]),
    (["024 2# $aM-2306-7118-7"], ["ISMN M-2306-7118-7"]),
    (["191 ## $aCRC/C/156"], ["CRC/C/156"]),
    (["028 02 $a1259$bRegistry Records"], ["Publisher’s number: Registry Records 1259"]),
    (["037 ## $a240-1$bOffice$cFree"], ["Stock number: 240-1 (Office) : Free"]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "texts"), IDENTIFIERS, ids=[lines[0] for lines, _texts in IDENTIFIERS])
def test_identifiers_and_terms_of_availability(lines, texts):
    assert area(8, *lines) == texts


CONTENTS = [
    ([], "00000nam", FIXED, "Text (visual) : unmediated"),
    ([], "00000nam", FIXED[:23] + "o" + FIXED[24:], "Text (visual) : electronic"),
    (["007 ta"], "00000nam", FIXED, "Text (visual) : unmediated"),
    (["007 hu"], "00000nam", FIXED, "Text (visual) : microform"),
    ([], "00000cem", FIXED, "Image (cartographic ; still ; 2-dimensional ; visual) : unmediated"),
    ([], "00000ncm", FIXED, "Music (notated ; visual) : unmediated"),
    ([], "00000njm", FIXED, "Music (performed) : audio"),
    ([], "00000nim", FIXED, "Spoken word : audio"),
    (["007 vf"], "00000ngm", FIXED, "Image (moving ; 2-dimensional ; visual) : video"),
    (["336 ## $aspoken word$bspw$2rdacontent", "337 ## $aaudio$bs$2rdamedia"], "00000nam", FIXED, "Spoken word : audio"),
    (["336 ## $atext", "337 ## $acomputer"], "00000nam", FIXED, "Text (visual) : electronic"),
    (["336 ## $btxt", "336 ## $bsti", "337 ## $bn"], "00000nam", FIXED, "Text (visual). Image (still ; 2-dimensional ; visual) : unmediated"),
    (["336 ## $btxt", "336 ## $bspw", "337 ## $bn", "337 ## $bs"], "00000nam", FIXED, "Text (visual) : unmediated + Spoken word : audio"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "leader", "fixed", "text"), CONTENTS, ids=range(len(CONTENTS)))
def test_content_form_and_media_type(lines, leader, fixed, text):
    assert area(0, *lines, leader=f"{leader} a2200000 a 4500", fixed=fixed) == [text]


def test_an_article_names_its_host():
    one = record(
        "245 10 $aCounting births /$cA. Clerk.",
        "773 0# $tRegistry journal.$dGeneva : Office, 1990-$x1234-5679$gVol. 3, no. 1 (2019), p. 1-20",
        leader="00000naa a2200000 a 4500",
    )
    assert isbd_text(one).splitlines()[-1] == (
        "In: Registry journal. — Geneva : Office, 1990-. — ISSN 1234-5679. — Vol. 3, no. 1 (2019), p. 1-20"
    )
    assert isbd_text(one, "fr").splitlines()[-1].startswith("Dans\u00a0: Registry journal. — ")


def test_a_serial_with_its_numbering():
    one = record(
        "022 ## $a1234-5679",
        "245 00 $aRegistry news /$cOffice of Records.",
        "310 ## $aQuarterly",
        "362 0# $aNo. 1 (spring 1997)-",
        "264 31 $aGeneva :$bThe Office,$c1997-",
        "300 ## $avolumes ;$c30 cm",
        "785 00 $tRecords today",
        leader="00000nas a2200000 i 4500",
    )
    assert isbd_text(one) == (
        "Text (visual) : unmediated\n"
        "Registry news / Office of Records. — No. 1 (spring 1997)-. — Geneva : The Office, 1997-. — volumes ; 30 cm\n"
        "Frequency: Quarterly\n"
        "Continued by: Records today\n"
        "ISSN 1234-5679"
    )


def test_the_guidelines_as_the_library_holds_them():
    one = record(
        "191 ## $aCRC/C/156",
        "245 10 $aGuidelines regarding the implementation of the Optional Protocol to the Convention on the Rights of the"
        " Child on the Sale of Children, Child Prostitution and Child Pornography /$cUnited Nations, Committee on the"
        " Rights of the Child.",
        "264 #1 $a[Geneva] :$bUnited Nations,$c2019.",
        "336 ## $atext$btxt$2rdacontent",
        "337 ## $acomputer$bc$2rdamedia",
        leader="00000nam a2200000 i 4500",
    )
    assert isbd_text(one) == (
        "Text (visual) : electronic\n"
        "Guidelines regarding the implementation of the Optional Protocol to the Convention on the Rights of the Child on"
        " the Sale of Children, Child Prostitution and Child Pornography / United Nations, Committee on the Rights of the"
        " Child. — [Geneva] : United Nations, 2019\n"
        "CRC/C/156"
    )


def test_areas_have_names_in_the_language_of_the_reader():
    one = record("245 10 $aRules", "250 ## $a2nd ed.", "500 ## $aNote")
    assert [(found.number, found.name) for found in isbd(one, "es")] == [
        (0, "Forma del contenido y tipo de medio"),
        (1, "Título y mención de responsabilidad"),
        (2, "Edición"),
        (7, "Notas"),
    ]


def test_words_that_the_description_adds_are_in_the_language_of_the_reader():
    one = record("245 10 $aRules", "520 ## $aHow.", "020 ## $z1234567890")
    assert isbd_text(one, "fr").split("\n") == [
        "Texte (visuel) : sans médiation",
        "Rules",
        "Résumé\u00a0: How.",
        "ISBN 1234567890 (erroné)",
    ]


def test_original_script_stands_beside_the_romanised_areas():
    one = record(
        "041 0# $arus",
        "245 10 $6880-01$aPravila registrat͡sii /$cUpravlenie.",
        "264 #1 $6880-02$aMoskva :$bUpravlenie,$c2019.",
        "880 10 $6245-01/(N$aПравила регистрации /$cУправление.",
        "880 #1 $6264-02/(N$aМосква :$bУправление,$c2019.",
    )
    found = {one.number: one for one in isbd(one)}
    assert found[1].original is not None
    assert found[1].original == ("Правила регистрации / Управление", "ru", "ltr")
    assert found[4].original is not None
    assert found[4].original.text == "Москва : Управление, 2019"


def test_an_area_that_is_given_in_original_script_only():
    one = record(
        "041 0# $aheb", "245 10 $aKelalim", "880 #1 $6264-00/(2/r$aירושלים :$bהמשרד,$c2011."
    )  # fmt: skip
    found = {one.number: one for one in isbd(one)}
    assert (found[4].text, found[4].language, found[4].direction) == ("ירושלים : המשרד, 2011", "he", "rtl")


def test_a_record_with_nothing_to_describe():
    assert isbd_text(record(fixed="", leader="00000nxm a2200000 a 4500")) == ""


# No mark twice, whatever punctuation the subfields carry at their ends.
ENDINGS = st.sampled_from(["", ".", " :", " ;", " /", " =", ",", " +", ":", " : ", ". :", " ,"])
WORDS = st.sampled_from(["Rules", "Notes", "Office", "Geneva", "2019", "[s.n.]", "2nd ed", "24 cm"])
DOUBLED = re.compile(r"[:;/=+,] *[:;/=+,]|\.\s*\.|[:;/=+,]\s*\.|\s[:;/=+]$|  ")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["245abcnp", "250ab", "260abcefg", "300abce", "490avx"]),
            st.lists(st.tuples(WORDS, ENDINGS), min_size=1, max_size=5),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_mark_stands_twice(fields):
    lines = []
    for form, parts in fields:
        subfields = "".join(f"${code}{text}{ending}" for code, (text, ending) in zip(form[3:], parts, strict=False))
        lines.append(f"{form[:3]} ## {subfields}")
    text = isbd_text(record(*lines))
    assert not DOUBLED.search(text), text

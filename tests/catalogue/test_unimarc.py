"""UNIMARC becomes MARC 21; what has no place there is told."""

from __future__ import annotations

import unicodedata

import pymarc
import pytest
from pymarc import Field, Indicators, Subfield
from pymarc.leader import Leader

from tutela.catalogue.isbd import isbd_text
from tutela.catalogue.reading import read_chunk
from tutela.catalogue.record import Record
from tutela.catalogue.relators import relator_of
from tutela.catalogue.set_aside import SetAside
from tutela.catalogue.unimarc import Converted, from_unimarc, is_unimarc, iso5426
from tutela.catalogue.unimarc.given import tables
from tutela.catalogue.writing import keep, kept, same_fields

CODED = "20190910d2019    m  y0frey50      ba"


def marc_of(*lines: str, leader: str = "00000nam0 2200000   450 ") -> pymarc.Record:
    """A record of lines like "200 1# $aTitre$fAuteur"; # is a blank indicator."""
    marc = pymarc.Record()
    marc.leader = Leader(leader)
    for line in lines:
        tag = line[:3]
        if tag < "010":
            field = Field(tag, data=line[4:])
        else:
            subfields = [Subfield(part[0], part[1:]) for part in line[7:].split("$")[1:]]
            field = Field(tag, Indicators(*line[4:6].replace("#", " ")), subfields)
        marc.fields.append(field)
    return marc


def converted(*lines: str, **options: str) -> Converted:
    return from_unimarc(Record(marc_of("200 1# $aTitre", *lines, **options)), force=True)


def made(tag: str, *lines: str, **options: str) -> list[str]:
    """The fields of a tag in the record made, as "10 $a Title"."""
    fields = from_unimarc(Record(marc_of(*lines, **options)), force=True).record.marc.get_fields(tag)
    return [
        f"{one.indicators.first}{one.indicators.second} ".replace(" ", "#")[:2]
        + "".join(f" ${code} {value}" for code, value in one.subfields)
        for one in fields
        if one.indicators
    ]


BOOK = (
    "001 7321",
    "010 ## $a978-2-1234-5680-3$bbr.$d12 EUR",
    f"100 ## $a{CODED}",
    "101 1# $afre$ceng",
    "102 ## $aFR",
    "105 ## $aa   z   000yy",
    "200 1# $aEnregistrer les naissances$eguide$fOffice de l'état civil$gtraduit par A. Clerc",
    "205 ## $a2e édition$frevue par B. Scribe",
    "210 ## $aParis$cPresses civiles$d2019$eTours$gImprimerie du Centre",
    "215 ## $a96 p.$cill.$d24 cm$e1 carte",
    "225 2# $aGuides du registre$x1234-5679$v4",
    "300 ## $aTitre de couverture",
    "320 ## $aBibliographie p. 90-95",
    "330 ## $aComment les naissances sont enregistrées.",
    "410 #0 $001234$tGuides du registre$v4",
    "454 #0 $tRegistering births",
    "606 ## $aÉtat civil$yFrance$z1990-2020$2rameau",
    "676 ## $a346.012$v23",
    "701 #1 $aClerc$bA.$f1970-....$4730",
    "710 02 $aOffice de l'état civil$4070",
    "801 #0 $aFR$bCentre$c20190910$gAFNOR",
    "856 4# $uhttps://example.org/a.pdf",
    "995 ## $bLocal",
)


def test_a_book_becomes_a_record_that_the_other_views_read():
    found = from_unimarc(Record(marc_of(*BOOK)))
    one = found.record
    assert one.title.proper == "Enregistrer les naissances"
    assert one.title.remainder == "guide"
    assert one.year == 2019
    assert one.languages == ("fre",)
    assert one.translated_from == ("eng",)
    assert [(who.name, who.roles, who.is_main) for who in one.contributors] == [
        ("Office de l'état civil", ("aut",), True),
        ("Clerc, A.", ("trl",), False),
    ]
    assert [(subject.label, subject.vocabulary) for subject in one.subjects] == [
        ("État civil – France – 1990-2020", "ram")
    ]
    assert [(relation.kind, relation.title) for relation in one.relations] == [("translation-of", "Registering births")]
    assert isbd_text(one, "fr") == (
        "Texte (visuel) : sans médiation\n"
        "Enregistrer les naissances : guide / Office de l'état civil ; traduit par A. Clerc"
        ". — 2e édition / revue par B. Scribe"
        ". — Paris : Presses civiles, 2019 (Tours : Imprimerie du Centre)"
        ". — 96 p. : ill. ; 24 cm + 1 carte"
        ". — (Guides du registre, ISSN 1234-5679 ; 4)\n"
        "Titre de couverture\n"
        "Bibliographie p. 90-95\n"
        "Résumé\u00a0: Comment les naissances sont enregistrées.\n"
        "Traduction de\u00a0: Registering births\n"
        "URL\u00a0: https://example.org/a.pdf\n"
        "ISBN 978-2-1234-5680-3 (br.) : 12 EUR"
    )


def test_nothing_is_dropped_in_silence():
    given = Record(marc_of(*BOOK, "200 1# $aTitre$zeng"), b"bytes as they came")
    found = from_unimarc(given)
    assert found.places_left_out == ("105", "995", "200$z")
    assert [one.text for one in found.left_out if one.place == "995"] == ["$b Local"]
    assert found.original is given
    assert found.original.source == b"bytes as they came"


def test_the_record_made_can_be_kept():
    one = from_unimarc(Record(marc_of(*BOOK))).record
    form, data = keep(one)
    assert form == "iso2709"
    assert same_fields(kept(form, data).marc, one.marc)


KNOWN = [
    (BOOK, True),
    (("200 1# $aTitre", f"100 ## $a{CODED}"), True),
    (("200 1# $aTitre", "210 ## $aParis", "700 #1 $aClerc"), True),
    (("200 1# $aTitre",), False),
    (("245 10 $aTitle", "100 1# $aClerk, A."), False),
    (("245 10 $aTitle", "200 1# $aTitre", f"100 ## $a{CODED}"), False),
    (("100 1# $aClerk, A.",), False),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "is_known"), KNOWN, ids=range(len(KNOWN)))
def test_which_records_are_unimarc(lines, is_known):
    assert is_unimarc(Record(marc_of(*lines))) is is_known


def test_conversion_has_to_be_forced_where_the_record_does_not_look_like_unimarc():
    one = Record(marc_of("200 1# $aTitre"))
    with pytest.raises(ValueError, match="UNIMARC"):
        from_unimarc(one)
    assert from_unimarc(one, force=True).record.title.proper == "Titre"


TITLES = [
    ("200 1# $aTitre$fAuteur", "00 $a Titre / $c Auteur"),
    ("200 1# $aTitre$bTexte imprimé$esous-titre", "00 $a Titre $h [Texte imprimé] : $b sous-titre"),
    ("200 1# $aTitre$bTexte imprimé$fAuteur", "00 $a Titre $h [Texte imprimé] / $c Auteur"),
    ("200 1# $aTitre$dTitle$erules$fAuteur$gTraducteur", "00 $a Titre = $b Title : rules / $c Auteur ; Traducteur"),
    ("200 1# $aTitre$fAuteur$dTitle$fAuthor", "00 $a Titre / $c Auteur = Title / Author"),
    ("200 1# $aUn$aDeux$fAuteur", "00 $a Un ; $b Deux / $c Auteur"),
    ("200 1# $aUn$fAuteur$cDeux$fAutre", "00 $a Un / $c Auteur. Deux / Autre"),
    ("200 1# $aAnnales$h2$iNaissances$fOffice", "00 $a Annales. $n 2, $p Naissances / $c Office"),
    ("200 1# $aAnnales$iNaissances", "00 $a Annales. $p Naissances"),
    ("200 1# $a\x88Les \x89naissances", "04 $a Les naissances"),
    ("200 1# $a\x98L'\x9cétat civil", "02 $a L'état civil"),
    ("200 1# $aTitre /$f by Auteur.", "00 $a Titre / $c by Auteur"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "text"), TITLES, ids=range(len(TITLES)))
def test_titles(line, text):
    assert made("245", line) == [text]


FIELDS = [
    ("205 ## $a2e éd.$bnouveau tirage$fA. Clerc$gB. Scribe", "250", "## $a 2e éd., nouveau tirage / $b A. Clerc ; B. Scribe"),
    ("206 ## $b1:50 000$cprojection conique$d(E 6°)", "255", "## $a 1:50 000 ; $b projection conique $c (E 6°)"),
    ("207 #0 $aNo 1 (1997)-", "362", "0# $a No 1 (1997)-"),
    ("210 ## $aGenève$aParis$cOffice$cPresses$d2019.", "264", "#1 $a Genève ; $a Paris : $b Office : $b Presses, $c 2019"),
    ("214 #0 $aGenève$cOffice$d2019", "264", "#1 $a Genève : $b Office, $c 2019"),
    ("214 #3 $aNyon$cImprimerie", "264", "#3 $a Nyon : $b Imprimerie"),
    ("214 #4 $dC 2019", "264", "#4 $c C 2019"),
    ("215 ## $a96 p.$cill. en coul.$d24 cm$e1 carte", "300", "## $a 96 p. : $b ill. en coul. ; $c 24 cm + $e 1 carte"),
    ("225 2# $aGuides$dGuides en$h2$iRegistres$v4", "490", "0# $a Guides = Guides en. 2, Registres ; $v 4"),
    ("011 ## $a1234-5679$z1234-5680", "022", "## $a 1234-5679 $z 1234-5680"),
    ("327 1# $aNaissances$aDécès", "505", "0# $a Naissances $a Décès"),
    ("328 #0 $bMémoire$cDroit$eUniversité du Lac$d2018", "502", "## $b Mémoire $g Droit $c Université du Lac $d 2018"),
    ("510 1# $aRegistering births$zeng", "246", "31 $a Registering births"),
    ("512 1# $aRegistres", "246", "14 $a Registres"),
    ("530 0# $aAnnales de l'Office", "222", "#0 $a Annales de l'Office"),
    ("610 0# $anaissance$aregistre", "653", "## $a naissance $a registre"),
    ("675 ## $a347.6$v3$zfre", "080", "## $a 347.6 $2 3"),
    ("601 02 $aOffice$bService des registres$2lc", "610", "20 $a Office. $b Service des registres"),
    ("600 #1 $aClerc$bA.$f1970-$xBiographie", "600", "14 $a Clerc, A., $d 1970- $x Biographie"),
    ("607 ## $aSuisse$z1990-2020$2rameau", "651", "#7 $a Suisse $y 1990-2020 $2 ram"),
    ("608 ## $aGuides$2rameau", "655", "#7 $a Guides $2 ram"),
    ("711 12 $aCongrès des registres$d3$f2018$eGenève$4557", "711", "2# $a Congrès des registres $n (3 : $d 2018 : $c Genève) $4 orm"),
    ("702 #1 $aClerc$bA.$4340", "700", "1# $a Clerc, A. $4 edt"),
    ("702 #0 $aJean$cgreffier$4070", "700", "0# $a Jean, $c greffier $4 aut"),
    ("702 #1 $aClerc$bA.$4greffier en chef", "700", "1# $a Clerc, A. $e greffier en chef"),
    ("722 #1 $aClerc$cfamille", "700", "3# $a Clerc, $c famille"),
    ("463 #0 $tJournal$x1234-5679$vVol. 3$pp. 1-20", "773", "0# $t Journal $g Vol. 3, p. 1-20 $x 1234-5679"),
    ("430 #0 $1001987$12001 $aAnciennes annales$1011  $a1234-5679", "780", "00 $t Anciennes annales $x 1234-5679 $w 987"),
    ("436 #1 $tUne revue", "780", "04 $t Une revue"),
    ("454 #0 $12001 $aRegistering births$1700 1$aClerk$bA.", "765", "0# $a Clerk, A. $t Registering births"),
    ("410 #0 $12001 $aGuides$v4", "830", "#0 $a Guides ; $v 4"),
    ("500 11 $aCode civil$mfre", "130", "0# $a Code civil $l fre"),
    ("181 ## $ctxt$2rdacontent", "336", "## $b txt $2 rdacontent"),
    ("102 ## $aFR$aCH", "044", "## $c fr $c ch"),
    ("101 2# $afre$aeng$cger$dfre", "041", "1# $a fre $a eng $h ger $b fre"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "tag", "text"), FIELDS, ids=[line for line, _tag, _text in FIELDS])
def test_fields(line, tag, text):
    assert made(tag, line) == [text]


def test_the_first_of_several_names_is_the_main_entry():
    found = converted("700 #1 $aClerc$bA.", "700 #1 $aScribe$bB.", "710 02 $aOffice").record
    assert [(who.name, who.is_main) for who in found.contributors] == [
        ("Clerc, A.", True),
        ("Scribe, B.", False),
        ("Office", False),
    ]


def test_pieces_of_a_set_that_is_described_as_a_whole_are_its_parts():
    whole = "00000nam1 2200000   450 "
    assert made("774", "463 #1 $tTome 1", leader=whole) == ["0# $t Tome 1"]
    assert made("773", "461 #1 $tEnsemble$v2") == ["0# $t Ensemble $g 2"]


CODES = [
    ("20190910d2019    m  y0frey50      ba", "190910s2019    fr ||||g|||||"),
    ("20190910a19979999m  f0frey50      ba", "190910c19979999fr ||||g|||||i"),
    ("20190910b19971999   y0frey50      ba", "190910d19971999fr "),
    ("20190910f19501959   y0frey50      ba", "190910q19501959fr "),
    ("", "000000|"),
]  # fmt: skip


@pytest.mark.parametrize(("coded", "beginning"), CODES, ids=[coded or "nothing" for coded, _beginning in CODES])
def test_coded_data(coded, beginning):
    lines = [f"100 ## $a{coded}"] if coded else []
    fixed = from_unimarc(
        Record(marc_of("200 1# $aT", "102 ## $aFR", "101 0# $afre", *lines)), force=True
    ).record.control("008")
    assert len(fixed) == 40
    assert fixed.startswith(beginning)
    assert fixed[35:38] == "fre"


LEADERS = [
    ("00000nam0 2200000   450 ", "nam"), ("00000cas0 2200000   450 ", "cas"), ("00000nlm0 2200000   450 ", "nmm"),
    ("00000nbm0 2200000   450 ", "ntm"), ("00000naa2 2200000   450 ", "naa"), ("00000  m0 2200000   450 ", "nam"),
]  # fmt: skip


@pytest.mark.parametrize(("leader", "beginning"), LEADERS, ids=[leader[5:8] for leader, _beginning in LEADERS])
def test_leaders(leader, beginning):
    made_leader = converted(leader=leader).record.leader
    assert made_leader[5:8] == beginning
    assert made_leader[9] == "a"
    assert made_leader[18] == "i"
    assert len(made_leader) == 24


def test_cataloguing_sources():
    assert made(
        "040", f"100 ## $a{CODED}", "801 #0 $aFR$bCentre$gAFNOR", "801 #1 $aFR$bAutre", "801 #2 $aFR$bTiers"
    ) == ["## $a Centre $b fre $e afnor $c Autre $d Tiers"]


def test_every_relator_of_the_table_is_a_code_of_the_marc_list():
    codes = tables()["relators"].values()
    assert all(len(code) == 3 and code.isalpha() for code in codes)
    assert relator_of(tables()["relators"]["070"]) == "aut"


# --- characters ---------------------------------------------------------------------------------------------------

ISO_5426 = [
    (b"\xc2Etat civil", "État civil"),
    (b"Gen\xc1eve", "Genève"),
    (b"\xd0Ca va", "Ça va"),
    (b"\xc8uber", "über"),
    (b"sm\xf9rrebr\xf9d, \xe8\xc2od\xc2z", "smørrebrød, Łódź"),
    (b"\xabguide\xbb", "«guide»"),
    (b"\xc3\xd6a", "\u1ead"),
    (b"plain", "plain"),
    (b"\x88Les \x89clercs", "\x88Les \x89clercs"),
    (b"\xa0", "\ufffd"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text"), ISO_5426, ids=[repr(data) for data, _text in ISO_5426])
def test_iso_5426(data, text):
    assert iso5426.decode(data) == text


LETTERS = "ÀÉÎÖÑÇŠŻŐŲḤǧāăęůơ"


@pytest.mark.parametrize("letter", LETTERS, ids=[f"U+{ord(letter):04X}" for letter in LETTERS])
def test_each_accent_stands_before_its_letter(letter):
    base, accent = unicodedata.normalize("NFD", letter)
    accents = {mark: byte for byte, mark in reversed(iso5426._ACCENTS.items())}
    assert iso5426.decode(bytes([accents[accent], ord(base)])) == letter


def in_bytes(coded: str, leader: str = "00000nam0 2200000   450 ") -> Record:
    """A record as a file in ISO 5426 holds it, read as any file is."""
    marc = marc_of("001 1", f"100 ## $a{coded}", "200 1# $aTITLE$fAUTHOR", leader=leader)
    data = marc.as_marc()
    data = data[:9] + b" " + data[10:]
    # The same number of bytes, so that the directory stays right.
    data = data.replace(b"TITLE", b"\xc2Etat").replace(b"AUTHOR", b"Gen\xc1ev")
    found = read_chunk(data)
    assert not isinstance(found, SetAside)
    return found


@pytest.mark.parametrize(
    "coded", ["20190910d2019    m  y0frey0103    ba", "20190910d2019    m  y0frey        ba"], ids=["said", "not said"]
)
def test_a_file_in_iso_5426_is_read_from_its_bytes(coded):
    found = from_unimarc(in_bytes(coded))
    assert found.encoding == "iso5426"
    assert found.record.title.proper == "État"
    assert found.record.title.responsibility == "Genèv"


def test_another_character_set_is_said_to_be_one():
    assert from_unimarc(in_bytes("20190910d2019    m  y0rusy0102    ca")).encoding == "other"

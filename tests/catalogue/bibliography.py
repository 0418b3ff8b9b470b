"""Ten varied records of an invented library: what formats and citations are tried on. All names, titles and numbers are
invented; places are of the invented State of Ruritania, or plain cities."""

from __future__ import annotations

import pymarc
from pymarc import Field, Indicators, Subfield

from tutela.catalogue.record import Record

LEADER = "00000nam a2200000 i 4500"


def made(*lines: str, leader: str = LEADER) -> Record:
    """A record of MARCMaker-like lines: ``245 10 $a Title :$b rest``; control fields ``001 text``. Blank indicators are
    written "_"."""
    marc = pymarc.Record()
    marc.leader = pymarc.leader.Leader(leader)
    for line in lines:
        tag, _, rest = line.partition(" ")
        if tag < "010":
            marc.add_field(Field(tag=tag, data=rest))
            continue
        signs, _, rest = rest.partition(" ")
        first, second = (sign.replace("_", " ") for sign in signs)
        subfields = [Subfield(part[0], part[1:].strip()) for part in rest.split("$")[1:]]
        marc.add_field(Field(tag=tag, indicators=Indicators(first, second), subfields=subfields))
    return Record(marc)


def coded(date: str = "2019", kind: str = "s", language: str = "eng") -> str:
    return f"008 190101{kind}{date}    xx            000 0 {language} d"


def book() -> Record:
    return made(
        "001 rur-1",
        coded("2019"),
        "020 __ $a 9780000000019 (paperback)",
        "100 1_ $a Attorney, Ada,$e author.",
        "245 10 $a Evidence from child witnesses :$b a handbook for courts in Ruritania /$c Ada Attorney.",
        "250 __ $a Second edition.",
        "264 _1 $a Strelsau :$b Zenda Press,$c 2019.",
        "300 __ $a xii, 245 pages ;$c 24 cm",
        "490 1_ $a Courts and children ;$v 4",
        "520 __ $a How courts hear children.",
        "650 _0 $a Child witnesses$z Ruritania.",
    )


def several() -> Record:
    return made(
        "001 rur-2",
        coded("2020"),
        "100 1_ $a Attorney, Ada,$e author.",
        "245 10 $a Financial trails & <traces> /$c Ada Attorney, Ben Clerk and Carla Registrar ; edited by Dora Usher.",
        "264 _1 $a Strelsau :$b Zenda Press,$c [2020]",
        "300 __ $a 180 pages",
        "700 1_ $a Clerk, Ben B.,$e author.",
        "700 1_ $a Registrar, Carla,$e author.",
        "700 1_ $a Usher, Dora,$e editor.",
    )


def document() -> Record:
    return made(
        "001 rur-3",
        coded("2021"),
        "041 0_ $a eng",
        "110 2_ $a United Nations.$b Committee on Imagined Treaties.",
        "191 __ $a CIT/C/99/Rev.1",
        "245 10 $a Guidelines regarding the implementation of the Imagined Protocol :$b note by the Secretariat",
        "264 _1 $a Geneva :$b United Nations,$c 10 Sept. 2021",
        "269 __ $a 2021-09-10",
        "300 __ $a 21 pages",
        "856 40 $u https://library.example/docs/cit-99$y English",
    )


def report() -> Record:
    return made(
        "001 rur-4",
        "008 190101nuuuuuuuuxx            000 0 eng d",
        "110 2_ $a Ruritanian Institute for Child Protection,$e issuing body.",
        "245 10 $a Reporting by banks :$b what helps and what does not",
        "264 _1 $a Strelsau :$b Ruritanian Institute for Child Protection,$c [s.d.]",
        "300 __ $a 34 pages",
        "655 _7 $a research$2 tutela",
    )


def article() -> Record:
    return made(
        "001 rur-5",
        coded("2018"),
        "024 7_ $a 10.0000/rjl.2018.12.3.45$2 doi",
        "100 1_ $a Clerk, Ben B.",
        "245 10 $a Jurisdiction over offences committed online",
        "700 1_ $a Registrar, Carla.",
        "773 0_ $t Ruritanian Journal of Law$g Vol. 12, no. 3 (May 2018), p. 45-67$x 0000-0019",
        leader="00000nab a2200000 i 4500",
    )


def law() -> Record:
    return made(
        "001 rur-6",
        coded("2017"),
        "110 1_ $a Ruritania.",
        "245 10 $a Child Protection (Amendment) Act 2017 :$b Act No. 12 of 2017",
        "264 _1 $a Strelsau :$b Government Printer,$c 2017.",
        "655 _7 $a law$2 tutela",
    )


def webpage() -> Record:
    return made(
        "001 rur-7",
        coded("2022"),
        "110 2_ $a Ruritanian Helpline Association.",
        "245 10 $a How to report",
        "264 _1 $c 3 March 2022",
        "655 _7 $a Web pages$2 local",
        "773 0_ $t Ruritanian Helpline Association$w hel-1",
        "856 40 $u https://helpline.example/report?a=1&b=2",
    )


def chapter() -> Record:
    return made(
        "001 rur-8",
        coded("2016"),
        "100 1_ $a Registrar, Carla.",
        "245 10 $a Recovery and reintegration :$b a review",
        "700 1_ $a Usher, Dora,$e editor.",
        "773 0_ $t Handbook of victim support$d Strelsau : Zenda Press, 2016$g pages 101-120$z 9780000000026",
        leader="00000naa a2200000 i 4500",
    )


def translation() -> Record:
    return made(
        "001 rur-9",
        coded("2015", language="fre"),
        "041 1_ $a fre$h eng",
        "100 1_ $a Attorney, Ada.",
        "240 10 $a Courts for children.$l French",
        "245 10 $a Des tribunaux pour les enfants :$b guide pratique /$c Ada Attorney ; traduit par Édith Notaire.",
        "250 __ $a 3e éd.",
        "264 _1 $a Genève :$b Éditions de la Fontaine,$c 2015.",
        "700 1_ $a Notaire, Édith,$e traductrice.",
    )


def serial() -> Record:
    return made(
        "001 rur-10",
        "008 010101c20019999xx qr p       0   a0eng d",
        "022 __ $a 0000-0019",
        "110 2_ $a Ruritanian Institute for Child Protection.",
        "245 00 $a Ruritanian journal of law.",
        "264 _1 $a Strelsau :$b Zenda Press,$c 2001-",
        leader="00000nas a2200000 i 4500",
    )


def arabic() -> Record:
    return made(
        "001 rur-11",
        coded("2020", language="ara"),
        "110 2_ $a معهد حماية الطفل",
        "245 10 $a دليل المحاكم :$b مبادئ <توجيهية>",
        "264 _1 $a بيروت :$b دار العدل,$c 2020",
        "650 _7 $a 儿童保护$2 local",
    )


TEN = {
    "book": book, "several": several, "document": document, "report": report, "article": article, "law": law,
    "webpage": webpage, "chapter": chapter, "translation": translation, "serial": serial,
}  # fmt: skip

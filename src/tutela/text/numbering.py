"""The marks with which laws and UN documents number their parts, in English, French and Spanish.

Shapes recognised at the beginning of a text:

- divisions: "PART II", "CHAPITRE III", "Título Primero", "Schedule 1", "Sección 2.ª", "Annexe";
- articles: "Article 5 bis", "Art. L. 227-3", "ARTÍCULO 12º.-", "Section 5", "SEC. 5.", "§ 2251", "Rule 4",
  "Disposición adicional primera";
- numbers: "12.", "12)", "(12)", "12.1", "3°", "5.—(1)";
- letters and Roman numerals: "(a)", "b)", "(iv)", "IV.";
- bullets: "•", "–", "*".
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Rank = Literal["division", "article", "number", "letter", "bullet"]
"""What a mark numbers. "letter" covers Roman numerals too: only the sequence tells "(i)" after "(h)" from "(i)" = 1."""


class Mark(NamedTuple):
    """A numbering mark at the beginning of a text.

    ``word`` is the word that names the unit, lower-case and without accents ("article", "chapitre"), "" for a bare
    number; ``number`` the number as shown, without brackets and points ("12", "12.1", "a", "5 bis", "primera");
    ``shape`` how it is set ("(x)", "x.", "x)", "x°", "•"); ``end`` where the text after the mark begins.
    """

    rank: Rank
    word: str
    number: str
    shape: str
    end: int


_ORDINALS_ES = (
    "primero|primera|segundo|segunda|tercero|tercera|cuarto|cuarta|quinto|quinta|sexto|sexta|séptimo|séptima|octavo|"
    "octava|noveno|novena|décimo|décima|undécimo|undécima|duodécimo|duodécima|decimoprimero|decimosegundo|"
    "decimotercero|decimocuarto|decimoquinto|decimosexto|decimoséptimo|decimoctavo|decimonoveno|vigésimo|vigésima|"
    "única|único"
)
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|one|two|three|four|five|six|seven|eight|nine|ten|"
    "eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|"
    "premier|première|deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième|onzième|"
    "douzième|treizième|quatorzième|quinzième|seizième|préliminaire|liminaire|unique|"
    f"primer|tercer|preliminar|{_ORDINALS_ES}"
)
_LATIN = r"(?i:bis|ter|quater|quáter|quinquies|quinquiès|sexies|septies|octies|nonies|decies)"
_ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_ROMAN_LOWER = (
    _ROMAN.replace("I", "i")
    .replace("V", "v")
    .replace("X", "x")
    .replace("L", "l")
    .replace("C", "c")
    .replace("D", "d")
    .replace("M", "m")
)

# "12", "12A", "227-22-1", "12.3", "5 bis", "1er", "12º", "L. 227-3", "R*. 12"
_ARTICLE_NUMBER = (
    r"(?:[LRDA]\*?\.?\s?)?\d+(?:er|ère|re|\.?[ºª°]|o\b)?(?:[.\-‑–]\d+)*(?:[A-Z]{1,3}(?![a-zà-ÿ]))?"
    rf"(?:[ -]{_LATIN}\b(?:\s\d{{1,2}}(?=\.))?)?(?:[ -]?[A-Z](?=\s?[.\-–—:)]))?"
)
_DIVISION_NUMBER = (
    rf"(?:\d+(?:er|ère|\.?[ºª°])?(?:[.\-]\d+)*[A-Z]?|{_ROMAN}(?:er|ère)?(?:[ -]{_LATIN})?|[A-Z](?![a-zà-ÿ'’])"
    rf"|(?:{_ORDINALS})(?:\s(?:{_ORDINALS}))?)"
)
_AFTER = r"(?=$|[\s.:;,\-–—(\[*])"

_DIVISION = re.compile(
    rf"""(?:THE\s+(?=SCHEDULE|ANNEX|APPENDIX))?(?P<word>PARTS?|PARTIE|PARTE|BOOK|LIVRE|LIBRO|TITLE|TITRE|T[IÍ]TULO|CHAPTER|CHAPITRE|CAP[IÍ]TULO|
        DIVISION|SUBDIVISION|SOUS-SECTION|SUBSECCI[OÓ]N|SECCI[OÓ]N|PARAGRAPHE|SCHEDULE|ANNEXE?|ANEXO|APPENDIX|APPENDICE|AP[EÉ]NDICE)
        (?:\s+(?:No\.?\s?|n[°º]\s?)?(?P<number>{_DIVISION_NUMBER}){_AFTER}
        |(?P<bare>\s*$|(?=\s*[–—:-]\s)|(?=\s*\([^)]+\)\s*$)))""",
    re.VERBOSE | re.IGNORECASE,
)
_ORDINAL_DIVISION = re.compile(  # "FIRST SCHEDULE", "PREMIÈRE PARTIE", "PRIMERA PARTE"
    rf"(?P<number>(?:THE\s+)?(?:{_ORDINALS}))\s+(?P<word>SCHEDULE|PARTIE|PARTE|PART|BOOK|ANNEX)\b(?=\s*$|\s*[.:–—-])",
    re.IGNORECASE,
)
_SECTION = re.compile(  # an article in English laws, a division in French and Spanish ones
    rf"(?P<word>SECTION|SECCI[OÓ]N|Section|Secci[oó]n)\s+(?P<number>{_ARTICLE_NUMBER}|{_DIVISION_NUMBER}){_AFTER}"
)
_ARTICLE = re.compile(
    rf"""(?P<word>ART[IÍ]CULOS?|ARTICLE|Art[ií]culo|Article|ART\.|Art\.?|SEC\.|Sec\.|[Ss]\.(?=\s\d)|§§?|
        RULE|Rule|REGULATION|Regulation|CLAUSE|Clause|R[EÈ]GLE|R[eè]gle|REGLA|Regla|PRINCIPLE|Principle|PRINCIPE|
        Principe|PRINCIPIO|Principio|GUIDELINE|Guideline|CL[AÁ]USULA|Cl[aá]usula)
        \s*(?:No\.?\s?|N[°º]\s?|n[°º]\s?)?(?P<number>{_ARTICLE_NUMBER}|{_ROMAN}(?=\b)|(?i:{_ORDINALS})(?![\w]))
        (?P<latin>\s{_LATIN}\b)?{_AFTER}""",
    re.VERBOSE,
)
_DISPOSITION = re.compile(
    rf"(?P<word>Disposici[oó]n(?:es)?\s+(?:adicional|transitoria|final|derogatoria|complementaria)(?:e?s)?(?:\s+final(?:es)?)?)"
    rf"(?:\s+(?P<number>(?:{_ORDINALS})(?:\s+(?:{_ORDINALS}))?|\d+[ªº]?))?{_AFTER}",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"(?P<number>(?:{_ORDINALS_ES})(?:\s(?:{_ORDINALS_ES}))?)\s?(?:\.\s?[-–—]|\.|[-–—]|:)\s*(?=\S|$)", re.IGNORECASE
)
_TRANSITORY = re.compile(r"(?:ART[IÍ]CULOS\s+)?TRANSITORIOS?[.:]?")
_TRAIL = re.compile(r"\s*(?:[ºª°]|(?:er|ère)\b)?\s*(?:\.\s?[-–—]+|[.:]|[-–—]+)?\s*")

_LATIN_AFTER_NUMBER = rf"(?:\s?{_LATIN})?"
_NUMBER = re.compile(
    rf"""(?:
        \((?P<both>\d{{1,3}}(?:[A-Z]{{1,2}})?{_LATIN_AFTER_NUMBER})\)
      | \[(?P<square>\d{{1,3}})\]
      | (?P<dotted>\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})\.?\)?(?=\s|$)
      | (?P<degree>\d{{1,3}})\s?[°º](?:\s?(?P<degree_latin>{_LATIN}))?\)?(?:\.?\s?[-–—])?
      | (?P<dot>\d{{1,4}}(?:-?[A-Z]{{1,2}})?{_LATIN_AFTER_NUMBER})\.(?:\s?[-–—]+)?(?!\d)
      | (?P<right>\d{{1,3}}(?:[A-Z]{{1,2}})?{_LATIN_AFTER_NUMBER})\)
      | (?P<dash>\d{{1,3}})\s?[-–—](?=\s|\()
      | (?P<plain>\d{{1,4}}[A-Z]{{0,2}})(?=\s\(\d\)\s)
    )\s*""",
    re.VERBOSE,
)
_LETTER = re.compile(
    rf"""(?:
        \(\s?(?P<both>[A-Za-z]{{1,2}}|{_ROMAN_LOWER}|{_ROMAN})(?P<both_latin>\s?(?:\d|{_LATIN}))?\s?\)
      | (?P<right>[A-Za-zñ]{{1,2}}|{_ROMAN_LOWER}|{_ROMAN})\)
      | (?P<dot>[A-Za-z](?![a-z])|{_ROMAN}|{_ROMAN_LOWER})(?P<dot_latin>\s{_LATIN})?\.(?:\s?[-–—]+)?(?=\s|$)
      | (?P<dash>{_ROMAN}|[a-h])\s?[-–—](?=\s)
      | (?P<slash>[a-h])/(?=\s)
    )\s*""",
    re.VERBOSE,
)
_BULLET = re.compile(r"(?P<sign>[•●▪■◦‣∙·○❖➢➤►✓✔]|[-–—*](?=\s))\s*")

_SHAPES = {
    "both": "(x)", "square": "[x]", "dotted": "x.x", "degree": "x°", "dot": "x.", "right": "x)",
    "dash": "x-", "plain": "x", "slash": "x/",
}  # fmt: skip

_PLAIN = str.maketrans("áéíóúèêàÁÉÍÓÚÈÊÀ", "aeioueeaAEIOUEEA")


# The first three letters, lower-case and unaccented, of every word with which a worded mark can begin: most texts
# begin with none of them, and need no pattern at all.
_OPENINGS = frozenset(
    _word[:3].translate(_PLAIN).lower()
    for _word in (
        "part livre libro book title titre titulo chapter capitulo division subdivision sous-section subseccion "
        "section seccion paragraphe schedule annex anexo appendix appendice apendice article articulo sec rule "
        "regulation clause regle regla principle principio guideline clausula disposicion transitorios the "
        + _ORDINALS.replace("|", " ")
    ).split()
)


def _fold(word: str) -> str:
    return " ".join(word.translate(_PLAIN).lower().strip(".").split())


def find_mark(text: str, language: str = "und") -> Mark | None:
    """The numbering mark at the beginning of a text, or None.

    ``language`` settles "Section": an article in English, a division above articles in French and Spanish.
    """
    if not text:
        return None
    first = text[0]
    if first.isdigit() or first in "([":
        return _bare(_NUMBER, "number", text) or _bare(_LETTER, "letter", text)
    if not (first.isalpha() or first == "§"):
        found = _BULLET.match(text)
        return Mark("bullet", "", found["sign"], "•", found.end()) if found else None
    return _worded(text, language) or _bare(_LETTER, "letter", text)


def _worded(text: str, language: str) -> Mark | None:
    """Marks that begin with a word: divisions, articles, provisions and ordinals."""
    if text[0] not in "§sS" and text[:3].translate(_PLAIN).lower() not in _OPENINGS:
        return None
    if found := _SECTION.match(text):
        number = found["number"]
        if _is_reference(text[found.end() :]):
            return None
        is_article = language not in ("fr", "es") and number[0].isdigit() and found["word"][:4].lower() == "sect"
        return _named("article" if is_article else "division", found["word"], number, text, found.end())
    if found := _ARTICLE.match(text):
        if _is_reference(text[found.end() :]):
            return None
        return _named("article", found["word"], found["number"] + (found["latin"] or ""), text, found.end())
    if found := _DIVISION.match(text):
        # "Part of ...", "title in the land", "Parte actora": a division stands alone or in capitals or with a number.
        if found["number"] and not found["word"][0].isupper():
            return None
        if _is_prose(found["word"], found["number"] or "", text[found.end() :]):
            return None
        return _named("division", found["word"], found["number"] or "", text, found.end())
    if found := _ORDINAL_DIVISION.match(text):
        return _named("division", found["word"], found["number"], text, found.end())
    if (found := _DISPOSITION.match(text)) and text[0].isupper():
        if not found["number"] and not text[found.end() :].strip(" .:"):
            return Mark("division", "disposicion", "", "word", len(text))
        return _named("article", found["word"], found["number"] or "", text, found.end())
    if _TRANSITORY.fullmatch(text):
        return Mark("division", "disposicion", "", "word", len(text))
    if (found := _ORDINAL.match(text)) and text[0].isupper():
        return Mark("article", "", found["number"], "ordinal", found.end())
    return None


_REFERENCE = re.compile(r"\s*(?:\([^)]{1,200}\)\s*)*,?\s*(?:[a-zà-ÿ]{2,}|[yeàa]\s)")


def _is_reference(rest: str) -> bool:
    """Whether "Section 2" goes on as a sentence ("Section 2 (1) of the Act is amended"), so that it opens nothing."""
    return _REFERENCE.match(rest) is not None


def _is_prose(word: str, number: str, rest: str) -> bool:
    """Whether "Part I think ..." or "Title 18 of the Code" goes on as a sentence, so that it marks nothing."""
    after = rest.lstrip()
    if not after or word.isupper():
        return False
    if rest[:1] == "," or (len(number) == 1 and number.isalpha() and number not in "IVXABCDEFG"):
        return True
    return after[0].islower()


def _named(rank: Rank, word: str, number: str, text: str, end: int) -> Mark:
    trail = _TRAIL.match(text, end)
    return Mark(rank, _fold(word), " ".join(number.split()), "word", trail.end() if trail else end)


def _bare(pattern: re.Pattern[str], rank: Rank, text: str) -> Mark | None:
    found = pattern.match(text)
    if not found:
        return None
    name = (found.lastgroup or "").removesuffix("_latin")
    number = found[name]
    if name != found.lastgroup:
        number += found[f"{name}_latin"]
    if " " in number:
        number = " ".join(number.split())
    return Mark(rank, "", number, _SHAPES[name], found.end())


_EDITORIAL = re.compile(r"\d{0,3}\[(?=(?:\d{1,4}[A-Z]{0,2}\.|\(\w{1,4}\))\s)")
"""Consolidated laws open a substituted provision with a note's number and a bracket: "2[14. Punishment ..."."""


def find_marks(text: str, language: str = "und") -> list[Mark]:
    """The chain of marks at the beginning of a text: "12. (1) (a) Whoever" gives three. ``end`` counts from the text's
    beginning in each."""
    marks: list[Mark] = []
    at = len(found.group()) if (found := _EDITORIAL.match(text)) else 0
    while len(marks) < 4:
        mark = find_mark(text[at : at + 120] if at else text, language)
        if mark is None or (
            marks and (mark.rank in ("division", "article", "bullet") or mark.shape not in ("(x)", "x)", "x.", "x°"))
        ):
            break
        if marks and mark.shape == "x." and mark.rank == "letter":
            break  # "Article 5. A. Smith": too doubtful
        marks.append(Mark(mark.rank, mark.word, mark.number, mark.shape, at + mark.end))
        at += mark.end
    return marks


def opens_unit(line: str) -> bool:
    """Whether a line begins with a numbering mark, so that a new unit may begin there."""
    return find_mark(line.lstrip()) is not None


_HEADING_NUMBER = re.compile(r"(?P<number>\d{1,3}[A-Z]{0,2})\s+(?=[A-ZÀ-ÝÑ“‘«])")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def find_heading_number(text: str) -> Mark | None:
    """The number of a heading that is set without a point: "12 Duty to report" (None for "2012 Report")."""
    found = _HEADING_NUMBER.match(text)
    return Mark("number", "", found["number"], "x.", found.end()) if found else None


def roman_value(number: str) -> int | None:
    """The value of a Roman numeral in either case, None where it is none ("iv" is 4)."""
    lower = number.lower()
    if not lower or any(letter not in _ROMAN_VALUES for letter in lower):
        return None
    if not re.fullmatch(_ROMAN_LOWER, lower):
        return None
    values = [_ROMAN_VALUES[letter] for letter in lower]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def letter_value(number: str) -> int | None:
    """The place of a letter in the alphabet ("b" is 2; "aa" 27, "bb" 28), None where it is none."""
    lower = number.lower()
    if len(lower) == 1 and "a" <= lower <= "z":
        return ord(lower) - 96
    if len(lower) == 2 and lower[0] == lower[1]:
        return 26 + ord(lower[0]) - 96
    return None

"""Numbers as lists show them: letters, Roman numerals, ordinals."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

_ORDINAL_WORDS = {
    "en": "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth Thirteenth Fourteenth "
    "Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth Twentieth",
    "fr": "Premier Deuxième Troisième Quatrième Cinquième Sixième Septième Huitième Neuvième Dixième Onzième Douzième "
    "Treizième Quatorzième Quinzième Seizième Dix-septième Dix-huitième Dix-neuvième Vingtième",
    "es": "Primero Segundo Tercero Cuarto Quinto Sexto Séptimo Octavo Noveno Décimo Undécimo Duodécimo Decimotercero "
    "Decimocuarto Decimoquinto Decimosexto Decimoséptimo Decimoctavo Decimonoveno Vigésimo",
}
_CARDINAL_WORDS = {
    "en": "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen "
    "Eighteen Nineteen Twenty",
    "fr": "Un Deux Trois Quatre Cinq Six Sept Huit Neuf Dix Onze Douze Treize Quatorze Quinze Seize Dix-sept Dix-huit "
    "Dix-neuf Vingt",
    "es": "Uno Dos Tres Cuatro Cinco Seis Siete Ocho Nueve Diez Once Doce Trece Catorce Quince Dieciséis Diecisiete "
    "Dieciocho Diecinueve Veinte",
}


def roman(value: int) -> str:
    """A Roman numeral in small letters; figures outside 1 to 4999."""
    if not 0 < value < 5000:
        return str(value)
    parts = []
    for step, sign in _ROMAN:
        times, value = divmod(value, step)
        parts.append(sign * times)
    return "".join(parts)


def letters(value: int) -> str:
    """a to z, then aa, ab, as in HTML; figures below 1."""
    if value < 1:
        return str(value)
    found = ""
    while value:
        value, place = divmod(value - 1, 26)
        found = chr(97 + place) + found
    return found


def doubled_letters(value: int) -> str:
    """a to z, then aa, bb, as in Word; figures below 1 and where that grows too long."""
    if not 0 < value <= 26 * 10:
        return str(value)
    times, place = divmod(value - 1, 26)
    return chr(97 + place) * (times + 1)


def ordinal(value: int, language: str) -> str:
    """1st, 1er, 1.º: in figures."""
    if language == "fr":
        return f"{value}er" if value == 1 else f"{value}e"
    if language == "es":
        return f"{value}.º"
    if 10 < value % 100 < 14:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def ordinal_words(value: int, language: str) -> str:
    """First, Premier, Primero; in figures above twenty."""
    words = _ORDINAL_WORDS.get(language, _ORDINAL_WORDS["en"]).split()
    return words[value - 1] if 0 < value <= len(words) else ordinal(value, language)


def cardinal_words(value: int, language: str) -> str:
    """One, Un, Uno; in figures above twenty."""
    words = _CARDINAL_WORDS.get(language, _CARDINAL_WORDS["en"]).split()
    return words[value - 1] if 0 < value <= len(words) else str(value)

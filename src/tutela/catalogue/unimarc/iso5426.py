"""ISO 5426: the extended Latin characters of older bibliographic files, UNIMARC among them, turned into Unicode.

The table is that of registration 53 of the International Register of Coded Character Sets (ISO 5426:1983). Accents
stand before their letter; there may be several. Not read: other sets that a file calls by ISO 2022 escape sequences.
"""

from __future__ import annotations

import unicodedata

_SIGNS = {
    0xA1: "¡", 0xA2: "„", 0xA3: "£", 0xA4: "$", 0xA5: "¥", 0xA6: "†", 0xA7: "§", 0xA8: "′", 0xA9: "‘", 0xAA: "“",
    0xAB: "«", 0xAC: "♭", 0xAD: "©", 0xAE: "℗", 0xAF: "®", 0xB0: "ʻ", 0xB1: "ʼ", 0xB2: "‚", 0xB6: "‡", 0xB7: "·",
    0xB8: "″", 0xB9: "’", 0xBA: "”", 0xBB: "»", 0xBC: "♯", 0xBD: "ʹ", 0xBE: "ʺ", 0xBF: "¿", 0xE1: "Æ", 0xE2: "Đ",
    0xE6: "Ĳ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xEC: "Þ", 0xF1: "æ", 0xF2: "đ", 0xF3: "ð", 0xF5: "ı", 0xF6: "ĳ",
    0xF8: "ł", 0xF9: "ø", 0xFA: "œ", 0xFB: "ß", 0xFC: "þ",
}  # fmt: skip
_ACCENTS = {
    0xC0: "\u0309", 0xC1: "\u0300", 0xC2: "\u0301", 0xC3: "\u0302", 0xC4: "\u0303", 0xC5: "\u0304", 0xC6: "\u0306",
    0xC7: "\u0307", 0xC8: "\u0308", 0xC9: "\u0308", 0xCA: "\u030a", 0xCB: "\u0315", 0xCC: "\u0312", 0xCD: "\u030b",
    0xCE: "\u031b", 0xCF: "\u030c", 0xD0: "\u0327", 0xD1: "\u031c", 0xD2: "\u0326", 0xD3: "\u0328", 0xD4: "\u0325",
    0xD5: "\u032e", 0xD6: "\u0323", 0xD7: "\u0324", 0xD8: "\u0332", 0xD9: "\u0333", 0xDA: "\u0329", 0xDB: "\u032d",
    0xDD: "\ufe20", 0xDE: "\ufe21", 0xDF: "\ufe23",
}  # fmt: skip


def decode(data: bytes) -> str:
    """The text of bytes in ISO 646 and ISO 5426, composed (NFC); U+FFFD for a byte that has no meaning there.

    The control characters 88 and 89 (hexadecimal), which mark words that do not count in sorting, stay as they are.
    """
    if data.isascii():
        return data.decode("ascii")
    text = []
    accents = ""
    for byte in data:
        if byte in _ACCENTS:
            accents += _ACCENTS[byte]
            continue
        sign = chr(byte) if byte < 0xA0 else _SIGNS.get(byte, "\ufffd")
        text.append(sign + accents)
        accents = ""
    return unicodedata.normalize("NFC", "".join(text) + accents)

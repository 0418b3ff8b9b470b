"""Codes of languages and countries as library records use them (ISO 639-2/B, MARC)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml
from babel import Locale

_SHORT = {
    "ara": "ar", "chi": "zh", "eng": "en", "fre": "fr", "ger": "de", "ita": "it", "jpn": "ja", "por": "pt",
    "rus": "ru", "spa": "es",
}  # fmt: skip
_OTHER = {
    "zho": "chi", "fra": "fre", "deu": "ger", "nld": "dut", "ell": "gre", "ces": "cze", "fas": "per", "ron": "rum",
    "slk": "slo", "sqi": "alb", "hye": "arm", "eus": "baq", "mya": "bur", "kat": "geo", "isl": "ice", "mkd": "mac",
    "mri": "mao", "msa": "may", "bod": "tib", "cym": "wel", "esp": "epo", "fri": "fry", "gae": "gla", "gal": "oro",
    "iri": "gle", "lan": "oci", "mol": "rum", "scc": "srp", "scr": "hrv", "tag": "tgl",
}  # fmt: skip
_NONE = frozenset({"", "zxx", "und", "mul", "   ", "|||", "###", "n/a", "000", "xxx"})


def language_of(code: str) -> str:
    """The code of ISO 639-2/B (small letters) for a code of a record, "" for none, several or an unknown language."""
    code = code.strip().lower()
    if code in _NONE or len(code) != 3 or not code.isascii() or not code.isalpha():
        return ""
    return _OTHER.get(code, code)


def short_language(code: str) -> str:
    """The tag of BCP 47 for a code of ISO 639-2/B: "en" for "eng"; the code itself where there is no shorter one."""
    return _SHORT.get(code) or _tags().get(code, code)


@cache
def _tags() -> dict[str, str]:
    text = files("tutela.catalogue").joinpath("languages.yaml").read_text("utf-8")
    tags: dict[str, str] = yaml.safe_load(text)
    return tags


@cache
def language_name(code: str, language: str) -> str:
    """The name of a language (ISO 639-2/B) in another ("en", "fr", "es") by CLDR; the code where it has none."""
    names = Locale.parse(language).languages
    found: str = names.get(short_language(code)) or names.get(code) or code
    return found

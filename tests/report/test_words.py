"""The words of the reports: the same in three languages, all used, numbers and dates as each writes them."""

from __future__ import annotations

import re
import string
from importlib import resources
from pathlib import Path

import pytest
import yaml

import tutela
from tutela.report.words import Words, words
from tutela.typesetting import typeset

LANGUAGES = ("en", "fr", "es")
SOURCES = Path(resources.files(tutela).joinpath("py.typed")).parent


def catalogue(language: str) -> dict[str, object]:
    """Each key with its text, plural forms as keys of their own ("measure.more/one")."""
    said = words(language)
    entries: dict[str, object] = {}
    for key in said:
        try:
            entries[key] = said[key]
        except KeyError:
            entries |= {f"{key}/{form}": text for form, text in said.forms(key).items()}
    return entries


def blanks(text: object) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name is not None}


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_language_has_the_same_keys(language: str) -> None:
    assert catalogue(language).keys() == catalogue("en").keys()


@pytest.mark.parametrize("language", ["fr", "es"])
def test_every_language_has_the_same_blanks(language: str) -> None:
    english = catalogue("en")
    assert {key: blanks(text) for key, text in catalogue(language).items()} == {
        key: blanks(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_the_forms_that_its_language_needs(language: str) -> None:
    said = words(language)
    for key in said:
        try:
            forms = said.forms(key)
        except KeyError:
            continue
        assert {"one", "other"} <= forms.keys() <= {"zero", "one", "other"}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_written_twice(language: str) -> None:
    source = (resources.files("tutela.report.words") / f"{language}.yaml").read_text(encoding="utf-8")

    def check(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            names = [name.value for name, _ in node.value]
            assert len(names) == len(set(names)), names
            for _, value in node.value:
                check(value)

    check(yaml.compose(source))


def test_every_key_is_used() -> None:
    """A key stands in the code whole ("status.partly"), or as a beginning and an end (f"x.{y}", "z")."""
    files = [file for file in SOURCES.rglob("*") if file.suffix in {".py", ".j2", ".js"}]
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    quoted = set(re.findall(r"""["']([a-z][a-z.-]*)["']""", code))
    beginnings = set(re.findall(r"""f["']([a-z-]+\.[a-z-]*)\{""", code)) | {
        name for name in quoted if name.endswith((".", "-")) and "." in name
    }

    def used(key: str) -> bool:
        return key in quoted or any(
            key.startswith(beginning) and key.removeprefix(beginning) in quoted for beginning in beginnings
        )

    assert [key for key in words("en") if not used(key)] == []


@pytest.mark.parametrize(
    ("language", "key", "n", "expected"),
    [
        ("en", "summary.documents", 0, "0 documents"),
        ("en", "summary.documents", 1, "1 document"),
        ("en", "summary.passages", 0, "no passage"),
        ("en", "summary.passages", 9012, "9,012 passages"),
        ("fr", "summary.documents", 0, "0 document"),
        ("fr", "summary.documents", 2, "2 documents"),
        ("fr", "summary.passages", 9012, "9\u202f012 passages"),
        ("fr", "summary.addressed", 0, "aucune n’est prise en compte"),
        ("es", "summary.documents", 0, "0 documentos"),
        ("es", "summary.passages", 1, "1 pasaje"),
        ("es", "summary.passages", 19012, "19.012 pasajes"),
    ],
)
def test_numbers_choose_their_form(language: str, key: str, n: int, expected: str) -> None:
    assert words(language).plural(key, n) == expected


@pytest.mark.parametrize(
    ("language", "created", "expected"),
    [
        ("en", "2026-11-01T09:05:00+00:00", "1 November 2026, 09:05 UTC"),
        ("fr", "2026-11-01T09:05:00+00:00", "1er novembre 2026 à 9 h 05 (UTC)"),
        ("fr", "2026-11-21T21:58:35Z", "21 novembre 2026 à 21 h 58 (UTC)"),
        ("es", "2026-11-01T09:05:00+00:00", "1 de noviembre de 2026, 9:05 (UTC)"),
        ("es", "2026-11-01T01:05:00+02:00", "31 de octubre de 2026, 23:05 (UTC)"),
    ],
)
def test_dates_are_written_out(language: str, created: str, expected: str) -> None:
    assert words(language).date(created) == expected


def test_names_lists_and_decimals() -> None:
    english, french, spanish = (words(language) for language in LANGUAGES)
    assert [said.language_name("pt") for said in (english, french, spanish)] == [
        "Portuguese",
        "portugais",
        "portugués",
    ]
    assert english.language_name("und") == "language not determined"
    assert english.language_name("zz-unknown") == "zz-unknown"
    assert french.listed(["anglais", "arabe", "russe"]) == "anglais, arabe et russe"
    assert english.listed(["a", "b", "c"]) == "a, b and c"
    assert (english.number(0.5, 2), french.number(0.5, 2), spanish.number(0.5, 2)) == ("0.50", "0,50", "0,50")


@pytest.mark.parametrize(
    ("score", "key"),
    [(0.97, "strong"), (0.85, "strong"), (0.84, "clear"), (0.64, "slight"), (0.5, "slight"), (0.49, "weak")],
)
def test_a_score_is_put_into_words(score: float, key: str) -> None:
    assert words("en").strength(score) == words("en")[f"strength.{key}"]


def test_apostrophes_are_curved_and_quotes_of_code_are_not() -> None:
    assert (
        typeset("L'enfant d'« abus », people's, aujourd'hui", "fr")
        == "L’enfant d’«\u00a0abus\u00a0», people’s, aujourd’hui"
    )
    assert typeset("the child's words, 'x' and cmd|' /C", "en") == "the child’s words, 'x' and cmd|' /C"


def test_french_signs_do_not_begin_a_line() -> None:
    assert typeset("Que faire ? « Lire » : voir", "fr") == "Que faire\u00a0? «\u00a0Lire\u00a0»\u00a0: voir"
    assert typeset("What: “read”", "en") == "What: “read”"
    assert all(" ;" not in str(text) and " :" not in str(text) for text in catalogue("fr").values())


def test_unknown_languages_and_keys_are_told() -> None:
    with pytest.raises(KeyError, match="de"):
        words("de")
    with pytest.raises(KeyError, match="no-such-key"):
        words("en")["no-such-key"]
    with pytest.raises(KeyError, match="plural"):
        words("en")["measure.more"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_found_is_never_called_a_no(language: str) -> None:
    said: Words = words(language)
    name = said.status("not-found")
    assert {"en": "in these documents", "fr": "dans ces documents", "es": "en estos documentos"}[language] in name
    denial = re.compile(
        r"\b(not addressed|absent|missing|lack(s|ing)|fail(s|ed)|non prises? en compte|absentes?|manquantes?|"
        r"no contempladas?|ausentes?|inexistentes?)\b",
        re.IGNORECASE,
    )
    findings = ("status.", "status-meaning.", "summary.", "measure.")
    told = {key: text for key, text in catalogue(language).items() if key.startswith(findings)}
    assert [key for key, text in told.items() if denial.search(str(text))] == []

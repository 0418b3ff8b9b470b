"""The style package for Vale against Vale's format rules, and its patterns on the sentences of the rules.

Vale itself is no Python package that could be installed without a download at run time. What it does with a rule is
small, and done here as its sources do it: tokens, or the keys of a swap, become ``\\b(?:a|b)\\b``; what an exception
is found in is not told.
"""

from __future__ import annotations

import configparser
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tutela.terms.loading import LANGUAGES, load_rules
from tutela.terms.rule import Level, Rule
from tutela.terms.vale import export, package
from tutela.terms.vale_pattern import expression_pattern, expression_patterns, title_pattern

HEADER = {"extends", "message", "level", "scope", "link", "limit", "action", "description"}
KEYS = {
    "existence": HEADER | {"append", "ignorecase", "nonword", "raw", "tokens", "exceptions", "vocab"},
    "substitution": HEADER | {"append", "ignorecase", "nonword", "swap", "pos", "exceptions", "vocab", "capitalize"},
}
NOT_RE2 = re.compile(r"\(\?(?:[=!>]|<[=!]|P=|\()|\\[1-9]|[*+?}]\+|\\[AZzGKXC]")


@cache
def files() -> dict[str, str]:
    return package(LANGUAGES)


@cache
def rules() -> dict[str, dict[str, Any]]:
    loader = yaml.CSafeLoader
    return {name: yaml.load(text, loader) for name, text in files().items() if name.endswith(".yml")}


def patterns(rule: dict[str, Any]) -> list[str]:
    return rule["tokens"] if rule["extends"] == "existence" else list(rule["swap"])


@cache
def compiled(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?im)\b(?:{'|'.join(patterns(rules()[name]))})\b")


@cache
def exception(pattern: str) -> re.Pattern[str]:
    """Vale joins the exceptions of a rule; one by one, those that rules share are compiled once."""
    return re.compile(rf"(?m)\b(?:{pattern})\b")


def told(name: str, text: str) -> list[str]:
    """What Vale would report."""
    found = [match[0] for match in compiled(name).finditer(text)]
    exceptions = rules()[name].get("exceptions", [])
    return [words for words in found if not any(exception(one).search(words.strip()) for one in exceptions)]


def name_of(rule: Rule) -> str:
    return f"styles/Tutela-{rule.language}/{rule.id}.yml"


def test_there_is_a_file_for_each_rule_that_reports() -> None:
    wanted = {name_of(rule) for language in LANGUAGES for rule in load_rules(language) if rule.level is not Level.FINE}
    assert set(rules()) == wanted


def test_files_are_where_vale_looks_for_them() -> None:
    settings = configparser.ConfigParser(delimiters=("=",))
    settings.optionxform = str  # type: ignore[assignment,method-assign]
    settings.read_string("[top]\n" + files()[".vale.ini"])
    assert settings["top"]["StylesPath"] == "styles"
    assert settings["top"]["MinAlertLevel"] in ("suggestion", "warning", "error")
    assert f"styles/config/vocabularies/{settings['top']['Vocab']}/accept.txt" in files()
    for section in settings.sections()[1:]:
        style = settings[section]["BasedOnStyles"]
        assert any(name.startswith(f"styles/{style}/") for name in files())


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_have_the_keys_of_their_extension_points(language: str) -> None:
    for name, rule in rules().items():
        if f"-{language}/" not in name:
            continue
        assert set(rule) <= KEYS[rule["extends"]], name
        assert rule["level"] in ("suggestion", "warning", "error")
        assert rule["message"].count("%s") == (2 if rule["extends"] == "substitution" else 1)
        assert "%" not in rule["message"].replace("%s", "").replace("%%", "")
        assert "link" not in rule
        assert patterns(rule)
        assert all(isinstance(one, str) and one.strip() for one in patterns(rule))
        assert rule["ignorecase"] is True


def test_levels() -> None:
    assert rules()["styles/Tutela-en/child-pornography.yml"]["level"] == "error"
    assert rules()["styles/Tutela-en/paedophile.yml"]["level"] == "warning"


def test_patterns_are_of_the_syntax_of_re2_and_capture_nothing() -> None:
    for name, rule in rules().items():
        for pattern in (*patterns(rule), *rule.get("exceptions", [])):
            assert not NOT_RE2.search(pattern), (name, pattern)
            assert not re.search(r"(?<!\\)\((?!\?)", pattern), (name, pattern)  # no group that captures
        for pattern in rule.get("exceptions", []):
            exception(pattern)
    for line in files()["styles/config/vocabularies/Tutela/accept.txt"].splitlines():
        assert not NOT_RE2.search(line)
        exception(line)


def test_keys_of_a_swap_have_no_bracket_that_vale_would_count_as_a_group() -> None:
    for name, rule in rules().items():
        for key, write in rule.get("swap", {}).items():
            assert key.count("(") == key.count("(?"), name
            assert write.strip()


def is_divided(text: str) -> bool:
    return re.search(r"\w-\r?\n\w|\u00ad", text) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_of_the_rules(language: str) -> None:
    missed, silent, asked = [], [], 0
    for rule in load_rules(language):
        if rule.level is Level.FINE:
            continue
        assert not compiled(name_of(rule)).fullmatch(""), rule.id  # and it compiles
        reported = [text for text in rule.reports if not is_divided(text)]  # Vale does not put divided words together
        asked += len(reported)
        missed += [(rule.id, text) for text in reported if not told(name_of(rule), text)]
        silent += [(rule.id, text) for text in rule.silent if told(name_of(rule), text)]
    assert not silent
    assert len(missed) <= 0.025 * asked, missed


TITLES = [
    "The Optional Protocol to the Convention on the Rights of the Child on the sale of children, child prostitution and child pornography was ratified.",
    "the Special Rapporteur on the sale of children, child prostitution and child pornography",
    "Article 20 – Offences concerning child pornography",
    "The Sale of Children, Child Prostitution and Child Pornography Unit",
    "Le Protocole facultatif à la Convention relative aux droits de l'enfant, concernant la vente d'enfants, la prostitution des enfants et la pornographie mettant en scène des enfants",
    "El Protocolo Facultativo relativo a la venta de niños, la prostitución infantil y la utilización de niños en la pornografía",
]


@pytest.mark.parametrize("title", TITLES)
def test_titles_are_left_alone(title: str) -> None:
    for name in rules():
        if re.search(r"/(?:child-pornography|child-prostitution|prostitution-of-children|kiddie-porn)\.yml$", name):
            assert not told(name, title), name


def test_words_that_only_look_like_a_title_are_told() -> None:
    text = "The protocol was signed. The sale of children, child prostitution and child pornography are crimes."
    assert told("styles/Tutela-en/child-pornography.yml", text) == ["child pornography"]


@pytest.mark.parametrize(
    ("written", "language", "text", "expected"),
    [
        ("child|children+porn*", "en", "Child-pornography", True),
        ("child|children+porn*", "en", "childporn", True),
        ("child porn*", "en", "child\u00a0porn", True),
        ("child porn*", "en", "childporn", False),
        ("the? child", "en", "child", True),
        ("the? child", "en", "the child", True),
        ("sex ... child", "en", "sex with a very young child", True),
        ("sex ... child", "en", "sex. A child", False),
        ("d' enfant*", "fr", "d’enfants", True),
        ("prostituee*", "fr", "prostituées", True),
        ("mineur prostitue*", "fr", "mineur·e prostitué", True),
        ("meurs", "fr", "mœurs", True),
        ("nino|nina", "es", "niña", True),
    ],
)
def test_expressions(written: str, language: str, text: str, expected: bool) -> None:
    assert bool(re.fullmatch(expression_pattern(written, language), text, re.IGNORECASE)) is expected


ALIKE = [
    "relacion|relaciones sexual|sexuales con|de <det>? nina|nina",
    "relacion|relaciones sexual|sexuales con|de <det>? joven de <age> anos",
    "relacion|relaciones sexual|sexuales con|de <det>?",
    "encuentro con nina",
]
WORDS = {"<det>": "|".join(f"determinante{n}" for n in "abcdefghijklmnop"), "<age>": "doce|trece"}


def test_forms_that_begin_alike_find_the_same_as_one_by_one() -> None:
    forms = [re.sub(r"<\w+>", lambda match: WORDS[match[0]], form) for form in ALIKE]
    found = expression_patterns(forms, "es")
    assert len(found) == 2
    one_by_one = "|".join(expression_pattern(form, "es") for form in forms)
    for text in [
        "relaciones sexuales con niña",
        "relación sexual de determinantec joven de trece años",
        "relaciones sexuales con determinantea",
        "relaciones sexuales con joven",
        "un encuentro con niña",
        "relaciones",
    ]:
        assert re.findall("|".join(found), text) == re.findall(one_by_one, text)
    assert expression_patterns([], "es") == []


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Sale of Children[,] (and|&) [Child] Prostitution", "Sale of Children and Prostitution"),
        ("Sale of Children[,] (and|&) [Child] Prostitution", "Sale of Children, & Child Prostitution"),
        ("Protocol[s]", "Protocols"),
        ("Directive 2011/93[/EU]", "Directive 2011/93/EU"),
        ("vente (d'|des )enfants", "vente d’enfants"),
    ],
)
def test_titles(written: str, text: str) -> None:
    assert re.fullmatch(title_pattern(written), text, re.IGNORECASE)


def test_the_package_is_written(tmp_path: Path) -> None:
    count = export(tmp_path / "vale", ("fr",))
    assert count == len(list((tmp_path / "vale/styles/Tutela-fr").glob("*.yml")))
    assert "BasedOnStyles = Tutela-fr" in (tmp_path / "vale/.vale.ini").read_text()
    assert not (tmp_path / "vale/styles/Tutela-en").exists()

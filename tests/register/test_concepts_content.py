"""The thesaurus is content that a lawyer writes; these checks read it as plain YAML and say which entry is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "src" / "tutela" / "register" / "opsc" / "concepts"
FILES = sorted(FOLDER.glob("*.yaml"))
LANGUAGES = ("en", "fr", "es")

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FORM = r"[0-9a-zà-öø-ÿœ]+\*?"
WORD = rf"(?:[a-z]{{1,4}}')?{FORM}(?:/{FORM})*"
EXPRESSION = re.compile(rf"{WORD}(?: (?:_ )?{WORD})*")
BEGINNING = re.compile(r"(?:^|[ /'])([^ /'*]+)\*")

FUNCTION_WORDS = {
    "en": (
        "a an and any are as at be been but by do for from had has have he her him his if in into is it its of on or "
        "our she so than that the their them then there these they this those to under up upon us was we were what "
        "when where which while who whom whose will with would you your"
    ),
    "fr": (
        "à au aux avec ce ces cet cette comme dans de des dont du elle elles en est et il ils la le les leur leurs "
        "lui mais ou où par pour qu que qui quand sa se ses si son sont sous sur un une vers y"
    ),
    "es": (
        "a al ante como con cuando de del desde donde e el ella ellas ellos en entre era es ese esta este ha han hasta "
        "la las le les lo los más o para pero por que quien se ser si sobre son su sus también u un una y ya"
    ),
}

ADVISED_AGAINST = {
    "en": r"child porn|child prostitut|prostitutes?\b|sex touris|p(a|e|ae)dophil|illegitimate|handicapped",
    "fr": r"pornographie (enfantine|infantile|juvénile)|pédoporno|prostitution infantile|tourisme sexuel|pédophil",
    "es": r"pornografía infantil|pedoporno|prostitución infantil|turismo sexual|pedófil|pederast|minusválid",
}

THINNEST = 1 / 4
"""No language may have less than this share of the expressions of the richest one, in concepts of some size."""

Concept = dict[str, Any]


def read(file: Path) -> dict[str, Concept]:
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(content, dict), file.name
    return content


CONCEPTS = [(file.name, id, concept) for file in FILES for id, concept in read(file).items()]


def expressions() -> Iterator[tuple[str, str, str]]:
    for _, id, concept in CONCEPTS:
        for language in LANGUAGES:
            for expression in concept[language]:
                yield id, language, expression


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def test_there_are_concepts() -> None:
    assert len(FILES) >= 12
    assert len(CONCEPTS) >= 330


def test_ids_are_kebab_case_and_unique_over_all_files() -> None:
    times = Counter(id for _, id, _ in CONCEPTS)
    assert [id for id, count in times.items() if count > 1] == []
    assert [id for id in times if not KEBAB.fullmatch(id)] == []


def test_ids_are_not_written_twice_in_a_file() -> None:
    twice = []
    for file in FILES:
        ids = Counter(re.findall(r"^([^\s#][^:]*):", file.read_text(encoding="utf-8"), re.MULTILINE))
        twice += [f"{file.name}: {id}" for id, count in ids.items() if count > 1]
    assert twice == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_says_what_it_holds(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# "), "A comment at the top says what the file holds."
    assert max(map(len, text.splitlines())) <= 110


def test_concepts_have_a_name_and_expressions_in_each_language() -> None:
    wrong = []
    for file, id, concept in CONCEPTS:
        names = concept.get("name", {})
        complete = set(concept) - {"grades"} == {"name", *LANGUAGES} and set(names) == set(LANGUAGES)
        filled = complete and all(names[language].strip() and concept[language] for language in LANGUAGES)
        if not filled:
            wrong.append(f"{file}: {id}")
    assert wrong == []


def test_expressions_are_text() -> None:
    assert [found for found in expressions() if not isinstance(found[2], str)] == []


def test_names_are_short_and_differ() -> None:
    for language in LANGUAGES:
        names = [concept["name"][language] for _, _, concept in CONCEPTS]
        assert [name for name, count in Counter(names).items() if count > 1] == []
        assert [name for name in names if len(name) > 90 or name.endswith(".") or name != name.strip()] == []


def test_names_are_in_recommended_terms() -> None:
    for language in LANGUAGES:
        wrong = re.compile(ADVISED_AGAINST[language], re.IGNORECASE)
        names = (concept["name"][language] for _, _, concept in CONCEPTS)
        assert [name for name in names if wrong.search(name)] == []


def test_expressions_are_of_the_syntax() -> None:
    assert [found for found in expressions() if not EXPRESSION.fullmatch(found[2])] == []


def test_beginnings_are_long_enough_to_mean_something() -> None:
    short = [found for found in expressions() if any(len(word) < 3 for word in BEGINNING.findall(found[2]))]
    assert short == []


def test_no_expression_stands_twice_in_a_concept() -> None:
    twice = []
    for _, id, concept in CONCEPTS:
        for language in LANGUAGES:
            folded = Counter(map(fold, concept[language]))
            twice += [f"{id} ({language}): {text}" for text, count in folded.items() if count > 1]
    assert twice == []


def test_no_expression_is_one_function_word() -> None:
    graded = {id for _, id, concept in CONCEPTS if "grades" in concept}  # grammar tells what kind of text it is
    alone = [
        (id, language, expression)
        for id, language, expression in expressions()
        if id not in graded
        and " " not in expression
        and set(expression.split("/")) & set(FUNCTION_WORDS[language].split())
    ]
    assert alone == []


def test_no_language_is_much_thinner_than_the_richest() -> None:
    thin = []
    for _, id, concept in CONCEPTS:
        most = max(len(concept[language]) for language in LANGUAGES)
        thin += [
            f"{id} ({language}): {len(concept[language])} of {most}"
            for language in LANGUAGES
            if most >= 9 and len(concept[language]) < most * THINNEST
        ]
    assert thin == []

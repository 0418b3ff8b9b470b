"""The content of the packaged register, checked as code is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
import yaml

from tutela.register.measures import Register
from tutela.register.wording import LANGUAGES, Wording

IDS = Path(__file__).with_name("measure_ids.txt")
FOLDER = resources.files("tutela.register") / "opsc"

# Words that recommended usage has left behind; official titles alone keep them.
ADVISED_AGAINST = {
    "en": r"child(ren)? (porn|prostitut)|sex tourism|child sex\b|sex work|prostitutes?\b|\bminors?\b",
    "fr": r"pornograph|prostitution (enfantine|infantile|d'enfants|des enfants)|tourisme sexuel"
    r"|enfants? prostitu|\bmineure?s?\b|travail(leur|leuse)s? du sexe",
    "es": r"pornograf|prostituci[óo]n (infantil|de niñ|de menores)|turismo sexual|niñ[oa]s prostitu"
    r"|\bmenor(es)?\b(?! de (18|dieciocho) años| número)|trabajo sexual",
}


def wordings(register: Register) -> Iterator[tuple[str, Wording]]:
    """All wordings that are ours, with the place where each stands; the official title is not."""
    yield "name", register.name
    for section in register.sections:
        yield f"section {section.id}", section.heading
    for term in (*register.addressees, *register.themes):
        yield f"term {term.id}", term.name
    for measure in register.measures:
        for key in ("title", "asks", "counts"):
            yield f"{measure.id} {key}", getattr(measure, key)


def test_the_105_measures_stand_in_their_sections(opsc: Register) -> None:
    fixed = IDS.read_text(encoding="utf-8").splitlines()
    assert len(fixed) == len(set(fixed)) == 105
    assert [f"{measure.section} {measure.id}" for measure in opsc.measures] == fixed


def test_sections_addressees_and_themes_are_all_in_use(opsc: Register) -> None:
    assert len(opsc.sections) == 18
    assert {measure.section for measure in opsc.measures} == {section.id for section in opsc.sections}
    assert {id for measure in opsc.measures for id in measure.addressees} == {term.id for term in opsc.addressees}
    assert {id for measure in opsc.measures for id in measure.themes} == {term.id for term in opsc.themes}
    assert all(measure.addressees for measure in opsc.measures)


def test_articles_are_those_of_the_protocol(opsc: Register) -> None:
    for measure in opsc.measures:
        assert measure.articles, measure.id
        assert set(measure.articles) <= {str(number) for number in range(1, 13)}, measure.id
        assert list(measure.articles) == sorted(set(measure.articles), key=int), measure.id


def test_one_file_a_section_named_after_it() -> None:
    files = {file.name: yaml.safe_load(file.read_bytes())["section"] for file in (FOLDER / "measures").iterdir()}
    assert len(files) == 18
    for name, section in files.items():
        assert name.startswith(section.lower().replace(".", "-") + "-"), name


def test_official_titles_are_the_official_ones(opsc: Register) -> None:
    assert opsc.symbol == "CRC/C/156"
    assert opsc.instrument["en"] == (
        "Guidelines regarding the implementation of the Optional Protocol to the Convention on the Rights of"
        " the Child on the sale of children, child prostitution and child pornography"
    )
    assert opsc.instrument["fr"] == (
        "Lignes directrices concernant l'application du Protocole facultatif à la Convention relative aux"
        " droits de l'enfant, concernant la vente d'enfants, la prostitution des enfants et la pornographie"
        " mettant en scène des enfants"
    )
    assert opsc.instrument["es"] == (
        "Directrices relativas a la aplicación del Protocolo Facultativo de la Convención sobre los Derechos"
        " del Niño relativo a la venta de niños, la prostitución infantil y la utilización de niños en la"
        " pornografía"
    )


def test_wordings_are_in_three_languages(opsc: Register) -> None:
    for place, wording in wordings(opsc):
        assert set(wording) == set(LANGUAGES), place
        assert all(wording.values()), place
        if len(wording["en"]) > 25:
            assert len(set(wording.values())) == 3, f"{place}: two languages have the same text"


def test_translations_are_about_as_long_as_the_english(opsc: Register) -> None:
    for place, wording in wordings(opsc):
        if len(wording["en"]) < 40:
            continue
        for language in ("fr", "es"):
            ratio = len(wording[language]) / len(wording["en"])
            assert 0.7 < ratio < 2.3, f"{place} {language}: {ratio:.2f}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_lengths_and_full_stops(opsc: Register, language: str) -> None:
    for measure in opsc.measures:
        title, asks, counts = measure.title[language], measure.asks[language], measure.counts[language]
        assert 8 < len(title) < 100, title
        assert not title.endswith("."), title
        assert 40 < len(asks) < 400, asks
        assert 20 < len(counts) < 700, counts
        assert asks.endswith("."), asks
        assert counts.endswith("."), counts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_that_is_advised_against(opsc: Register, language: str) -> None:
    for place, wording in wordings(opsc):
        found = re.search(ADVISED_AGAINST[language], wording[language], re.IGNORECASE)
        assert found is None, f"{place} {language}: {found}"


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("en", r"\s[;:!?.,]|\s{2}|[’‘“”«»\u00a0\u202f]"),
        ("fr", r"[^\s][;!?»]|«\S|[^\s]:\s|\s[.,]|\s{2}|[’‘“”\"\u00a0\u202f]|\boe|\bEtat|coeur|oeuvre"),
        ("es", r"\s[;:!?.,]|\s{2}|[’‘“”\"\u00a0\u202f]|«\s|\s»|(?<!¿)\b(\w+\s)*\w+\?"),
    ],
)
def test_typography(opsc: Register, language: str, wrong: str) -> None:
    for place, wording in wordings(opsc):
        found = re.search(wrong, wording[language])
        assert found is None, f"{place} {language}: {found}"


def test_what_counts_refers_to_measures_that_exist(opsc: Register) -> None:
    ids = {measure.id for measure in opsc.measures}
    families = {id.partition(".")[0] for id in ids}
    for measure in opsc.measures:
        named = {
            language: set(re.findall(r"\b[a-z]+\.(?:\*|[a-z][a-z0-9-]+)", measure.counts[language]))
            for language in LANGUAGES
        }
        for name in set.union(*named.values()):
            family, _, rest = name.partition(".")
            assert family in families if rest == "*" else name in ids, f"{measure.id}: {name}"
            assert name != measure.id, measure.id
        assert named["fr"] == named["es"] >= named["en"], measure.id

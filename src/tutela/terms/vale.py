"""The rules as a style package for Vale, the prose linter: ``.vale.ini``, a style for each language, and a vocabulary.

Vale compares text with patterns and knows no more: it leaves alone the official titles that are listed, which are
matched together with the term and named as exceptions, but no quotations, references or offences of a law. Replacements
that would have to agree with other words (French, Spanish) are said, not offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tutela.errors import TutelaError
from tutela.terms.expression import read_expression
from tutela.terms.folding import folded
from tutela.terms.loading import LANGUAGES, load_rules, matcher
from tutela.terms.matching import Matcher
from tutela.terms.report import saying
from tutela.terms.rule import Level, Rule
from tutela.terms.titles import title_data, variants
from tutela.terms.vale_pattern import expression_pattern, expression_patterns, led_pattern, title_pattern

LEVELS = {Level.AVOID: "error", Level.CARE: "warning"}
STYLE = "Tutela"
_SAMPLES = 60
"""Forms of a title that are looked at for terms."""
_FORMATS = "{md,markdown,mdx,rst,adoc,asciidoc,org,txt,html,htm,xml,dita,tex}"


class ValeError(TutelaError):
    """The package cannot be written."""


class _Title(NamedTuple):
    pattern: str
    rules: frozenset[tuple[str, str]]
    """Ids and languages of the rules that would find their terms in it."""
    keeps_case: bool = False

    @property
    def exception(self) -> str:
        """Vale compares exceptions letter for letter, capitals included."""
        return self.pattern if self.keeps_case else f"(?i:{self.pattern})"


def export(folder: Path, languages: Sequence[str]) -> int:
    """Write the package into a folder; gives the number of its rules. Raises ValeError."""
    files = package(languages)
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ValeError(f"{folder} cannot be written: {error.strerror}.", "Choose another place.") from error
    return sum(name.endswith(".yml") for name in files)


def package(languages: Sequence[str]) -> dict[str, str]:
    """The files of the package by their paths."""
    files = {".vale.ini": _settings(languages)}
    vocabulary: dict[str, None] = {}
    for language in languages:
        for rule in load_rules(language):
            if rule.level in LEVELS:
                titles = [title for title in _titles() if (rule.id, language) in title.rules]
                vocabulary |= dict.fromkeys(title.exception for title in titles)
                written = yaml.dump(
                    vale_rule(rule, titles), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000
                )
                files[f"styles/{STYLE}-{language}/{rule.id}.yml"] = written
    files[f"styles/config/vocabularies/{STYLE}/accept.txt"] = "".join(f"{line}\n" for line in vocabulary)
    files[f"styles/config/vocabularies/{STYLE}/reject.txt"] = ""
    return files


def vale_rule(rule: Rule, titles: Sequence[_Title]) -> dict[str, Any]:
    """A rule as Vale has it: "substitution" where it replaces words of English, "existence" otherwise."""
    excluded = [expression_pattern(form, rule.language) for form in _needed(rule)]
    exceptions = [title.exception for title in titles] + [f"^(?i:{pattern})$" for pattern in excluded]
    spared = [f"(?-i:{title.pattern})" if title.keeps_case else title.pattern for title in titles] + excluded
    if rule.fixes and rule.language == "en":
        swap = dict.fromkeys(spared, _writes(rule)) | _swap(rule)
        told = {"extends": "substitution", "message": _message(rule, "Use “%s” instead of “%s”.")}
        return told | _header(rule) | {"swap": swap} | ({"exceptions": exceptions} if exceptions else {})
    tokens = [*spared, *expression_patterns(rule.forms, rule.language)]
    told = {
        "extends": "existence",
        "message": _message(rule, f"{saying.quoted('%s', rule.language)} –", with_choices=True),
    }
    return told | _header(rule) | {"tokens": tokens} | ({"exceptions": exceptions} if exceptions else {})


def _needed(rule: Rule) -> list[str]:
    """The expressions of what is not meant that can hold a form of the rule. The others are not looked for: Vale takes
    what fits first, and would overlook the form that they begin."""
    if not rule.but_not:
        return []
    forms = Matcher([replace(rule, but_not=())])
    silent = [folded(one).text for one in rule.silent]

    def is_needed(written: str) -> bool:
        expression = read_expression(written)
        sample = " ".join(part.words[0].rstrip("*") for part in expression.parts)
        return bool(forms.find(sample)) or any(expression.pattern.search(one) for one in silent)

    return [written for written in rule.but_not if is_needed(written)]


def _header(rule: Rule) -> dict[str, Any]:
    return {"level": LEVELS[rule.level], "scope": "text", "ignorecase": True}


def _message(rule: Rule, opening: str, *, with_choices: bool = False) -> str:
    """What Vale says, with "%s" for what it found."""
    told = [saying.reason(rule)] + ([_sentence(saying.instead(rule))] if with_choices and rule.instead else [])
    return " ".join((opening, *(one.replace("%", "%%") for one in told)))


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _writes(rule: Rule) -> str:
    return rule.instead[0].write if rule.instead else next(iter(rule.fixes[0].write.values()))


def _swap(rule: Rule) -> dict[str, str]:
    """Patterns with what to write: the safe replacement, or the first thing to write instead."""
    safe = {form: _number(form, fix.write) for fix in rule.fixes for form in fix.forms}
    forms = dict.fromkeys((*safe, *rule.forms))
    return {expression_pattern(form, rule.language): safe.get(form, _writes(rule)) for form in forms}


def _number(form: str, write: Mapping[str, str]) -> str:
    """The words of the number that a form is in."""
    is_plural = all(word.rstrip("?*").endswith("s") for word in form.split()[-1].split("+")[-1].split("|"))
    return write.get("any") or write["plural" if is_plural else "singular"]


@cache
def _titles() -> tuple[_Title, ...]:
    return tuple(_read_titles())


def _read_titles() -> Iterator[_Title]:
    data = title_data()
    for series in data["series"]:
        for tail in series["tails"]:
            yield _Title(led_pattern(series["heads"], series["links"].split(), tail), _rules_in(tail))
    for whole in data["whole"]:
        yield _Title(title_pattern(whole), _rules_in(whole))
    for title in data["capitals"]:
        yield _Title(title_pattern(title), _rules_in(title), keeps_case=True)
    for heading in data["headings"]:
        articles = "|".join(title_pattern(article) for article in heading["articles"].split("|"))
        for title in heading["titles"]:
            yield _Title(rf"(?:{articles})\b[^\n.;]{{0,60}}?{title_pattern(title)}", _rules_in(title))


def _rules_in(written: str) -> frozenset[tuple[str, str]]:
    samples = "\n\n\n".join(islice(variants(written.replace("[,]", ",")), _SAMPLES))
    return frozenset((hit.rule.id, language) for language in LANGUAGES for hit in matcher(language).find(samples))


def _settings(languages: Sequence[str]) -> str:
    """The settings: English, or the one language asked for, everywhere; the others where a file's name or folder says
    so, as in guide.fr.md and docs/es/guide.md."""
    first = languages[0]
    lines = ["StylesPath = styles", "MinAlertLevel = suggestion", f"Vocab = {STYLE}", "", f"[*.{_FORMATS}]"]
    lines += [f"BasedOnStyles = {STYLE}-{first}"]
    for language in languages[1:]:
        for pattern in (f"*.{language}.{_FORMATS}", f"**/{language}/**/*.{_FORMATS}"):
            lines += ["", f"[{pattern}]", f"BasedOnStyles = {STYLE}-{language}"]
    return "\n".join(lines) + "\n"

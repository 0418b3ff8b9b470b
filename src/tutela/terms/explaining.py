"""Explaining a term, and listing all of them: ``tutela terms explain``, ``tutela terms list``."""

from __future__ import annotations

import csv
import difflib
import io
import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tutela.errors import TutelaError
from tutela.terms.folding import fold
from tutela.terms.loading import LANGUAGES, load_rules, matcher
from tutela.terms.report import saying
from tutela.terms.report.json_report import instead
from tutela.terms.rule import Level, Rule
from tutela.terms.wording import word
from tutela.typesetting import typeset

COLUMNS = ("id", "language", "level", "about", "term", "instead", "reason", "source")
_REPORTED, _SILENT = 3, 2
"""Examples that are shown of either kind."""


class UnknownTermError(TutelaError):
    """No rule speaks of a term."""


def rules_for(asked: str, languages: Sequence[str] = LANGUAGES) -> list[Rule]:
    """The rules that speak of a term: by id, in all languages; by the term or any form of it, where it is one.

    Raises UnknownTermError, with ids and terms that are like it.
    """
    plain = " ".join(fold(asked).split())
    every = [rule for language in languages for rule in load_rules(language)]
    found = [rule for rule in every if plain in (fold(rule.id), fold(rule.id).replace("-", " "))]
    named = [rule for rule in every if plain in _names(rule)]
    if not found and not named:
        named = [rule for language in languages for rule in _forms_in(asked, language)]
    told = list({(rule.id, rule.language): rule for rule in (*named, *found)}.values())
    if not told:
        written = {fold(name): name for rule in every for name in (rule.id, *_terms(rule.term))}
        near = [written[name] for name in difflib.get_close_matches(plain, written, 5, 0.6)]
        like = f"Like it: {', '.join(near)}." if near else "“tutela terms list” names all terms."
        raise UnknownTermError(f"No rule speaks of “{asked}”.", like)
    return told


def _names(rule: Rule) -> set[str]:
    """The term as shown, and the parts of it that a comma divides."""
    return {fold(rule.term), *map(fold, _terms(rule.term))}


def _terms(term: str) -> list[str]:
    """The terms that a comma divides."""
    return [part.strip(' «»"“”\u00a0\u202f') for part in term.split(",")]


def _forms_in(asked: str, language: str) -> list[Rule]:
    """The rules whose forms fill the whole of what was asked, or else those whose forms stand in it."""
    hits = matcher(language).find(asked)
    whole = [hit.rule for hit in hits if hit.end - hit.start == len(asked.strip())]
    return whole or [hit.rule for hit in hits]


def explained(rule: Rule, width: int = 100) -> str:
    """All that is known of a rule, in its own language."""
    pairs = [(name, text) for name, texts in _told(rule) for text in texts]
    indent = max(len(name) for name, _ in pairs) + 2
    lines = []
    last = ""
    for name, text in pairs:
        head = "" if name == last else name
        last = name
        lines.append(
            textwrap.fill(text, max(width, 40), initial_indent=head.ljust(indent), subsequent_indent=" " * indent)
        )
    return "\n".join(lines) + "\n"


def _told(rule: Rule) -> Iterator[tuple[str, list[str]]]:
    language = rule.language

    def label(name: str) -> str:
        return word("commands", f"label.{name}", language)

    yield label("term"), [typeset(rule.term, language)]
    yield label("rule"), [f"{rule.id} ({language})"]
    yield label("level"), [saying.level(rule)]
    yield label("about"), [word("report", f"about.{rule.about}", language)]
    yield label("why"), [saying.reason(rule)]
    yield label("instead"), [saying.choice(one, language) for one in rule.instead]
    if rule.fixes:
        yield label("fix"), [word("commands", "fix.some", language)]
    yield label("reported"), [typeset(_one_line(one), language) for one in rule.reports[:_REPORTED]]
    yield label("silent"), [typeset(_one_line(one), language) for one in rule.silent[:_SILENT]]
    yield label("source"), [saying.source(rule)]


def _one_line(text: str) -> str:
    """An example on one line, a word that a line divides put together."""
    return " ".join(text.replace("-\n", "").split())


def chosen(languages: Iterable[str], level: Level | None) -> list[Rule]:
    """The rules of some languages and of a level, or of all."""
    return [rule for language in languages for rule in load_rules(language) if level in (None, rule.level)]


def to_json(rules: Iterable[Rule]) -> str:
    """The rules as a list in JSON."""
    return json.dumps([_row(rule) | {"instead": instead(rule)} for rule in rules], ensure_ascii=False, indent=2) + "\n"


def to_csv(rules: Iterable[Rule]) -> str:
    """The rules as CSV with a line of names."""
    stream = io.StringIO()
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for rule in rules:
        table.writerow(_row(rule))
    return stream.getvalue()


def _row(rule: Rule) -> dict[str, Any]:
    choices = saying.listed((saying.choice(one, rule.language) for one in rule.instead), rule.language)
    values = (rule.id, rule.language, str(rule.level), str(rule.about), rule.term, choices, rule.reason, rule.source)
    return dict(zip(COLUMNS, values, strict=True))

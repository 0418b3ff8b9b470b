"""The glossary: all terms of the rules, each with its entries in the three languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from tutela.terms.loading import LANGUAGES, load_rules, matcher, rules_by_id
from tutela.terms.rule import About, Level, Rule

RELATED = 8
_LEVELS = tuple(Level)


class Entry(NamedTuple):
    """A term in the language of the page, or, where that has none, in another; ``others`` in the other languages."""

    rule: Rule
    others: tuple[Rule, ...]


class Group(NamedTuple):
    """The terms about one thing, the most harmful first."""

    about: About
    entries: list[Entry]


class Piece(NamedTuple):
    """A part of an example; ``is_term``: the words that are meant."""

    text: str
    is_term: bool


def entry(id: str, language: str) -> Entry:
    """A term for a page in a language. Raises KeyError for an unknown one."""
    rules = rules_by_id()[id]
    mine = rules.get(language) or next(iter(rules.values()))
    return Entry(mine, tuple(rule for rule in rules.values() if rule is not mine))


def listed(language: str, query: str = "", level: str = "", about: str = "") -> list[Group]:
    """The terms for a page in a language, by what they are about; only those that are asked for."""
    asked = _found(query) if query.strip() else None
    entries = [entry(id, language) for id in rules_by_id() if asked is None or id in asked]
    kept = [one for one in entries if (not level or one.rule.level == level) and (not about or one.rule.about == about)]
    groups = [Group(one, _sorted(each for each in kept if each.rule.about is one)) for one in About]
    return [group for group in groups if group.entries]


def _sorted(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: _LEVELS.index(one.rule.level))


def _found(query: str) -> set[str]:
    """Terms whose name, or whose better wording, has the words, and those whose rule finds itself in them."""
    wanted = _plain(query)
    found = {hit.rule.id for language in LANGUAGES for hit in matcher(language).find(query)}
    for id, rules in rules_by_id().items():
        texts = [text for rule in rules.values() for text in (rule.term, *(one.write for one in rule.instead))]
        if any(wanted in _plain(text) for text in texts):
            found.add(id)
    return found


def _plain(text: str) -> str:
    """Small letters without accents, hyphens as blanks."""
    signs = unicodedata.normalize("NFKD", text.casefold().replace("-", " ").replace("’", "'"))
    return " ".join("".join(sign for sign in signs if not unicodedata.combining(sign)).split())


def related(rule: Rule) -> list[Rule]:
    """Terms about the same, in the same language: those that stand nearest in its rules."""
    rules = load_rules(rule.language)
    place = rules.index(rule)
    near = sorted(
        (abs(place - number), number) for number, one in enumerate(rules) if one.about is rule.about and one is not rule
    )
    return [rules[number] for _, number in sorted(near[:RELATED], key=lambda one: one[1])]


def pieces(sentence: str, rule: Rule) -> list[Piece]:
    """An example with the words marked that the rule is about."""
    found: list[Piece] = []
    last = 0
    for hit in matcher(rule.language).find(sentence):
        if hit.rule.id == rule.id:
            found += Piece(sentence[last : hit.start], False), Piece(sentence[hit.start : hit.end], True)
            last = hit.end
    return [piece for piece in (*found, Piece(sentence[last:], False)) if piece.text]

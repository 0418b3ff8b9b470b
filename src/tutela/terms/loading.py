"""The rules, read from rules/<language>.yaml and checked once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tutela.errors import TutelaError
from tutela.terms.expression import ExpressionError, read_expression
from tutela.terms.matching import Matcher
from tutela.terms.rule import About, Fix, Instead, Level, Rule

LANGUAGES = ("en", "fr", "es")
SOURCES = ("luxembourg", "tutela")
_KEYS = {
    "id", "term", "level", "about", "reason", "forms", "instead", "but_not", "fixes", "source", "reports", "silent",
}  # fmt: skip
_INSTEAD_KEYS = frozenset(("write", "when"))
_FIX_KEYS = frozenset(("forms", "write", "gender", "was"))


class RuleError(TutelaError):
    """A file of rules is not of the shape that docs/terms.md describes."""


@cache
def load_rules(language: str) -> tuple[Rule, ...]:
    """The rules of "en", "fr" or "es", in the order of their file. Raises RuleError."""
    text = files("tutela.terms").joinpath("rules", f"{language}.yaml").read_text("utf-8")
    return read_rules(text, language)


@cache
def matcher(language: str) -> Matcher:
    """What finds the terms of a language."""
    return Matcher(load_rules(language))


@cache
def rules_by_id() -> Mapping[str, Mapping[str, Rule]]:
    """The rules of all languages: by id, then by language. Raises RuleError."""
    found: dict[str, dict[str, Rule]] = {}
    for language in LANGUAGES:
        for rule in load_rules(language):
            found.setdefault(rule.id, {})[language] = rule
    return found


def read_rules(text: str, language: str) -> tuple[Rule, ...]:
    """The rules of a file. Raises RuleError with the rule that is wrong, and why."""
    try:
        given = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise RuleError(f"The rules of “{language}” are not YAML: {error}", "Mend the file.") from error
    groups, items = (given.get("groups", {}), given["rules"]) if isinstance(given, dict) else ({}, given)
    rules = tuple(_rule(_expanded(item, groups), language) for item in items)
    known: set[str] = set()
    for rule in rules:
        if rule.id in known:
            raise RuleError(f"Rule “{rule.id}” stands in the rules of “{language}” twice.", "Give one another id.")
        known.add(rule.id)
    return rules


_GROUP = re.compile(r"<([\w-]+)>")


def _expanded(item: dict[str, Any], groups: Mapping[str, str]) -> dict[str, Any]:
    """A rule whose expressions have the words in the place of the names of groups (``<child>``)."""

    def words(written: str) -> str:
        while match := _GROUP.search(written):
            if match[1] not in groups:
                raise RuleError(f"Rule “{item.get('id')}” names the group “{match[1]}”.", "Define it under “groups”.")
            written = written.replace(match.group(), groups[match[1]])
        return written

    found = dict(item)
    for key in {"forms", "but_not"} & item.keys():
        found[key] = list(map(words, item[key]))
    if "fixes" in item:
        found["fixes"] = [{**fix, "forms": list(map(words, fix["forms"]))} for fix in item["fixes"]]
    return found


def _rule(item: Mapping[str, Any], language: str) -> Rule:
    name = item.get("id", "?")
    if unknown := set(item) - _KEYS:
        raise RuleError(f"Rule “{name}” ({language}) has unknown keys: {', '.join(sorted(unknown))}.", "Remove them.")
    try:
        rule = Rule(
            id=item["id"],
            language=language,
            term=item["term"],
            level=Level(item["level"]),
            about=About(item["about"]),
            reason=" ".join(item["reason"].split()),
            forms=tuple(item["forms"]),
            instead=tuple(_instead(item.get("instead", ()))),
            but_not=tuple(item.get("but_not", ())),
            fixes=tuple(_fix(fix) for fix in item.get("fixes", ())),
            source=item.get("source", "luxembourg"),
            reports=tuple(item.get("reports", ())),
            silent=tuple(item.get("silent", ())),
        )
        for form in (*rule.forms, *rule.but_not, *(form for fix in rule.fixes for form in fix.forms)):
            read_expression(form)
    except (KeyError, ValueError, TypeError, AttributeError, ExpressionError) as error:
        why = f"the key “{error.args[0]}” is missing" if isinstance(error, KeyError) else str(error)
        raise RuleError(
            f"Rule “{name}” ({language}) cannot be read: {why}.", "Mend it in the file of rules."
        ) from error
    if rule.source not in SOURCES:
        raise RuleError(f"Rule “{name}” ({language}) has an unknown source.", f"Use one of {', '.join(SOURCES)}.")
    return rule


def _instead(items: Sequence[Any]) -> Iterator[Instead]:
    for item in items:
        if isinstance(item, dict):
            _refuse_unknown(item, _INSTEAD_KEYS, "instead")
        yield Instead(item) if isinstance(item, str) else Instead(item["write"], item.get("when", ""))


def _refuse_unknown(item: Mapping[str, Any], known: frozenset[str], under: str) -> None:
    if unknown := item.keys() - known:
        keys = ", ".join(f"“{key}”" for key in sorted(map(str, unknown)))
        raise ValueError(f"unknown keys under “{under}”: {keys} (is there a comma outside quotation marks?)")


def _fix(item: Mapping[str, Any]) -> Fix:
    _refuse_unknown(item, _FIX_KEYS, "fixes")
    write = item["write"]
    return Fix(
        forms=tuple(item["forms"]),
        write={"any": write} if isinstance(write, str) else dict(write),
        gender=item.get("gender", ""),
        was=item.get("was", ""),
    )

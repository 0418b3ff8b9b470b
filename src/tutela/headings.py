"""Advice on subject headings for the catalogue's check: its own list, then the rules on terms. Where two rooms meet."""

from __future__ import annotations

from functools import lru_cache

from tutela.catalogue.checking.headings import Advice, advice_on
from tutela.terms.checking import check_terms
from tutela.terms.loading import LANGUAGES, rules_by_id
from tutela.terms.rule import About, Level, Rule
from tutela.typesetting import typeset

_OF_CHILDREN = (About.CHILD, About.MATERIAL, About.TRAVEL)
"""A term to avoid about these speaks of children by itself; others may be right on a resource about adults."""

_LEVELS = tuple(Level)


def advise(heading: str) -> Advice | None:
    """Advice on a heading or subdivision, None where there is nothing to say against it."""
    return advice_on(heading) or advice_by_terms(heading)


@lru_cache(maxsize=4096)
def advice_by_terms(heading: str) -> Advice | None:
    """What the rules on terms advise on a heading, None where they say nothing against it.

    Of several terms the most harmful counts; official titles and the like are left alone, as in any text. A term to use
    with care is told only where one wording can take its place whatever is meant: a heading stands without a sentence.
    """
    found = [one for language in LANGUAGES for one in check_terms(heading, language) if one.is_reported]
    rules = [one.rule for one in found if _takes_another(one.rule)]
    return _advice(min(rules, key=lambda one: _LEVELS.index(one.level))) if rules else None


def _takes_another(rule: Rule) -> bool:
    return any(not one.when for one in rule.instead) or (rule.level is Level.AVOID and bool(rule.instead))


def _advice(rule: Rule) -> Advice:
    rules = rules_by_id()[rule.id]
    told = {language: rules.get(language, rule) for language in LANGUAGES}
    better = {language: one if one.instead else rule for language, one in told.items()}
    with_care = rule.level is Level.CARE
    return Advice(
        reason={language: typeset(one.reason, one.language) for language, one in told.items()},
        preferred={language: _preferred(one) for language, one in better.items()},
        only_about_children=with_care or rule.about not in _OF_CHILDREN,
        with_care=with_care,
    )


def _preferred(rule: Rule) -> str:
    """The first wording that holds whatever is meant, or the first one."""
    write = next((one.write for one in rule.instead if not one.when), rule.instead[0].write)
    return typeset(write[:1].upper() + write[1:], rule.language)

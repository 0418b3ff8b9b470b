"""What is said of a finding, piece by piece, in the language of its text."""

from __future__ import annotations

from collections.abc import Iterable

from tutela.terms.rule import Instead, Rule
from tutela.terms.sources import Placed
from tutela.terms.wording import word
from tutela.typesetting import typeset


def level(rule: Rule) -> str:
    """How the term is judged."""
    return word("report", f"level.{rule.level}", rule.language)


def reason(rule: Rule) -> str:
    """Why."""
    return typeset(rule.reason, rule.language)


def choice(one: Instead, language: str) -> str:
    """One thing to write instead, with its meaning where that matters."""
    write, when = typeset(one.write, language), typeset(one.when, language)
    return word("report", "choice", language, write=write, when=when) if when else write


def listed(choices: Iterable[str], language: str) -> str:
    """Things one after the other, with the semicolons of the language."""
    return ("\u00a0; " if language == "fr" else "; ").join(choices)


def instead(rule: Rule) -> str:
    """What to write instead, "" where the rule does not say."""
    if not rule.instead:
        return ""
    choices = listed((choice(one, rule.language) for one in rule.instead), rule.language)
    return word("report", "instead", rule.language, choices=choices)


def quoted(text: str, language: str) -> str:
    """Words between the quotation marks of the language, on one line."""
    return word("report", "quoted", language, words=" ".join(text.split()))


def replacement(placed: Placed) -> str:
    """The safe replacement, "" where there is none."""
    if placed.replacement is None:
        return ""
    language = placed.finding.rule.language
    replaces, write = quoted(placed.replacement.replaces, language), quoted(placed.replacement.write, language)
    return word("report", "fix", language, replaces=replaces, write=write)


def exception(placed: Placed) -> str:
    """Why the term is left alone, "" where it is not."""
    held = placed.finding.exemption
    if held is None:
        return ""
    language = placed.finding.rule.language
    kind = word("report", f"kind.{held.kind}", language)
    return word("report", "left-alone", language, kind=kind, what=quoted(held.what, language))


def where(placed: Placed) -> str:
    """Page and label of a place in a document, "" where it has neither."""
    place, language = placed.place, placed.finding.rule.language
    page = word("report", "page", language, page=place.page) if place.page is not None else ""
    return ", ".join(filter(None, (page, place.label)))


def message(placed: Placed) -> str:
    """All that is said of a finding, as one paragraph: the words, why, what instead; or why it is left alone."""
    rule = placed.finding.rule
    pieces = (quoted(placed.finding.words, rule.language), exception(placed) or reason(rule), instead(rule))
    return " – ".join(filter(None, pieces))


def source(rule: Rule) -> str:
    """The title of what the rule rests on."""
    return word("report", f"source.{rule.source}", rule.language)

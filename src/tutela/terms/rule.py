"""A rule on a term: what it is, why it is reported, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How a term is judged. Where experts differ: "care", not "avoid"; "fine" terms are explained, never reported."""

    AVOID = "avoid"
    CARE = "care"
    FINE = "fine"


class About(StrEnum):
    """Who or what the guidance speaks of."""

    CHILD = "child"
    ACT = "act"
    MATERIAL = "material"
    OFFENDER = "offender"
    TRAVEL = "travel"
    ONLINE = "online"


@dataclass(frozen=True, slots=True)
class Instead:
    """What to write: ``write``, where it means ``when`` ("" where it always does)."""

    write: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """The one safe replacement of the forms that it names.

    ``forms`` are expressions as in ``Rule.forms``; ``write`` maps a number ("singular", "plural", "any") to the words,
    and "singular's" and "plural's" to those that take the place of an English possessive;
    ``gender`` ("f", "m", "") and ``was`` (the gender of what is replaced) say what an article must agree with.
    """

    forms: tuple[str, ...]
    write: dict[str, str]
    gender: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, in one language.

    ``forms`` are expressions (``terms.expression``) of the term with its inflections and paraphrases; ``but_not``
    expressions that contain it and are not meant. ``source`` is "luxembourg" where the terminology guidelines for
    protection from sexual exploitation and sexual abuse treat the term, "tutela" where the rule is ours alone.
    ``reports`` and ``silent`` are sentences that must and must not be reported.
    """

    id: str
    language: str
    term: str
    level: Level
    about: About
    reason: str
    forms: tuple[str, ...]
    instead: tuple[Instead, ...] = ()
    but_not: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    source: str = "luxembourg"
    reports: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

"""The ideas of a field, how each language says them, and which of them together answer a measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tutela.register.wording import Wording

GRADES = ("law", "policy", "practice", "recommendation")
"""The kinds of evidence that a concept can speak for."""

QueryDirection = Literal["does", "contrary"]
"""Whether what a query finds does what the measure asks, or the contrary."""


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea of the field: id ("live-streaming"), name, and its expressions in each language, as written.

    ``grades`` says how much the concept speaks for each kind of evidence (log odds), where it shows the kind of a text.
    """

    id: str
    name: Wording
    expressions: Mapping[str, tuple[str, ...]]
    grades: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clause:
    """One idea that a passage must hold, named by any of these concepts.

    An ``optional`` clause may be missing at a loss. A clause that is ``anywhere`` is as good in the headings above the
    passage, or in the sentence that the passage completes, as in the passage itself.
    """

    any: tuple[str, ...]
    optional: bool = False
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Veto:
    """A sign that a passage is about something else: any of these concepts, unless one of ``unless`` is there too."""

    any: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """One way in which a passage can answer a measure: all its clauses hold.

    Each concept of ``boost`` that is there raises the score, each of ``vetoes`` that holds lowers it. ``weight`` (above
    0, 1 at most) says how good the answer is at best. A query that is "contrary" finds what does the contrary of what
    the measure asks.
    """

    measure: str
    clauses: tuple[Clause, ...]
    boost: tuple[str, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    weight: float = 1.0
    direction: QueryDirection = "does"


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """All concepts and queries of a register, which may do without either.

    ``digest`` tells its content from any other, where it was read from files; otherwise it is "".
    """

    concepts: tuple[Concept, ...] = ()
    queries: tuple[Query, ...] = ()
    digest: str = ""

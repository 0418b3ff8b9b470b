"""The ideas of a field, how each language says them, and which of them together answer a measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tutela.register.wording import Wording


@dataclass(frozen=True, slots=True)
class Concept:
    """An idea of the field: id ("live-streaming"), name, and its expressions in each language, as written."""

    id: str
    name: Wording
    expressions: Mapping[str, tuple[str, ...]]


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
    0, 1 at most) says how good the answer is at best.
    """

    measure: str
    clauses: tuple[Clause, ...]
    boost: tuple[str, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """All concepts and queries of a register, which may do without either.

    ``digest`` tells its content from any other, where it was read from files; otherwise it is "".
    """

    concepts: tuple[Concept, ...] = ()
    queries: tuple[Query, ...] = ()
    digest: str = ""

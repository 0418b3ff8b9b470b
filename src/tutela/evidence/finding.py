"""What the documents say about each measure, and what was not found in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tutela.evidence.match import GRADES, Grade, Match
from tutela.register.measures import Register
from tutela.text.document import Document, SetAside

if TYPE_CHECKING:
    from tutela.evidence.judgement import Judgement

Status = Literal["addressed", "partly", "not-found"]
"""Addressed; partly addressed; not found in these documents (which is never "no")."""

STATUSES: tuple[Status, ...] = ("addressed", "partly", "not-found")


@dataclass(frozen=True, slots=True)
class Located:
    """A match and the document it stands in (index into ``Assessment.documents``); ``judgements`` are what people said
    of it, the latest of each person."""

    document: int
    match: Match
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A measure with its status and the passages that answer it, best first.

    ``evidence`` holds the matches that are evidence; ``unsure`` those that a person must decide on; ``contrary`` those
    that do the contrary of what is asked (they never raise the status); ``misses`` the nearest ones below all of these,
    given only where none of these was found. ``machine`` is the status before people's judgements, None where nobody
    has judged; ``rejected`` holds the matches that people rejected.
    """

    measure: str
    status: Status
    evidence: tuple[Located, ...]
    misses: tuple[Located, ...]
    unsure: tuple[Located, ...] = ()
    contrary: tuple[Located, ...] = ()
    machine: Status | None = None
    rejected: tuple[Located, ...] = ()

    @property
    def grades(self) -> tuple[Grade, ...]:
        """The kinds of evidence found, in the order of GRADES."""
        found = {located.match.grade for located in self.evidence}
        return tuple(grade for grade in GRADES if grade in found)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The findings for a set of documents, with everything needed to repeat it.

    ``findings`` follow the order of ``register.measures``. ``created`` is ISO 8601, UTC. ``state`` is the name that
    the user gave of the State or organisation, or "".
    """

    state: str
    created: str
    version: str
    register: Register
    documents: tuple[Document, ...]
    set_aside: tuple[SetAside, ...]
    findings: tuple[Finding, ...]

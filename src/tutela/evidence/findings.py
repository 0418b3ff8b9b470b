"""What the documents say about each measure.

The rule, for each measure: it is addressed where a piece of evidence is STRONG or where SEVERAL passages that are
evidence stand apart from each other; partly addressed where there is evidence, but less; otherwise not found in these
documents, and then the nearest misses say where to look. docs/register.md gives the same rule to readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutela.evidence.finding import Finding, Located, Status
from tutela.evidence.match import Match
from tutela.register.measures import Register

STRONG = 0.7
"""One passage of this score or more is enough."""

SEVERAL = 3
"""So many weaker pieces of evidence, in different passages, are enough together."""

MISSES, NEAREST = 3, 0.3
"""Nearest misses given, at most, and the score that they have at least."""


def findings(matches: Iterable[Located], register: Register) -> tuple[Finding, ...]:
    """The finding for each measure of the register, in its order, from all matches in all documents."""
    evidence: dict[str, list[Located]] = {measure.id: [] for measure in register.measures}
    misses: dict[str, list[Located]] = {measure.id: [] for measure in register.measures}
    for located in matches:
        match = located.match
        if match.is_evidence:
            evidence[match.measure].append(located)
        elif match.score >= NEAREST:
            misses[match.measure].append(located)
    return tuple(
        _finding(measure.id, sorted(evidence[measure.id], key=_best_first), misses[measure.id])
        for measure in register.measures
    )


def status(evidence: Sequence[Match]) -> Status:
    """The status that these pieces of evidence for a measure make (see the rule above)."""
    if not evidence:
        return "not-found"
    if len(evidence) >= SEVERAL or max(match.score for match in evidence) >= STRONG:
        return "addressed"
    return "partly"


def _finding(measure: str, evidence: list[Located], misses: list[Located]) -> Finding:
    nearest = [] if evidence else sorted(misses, key=_best_first)[:MISSES]
    said = status([located.match for located in evidence])
    return Finding(measure, said, tuple(evidence), tuple(nearest))


def _best_first(located: Located) -> tuple[float, int, int]:
    return -located.match.score, located.document, located.match.passage.span.start

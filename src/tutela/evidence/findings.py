"""What the documents say about each measure.

The rule, for each measure: recommendations to others show that it is asked for, not that it is done, so that they alone
make it partly addressed at most. It is addressed where other evidence does what the measure asks (not only part of it)
and is STRONG, or where SEVERAL such passages stand apart from each other and one at least does what is asked. It is
partly addressed where there is evidence, but less; otherwise not found in these documents. What is unsure or contrary
never raises the status. Where nothing of all this was found, the nearest misses say where to look. docs/register.md
gives the same rule to readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutela.evidence.finding import Finding, Located, Status
from tutela.evidence.match import Match
from tutela.register.measures import Register

STRONG = 0.7
"""One passage of this score or more that does what is asked is enough."""

SEVERAL = 3
"""So many weaker pieces of evidence, in different passages, are enough together."""

MISSES, NEAREST = 3, 0.3
"""Nearest misses given, at most, and the score that they have at least."""


def findings(matches: Iterable[Located], register: Register) -> tuple[Finding, ...]:
    """The finding for each measure of the register, in its order, from all matches in all documents."""
    found: dict[str, list[Located]] = {measure.id: [] for measure in register.measures}
    for located in matches:
        if located.match.score >= NEAREST:
            found[located.match.measure].append(located)
    return tuple(_finding(measure.id, sorted(found[measure.id], key=_best_first)) for measure in register.measures)


def status(evidence: Sequence[Match]) -> Status:
    """The status that these pieces of evidence for a measure make (see the rule above)."""
    if not evidence:
        return "not-found"
    done = [match for match in evidence if match.grade != "recommendation"]
    whole = [match.score for match in done if match.direction == "does"]
    if whole and (max(whole) >= STRONG or len(done) >= SEVERAL):
        return "addressed"
    return "partly"


def _finding(measure: str, found: list[Located]) -> Finding:
    evidence = tuple(located for located in found if located.match.is_evidence)
    contrary = tuple(located for located in found if located.match.direction == "contrary")
    unsure = tuple(located for located in found if located.match.verdict == "unsure")
    nearest = () if evidence or contrary or unsure else tuple(found[:MISSES])
    said = status([located.match for located in evidence])
    return Finding(measure, said, evidence, nearest, unsure, contrary)


def _best_first(located: Located) -> tuple[float, int, int]:
    return -located.match.score, located.document, located.match.passage.span.start

"""Tutela's own rows: with what it learned from labelled passages, and as for a register that has none."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.left_out import left_out
from benchmarks.row import Passages, Ready, Row, Scores
from tutela.evidence.engine import ConceptScorer
from tutela.evidence.lines import match_lines
from tutela.evidence.match import Scorer
from tutela.register.measures import Register
from tutela.text.document import Passage, Span


def rows(register: Register) -> list[Row]:
    """Tutela with each document left out of what it learns, and Tutela without any label."""
    return [
        Row(
            name="Tutela, documents left out",
            learns=True,
            predict=lambda _: left_out(register),
            prepare=lambda _: ready(ConceptScorer(register)),
            explain=lambda _: explaining(ConceptScorer(register)),
            note="Concepts, queries and the measures' words, weighed as labelled passages teach: for each document "
            "those of all others, and passages of our own writing and labelling (`learning/`), which the other rows "
            "have not; `python -m learning` prints the same figures. Its speed is that of the weights in the package, "
            "learned from all documents",
        ),
        Row(
            name="Tutela, no label",
            learns=False,
            predict=lambda passages: predicted(ConceptScorer(register, labelled=False), register, passages),
            prepare=lambda _: ready(ConceptScorer(register, labelled=False)),
            explain=lambda _: explaining(ConceptScorer(register, labelled=False)),
            note="Concepts, queries and the measures' words alone: what a register of your own gets, of which no "
            "passage is labelled; its threshold is fixed",
        ),
    ]


def predicted(scorer: Scorer, register: Register, passages: Passages) -> Scores:
    """What this scorer answers through the same lines of JSON as ``tutela match``."""
    lines = (json.dumps({key: passage[key] for key in ("id", "lang", "text")}) for passage in passages)
    answers = map(json.loads, match_lines(lines, register, scorer=scorer))
    return {answer["id"]: {match["id"]: match["score"] for match in answer["measures"]} for answer in answers}


def ready(scorer: Scorer) -> Ready:
    """Matches with their scores, verdicts, grades and directions, from passages in memory."""

    def score(passages: Passages) -> None:
        for matches in scorer.matches(map(_passage, passages)):
            for match in matches:
                _ = match.verdict, match.grade, match.direction

    return score


def explaining(scorer: Scorer) -> Ready:
    """The same, and all reasons for and against looked at: they are worked out only then."""

    def score(passages: Passages) -> None:
        for matches in scorer.matches(map(_passage, passages)):
            for match in matches:
                _ = match.verdict, match.grade, match.direction, tuple(match.reasons), tuple(match.against)

    return score


def _passage(fields: dict[str, Any]) -> Passage:
    return Passage(fields["text"], Span(0, len(fields["text"])), language=fields["lang"])

"""What two sets of scores say differently about labelled passages, and how that is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from benchmarks.quality import Figures
from benchmarks.row import Passages, Scores
from tutela.evidence.match import EVIDENCE

What = Literal["won", "lost", "gone", "new"]
"""A label found now and not before, or the other way; a measure given without a label that is gone, or new."""

GOOD: tuple[What, ...] = ("won", "gone")


@dataclass(frozen=True, slots=True)
class Change:
    """A passage and a measure of which the scores say something else than before.

    ``strength`` is the label's; empty where there is none. ``silent`` says that the passage has no label at all.
    """

    what: What
    id: str
    document: str
    language: str
    measure: str
    strength: str
    silent: bool


def changes(passages: Passages, before: Scores, after: Scores) -> list[Change]:
    """All changes, in the order of the passages; those of one passage by the id of the measure."""
    found: list[Change] = []
    for passage in passages:
        labels = {label["id"]: label.get("strength", "") for label in passage["measures"]}
        was, now = _said(before, passage["id"]), _said(after, passage["id"])
        for measure in sorted(was ^ now):
            what = _what(measure in labels, measure in now)
            strength = labels.get(measure, "")
            found.append(
                Change(what, passage["id"], passage["doc"], passage["lang"], measure, strength, silent=not labels)
            )
    return found


def _what(labelled: bool, now: bool) -> What:
    if labelled:
        return "won" if now else "lost"
    return "new" if now else "gone"


def _said(scores: Scores, id: str) -> set[str]:
    return {measure for measure, score in scores.get(id, {}).items() if score >= EVIDENCE}


def told(found: Sequence[Change], before: Figures, after: Figures) -> str:
    """Lists, then sums by measure, then the figures side by side. No text of any passage."""
    of = {what: [change for change in found if change.what == what] for what in ("won", "lost", "gone", "new")}
    silent = {what: [change for change in of[what] if change.silent] for what in ("gone", "new")}
    beside = {what: [change for change in of[what] if not change.silent] for what in ("gone", "new")}
    parts = [
        _list("Labels won", of["won"]),
        _list("Labels lost", of["lost"]),
        _list("False alarms gone (in passages without any label)", silent["gone"]),
        _list("False alarms new (in passages without any label)", silent["new"]),
        _list("Wrong measures gone, in passages with other labels", beside["gone"]),
        _list("Wrong measures new, in passages with other labels", beside["new"]),
        "By measure, the most changed first (won, lost: labels; gone, new: measures given without a label)\n"
        + _columns(_sums(found)),
        "Figures of evaluate.py\n" + _columns(_side_by_side(before, after)),
    ]
    return "\n\n".join(["", *parts])


def _list(title: str, own: Sequence[Change]) -> str:
    rows = [[one.id, one.language, one.measure, one.strength, one.document] for one in own]
    return f"{title}: {len(own)}" + ("\n" + _columns(rows) if rows else "")


def _sums(found: Iterable[Change]) -> list[list[str]]:
    sums: dict[str, Counter[What]] = {}
    for change in found:
        sums.setdefault(change.measure, Counter())[change.what] += 1
    ranked = sorted(sums.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    all_of_them = sum((own for _, own in ranked), Counter[What]())
    return [
        ["measure", "won", "lost", "gone", "new", "better - worse"],
        *(_sum(measure, own) for measure, own in [*ranked, ("all", all_of_them)]),
    ]


def _sum(name: str, own: Counter[What]) -> list[str]:
    better = sum(count if what in GOOD else -count for what, count in own.items())
    return [name, *(str(own[what]) for what in ("won", "lost", "gone", "new")), f"{better:+}"]


def _side_by_side(before: Figures, after: Figures) -> list[list[str]]:
    rows = [["", "figure", "before", "after", "difference"]]
    for part, own in after.items():
        was: Mapping[str, float] = before.get(part, {})
        for figure, now in own.items():
            if figure in was and isinstance(now, float):  # passages and labels are counts, the same for both
                rows.append([part, figure, f"{was[figure]:.3f}", f"{now:.3f}", f"{now - was[figure]:+.3f}"])
    return rows


def _columns(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines, their cells below each other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(f"  {line.rstrip()}" for line in lines)

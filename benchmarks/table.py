"""The benchmark's table, as Markdown: what is printed is what stands in ``docs/benchmark.md``."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.peers import MINILM
from benchmarks.quality import Figures
from benchmarks.row import Missing, Row
from benchmarks.speed import CRAWLING, SAMPLE, SLOW, SMALL_SAMPLE, Speed, Streamed

QUALITY = {
    "F1": ("all", "f1"),
    "en": ("en", "f1"),
    "fr": ("fr", "f1"),
    "es": ("es", "f1"),
    "recall, full": ("all", "recall_full"),
    "document F1": ("all", "document_f1"),
    "MAP": ("all", "map"),
    "hit5": ("all", "hit5"),
    "false alarms": ("all", "false_alarms"),
}
"""Columns of quality, each with the place of its figure."""

ABSENT = "–"
WIDTH = 120


@dataclass(frozen=True, slots=True)
class Measured:
    """A row with its figures.

    ``figures`` is None where there are no labels, or for the reason that ``without`` gives; ``speed`` is None where
    there is none without labels. ``with_reasons`` is the speed with all reasons looked at, of those that have them.
    """

    row: Row
    figures: Figures | None
    speed: Speed | None
    without: str = ""
    with_reasons: Speed | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, on what and with what the figures were measured; ``versions`` by library."""

    date: str
    machine: str
    versions: dict[str, str]
    passages: int
    documents: int
    labels: int


def page(
    lines: Sequence[Measured | Missing], circumstances: Circumstances, streamed: Streamed | None, name: str
) -> str:
    """The whole page; ``name`` is the row of Tutela that it is about."""
    measured = [line for line in lines if isinstance(line, Measured)]
    parts = [
        "# Benchmark: Tutela beside other ways to find evidence",
        _paragraph("Written by `make bench`; do not edit by hand. " + _measured_on(circumstances)),
        table(lines),
        "## What the columns say",
        _COLUMNS if circumstances.labels else _paragraph(_NO_LABELS),
        "## Reading it",
        *_reading(measured, name),
        "## A register of your own",
        _paragraph(_OWN_REGISTER),
        "## Memory and speed of a stream",
        _paragraph(_stream(streamed)),
        "## How it was measured",
        _HOW,
        "\n".join(
            _item(f"**{line.name}**: {line.why}.") if isinstance(line, Missing) else _item(_described(line.row))
            for line in lines
        ),
        _paragraph(
            f"Versions: {', '.join(f'{library} {version}' for library, version in circumstances.versions.items())}."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def table(lines: Sequence[Measured | Missing]) -> str:
    """The table alone: one line for each row, in this order, missing ones with the reason."""
    head = ["row", "learns", *QUALITY, "passages/s"]
    rows = [head, ["---", "---", *["---:"] * (len(head) - 2)]]
    for line in lines:
        if isinstance(line, Missing):
            rows.append([f"{line.name}: {line.why}", *[ABSENT] * (len(head) - 1)])
        else:
            name = f"{line.row.name}: {line.without}" if line.without else line.row.name
            rows.append([name, "yes" if line.row.learns else "no", *_quality(line.figures), _speed(line)])
    return "\n".join(f"| {' | '.join(cells)} |" for cells in rows)


def _quality(figures: Figures | None) -> list[str]:
    if figures is None:
        return [ABSENT] * len(QUALITY)
    return [
        f"{figures[part][figure]:.3f}" if part in figures else ABSENT  # a language may have no passage
        for part, figure in QUALITY.values()
    ]


def _speed(measured: Measured) -> str:
    if measured.speed is None:
        return ABSENT
    rate = measured.speed.passages_a_second
    return f"{rate:,.0f}" + (" (one run)" if measured.speed.rounds == 1 else "")


def _measured_on(circumstances: Circumstances) -> str:
    what = f"{circumstances.passages:,} passages of {circumstances.documents:,} documents"
    if circumstances.labels:
        what += f", with {circumstances.labels:,} labels"
    else:
        what = f"the sample documents ({what}), as the labelled passages are absent: speed alone"
    return f"Measured on {circumstances.date}, on {circumstances.machine}, on {what}."


_NO_LABELS = (
    "Without labelled passages there is no quality to measure: those columns are empty, and who must learn from "
)
_NO_LABELS += "labels could not be run."

_COLUMNS = """\
- **learns**: whether labels taught it more than one threshold.
- **F1**: over pairs of passage and measure, at the score from which it says "evidence"; precision and recall in one
  figure. **en**, **fr**, **es**: the same for the passages of one language.
- **recall, full**: the share of the labels of full strength that it found.
- **document F1**: over pairs of document and measure: is the measure evidenced anywhere in the document?
- **MAP**: how far up the true passages stand when all are ranked for a measure (mean average precision).
- **hit5**: the share of measures with a true passage among the five ranked highest.
- **false alarms**: the share of passages without any label that were given a measure. Less is better.
- **passages/s**: passages scored in a second by one process, everything loaded and learned before. Tutela's scores come
  with verdict, grade and direction; its reasons are worked out when somebody looks at them (figures below)."""

_OWN_REGISTER = (
    "Weights are learned for the measures of the register that comes with Tutela. For a register of your own, with "
    "measures of which no passage is labelled, concepts, queries and the measures' words decide alone. The row "
    '"Tutela, no label" measures that: all labels are hidden, and all that was learned from them. It has the concepts '
    "and queries of this register; what yours reaches depends on how well its own are written."
)

_HOW = f"""\
- All rows have the same passages. For French and Spanish passages they have the French and Spanish wording of the
  measures. The register is the one in this repository.
- Quality is what `evaluate.py` beside the labelled passages says, run as a program.
- Documents are kept apart: whatever is learned, be it only the threshold, is learned without the document that it is
  measured on, and without those that give the same text in another language or once more (`benchmarks/folds.py`).
- Whoever has no fixed threshold has one for all measures (embeddings: one for each language): for each document the
  one with the best F1 on all the others. Word frequencies (idf) are those of all passages, as no label is needed for
  them.
- Speed was measured in the same run: median of five rounds over all passages, or one round over
  {SAMPLE} passages for those slower than {SLOW} a second and over {SMALL_SAMPLE} for those slower than {CRAWLING} ("one
  run")."""


def _reading(measured: Sequence[Measured], name: str) -> list[str]:
    own = next((line for line in measured if line.row.name == name), None)
    peers = [line for line in measured if not line.row.name.startswith("Tutela")]
    said: list[str] = []
    if own and own.figures and any(peer.figures for peer in peers):
        said.append(_of_quality(own, peers))
    if own and own.speed:
        said.append(_of_speed(own, peers))
    return [_paragraph(text) for text in said] or [_paragraph("There is nothing to compare in this run.")]


def _of_quality(own: Measured, peers: Sequence[Measured]) -> str:
    ranked = sorted(((_f1(peer), peer) for peer in peers if peer.figures), key=lambda pair: -pair[0])
    best_f1, best = ranked[0]
    figures = own.figures or {}
    place = "ahead of" if _f1(own) > best_f1 else "behind"
    return (
        f'Two careful readers agree with each other at about F1 0.86. "{own.row.name}" reaches {_f1(own):.2f}, {place} '
        f"the best of the others, {best.row.name}, with {best_f1:.2f}; the weakest, {ranked[-1][1].row.name}, has "
        f"{ranked[-1][0]:.2f}. Of ten passages that say all of what a measure asks it finds "
        f"{10 * figures['all']['recall_full']:.1f}, and of ten passages that answer nothing it shows "
        f"{10 * figures['all']['false_alarms']:.1f} all the same: a reader still decides. Differences below about "
        "0.015 are noise."
    )


def _f1(measured: Measured) -> float:
    return measured.figures["all"]["f1"] if measured.figures else 0.0


def _of_speed(own: Measured, peers: Sequence[Measured]) -> str:
    rate = own.speed.passages_a_second if own.speed else 0.0
    text = (
        f'"{own.row.name}" gives {rate:,.0f} passages a second their matches with score, verdict, grade and direction: '
        f"{1000 / rate:.2f} seconds for a report of 100 pages (about 1,000 passages). "
    )
    if own.with_reasons:
        text += (
            "Reasons are worked out when somebody looks at them; with all of them looked at it is "
            f"{own.with_reasons.passages_a_second:,.0f} passages a second. "
        )
    for peer in peers:
        if peer.row.name == MINILM and peer.speed:
            ratio = rate / peer.speed.passages_a_second
            return f"{text}Without them it has {ratio:,.0f} times the speed of the MiniLM row."
    return f"{text}The MiniLM row is missing, so there is no ratio to it."


def _stream(streamed: Streamed | None) -> str:
    if streamed is None:
        return "Not measured in this run."
    return (
        f"{streamed.passages:,} passages (the same ones again and again, with other ids) through `tutela match`, from "
        f"a file and back as lines of JSON with all their reasons: {streamed.peak_mb:,.0f} MB of memory at the most, "
        f"{streamed.seconds:.0f} seconds, {streamed.passages / streamed.seconds:,.0f} passages a second with the "
        "program's start and all JSON."
    )


def _described(row: Row) -> str:
    return f"**{row.name}**: {row.note[0].lower()}{row.note[1:]}." if row.note else f"**{row.name}**."


def _item(text: str) -> str:
    return textwrap.fill(f"- {text}", WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)

"""What is usual in a document: sizes of letters, distances of lines, edges of columns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from tutela.text.pdf_layout import Flow
from tutela.text.pdf_lines import Line

_SAMPLE = 30  # flows, spread over the document, tell what is usual in it


@dataclass(slots=True)
class Measures:
    """What is usual in a document; lengths in points.

    ``size`` is that of the letters of its text, ``is_bold`` whether most of it is bold, ``has_indents`` whether most
    paragraphs begin with an indent. ``leadings`` are the distances from line to line by the size of the letters,
    ``rights`` the right edges of columns by their left edge in tens of points.
    """

    size: float = 10.0
    is_bold: bool = False
    has_indents: bool = False
    leadings: dict[int, float] = field(default_factory=dict)
    rights: dict[int, float] = field(default_factory=dict)

    def right(self, left: float, default: float) -> float:
        """The right edge of columns that begin at ``left``, or near it."""
        usual = self.rights.get(round(left / 10))
        return usual or max((right for at, right in self.rights.items() if abs(10 * at - left) < 60), default=default)

    def leading(self, size: float) -> float:
        """The usual distance from line to line in letters of a size."""
        return self.leadings.get(round(size), 1.35 * size)


def measure(flows: list[Flow]) -> Measures:
    """What is usual in a document's flows. Indents are not looked at: they belong to paragraphs."""
    sizes: Counter[float] = Counter()
    bold = 0
    steps: dict[int, Counter[float]] = {}
    rights: dict[int, list[float]] = {}
    for flow in flows[:: 1 + len(flows) // _SAMPLE]:
        before: Line | None = None
        for line in flow.lines:
            sizes[round(line.size * 4) / 4] += len(line.text)
            if line.bold and line.bold_end:
                bold += len(line.text)
            if before and abs(line.size - before.size) < 0.05 * line.size:
                step = line.y - before.y
                if 0.9 * line.size < step < 2.4 * line.size:
                    steps.setdefault(round(line.size), Counter())[round(step * 4) / 4] += 1
            before = line
        if len(flow.lines) > 12:
            left, right = edges(flow.lines)
            rights.setdefault(round(left / 10), []).append(right)
    measures = Measures()
    if sizes:
        measures.size = sizes.most_common(1)[0][0]
        measures.is_bold = bold > 0.6 * sizes.total()
    measures.leadings = {size: _closest_usual(counts) for size, counts in steps.items()}
    measures.rights = {left: median(values) for left, values in rights.items()}
    return measures


def _closest_usual(counts: Counter[float]) -> float:
    """The smallest distance that is usual: a fifth of all, its neighbours counted in."""
    for step in sorted(counts):
        if sum(counts.get(step + near / 4, 0) for near in (-1, 0, 1)) >= 0.2 * counts.total():
            return step
    return counts.most_common(1)[0][0]


def edges(lines: list[Line]) -> tuple[float, float]:
    """The left and right edge of a column of lines, single lines beyond them left out of account."""
    lefts = sorted([line.left for line in lines])
    rights = sorted([line.right for line in lines])
    few = len(lines) // 25
    return lefts[few], rights[-1 - few]


def is_central(line: Line, left: float, right: float) -> bool:
    """Whether a line leaves as much of its column free on the left as on the right."""
    return abs(line.left - left - (right - line.right)) < 0.04 * (right - left) + 2

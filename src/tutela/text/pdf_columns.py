"""Columns and tables: a page on which lines stand side by side, cut into what is read one after the other.

The page is cut at the lines and rules that run across it, and each stretch between them at the gutters that no line
crosses. What comes out is columns of running text, or the cells of a table, which are read row by row. The two look
alike; a table has short cells on common feet, rows that begin together, or rules across its gutters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from tutela.text.numbering import opens_unit
from tutela.text.pdf_lines import Line, Page
from tutela.text.pdf_rules import Rule

_ACROSS = 0.62  # of the width of the page's text: a line so wide runs across the columns
_SAME_ROW = 0.55  # of the letters' height
_SAME_FOOT = 0.4
_BESIDE = 0.75
_LARGE_GAP = 2.6  # in letter heights: no column goes on over such a gap in all columns
_HIGHEST_ROW = 0.25  # of the page
_DOUBLE = 6.0  # points: two rules so near are one
_ENOUGH_LINES = 8  # of a column of running text
_LEAST_WORDS = 60
_FREQUENT = 10
_SHARED = 3
"""Of the most frequent words of two columns, at most so many are the same where their languages differ."""


@dataclass(slots=True)
class Flow:
    """Lines that are read one after the other, from top to bottom. ``column`` counts from 0 where several stand side
    by side, and is -1 elsewhere; ``is_parallel`` tells that the other column says the same in another language, so
    that this one goes on in the same column of the next page."""

    lines: list[Line]
    column: int = -1
    is_parallel: bool = False

    @property
    def strand(self) -> int:
        """Which of two parallel texts it belongs to, -1 where there is one text."""
        return self.column if self.is_parallel else -1


@dataclass(slots=True)
class Table:
    """Rows of cells, each cell the lines in it."""

    rows: list[list[list[str]]]


@dataclass(slots=True)
class Gutters:
    """Where the gutters between columns of text were found in a document: x in points; ``parallel`` are those between
    two languages."""

    columns: list[float] = field(default_factory=list)
    parallel: list[float] = field(default_factory=list)

    def between(self, lines: list[Line]) -> list[float]:
        """The known gutters that have lines on both sides and are crossed by none."""
        found: list[float] = []
        for x in sorted((*self.columns, *self.parallel)):
            sides = {line.left >= x - 2 for line in lines if line.left >= x - 2 or line.right <= x + 2}
            is_crossed = any(line.left < x - 2 and line.right > x + 2 for line in lines)
            if len(sides) == 2 and not is_crossed and (not found or x - found[-1] > 5):
                found.append(x)
        return found


@dataclass(slots=True)
class Cutting:
    """A page while it is cut. ``gutters`` are those of the pages before it; its own are added."""

    page: Page
    gutters: Gutters
    found: list[Flow | Table] = field(default_factory=list)

    def parts(self, lines: list[Line], beside: set[int]) -> list[Flow | Table]:
        """The parts in reading order. ``lines`` are sorted by height; ``beside`` are the indices of those that have
        another at their side."""
        extent = max(line.right for line in lines) - min(line.left for line in lines)
        known = self.gutters.between(lines)
        grids = _grids(self.page, lines)
        cuts = [rule.y for rule in self.page.rules if rule.right - rule.left > _ACROSS * extent]
        run: list[Line] = []
        has_neighbours = False
        grid: list[Rule] | None = None
        for at, line in enumerate(lines):
            is_across = at not in beside and line.width > _ACROSS * extent and not known
            own_grid = next((grid for grid in grids if _holds(grid, line)), None)
            is_cut = own_grid is not grid or (own_grid is None and _is_between(cuts, run, line))
            is_apart = bool(run) and line.y - run[-1].y > _LARGE_GAP * max(line.size, run[-1].size)
            if is_cut or (own_grid is None and (is_across or is_apart)):
                self._take_run(run, has_neighbours, grid)
                run, has_neighbours = [], False
            grid = own_grid
            if is_across and own_grid is None:
                self._take_lines([line])
            else:
                run.append(line)
                has_neighbours = has_neighbours or at in beside
        self._take_run(run, has_neighbours, grid)
        return self.found

    def _take_lines(self, lines: list[Line]) -> None:
        """Go on with the flow that runs across the page."""
        last = self.found[-1] if self.found else None
        if isinstance(last, Flow) and last.column < 0:
            last.lines += lines
        else:
            self.found.append(Flow(lines))

    def _take_run(self, run: list[Line], has_neighbours: bool, grid: list[Rule] | None) -> None:
        """Add the lines between two that run across the page, or those within the rules of a table."""
        if not run:
            return
        gutters = (_gutters(run) or self.gutters.between(run)) if has_neighbours else []
        if not gutters:
            self._take_rows(run)
            return
        if grid is not None and not _is_parallel(_columns(run, gutters)):
            self.found.append(Table(_grid_rows(_columns(run, gutters), [rule.y for rule in grid])))
            return
        band: list[Line] = []
        for line in run:
            if any(line.left < x - 2 and line.right > x + 2 for x in gutters):
                self._take_band(band, gutters)
                band = []
                self._take_lines([line])
            else:
                band.append(line)
        self._take_band(band, gutters)

    def _take_band(self, band: list[Line], gutters: list[float]) -> None:
        """Add lines that stand in columns: one column after the other, or row by row."""
        columns = _columns(band, gutters)
        filled = [column for column in columns if column]
        if not filled:
            return
        if len(filled) == 1:
            self.found.append(Flow(band, columns.index(band)))
            return
        is_parallel = _is_parallel(filled) or _are_known(gutters, self.gutters.parallel)
        is_text = is_parallel or _are_known(gutters, self.gutters.columns)
        starts = [] if is_text else _row_starts(filled)
        if starts:
            self.found.append(Table(_rows(columns, [y - 3 for y in starts])))
            return
        if min(map(len, filled)) >= _ENOUGH_LINES:
            (self.gutters.parallel if is_parallel else self.gutters.columns).extend(gutters)
        self.found += [Flow(column, at, is_parallel) for at, column in enumerate(columns) if column]

    def _take_rows(self, lines: list[Line]) -> None:
        """Add lines without gutters: from top to bottom; three and more rows of several cells one below the other are
        rows of a table, single ones are lines with a wide gap."""
        size = median(line.size for line in lines)
        rows: list[list[Line]] = []
        for line in lines:
            if rows and line.y - rows[-1][0].y < _SAME_ROW * size:
                rows[-1].append(line)
            else:
                rows.append([line])
        at = 0
        while at < len(rows):
            end = at
            while end < len(rows) and len(rows[end]) > 1:
                end += 1
            if end - at >= 3:
                self.found.append(Table([[[line.text] for line in sorted(row, key=_left)] for row in rows[at:end]]))
            else:
                end = max(end, at + 1)
                for row in rows[at:end]:
                    self._take_lines(sorted(row, key=_left))
            at = end


def _left(line: Line) -> float:
    return line.left


def _are_known(gutters: list[float], known: list[float]) -> bool:
    """Whether gutters were found on an earlier page."""
    return all(any(abs(x - other) < 5 for other in known) for x in gutters)


def _holds(grid: list[Rule], line: Line) -> bool:
    """Whether a line stands between the rules of a table."""
    top, bottom = grid[0], grid[-1]
    return top.y < line.y < bottom.y and top.left - 3 < line.left and line.right < top.right + 3


def _is_between(cuts: list[float], run: list[Line], line: Line) -> bool:
    """Whether a rule across the page parts a line from those before it."""
    return bool(run) and any(run[-1].y < y < line.y for y in cuts)


def _grids(page: Page, lines: list[Line]) -> list[list[Rule]]:
    """The rules of tables: three and more of the same ends, one not far below the other, with columns between them."""
    grids: list[list[Rule]] = []
    for rule in page.rules:
        for grid in grids:
            last = grid[-1]
            is_same = abs(last.left - rule.left) < 3 and abs(last.right - rule.right) < 3
            if is_same and rule.y - last.y < _HIGHEST_ROW * page.height:
                if rule.y - last.y > _DOUBLE:
                    grid.append(rule)
                break
        else:
            grids.append([rule])
    return [grid for grid in grids if len(grid) > 2 and _gutters([line for line in lines if _holds(grid, line)])]


def _columns(lines: list[Line], gutters: list[float]) -> list[list[Line]]:
    """Lines parted at gutters, from left to right."""
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        columns[sum(line.left >= x - 2 for x in gutters)].append(line)
    return columns


def _gutters(lines: list[Line]) -> list[float]:
    """Where columns end: places that hardly any line crosses, with lines side by side of them."""
    tolerated = 0 if len(lines) < 8 else max(1, int(0.08 * len(lines)))
    edges = sorted([(line.left + 1, 1) for line in lines] + [(line.right - 1, -1) for line in lines])
    covering, gutters = 0, []
    start: float | None = None
    for x, step in edges:
        covering += step
        if covering <= tolerated and start is None:
            start = x
        elif covering > tolerated and start is not None:
            if x - start > 3 and _divides(lines, x - 1):
                gutters.append(x - 1)
            start = None
    return gutters


def _divides(lines: list[Line], x: float) -> bool:
    """Whether lines stand side by side of a place, on two heights at least."""
    after = sorted(line.y for line in lines if line.left >= x - 2)
    rows = 0
    for line in lines:
        if line.right <= x + 2:
            reach = _BESIDE * line.size
            near = bisect_left(after, line.y - reach)
            if near < len(after) and after[near] < line.y + reach:
                rows += 1
    return rows >= 2


def _is_parallel(columns: list[list[Line]]) -> bool:
    """Whether two columns are in two languages, as in a gazette that prints a law twice: hardly any of the frequent
    words of one are frequent in the other."""
    if len(columns) != 2:
        return False
    frequent = []
    for column in columns:
        words = Counter(word for line in column for word in line.text.lower().split() if word.isalpha())
        if words.total() < _LEAST_WORDS:
            return False
        frequent.append({word for word, _ in words.most_common(_FREQUENT)})
    return len(frequent[0] & frequent[1]) <= _SHARED


# Tables


def _row_starts(columns: list[list[Line]]) -> list[float]:
    """The heights at which the rows of a table begin, nothing where the columns are running text."""
    lines = [line for column in columns for line in column]
    size = median(line.size for line in lines)
    if min(map(len, columns)) < 3:
        is_table = not columns[-1][0].text[0].islower()  # else the second column goes on where the first one stops
    else:
        is_table = _is_short(columns) and _share_aligned(columns, size) > 0.6
    return _starts_by_gaps(columns, size) if is_table else _starts_in_step(columns, size)


def _distinct(heights: Iterable[float], tolerance: float) -> list[float]:
    found: list[float] = []
    for y in sorted(heights):
        if not found or y - found[-1] > tolerance:
            found.append(y)
    return found


def _is_short(columns: list[list[Line]]) -> bool:
    """Whether the lines of a column mostly end before it does, as cells do and running text does not."""
    for column in columns:
        width = max(line.right for line in column) - min(line.left for line in column)
        if median(line.width for line in column) < 0.7 * width or median(len(line.text) for line in column) < 14:
            return True
    return False


def _stands_at(column: list[Line], y: float, size: float) -> bool:
    """Whether a line of a column stands on a foot."""
    return any(abs(line.y - y) < _SAME_FOOT * size for line in column)


def _share_aligned(columns: list[list[Line]], size: float) -> float:
    """The share of lines of the shortest column that have a line on their foot in another."""
    least = min(columns, key=len)
    others = [line for column in columns if column is not least for line in column]
    return sum(_stands_at(others, line.y, size) for line in least) / len(least)


def _starts_by_gaps(columns: list[list[Line]], size: float) -> list[float]:
    """Rows begin after wider gaps, and after lines that only one cell has; where all gaps are alike, at each line of
    the first column."""
    heights = _distinct((line.y for column in columns for line in column), _SAME_FOOT * size)
    gaps = [below - above for above, below in pairwise(heights)]
    if not gaps or max(gaps) - min(gaps) <= 0.4 * size:
        goes_on = [line for line in columns[0] if line.text[0].islower()]
        others = [line for column in columns[1:] for line in column]
        return heights[:1] + [
            y
            for y in heights[1:]
            if _stands_at(columns[0], y, size) and (_stands_at(others, y, size) or not _stands_at(goes_on, y, size))
        ]
    least = min((gap for gap in gaps if gap > 0.9 * size), default=size) + 0.3 * size
    filled = [sum(_stands_at(column, y, size) for column in columns) for y in heights]
    wraps = [before == 1 < now for before, now in pairwise(filled)]
    return heights[:1] + [y for y, gap, wrap in zip(heights[1:], gaps, wraps, strict=True) if gap > least or wrap]


def _starts_in_step(columns: list[list[Line]], size: float) -> list[float]:
    """Where paragraphs of all columns begin at the same heights again and again: rows of long cells."""
    starts = []
    for column in columns:
        gaps = [below.y - above.y for above, below in pairwise(column)]
        least = min(gaps, default=0.0) + 0.3 * size
        starts.append([line.y for line, gap in zip(column[1:], gaps, strict=True) if gap > least])
    fewest = min(starts, key=len)
    if sum(opens_unit(line.text) for line in columns[-1] if line.y in starts[-1]) > 0.5 * len(starts[-1]):
        return []  # the last column has numbered paragraphs of its own
    tolerance = _SAME_FOOT * size
    shared = [y for y in fewest if all(any(abs(y - other) < tolerance for other in others) for others in starts)]
    if len(shared) >= 2 and len(shared) >= 0.75 * max(map(len, starts)):
        return [min(column[0].y for column in columns), *shared]
    return []


def _grid_rows(columns: list[list[Line]], rules: list[float]) -> list[list[list[str]]]:
    """The rows between the rules of a table; several where, between two rules, a full row follows a line that only
    one cell has."""
    rows = []
    for top, bottom in pairwise(rules):
        inner = [[line for line in column if top <= line.y < bottom] for column in columns]
        lines = [line for column in inner for line in column]
        if not lines:
            continue
        size = median(line.size for line in lines)
        heights = _distinct((line.y for line in lines), _SAME_FOOT * size)
        filled = [sum(_stands_at(column, y, size) for column in inner) for y in heights]
        wraps = [before == 1 < now == len(columns) for before, now in pairwise(filled)]
        cuts = [y - 3 for y, wrap in zip(heights[1:], wraps, strict=True) if wrap]
        rows += _rows(inner, [heights[0] - 3, *cuts])
    return rows


def _rows(columns: list[list[Line]], cuts: list[float]) -> list[list[list[str]]]:
    """The cells of a table, row by row, each the lines in it; empty cells are left out. ``cuts`` are the heights
    above the rows."""
    rows = []
    for top, bottom in pairwise([*cuts, float("inf")]):
        cells = [[line.text for line in column if top <= line.y < bottom] for column in columns]
        if any(cells):
            rows.append([cell for cell in cells if cell])
    return rows

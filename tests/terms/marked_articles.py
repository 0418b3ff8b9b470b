"""Articles with their expected findings marked, and how well findings agree with the marks.

[[child pornography|child-pornography]]           must be reported by this rule; a/b: by one of these
{{child pornography|child-pornography|title}}     stands in an exception of this kind: must not be reported
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tutela.terms.finding import Finding

ARTICLES = Path(__file__).with_name("articles")
UNSEEN = Path(__file__).with_name("unseen")
"""Articles written after the rules were last mended, and by which none was mended."""

_MARK = re.compile(
    r"\[\[(?P<reported>[^\]|]+)\|(?P<by>[\w/-]+)\]\]"
    r"|\{\{(?P<spared>[^}|]+)\|(?P<of>[\w/-]+)\|(?P<kind>\w+)\}\}"
)


class Mark(NamedTuple):
    """A place of an article: the rules that may find it, and the kind of its exception ("" where it is reported)."""

    start: int
    end: int
    rules: frozenset[str]
    kind: str = ""


@dataclass
class Article:
    """A text without its marks."""

    name: str
    language: str
    text: str
    marks: list[Mark] = field(default_factory=list)

    def expected(self) -> list[Mark]:
        """The places that must be reported."""
        return [mark for mark in self.marks if not mark.kind]

    def spared(self) -> list[Mark]:
        """The places that an exception covers."""
        return [mark for mark in self.marks if mark.kind]


@dataclass
class Score:
    """What was found of what was expected."""

    right: int = 0
    found: int = 0
    met: int = 0
    expected: int = 0

    @property
    def precision(self) -> float:
        """The share of what was reported that was expected."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was reported."""
        return self.met / self.expected if self.expected else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.found + other.found, self.met + other.met, self.expected + other.expected
        )


def read_articles(folder: Path = ARTICLES) -> list[Article]:
    """All articles of a folder, without their marks."""
    return [_article(path) for path in sorted(folder.glob("*.md"))]


def _article(path: Path) -> Article:
    article = Article(path.stem, path.stem[:2], "")
    marked, last = path.read_text("utf-8"), 0
    for match in _MARK.finditer(marked):
        article.text += marked[last : match.start()]
        words = match["reported"] or match["spared"]
        rules = frozenset((match["by"] or match["of"]).split("/"))
        article.marks.append(Mark(len(article.text), len(article.text) + len(words), rules, match["kind"] or ""))
        article.text += words
        last = match.end()
    article.text += marked[last:]
    if stray := re.search(r"\[\[|\]\]|\{\{|\}\}", article.text):
        raise ValueError(f"{path.name} has a broken mark: {article.text[stray.start() - 20 : stray.end() + 30]!r}")
    return article


def agrees(finding: Finding, mark: Mark) -> bool:
    """Whether a finding is the marked one: one of its rules, in the same place."""
    return finding.rule.id in mark.rules and finding.start < mark.end and mark.start < finding.end


def score(expected: Sequence[Mark], reported: Iterable[Finding]) -> Score:
    """How well what is reported agrees with what was expected."""
    reported = list(reported)
    right = sum(any(agrees(finding, mark) for mark in expected) for finding in reported)
    met = sum(any(agrees(finding, mark) for finding in reported) for mark in expected)
    return Score(right, len(reported), met, len(expected))

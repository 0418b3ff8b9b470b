"""Megabytes a second of the terminology checker beside one compiled regular expression of the same terms.

Both see the joined text of the documents of ``../shared/corpus`` in the language, read once. The expression is that of
all forms, one after the other with ``|``, over text folded beforehand; where it is slow it is measured on the beginning
of the text, and the row says so. It says only where something stands, not by which rule: what it leaves out is not
counted against the checker. Seconds are those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tutela.terms.checking import check_terms
from tutela.terms.expression import read_expression
from tutela.terms.folding import folded
from tutela.terms.loading import LANGUAGES, load_rules, matcher
from tutela.text.notices import UnreadableError
from tutela.text.reading import read_document

CORPUS = Path("../shared/corpus")
ROUNDS = 5
SECONDS = 10.0
"""What takes longer than this on the whole text is measured on as much of it as it does in that time."""

SAMPLES = (20_000, 50_000, 100_000, 200_000)


class Rate(NamedTuple):
    """Megabytes a second: the median of so many rounds over so many characters."""

    megabytes: float
    rounds: int
    characters: int
    found: int


class Row(NamedTuple):
    """What was measured in one language, on its own text."""

    language: str
    characters: int
    find: Rate
    check: Rate
    expression: Rate


@cache
def texts() -> dict[str, str]:
    """The joined text of the corpus by language: of each document in the language of most of its passages."""
    joined: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for path in sorted(CORPUS.rglob("*")):
        if not path.is_file() or path.suffix in (".tsv", ".xsd", ".md"):
            continue
        try:
            document = read_document(path, ocr=False)
        except UnreadableError:
            continue
        if document.language in joined:
            joined[document.language].append(document.text)
    return {language: "\n\n".join(parts) for language, parts in joined.items()}


def one_expression(language: str) -> re.Pattern[str]:
    """All forms of the rules of a language as one expression."""
    forms = dict.fromkeys(form for rule in load_rules(language) for form in rule.forms)
    return re.compile("|".join(f"(?:{read_expression(form).pattern.pattern})" for form in forms))


def rate(work: Callable[[str], int], text: str) -> Rate:
    """How fast, warm: what is loaded or compiled with the first words is not counted."""
    work(text[:5_000])
    for size in SAMPLES:
        seconds, _ = _timed(work, text[:size])
        if seconds * len(text) / size > SECONDS:
            return _rate(work, text[:size], 1 if seconds > 3 else 3)
        if size >= len(text):
            break
    work(text)
    return _rate(work, text, ROUNDS)


def _rate(work: Callable[[str], int], text: str, rounds: int) -> Rate:
    timed = [_timed(work, text) for _ in range(rounds)]
    return Rate(_megabytes(text) / statistics.median(seconds for seconds, _ in timed), rounds, len(text), timed[0][1])


def _timed(work: Callable[[str], int], text: str) -> tuple[float, int]:
    begun = time.process_time()
    found = work(text)
    return time.process_time() - begun, found


def _megabytes(text: str) -> float:
    return len(text.encode("utf-8")) / 1_000_000


def measure_language(language: str) -> Row:
    """The checker and the one expression, on the same text in the same run."""
    text = texts()[language]
    expression = one_expression(language)
    find = rate(lambda part: len(matcher(language).find(part)), text)
    check = rate(lambda part: len(check_terms(part, language)), text)
    single = rate(lambda part: sum(1 for _ in expression.finditer(folded(part).text)), text)
    return Row(language, len(text), find, check, single)


def measure() -> list[Row]:
    """Measure all languages, and print the rows."""
    print(
        "Terminology: MB a second of processor time (medians), beside one expression of the same forms in the same run"
    )
    print(f"{'':4} {'characters':>10} {'find':>7} {'check':>7} {'expression':>11}  {'faster':>7}")
    rows = []
    for language in LANGUAGES:
        row = measure_language(language)
        rows.append(row)
        faster = row.check.megabytes / row.expression.megabytes
        seen = row.expression.characters
        said = "" if seen == row.characters else f"  (expression: first {seen})"
        print(
            f"{language:4} {row.characters:10} {row.find.megabytes:7.2f} {row.check.megabytes:7.2f}"
            f" {row.expression.megabytes:11.4f} {faster:7.0f}x  {row.check.found} findings{said}",
            flush=True,
        )
    return rows


if __name__ == "__main__":
    sys.exit(not all(row.check.megabytes >= row.expression.megabytes for row in measure()))

"""Hand-made articles of four kinds in three languages: what is reported, and what exceptions cover."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest
from tests.terms.marked_articles import UNSEEN, Article, Score, agrees, read_articles, score

from tutela.terms.checking import check_terms
from tutela.terms.finding import Finding
from tutela.terms.loading import LANGUAGES

LEAST = 0.95
LEAST_UNSEEN = 0.9


@cache
def checked() -> tuple[tuple[Article, tuple[Finding, ...]], ...]:
    return tuple((article, tuple(check_terms(article.text, article.language))) for article in read_articles())


def scores() -> dict[str, Score]:
    found: dict[str, Score] = defaultdict(Score)
    for article, findings in checked():
        one = score(article.expected(), (finding for finding in findings if finding.is_reported))
        for name in (article.name, article.language, "all"):
            found[name] += one
    return found


def test_every_kind_of_text_is_there_in_every_language() -> None:
    names = {article.name for article, _ in checked()}
    assert names == {f"{one}-{kind}" for one in LANGUAGES for kind in ("news", "law", "report", "catalogue")}
    kinds = {mark.kind for article, _ in checked() for mark in article.spared()}
    assert kinds == {"title", "quotation", "reference", "offence", "mention", "comment"}


@pytest.mark.parametrize("name", ["all", *LANGUAGES])
def test_what_is_reported_is_what_was_marked(name: str) -> None:
    found = scores()
    print(f"\n{'':14} precision  recall  reported  expected")
    for key, one in sorted(found.items(), key=lambda item: (item[0] != "all", len(item[0]), item[0])):
        print(f"{key:14} {one.precision:9.3f} {one.recall:7.3f} {one.found:9} {one.expected:9}")
    assert found[name].precision >= LEAST, "\n".join(wrong(name))
    assert found[name].recall >= LEAST, "\n".join(wrong(name))


def test_articles_by_which_no_rule_was_mended() -> None:
    found = Score()
    for article in read_articles(UNSEEN):
        reported = [one for one in check_terms(article.text, article.language) if one.is_reported]
        found += score(article.expected(), reported)
    print(f"\nunseen: precision {found.precision:.3f}, recall {found.recall:.3f} of {found.expected}")
    assert found.precision >= LEAST
    assert found.recall >= LEAST_UNSEEN


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_exception_covers_is_shown_as_such(language: str) -> None:
    """Of the marked exceptions, those whose term a rule finds at all: in a quotation of two words a rule that needs a
    child in the same sentence finds nothing, and nothing has to be explained."""
    right, wrong_kind, silent = 0, [], []
    for article, findings in checked():
        for mark in article.spared() if article.language == language else ():
            found = [finding for finding in findings if agrees(finding, mark)]
            kinds = [finding.exemption.kind.value if finding.exemption else "reported" for finding in found]
            words = f"{article.name}: {article.text[mark.start : mark.end]!r} {mark.kind} {kinds}"
            if not found:
                silent.append(words)
            elif kinds == [mark.kind] * len(kinds):
                right += 1
            else:
                wrong_kind.append(words)
    print(
        f"\n{language}: {right} exceptions of the marked kind, {len(wrong_kind)} not, {len(silent)} without a finding"
    )
    print(*wrong_kind, *silent, sep="\n")
    assert right / (right + len(wrong_kind)) >= LEAST, "\n".join(wrong_kind)


def wrong(name: str) -> list[str]:
    """What was reported without a mark, and what was marked and not reported."""
    lines = []
    for article, findings in checked():
        if name not in ("all", article.language):
            continue
        reported = [finding for finding in findings if finding.is_reported]
        for finding in reported:
            if not any(agrees(finding, mark) for mark in article.expected()):
                around = article.text[max(0, finding.start - 40) : finding.end + 40].replace("\n", " ")
                lines.append(f"{article.name}: not expected: {finding.rule.id}: {finding.words!r} in {around!r}")
        for mark in article.expected():
            if not any(agrees(finding, mark) for finding in reported):
                lines.append(
                    f"{article.name}: not reported: {sorted(mark.rules)}: {article.text[mark.start : mark.end]!r}"
                )
    return lines

"""Inline comments, the order of reasons, and texts with very many terms or very long ones."""

import cProfile
from collections.abc import Callable
from itertools import product

import pytest
from tests.terms.marked import hits_of, kinds

from tutela.terms.exceptions import exemptions
from tutela.terms.settings import NO_SETTINGS, Settings

C = "{{child pornography}}"
M = "{{minor|minors}}"
COMMENTS = [
    (f"{C}\n<!-- tutela-terms: off -->\n{C}\n<!-- tutela-terms: on -->\n{C}", ["", "comment", ""]),
    (f"<!-- tutela-terms: off -->\n{C}\n\n{C}", ["comment", "comment"]),
    (f"<!-- tutela-terms: off minor -->\n{C} {M}\n<!-- tutela-terms: on -->\n{M}", ["", "comment", ""]),
    (f"<!-- tutela-terms: off -->\n{C}\n<!-- tutela-terms: on minor -->\n{C}", ["comment", "comment"]),
    (f"{C} <!-- tutela-terms: ignore -->\n{C}", ["comment", ""]),
    (f"{C} and {M} <!-- tutela-terms: ignore minor -->", ["", "comment"]),
    (f"{C} and {M} # tutela-terms: ignore child-pornography, minor", ["comment", "comment"]),
    (f'title = "x {C} y" # tutela-terms: ignore\n', ["comment"]),
    (f"// tutela-terms: ignore-next-line\n{C}\n{C}", ["comment", ""]),
    (f"<!-- tutela-terms: ignore-next-line minor -->\n{C} {M}\n{M}", ["", "comment", ""]),
    (f"{C} <!-- tutela-terms: ignore -- the title of a film -->", ["comment"]),
    (f"[//]: # (tutela-terms: off)\n{C}", ["comment"]),
    (f"tutela-terms: off\n{C}", ["comment"]),
    (f"{C} <!--tutela-terms:ignore-->", ["comment"]),
    (f"{C} <!-- tutela-terms: ignored -->", [""]),
    (f"{C} <!-- tutela-terms: ignore gender -->", [""]),
    (f"Write `<!-- tutela-terms: off -->` before {C}.", [""]),
    (f"We write tutela-terms: ignore after {C}.", [""]),
    (f"<!-- tutela-terms: on -->\n{C}", [""]),
    (f"{C} <!-- tutela-terms: ignore-next-line -->", [""]),
]


@pytest.mark.parametrize(("marked", "expected"), COMMENTS)
def test_inline_comments(marked, expected):
    assert kinds(marked, "en") == expected


@pytest.mark.parametrize(
    ("marked", "kind"),
    [
        ("The term “{{child pornography}}” <!-- tutela-terms: ignore -->", "comment"),
        ("“the Anti-{{Child Pornography}} Act of 2009 applies”", "title"),
        ("“See https://example.org/{{child-pornography}}”", "reference"),
        ("“The offence of {{child pornography}} under section 4 is old”", "quotation"),
        ("The offence of the term {{child pornography}} under section 4", "offence"),
    ],
)
def test_the_first_reason_counts(marked, kind):
    assert kinds(marked, "en") == [kind]


def test_settings_before_titles():
    marked = "The Anti-{{Child Pornography}} Act of 2009"
    assert kinds(marked, "en", Settings(titles=("Anti-Child Pornography Act",))) == ["settings"]


PIECES = [
    "The offence of {{child pornography}} was reported. ",
    "'{{child pornography}}, ",
    "See Doe, J., {{Child Pornography}} Of The And ",
    "terms, {{child pornography}} and ",
    "Loi de la {{child pornography}} et de ",
    "{{child pornography}} <!-- tutela-terms: ignore --> ",
    "References\n{{child pornography}}\n",
    "a{{childpornography}}",
    "Doe-Doe-Doe, {{child pornography}}, ",
]
QUOTATIONS = ["“{{child pornography}} ", "« {{child pornography}}\n\n"]
"""Of these the language changes nothing."""


@pytest.mark.parametrize(
    ("language", "piece"),
    [*product(["en", "fr", "es"], PIECES), *product(["en"], QUOTATIONS)],
)
def test_work_grows_with_the_terms_alone(language, piece):
    """Counted in calls of functions, which are the same on every machine."""

    def work(times):
        one, marked = hits_of(piece)
        hits = [
            hit._replace(start=hit.start + len(one) * n, end=hit.end + len(one) * n)
            for n in range(times)
            for hit in marked
        ]
        return calls_of(lambda: exemptions(one * times, language, hits, NO_SETTINGS), times)

    # More than what is looked at around a term: for quotation marks that is much.
    times = (3000 if piece in QUOTATIONS else 1200) // len(piece)
    work(1)  # what is read once is read
    assert work(3 * times) < 1.4 * 3 * work(times)


def calls_of(done: Callable[[], list[object]], length: int) -> int:
    profile = cProfile.Profile()
    found = profile.runcall(done)
    assert len(found) == length
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "filler",
    ["word ", "Word ", "“", "\n", "'", "Doe, J., ", "a", "\nReferences", "tutela-terms: off ", "# ", "1. A", "  "],
)
def test_long_texts_with_one_term_come_to_an_end(filler):
    """Whatever looked at each place from each other one would be at it for hours."""
    before = filler * (400_000 // len(filler))
    text, hits = hits_of("{{child pornography}}")
    moved = [hit._replace(start=hit.start + len(before), end=hit.end + len(before)) for hit in hits]
    assert len(exemptions(before + text + before, "en", moved, NO_SETTINGS)) == 1


def test_no_terms():
    assert exemptions("A text.", "en", [], NO_SETTINGS) == []

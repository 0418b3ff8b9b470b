"""Measures as the page of search shows them."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from tutela.register.measures import Measure, Section
from tutela.report.quotation import Piece
from tutela.typesetting import typeset
from tutela.web.searching.asked import Asked
from tutela.web.searching.facets import Facet, Row, facet, fits
from tutela.web.searching.measures import FoundMeasure, counts_of, find_measures
from tutela.web.searching.snippet import marked, snippet
from tutela.web.searching.tree import Tree, marks
from tutela.web.site.register import the_register


class MeasureResult(NamedTuple):
    """``counts`` is shown only where it holds words that were looked for; ``language_name`` only where these stand in
    another language than the page's."""

    measure: Measure
    section: Section
    language: str
    language_name: str
    title: list[Piece]
    asks: list[Piece]
    counts: list[Piece]


class MeasureResults:
    """The measures that a query finds; ``total`` and ``shown`` are under the filters."""

    def __init__(self, tree: Tree, language: str, asked: Asked) -> None:
        self.asked = asked
        self._tree = tree
        self._language = language
        self._all = find_measures(tree, language)

    @property
    def total(self) -> int:
        return len(self._found())

    def shown(self, start: int, size: int) -> list[MeasureResult]:
        sections = {section.id: section for section in the_register().sections}
        return [self._result(one, sections) for one in self._found()[start : start + size]]

    def facets(self) -> list[Facet]:
        register = the_register()
        rows = [_row(one.measure) for one in self._all]
        language = self._language
        names = {
            "section": (
                _("Section"),
                {one.id: f"{one.id} {typeset(one.heading[language], language)}" for one in register.sections},
            ),
            "addressee": (
                _("Who must act"),
                {one.id: typeset(one.name[language], language) for one in register.addressees},
            ),
            "theme": (_("Theme"), {one.id: typeset(one.name[language], language) for one in register.themes}),
        }
        return [
            facet(name, label, rows, lambda value, labels=labels: labels.get(value, value), self.asked)  # type: ignore[misc]
            for name, (label, labels) in names.items()
        ]

    def _found(self) -> list[FoundMeasure]:
        filters = self.asked.filters if self.asked.group == "measures" else {}
        found = [one for one in self._all if fits(_row(one.measure), filters)]
        if not self.asked.is_ranked and self.asked.group == "measures":
            place = {measure.id: place for place, measure in enumerate(the_register().measures)}
            found.sort(key=lambda one: place[one.measure.id])
        return found

    def _result(self, found: FoundMeasure, sections: dict[str, Section]) -> MeasureResult:
        measure, language, tree = found.measure, found.language, self._tree
        counts = counts_of(measure, language)
        return MeasureResult(
            measure,
            sections[measure.section],
            language,
            "" if language == self._language else get_language_info(language)["name_translated"],
            marked(tree, typeset(measure.title[language], language), language),
            marked(tree, typeset(measure.asks[language], language), language),
            snippet(tree, counts, language) if marks(tree, counts, language) else [],
        )


def _row(measure: Measure) -> Row:
    return Row({"section": (measure.section,), "addressee": measure.addressees, "theme": measure.themes}, 1)

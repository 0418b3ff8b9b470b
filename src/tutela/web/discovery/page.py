"""Results and filters as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tutela.catalogue.codes import short_language
from tutela.report.quotation import Piece
from tutela.web.discovery.asked import Asked
from tutela.web.discovery.counting import Counted
from tutela.web.discovery.finding import Results
from tutela.web.discovery.labels import KINDS, label
from tutela.web.discovery.text_index import Hit
from tutela.web.library.models import CatalogueRecord
from tutela.web.searching.snippet import marked, snippet
from tutela.web.searching.stems import LANGUAGES
from tutela.web.searching.tree import All, Named, Some, Tree, Words, marks

OPENING = 280
"""Characters of a summary that are shown where none of the words is in it."""

SORT_LABELS: dict[str, Promise] = {
    "relevance": _("Best first"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "title": _("By title, A to Z"),
    "added": _("Last added first"),
}
PLACES: dict[str, Promise] = {
    "name": _("Words also found in names, publisher or series"),
    "summary": _("Words also found in the summary"),
    "note": _("Words also found in notes or in the text of the file"),
}
"""Where words stand that the reader may not see in the result."""

HEADINGS = 4
"""Subject headings of a record that are shown."""

_IN_TITLE = ("exact", "begins", "phrase", "title")
_SEEN = (*_IN_TITLE, "subject")
"""Places of words that a result always shows."""

_COLUMNS = (
    "key", "title", "byline", "imprint", "summary", "summaries", "symbol", "language", "facets", "cover", "stamp",
    "changed", "created",
)  # fmt: skip


class Result(NamedTuple):
    """A record in the list. ``subjects`` are its headings with words that were looked for, if not all are in the title;
    ``place`` says where its words stand, if they may not be seen here; ``tag`` is its language (BCP 47), "" where it is
    not known."""

    record: CatalogueRecord
    title: list[Piece]
    summary: list[Piece]
    subjects: list[list[Piece]]
    types: list[str]
    languages: list[str]
    availability: list[str]
    place: Promise | str
    tag: str


class Choice(NamedTuple):
    value: str
    label: str
    records: int
    address: str
    is_chosen: bool


class Facet(NamedTuple):
    """A filter. ``more`` is the address of the page with all its values, "" where all are there; ``fewer`` that of the
    page with the first ones."""

    kind: str
    label: Promise
    choices: list[Choice]
    more: str = ""
    fewer: str = ""

    @property
    def is_used(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


class Chosen(NamedTuple):
    """A value that is chosen, and the address without it."""

    kind: Promise
    label: str
    address: str


def records_of(hits: list[Hit]) -> list[tuple[CatalogueRecord, Hit]]:
    """The records of a page, in their order. One query."""
    known = CatalogueRecord.objects.only(*_COLUMNS).in_bulk([hit.key for hit in hits])
    return [(known[hit.key], hit) for hit in hits if hit.key in known]


def shown(results: Results) -> list[Result]:
    """The records of the page, with the words that were looked for marked."""
    in_title = _words_for(results.query.tree, "title")
    in_summary = _words_for(results.query.tree, "summary")
    in_subject = _words_for(results.query.tree, "subject")
    return [_result(record, hit, in_title, in_subject, in_summary) for record, hit in records_of(results.hits)]


def _result(
    record: CatalogueRecord, hit: Hit, in_title: Tree | None, in_subject: Tree | None, in_summary: Tree | None
) -> Result:
    tag = short_language(record.language) if record.language else ""
    facets = record.facets
    return Result(
        record,
        _marked(in_title, record.title, tag),
        _summary(in_summary, record.summary_in(get_language() or "en"), tag, is_sure=hit.place in _SEEN),
        _headings(
            None if hit.place in _IN_TITLE else in_subject,
            [label("subject", value) for value in facets.get("subject", ())],
        ),
        [label("type", value) for value in facets.get("type", ())],
        [label("language", value) for value in facets.get("language", ())],
        [label("availability", value) for value in facets.get("availability", ())],
        PLACES.get(hit.place, ""),
        tag,
    )


def _marked(tree: Tree | None, text: str, tag: str) -> list[Piece]:
    return marked(tree, text, _language_of(tree, text, tag)) if tree else [Piece(text, False)]


def _summary(tree: Tree | None, text: str, tag: str, *, is_sure: bool) -> list[Piece]:
    if not text:
        return []
    language = _language_of(tree, text, tag, is_sure=is_sure) if tree else ""
    if tree and marks(tree, text, language):
        return snippet(tree, text, language)
    if len(text) <= OPENING:
        return [Piece(text, False)]
    return [Piece(f"{text[:OPENING].rsplit(' ', 1)[0]} […]", False)]


def _headings(tree: Tree | None, headings: Sequence[str]) -> list[list[Piece]]:
    found = [_marked(tree, heading, "") for heading in headings] if tree else []
    return [pieces for pieces in found if any(piece.marked for piece in pieces)][:HEADINGS]


def _language_of(tree: Tree, text: str, tag: str, *, is_sure: bool = False) -> str:
    """The language by whose inflections words are found in a text. It is not always written in that of the record; that
    is not minded where it ``is_sure`` that the words are seen elsewhere."""
    own = tag if tag in LANGUAGES else ""
    if is_sure:
        return own
    return next((language for language in dict.fromkeys((own, *LANGUAGES)) if marks(tree, text, language)), own)


def _words_for(tree: Tree | None, field: str) -> Tree | None:
    """The words that are looked for in a field, any of them; None where there are none."""
    found = tuple(dict.fromkeys(_words(tree, field))) if tree else ()
    return Some(found) if found else None


def _words(tree: Tree, field: str) -> list[Words]:
    if isinstance(tree, Words):
        return [tree]
    if isinstance(tree, Named):
        return [tree.words] if tree.field == field else []
    return [words for part in tree.parts for words in _words(part, field)] if isinstance(tree, (All, Some)) else []


def facets_of(results: Results, asked: Asked) -> list[Facet]:
    """The filters that have something to choose from, each choice with its address."""
    made = [_facet(one, asked) for one in results.facets(all_of=asked.more)]
    return [one for one in made if one.choices]


def _facet(counted: Counted, asked: Asked) -> Facet:
    kind = counted.kind
    chosen = asked.filters.get(kind, ())
    there = dict(counted.counts)
    values = list(there)
    if kind != "year":
        values.sort(key=lambda value: (value not in chosen, -there[value], label(kind, value).casefold()))
    choices = [
        Choice(
            value,
            label(kind, value),
            there[value],
            asked.without_value(kind, value) if value in chosen else asked.with_value(kind, value),
            value in chosen,
        )
        for value in values
    ]
    more = asked.address(more=kind) + f"#filter-{kind}" if counted.has_more and asked.more != kind else ""
    fewer = asked.address() + f"#filter-{kind}" if asked.more == kind else ""
    return Facet(kind, KINDS[kind], choices, more, fewer)


def chosen_of(asked: Asked) -> list[Chosen]:
    """What is filtered by, with the way out of each."""
    return [
        Chosen(KINDS[kind], label(kind, value), asked.without_value(kind, value))
        for kind, values in asked.filters.items()
        for value in values
    ]

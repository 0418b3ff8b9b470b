"""How a query of the catalogue was read, in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.web.discovery.labels import KINDS
from tutela.web.discovery.query import CatalogueQuery
from tutela.web.searching.query import Query
from tutela.web.searching.reading import told as told_of_words
from tutela.web.site.typography import quoted

_UNKNOWN: Promise = _("%(filter)s: no record in the catalogue has %(value)s.")


def told(query: CatalogueQuery) -> list[str]:
    """What a reader should know of how the query was read."""
    notes = told_of_words(Query(query.text, query.asked, query.notes))
    unknown = [str(_UNKNOWN) % {"filter": KINDS[one.field], "value": quoted(one.written)} for one in query.unknown]
    return [*notes, *unknown]

"""Search over passages: of the documents that a person may see, and never a hint of others."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.db.models.expressions import RawSQL

from tutela.web.documents.models import Passage
from tutela.web.searching.full_text import FullText, Index, Narrow, full_text
from tutela.web.searching.tree import Tree

PASSAGES = Index(
    fts="searching_passages",
    facts="searching_facts",
    rows="documents_passage AS t JOIN documents_document AS d ON d.id = t.document_id",
    narrows={"workspace": "d.workspace_id", "document": "t.document_id", "language": "t.language"},
    scopes={"workspace": "w", "document": "d", "language": "l"},
)

RANKED = 10_000
"""Of more passages than this, so many are compared, and the others are not: a search that finds more than can be read
wants another word, not a better order."""

COUNTED = 100_000
"""Of more passages than this, so many are counted by document."""


class PassageSearch:
    """What a tree finds among the passages of the workspaces that a person is in: ``allowed`` are their keys.

    Nothing else is ever found, whatever is asked.
    """

    def __init__(self, tree: Tree, allowed: Collection[int]) -> None:
        self._tree = tree
        self._allowed = sorted(allowed)
        self._index: FullText = full_text(PASSAGES)

    def count(self, narrow: Narrow) -> int:
        return self._index.count(self._tree, self._narrowed(narrow)) if self._allowed else 0

    def best(self, narrow: Narrow, *, offset: int, limit: int, is_ranked: bool = True) -> list[Passage]:
        """The best passages; or, if not ``is_ranked``, the first ones in the order of their documents."""
        if not self._allowed:
            return []
        found = self._index.best(
            self._tree, self._narrowed(narrow), ranked=RANKED, limit=limit, offset=offset, is_ranked=is_ranked
        )
        # Asked again whose they are: should the index ever be wrong, it must not open another's document.
        rows = Passage.objects.filter(pk__in=[one.key for one in found], document__workspace__in=self._allowed)
        known = {row.pk: row for row in rows.select_related("document__replaced_by").defer("stems")}
        return [known[one.key] for one in found if one.key in known]

    def by_document(self, narrow: Narrow) -> list[tuple[int, str, int]]:
        """For each document and language the number of passages, among the first COUNTED."""
        if not self._allowed:
            return []
        columns = ("document", "language")
        return self._index.counts(self._tree, self._narrowed(narrow), columns, most=COUNTED)  # type: ignore[return-value]

    def keys(self, narrow: Narrow, *, most: int) -> RawSQL:
        """The keys of the first passages, ``most`` of them, for a query on what hangs on passages."""
        return RawSQL(*self._index.keys(self._tree, self._narrowed(narrow), most=most))

    def _narrowed(self, narrow: Narrow) -> Narrow:
        return {**narrow, "workspace": self._allowed}


class FoundPassages(NamedTuple):
    """A page of passages, and how many there are in all."""

    total: int
    passages: list[Passage]


def find_passages(
    tree: Tree, narrow: Narrow, allowed: Collection[int], *, offset: int, limit: int, is_ranked: bool = True
) -> FoundPassages:
    """The passages that a tree finds in the workspaces of the keys ``allowed``; see PassageSearch."""
    search = PassageSearch(tree, allowed)
    return FoundPassages(search.count(narrow), search.best(narrow, offset=offset, limit=limit, is_ranked=is_ranked))

"""Clauses of CQL looked for in the catalogue: sets of keys, joined as the query joins them, and put in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyroaring import BitMap

from tutela.catalogue.codes import language_of
from tutela.evidence.tokens import fold
from tutela.web.discovery.labels import values_meant
from tutela.web.discovery.ordering import by_title, newest, oldest
from tutela.web.discovery.text_index import IDENTIFIER, Facets, TextIndex
from tutela.web.discovery.titles import titled
from tutela.web.discovery.vocabulary import beginning_with
from tutela.web.exchange.repository import Repository
from tutela.web.exchange.sru.clauses import Both, Clause, Node, Query, Sorting
from tutela.web.exchange.sru.diagnostics import SRUError
from tutela.web.library.deriving import normal
from tutela.web.library.facets import ALL, BITMAPS
from tutela.web.library.models import CatalogueRecord, State
from tutela.web.searching.stems import any_stems, stem_of
from tutela.web.searching.tree import All, Named, Some, Tree, Valued, Words, words

_BEGUN = 40
_YEAR = re.compile(r"(\d{4})(?:-\d{2}(?:-\d{2})?)?", re.ASCII)
_SPECIAL = re.compile(r"\\(.)|([*?^])", re.DOTALL)


class Search:
    """A query, looked for in the catalogue as it is now."""

    def __init__(self, query: Query, repository: Repository) -> None:
        self._query = query
        self._repository = repository
        self._facets: Facets = BITMAPS.current()
        self._index = TextIndex(self._facets)
        self._positive: list[Tree] = []
        self.keys = self._keys(query.root, wanted=True)
        """What was found. Raises SRUError while it is looked for."""

    def ordered(self, limit: int, offset: int, sorting: Sorting | None = None) -> list[int]:
        """Some of the keys: as the query or ``sorting`` orders them; else those first that have the words in the title,
        then in subjects, names, summary, and the newer ones first."""
        sorting = self._query.sorting or sorting
        years = self._facets.get("year", {})
        if sorting is None:
            if not self._positive:
                return newest(self.keys, years, limit, offset)
            tree = self._positive[0] if len(self._positive) == 1 else All(tuple(self._positive))
            return [hit.key for hit in self._index.ranked(tree, self.keys, limit, offset)]
        if sorting.by == "date":
            return (newest if sorting.is_descending else oldest)(self.keys, years, limit, offset)
        if not sorting.is_descending:
            return by_title(self.keys, limit, offset)
        start = max(0, len(self.keys) - offset - limit)
        return by_title(self.keys, len(self.keys) - offset - start, start)[::-1]

    def _keys(self, node: Node, *, wanted: bool) -> BitMap:
        if isinstance(node, Clause):
            tree = self._tree(node) if node.index.kind in ("words", "number") else None
            if tree is None:
                return self._others(node)
            if wanted:
                self._positive.append(tree)
            return self._index.matching(tree)
        left = self._keys(node.left, wanted=wanted)
        right = self._keys(node.right, wanted=wanted and node.operator != "not")
        return _joined(node, left, right)

    @property
    def _everything(self) -> BitMap:
        return self._facets.get(ALL, {}).get("", BitMap())

    def _others(self, clause: Clause) -> BitMap:
        """What is found without trees of words."""
        kind = clause.index.kind
        if kind == "all" or (kind == "words" and _is_anything(clause)):
            _check(clause, "=", "==", "any", "all", "adj")
            return self._everything
        if kind == "words":
            return self._exactly(clause)
        if kind == "key":
            return self._record(clause)
        return self._dated(clause) if kind == "date" else self._valued(clause)

    # --- words ----------------------------------------------------------------------------------------------------

    def _tree(self, clause: Clause) -> Tree | None:
        """What a clause asks of the full text; None where it asks for something else."""
        if clause.index.kind == "number":
            return _number(clause)
        if clause.relation == "==" or _is_anything(clause):
            return None
        _check(clause, "=", "any", "all", "adj")
        fields = clause.index.fields
        if clause.relation in ("any", "all"):
            parts = [tree for word in clause.term.split() if (tree := _in_fields(_one(word, clause), fields))]
            if not parts:
                raise SRUError(27, clause.name)
            return parts[0] if len(parts) == 1 else (All if clause.relation == "all" else Some)(tuple(parts))
        tree = _in_fields(_one(clause.term, clause), fields)
        if tree is None:
            raise SRUError(27, clause.name)
        return tree

    def _exactly(self, clause: Clause) -> BitMap:
        """The whole of a title, or a subject heading."""
        if clause.index.fields == ("title",):
            return titled(_unmasked(clause)) & self._everything
        if clause.index.fields == ("subject",):
            wanted = fold(_unmasked(clause).strip())
            subjects = self._facets.get("subject", {})
            return BitMap.union(BitMap(), *(keys for value, keys in subjects.items() if fold(value) == wanted))
        raise SRUError(22, f"{clause.name} ==")

    # --- values ---------------------------------------------------------------------------------------------------

    def _record(self, clause: Clause) -> BitMap:
        _check(clause, "=", "==")
        term = clause.term.strip()
        key = self._repository.key_of(term) or term
        if len(key) > 24 or "\0" in key:
            return BitMap()
        rows = CatalogueRecord.objects.filter(key=key, state=State.PUBLISHED)
        return BitMap(list(rows.values_list("pk", flat=True)))

    def _valued(self, clause: Clause) -> BitMap:
        _check(clause, "=", "==", "any", "all", "<>")
        (kind,) = clause.index.fields
        known = self._facets.get(kind, {})
        term = _unmasked(clause)
        parts = term.split() if clause.relation in ("any", "all") else [term]
        sets = [BitMap.union(BitMap(), *(known[value] for value in _meant(kind, part, known))) for part in parts]
        if clause.relation == "all":
            return BitMap.intersection(*sets)
        found = BitMap.union(*sets)
        return BitMap.union(BitMap(), *known.values()) - found if clause.relation == "<>" else found

    def _dated(self, clause: Clause) -> BitMap:
        _check(clause, "=", "==", "<>", "<", ">", "<=", ">=", "within", "any")
        parts = clause.term.replace('"', " ").split()
        matches = [_YEAR.fullmatch(part) for part in parts]
        years = [int(match[1]) for match in matches if match]
        if len(years) != len(parts) or (clause.relation == "within" and len(years) != 2):
            raise SRUError(36, clause.term)
        if clause.relation not in ("within", "any") and len(years) != 1:
            raise SRUError(36, clause.term)
        known = self._facets.get("year", {})
        return BitMap.union(BitMap(), *(known[year] for year in known if _is_within(year, clause.relation, years)))


def _joined(node: Both, left: BitMap, right: BitMap) -> BitMap:
    if node.operator == "and":
        return left & right
    return left | right if node.operator == "or" else left - right


def _check(clause: Clause, *relations: str) -> None:
    if clause.relation not in relations:
        raise SRUError(22, f"{clause.name} {clause.relation}")


def _is_anything(clause: Clause) -> bool:
    return clause.is_masked and clause.term.strip() == "*"


def _is_within(written: str, relation: str, years: list[int]) -> bool:
    if not written.isdecimal():
        return False
    year, first = int(written), years[0]
    tests = {
        "<": year < first, ">": year > first, "<=": year <= first, ">=": year >= first, "<>": year != first,
        "within": min(years) <= year <= max(years),
    }  # fmt: skip
    return tests.get(relation, year in years)


def _meant(kind: str, written: str, known: object) -> tuple[str, ...]:
    values = values_meant(kind, written, known)  # type: ignore[arg-type]
    return values or (values_meant(kind, language_of(written), known) if kind == "language" else ())  # type: ignore[arg-type]


def _number(clause: Clause) -> Tree:
    _check(clause, "=", "==", "any", "adj", "all")
    term = _unmasked(clause)
    parts = term.split() if clause.relation == "any" else [term]
    forms = [form for part in parts for form in (normal("", part), normal("isbn", part), normal("url", part)) if form]
    numbers = Valued(IDENTIFIER, tuple(dict.fromkeys(forms)), term)
    found = words(term, is_phrase=True) if clause.relation not in ("==", "any") else None
    return Some((Named("identifier", found), numbers)) if found else numbers


# --- words, with or without an asterisk -----------------------------------------------------------------------------


def _one(written: str, clause: Clause) -> tuple[Words, ...]:
    """What to look for where this was written: a word, words that follow each other, or the words that begin so."""
    text, is_begun = _masked(written) if clause.is_masked else (written, False)
    if not is_begun:
        found = words(text, is_phrase=len(text.split()) > 1)
        return (found,) if found else ()
    if len(text.split()) > 1:
        raise SRUError(28, "*")
    return _begun(text)


def _begun(start: str) -> tuple[Words, ...]:
    """The index holds stems: the words that begin so have theirs, besides the stems that themselves begin so."""
    token = stem_of(start, "")
    if not token:
        return ()
    forms = [Words(start, ((token,),), is_prefix=True)]
    stems = dict.fromkeys((stem,) for word in beginning_with(start, _BEGUN) for stem in any_stems(word))
    if stems:
        forms.append(Words(start, tuple(stems)))
    return tuple(forms)


def _masked(written: str) -> tuple[str, bool]:
    """A term without its masking characters, and whether it is one that goes on. Raises SRUError for an asterisk
    anywhere but at the end, and for other signs of that kind."""
    text, is_begun = "", False
    for piece in _pieces(written.strip()):
        if is_begun:
            raise SRUError(28, "*")
        if piece == "^":
            raise SRUError(31, "^")
        if piece == "?":
            raise SRUError(28, "?")
        is_begun = piece == "*"
        text += "" if is_begun else piece[-1] if piece.startswith("\\") else piece
    return text, is_begun


def _pieces(text: str) -> Iterator[str]:
    place = 0
    for match in _SPECIAL.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        yield match.group()
        place = match.end()
    if place < len(text):
        yield text[place:]


def _unmasked(clause: Clause) -> str:
    """The term of a clause whose index has no masking."""
    text, is_begun = _masked(clause.term) if clause.is_masked else (clause.term, False)
    if is_begun:
        raise SRUError(28, "*")
    return text


def _in_fields(found: tuple[Words, ...], fields: tuple[str, ...]) -> Tree | None:
    parts: list[Tree] = [Named(field, one) for field in fields for one in found] if fields else list(found)
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Some(tuple(parts))

"""Finding terms: one pass over the words of a text, and a closer look where all words of a term stand together."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tutela.terms.expression import Expression, Needed, read_expression
from tutela.terms.folding import folded
from tutela.terms.rule import Fix, Level, Rule
from tutela.terms.vocabulary import Vocabulary

_TOKEN = re.compile(r"\w+")


class Hit(NamedTuple):
    """A term in a text: the rule, its span, and the replacement of its form where there is a safe one."""

    rule: Rule
    start: int
    end: int
    fix: Fix | None = None


class _Form(NamedTuple):
    rule: Rule
    expression: Expression
    groups: tuple[int, ...]
    """The numbers of the groups of words that it needs."""
    order: int
    fix: Fix | None = None


_WEIGHT = {Level.AVOID: 2, Level.CARE: 1, Level.FINE: 0}


class Matcher:
    """The rules of one language, ready to be looked for."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._vocabulary = Vocabulary()
        self._excluded: dict[str, list[_Form]] = {}
        forms: list[_Form] = []
        for order, rule in enumerate(rules):
            fixes = {form: fix for fix in rule.fixes for form in fix.forms}
            for written in dict.fromkeys((*rule.forms, *fixes)):
                forms.append(self._form(rule, written, order, fixes.get(written)))
            self._excluded[rule.id] = [self._form(rule, written, order) for written in rule.but_not]
        self._vocabulary.close()
        self._waiting = _by_rarest(forms)

    def find(self, text: str) -> list[Hit]:
        """The terms in a text, in order and without overlap.

        Of two that overlap, the stricter one; of the same level, the longer one; none inside a longer fine term.
        """
        plain = folded(text)
        words = _Words(plain.text, self._vocabulary)
        found: dict[tuple[int, int], _Form] = {}
        for group in words.groups:
            for form in self._waiting.get(group, ()):
                for span in words.matches(form):
                    known = found.get(span)
                    if known is None or _rank(form) > _rank(known):
                        found[span] = form
        hits = _apart(self._meant((Hit(form.rule, *span, form.fix) for span, form in found.items()), words))
        return [hit._replace(start=start, end=end) for hit in hits for start, end in [plain.span(hit.start, hit.end)]]

    def _form(self, rule: Rule, written: str, order: int, fix: Fix | None = None) -> _Form:
        expression = read_expression(written)
        groups = tuple(self._vocabulary.add(group.words, group.is_joined) for group in expression.needed)
        return _Form(rule, expression, groups, order, fix)

    def _meant(self, hits: Iterable[Hit], words: _Words) -> Iterator[Hit]:
        """Those that do not lie in what their rule says is not meant."""
        excluded: dict[str, list[tuple[int, int]]] = {}
        for hit in hits:
            if hit.rule.id not in excluded:
                forms = self._excluded[hit.rule.id]
                excluded[hit.rule.id] = [span for form in forms for span in words.matches(form)]
            if not any(start <= hit.start and hit.end <= end for start, end in excluded[hit.rule.id]):
                yield hit


class _Words:
    """The words of a folded text, and where those of each kind stand."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._sets = vocabulary.kinds
        self._begins = [match.start() for match in _TOKEN.finditer(text)]
        self._kinds = vocabulary.kinds_of(_TOKEN.findall(text))
        self._places: dict[int, list[int]] = defaultdict(list)
        for place, of in enumerate(self._kinds):
            if of:
                self._places[of].append(place)
        self.groups: dict[int, list[int]] = defaultdict(list)
        """The groups of words of which there are any, with the kinds of these words."""
        for of in self._places:
            for group in self._sets[of]:
                self.groups[group].append(of)
        self._counts = {group: sum(len(self._places[of]) for of in kinds) for group, kinds in self.groups.items()}
        self._merged: dict[int, list[int]] = {}

    def matches(self, form: _Form) -> Iterator[tuple[int, int]]:
        """Where an expression stands, as spans of the text."""
        if not all(group in self._counts for group in form.groups):
            return
        expression, begins = form.expression, self._begins
        over = 0
        for place in self._beginnings(form):
            if begins[place] < over:
                continue
            next_begin = self._begin(place + 1)
            first = max(over, begins[max(0, place - expression.lead)])
            match = expression.pattern.search(self._text, first, self._begin(place + expression.length + 1))
            if match and match.start() < next_begin:
                over = match.end()
                yield match.span(expression.pattern.groups)

    def _beginnings(self, form: _Form) -> Iterator[int]:
        """The words that may be the first needed one of an expression: all others stand near enough."""
        needed = form.expression.needed
        rarest = min(range(len(needed)), key=lambda one: self._counts[form.groups[one]])
        kept = needed[rarest]
        reaches = [  # Of the first group last: where it stands is the answer.
            (form.groups[one], *_reach(kept, needed[one], one > rarest))
            for one in reversed(range(len(needed)))
            if one != rarest
        ]
        done = -1
        for place in self._places_of(form.groups[rarest]):
            if not rarest:
                if all(self._has(group, place + low, place + high) for group, low, high in reaches):
                    yield place
                continue
            *others, (group, low, high) = reaches
            if all(self._has(one, place + start, place + end) for one, start, end in others):
                for first in self._among(group, max(place + low, done + 1), place + high):
                    done = first
                    yield first

    def _among(self, group: int, first: int, last: int) -> Iterator[int]:
        """The words of a group from one place to another."""
        sets, kinds = self._sets, self._kinds
        return (place for place in range(max(first, 0), min(last + 1, len(kinds))) if group in sets[kinds[place]])

    def _has(self, group: int, first: int, last: int) -> bool:
        return next(self._among(group, first, last), None) is not None

    def _places_of(self, group: int) -> list[int]:
        if group not in self._merged:
            self._merged[group] = sorted(place for of in self.groups[group] for place in self._places[of])
        return self._merged[group]

    def _begin(self, place: int) -> int:
        return self._begins[place] if place < len(self._begins) else len(self._text)


def _reach(kept: Needed, other: Needed, is_after: bool) -> tuple[int, int]:
    """How far from one group another one may stand, in words."""
    low, high = other.first - kept.first, other.last - kept.last
    return (low, high) if is_after else (high, low)


def _by_rarest(forms: Sequence[_Form]) -> dict[int, list[_Form]]:
    """Forms by the one of their groups that the fewest forms have: they are looked for where a text has that group."""
    uses = Counter(group for form in forms for group in form.groups)
    found: dict[int, list[_Form]] = defaultdict(list)
    for form in forms:
        found[min(form.groups, key=uses.__getitem__)].append(form)
    return found


def _rank(form: _Form) -> tuple[int, bool, int]:
    """Of two forms in the same place that of the stricter rule is kept, then one with a replacement, then the first."""
    return _WEIGHT[form.rule.level], form.fix is not None, -form.order


def _apart(hits: Iterable[Hit]) -> list[Hit]:
    """Those that are left: a fine term hides what lies inside it; of others that overlap, the stricter one is kept, of
    the same level the longer one."""
    longest = sorted(hits, key=lambda one: (one.start - one.end, -_WEIGHT[one.rule.level], one.start))
    fine = _kept(hit for hit in longest if hit.rule.level is Level.FINE)
    starts = [hit.start for hit in fine]

    def is_hidden(hit: Hit) -> bool:
        place = bisect(starts, hit.start)
        return place > 0 and hit.end <= fine[place - 1].end and hit[1:3] != fine[place - 1][1:3]

    told = [hit for hit in longest if hit.rule.level is not Level.FINE and not is_hidden(hit)]
    return _kept([*sorted(told, key=lambda one: -_WEIGHT[one.rule.level]), *fine])


def _kept(hits: Iterable[Hit]) -> list[Hit]:
    """Those that overlap none before them in the given order; in the order of the text."""
    starts: list[int] = []
    ends: list[int] = []
    kept: list[Hit] = []
    for hit in hits:
        place = bisect(starts, hit.start)
        if (place and ends[place - 1] > hit.start) or (place < len(starts) and starts[place] < hit.end):
            continue
        starts.insert(place, hit.start)
        ends.insert(place, hit.end)
        kept.insert(place, hit)
    return kept

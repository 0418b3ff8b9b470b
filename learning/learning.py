"""From labelled passages to what the engine keeps, and what it would say of documents that it had never seen."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from learning.passages import LabelledPassage, digest
from learning.ridge import Matrix, Ridge
from learning.views import View, view
from learning.weighing import Thresholds, Weighing, learn_thresholds, learn_weighing
from learning.wholeness import Cases, cases, learn_wholeness, whole_labels
from tutela.evidence.learned import Learned
from tutela.evidence.resemblance import SIGNALS, at_most, lent, lowered, plausible, signal_values
from tutela.evidence.signals import Signals
from tutela.evidence.sparse import Flags, Floats
from tutela.register.measures import Register

PARTS = 20
"""Into so many parts the documents are put, each weighed by weights that were learned from the others."""

SMALL = 0.02
"""What a trait tells is kept where it is more than this share of the most that any tells for the measure."""

Family = Callable[[str], str]
"""The name of the family of documents (the same text in two languages, say) that a document belongs to."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that is learned from: passages (those of the labelled collection first), what the engine sees of them, their
    labels (passages x measures + 1, the last for "any at all"), and the regression on their traits (of the labels, and
    in a last column of how whole these are).

    ``groups`` are the passages of the collection by document; ``values`` and ``weighed`` are the signals of these
    passages, with the resemblance that each has to the documents of other groups, and ``whole`` says how whole they
    look beside these.
    """

    passages: Sequence[LabelledPassage]
    view: View
    labels: Matrix
    ridge: Ridge
    groups: Mapping[str, list[int]]
    values: Floats
    weighed: Flags
    whole: Floats

    def languages(self, chosen: Flags) -> list[str]:
        """The languages of the passages of the collection that are chosen."""
        return [self.passages[place].passage.language for place in np.flatnonzero(chosen).tolist()]

    @property
    def truth(self) -> Flags:
        """The labels of the collection (passages x measures)."""
        truth: Flags = self.labels[: len(self.weighed), :-1] > 0
        return truth


def prepare(passages: Sequence[LabelledPassage], register: Register, family: Family) -> Lesson:
    """Read the passages and learn what they resemble. ValueError where none belongs to the labelled collection."""
    count = sum(one.set == "gold" for one in passages)
    if not count:
        raise ValueError("The labelled collection is absent: nothing can be learned without it.")
    seen = view(passages, register)
    labels = _labels(passages, register)
    ridge = Ridge(seen.traits, np.hstack([labels, whole_labels(passages)]), [one.weight for one in passages])
    groups: dict[str, list[int]] = {}
    for place in range(count):
        groups.setdefault(family(passages[place].document), []).append(place)
    said = ridge.left_out(groups.values())[:count].astype(np.float64)
    resembles, whole = said[:, :-1], said[:, -1]
    signals = Signals(*(part[:count] for part in seen.signals))
    odds = seen.odds[:count]
    values = signal_values(signals, resembles[:, :-1], resembles[:, -1:])
    weighed = plausible(odds, resembles[:, :-1])
    return Lesson(passages, seen, labels, ridge, groups, values, weighed, whole)


def left_out(lesson: Lesson) -> Floats:
    """The score of each passage of the collection and measure, learned without the document it stands in.

    The resemblance is learned without the passage's family of documents; the few weights and thresholds, without a
    twentieth of the documents, those of the passage among them.
    """
    part_of = _parts(lesson.groups)
    odds = np.full(lesson.weighed.shape, -np.inf)
    for part in range(PARTS):
        inside = part_of == part
        weighing, thresholds = _weigh(lesson, ~inside)
        if inside.any():
            odds[inside] = thresholds.above(_odds(lesson, weighing, inside))
    odds = at_most(odds, Signals(*(part[: len(odds)] for part in lesson.view.signals)))
    deplored = lesson.view.deplored[: len(odds), None]
    odds = np.where(deplored, lowered(odds), odds)
    scores: Floats = 1 / (1 + np.exp(-odds))
    return scores


def learn(lesson: Lesson, register: Register, scores: Floats | None = None) -> Learned:
    """What the engine keeps. ``scores`` are those of ``left_out``, for those who have them."""
    weighing, thresholds = _weigh(lesson, np.ones(len(lesson.weighed), dtype=np.bool_))
    vocabulary = lesson.view.vocabulary
    table = lesson.ridge.table()
    table[np.abs(table) < SMALL * np.abs(table).max(axis=0)] = 0
    measures = [measure.id for measure in register.measures]
    by_set = {name: sum(one.set == name for one in lesson.passages) for name in ("gold", "written", "corpus")}
    return Learned(
        measures=tuple(measures),
        concepts=tuple(concept.id for concept in register.thesaurus.concepts),
        rarities=vocabulary.rarities,
        pairs=vocabulary.pairs,
        stems=vocabulary.stems,
        stem_rarities=vocabulary.stem_rarities,
        table=table[:, :-1],
        weights=dict(zip(SIGNALS, weighing.weights.round(4).tolist(), strict=True)),
        bias={language: round(bias, 4) for language, bias in weighing.bias.items()},
        leading=round(thresholds.leading, 4),
        further=round(thresholds.further, 4),
        whole=learn_wholeness(
            found_labels(lesson, register, left_out(lesson) if scores is None else scores), measures, table[:, -1]
        ),
        about={
            "passages": by_set,
            "digest": digest(list(lesson.passages)),
            "thesaurus": register.thesaurus.digest,
            "date": datetime.now(UTC).date().isoformat(),
        },
    )


def found_labels(lesson: Lesson, register: Register, scores: Floats) -> Cases:
    """The labels of the collection that are found by these scores (those of ``left_out``), to tell which are full."""
    full = np.array(
        [
            [one.measures.get(measure.id) == "full" for measure in register.measures]
            for one in lesson.passages[: len(scores)]
        ]
    )
    weighing, _ = _weigh(lesson, np.ones(len(scores), dtype=np.bool_))
    shares = lent(dict(zip(SIGNALS, weighing.weights.tolist(), strict=True)), lesson.values)
    group_of = np.zeros(len(scores), dtype=np.intp)
    for number, places in enumerate(lesson.groups.values()):
        group_of[places] = number
    return cases(full, lesson.truth & ~full, scores, shares, lesson.whole, group_of)


def _weigh(lesson: Lesson, chosen: Flags) -> tuple[Weighing, Thresholds]:
    values, weighed, truth = lesson.values[:, chosen], lesson.weighed[chosen], lesson.truth[chosen]
    languages = lesson.languages(chosen)
    weighing = learn_weighing(values, weighed, truth, languages)
    return weighing, learn_thresholds(_odds(lesson, weighing, chosen), truth)


def _odds(lesson: Lesson, weighing: Weighing, chosen: Flags) -> Floats:
    """The log odds of the passages of the collection that are chosen."""
    return weighing.odds(lesson.values[:, chosen], lesson.weighed[chosen], lesson.languages(chosen))


def _labels(passages: Sequence[LabelledPassage], register: Register) -> Matrix:
    column_of = {measure.id: column for column, measure in enumerate(register.measures)}
    labels = np.zeros((len(passages), len(column_of) + 1), dtype=np.float32)
    for row, one in enumerate(passages):
        for measure in one.measures:
            labels[row, column_of[measure]] = 1
        labels[row, -1] = bool(one.measures)
    return labels


def _parts(groups: Mapping[str, list[int]]) -> Flags:
    """The part of each passage: groups by size, each to the part that is smallest so far, ties by digest."""
    sizes = [0] * PARTS
    part_of = np.zeros(sum(map(len, groups.values())), dtype=np.intp)
    for name in sorted(groups, key=lambda name: (-len(groups[name]), hashlib.sha256(name.encode()).hexdigest())):
        part = sizes.index(min(sizes))
        sizes[part] += len(groups[name])
        part_of[groups[name]] = part
    return part_of

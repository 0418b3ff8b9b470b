"""How the engine sees labelled passages: their traits and their signals, as matrices."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from learning.passages import LabelledPassage
from tutela.evidence.answers import silent_concepts
from tutela.evidence.finder import Found
from tutela.evidence.language_scorer import LanguageScorer
from tutela.evidence.signals import Signals
from tutela.evidence.sparse import Flags, Floats, Numbers
from tutela.evidence.tokens import Stems
from tutela.evidence.traits import Traits, ideas
from tutela.register.measures import Register
from tutela.text.document import ASSESSED_LANGUAGES

SEEN = 5
"""A trait is known that stands in so many passages, at least."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The traits that are known: how much each concept counts, pairs of concepts (by place), stems by language and how
    much each counts. Counted on the texts alone, without their labels."""

    rarities: Floats
    pairs: Numbers
    stems: dict[str, tuple[str, ...]]
    stem_rarities: Floats


@dataclass(frozen=True, slots=True)
class View:
    """What the engine sees: ``traits`` (passages x traits), and for each passage and measure the ``signals`` and the
    hand-set log ``odds``. ``deplored`` says which passages only deplore a lack."""

    vocabulary: Vocabulary
    traits: sparse.csr_matrix
    signals: Signals
    odds: Floats
    deplored: Flags


def view(passages: Sequence[LabelledPassage], register: Register) -> View:
    """Read these passages as the engine does."""
    stems_of = {language: Stems(language) for language in ASSESSED_LANGUAGES}
    stems = [set(stems_of[one.passage.language].telling(one.passage.text)) for one in passages]
    known = _known_stems(passages, stems)
    numbers = {language: {stem: place for place, stem in enumerate(own)} for language, own in known.items()}
    found: list[Found | None] = [None] * len(passages)
    signals: list[tuple[list[int], Signals, Floats]] = []
    deplored = np.zeros(len(passages), dtype=np.bool_)
    for language in ASSESSED_LANGUAGES:
        scorer = LanguageScorer(register, language, stems=numbers[language])
        places = [place for place, one in enumerate(passages) if one.passage.language == language]
        if not places:
            continue
        own = [scorer.read(passages[place].passage) for place in places]
        for place, one in zip(places, own, strict=True):
            found[place] = one
            deplored[place] = scorer.only_deplores(passages[place].passage, one)
        signals.append((places, *scorer.scoring.signals(own)))
    read = [one for one in found if one is not None]
    vocabulary = _vocabulary(read, known, stems, register)
    order = np.argsort([place for places, _, _ in signals for place in places])
    joined = Signals(*(np.concatenate(parts)[order] for parts in zip(*(s for _, s, _ in signals), strict=True)))
    odds = np.concatenate([own for _, _, own in signals])[order]
    return View(vocabulary, _traits(passages, read, vocabulary), joined, odds, deplored)


def _known_stems(passages: Sequence[LabelledPassage], stems: Sequence[set[str]]) -> dict[str, tuple[str, ...]]:
    known = {}
    for language in ASSESSED_LANGUAGES:
        times = Counter(
            stem for one, own in zip(passages, stems, strict=True) if one.passage.language == language for stem in own
        )
        known[language] = tuple(sorted(stem for stem, count in times.items() if count >= SEEN))
    return known


def _vocabulary(
    found: Sequence[Found], known: dict[str, tuple[str, ...]], stems: Sequence[set[str]], register: Register
) -> Vocabulary:
    count = len(found)
    width = len(register.thesaurus.concepts)
    in_passages = np.zeros(width)
    together: Counter[int] = Counter()
    silent = silent_concepts(register.thesaurus)
    for one in found:
        places = np.array(sorted(place for place in ideas([one])[0].tolist() if place not in silent), dtype=np.intp)
        in_passages[places] += 1
        first, second = np.triu_indices(len(places), 1)
        together.update((places[first] * width + places[second]).tolist())
    pairs = sorted(pair for pair, times in together.items() if times >= SEEN)
    times_of = Counter(stem for own in stems for stem in own)
    all_known = [stem for own in known.values() for stem in own]
    rarities = np.log(1 + count / (1 + in_passages))
    rarities[list(silent)] = 0
    return Vocabulary(
        rarities,
        np.array([divmod(pair, width) for pair in pairs], dtype=np.intp).reshape(-1, 2),
        known,
        np.array([math.log(1 + count / (1 + times_of[stem])) for stem in all_known]),
    )


def _traits(passages: Sequence[LabelledPassage], found: Sequence[Found], vocabulary: Vocabulary) -> sparse.csr_matrix:
    """The traits of all passages: passages x traits."""
    width = len(vocabulary.pairs) + len(vocabulary.stem_rarities)
    known = {
        language: Traits.of_language(
            vocabulary.rarities.tolist(), vocabulary.pairs, vocabulary.stems, vocabulary.stem_rarities, language
        )
        for language in ASSESSED_LANGUAGES
    }
    first = {language: min(one.stems.values(), default=0) for language, one in known.items()}
    rows, columns, values = [], [], []
    for language, own in known.items():
        places = [place for place, one in enumerate(passages) if one.passage.language == language]
        numbered = []
        for place in places:
            reading, above = found[place]
            numbered.append((reading._replace(stems={stem + first[language] for stem in reading.stems}), above))
        for row, shown in zip(places, own.of(numbered), strict=True):
            rows.append(np.full(len(shown.numbers), row))
            columns.append(shown.numbers)
            values.append(shown.values)
    cells = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    return sparse.csr_matrix(cells, shape=(len(passages), width), dtype=np.float32)

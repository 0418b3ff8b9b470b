"""Why a passage was matched: the ideas that carried the score, and the words in which the passage says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tutela.evidence.answers import Answers, Question
from tutela.evidence.finder import Reading
from tutela.evidence.match import Reason
from tutela.evidence.resemblance import Told
from tutela.evidence.tokens import words_in
from tutela.evidence.traits import ABOVE
from tutela.evidence.wordings import Wordings, dampened
from tutela.register.thesaurus import Concept
from tutela.register.wording import LANGUAGES, Wording
from tutela.text.document import Span

OWN_WORDS = -1
OWN_WORDS_NAME: Wording = {
    "en": "words of the measure",
    "fr": "mots de la mesure",
    "es": "palabras de la medida",
}
"""The reason that is no concept: its place among the concepts, and its name."""

USUAL_WORDING = -2
USUAL_WORDING_NAME: Wording = {
    "en": "usual wording of such evidence",
    "fr": "formulation habituelle de ce type de preuve",
    "es": "redacción habitual de este tipo de prueba",
}
"""The reason that is the words of a passage which labelled passages have too."""


def name_of(concept: str, names: Mapping[str, Wording]) -> Wording:
    """The name of a reason by its ``concept``; ``names`` are those of the register's concepts. A concept that the
    register has no more is named by its id."""
    own = {"words": OWN_WORDS_NAME, "wording": USUAL_WORDING_NAME}
    return own.get(concept) or names.get(concept) or dict.fromkeys(LANGUAGES, concept)


SHOWN = 6
"""Ideas given for a match, at most: those of its question first, then those that tell most."""

SHOWN_AGAINST, AGAINST = 3, 0.02
"""Ideas given that speak against a match, at most, and the share of what speaks for it that they have at least."""

WORDS_SHOWN = 5
"""Words of the usual wording that are highlighted, at most."""

JOINED = 3
"""Words of an expression no farther apart than this are highlighted in one stretch."""

WORD_TELLS = 0.2
"""What one of a measure's own words tells beside an idea as rare, where the measure is answered by its wording."""


def _shares(told: dict[int, float], whole: float) -> dict[int, float]:
    """What each tells, as a share of this whole."""
    total = sum(told.values())
    return {concept: weight * whole / total for concept, weight in told.items()} if total else {}


def _telling_most(stems: dict[int, float]) -> frozenset[int]:
    """The stems that tell most."""
    return frozenset(sorted(stems, key=lambda stem: (-stems[stem], stem))[:WORDS_SHOWN])


class Explanation:
    """Explains the matches of one passage, which begins at ``start`` in its document."""

    def __init__(self, text: str, start: int, reading: Reading, above: Reading | None) -> None:
        self._start = start
        self._reading = reading
        self._words = [word.span() for word in words_in(text)]
        length = float(len(self._words))
        self._times = {concept: dampened(float(len(places)), length) for concept, places in reading.concepts.items()}
        for concept in above.concepts if above else ():
            self._times.setdefault(concept, ABOVE * dampened(1.0, length))
        self._phrases: dict[int, list[tuple[int, ...]]] = {}
        for concept, places in reading.phrases:
            self._phrases.setdefault(concept, []).append(places)
        self._spans: dict[int, tuple[Span, ...]] = {}

    def reasons(
        self,
        measure: int,
        question: Question | None,
        concepts: Sequence[Concept],
        answers: Answers,
        wordings: Wordings,
        told: Told | None = None,
        lent: float = 0.0,
    ) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """The reasons for a measure (by its place), and those against it, those that weigh most first.

        ``told`` is what the passage's traits tell of the measure, and ``lent`` its share in the score. The weights of
        the reasons for it make 1 together; those against it are shares of the same sum.
        """
        weights = _shares(self._telling(measure, answers, wordings), 1 - lent)
        stems: dict[int, float] = {}
        if told and lent:
            speaking = sum(part for part in (*told.ideas.values(), *told.stems.values()) if part > 0)
            for concept, part in told.ideas.items():
                weights[concept] = weights.get(concept, 0.0) + part * lent / (speaking or 1.0)
            stems = {stem: part * lent / (speaking or 1.0) for stem, part in told.stems.items() if part > 0}
            usual = sum(stems.values())
            if usual:
                weights[USUAL_WORDING] = usual
        asked = question.concepts if question else frozenset()
        speaking_for = sorted(
            (concept not in asked, -weight, concept) for concept, weight in weights.items() if weight > 0
        )
        chosen = sorted((weight, concept) for _, weight, concept in speaking_for[:SHOWN])
        total = -sum(weight for weight, _ in chosen) or 1.0
        against = sorted((weight, concept) for concept, weight in weights.items() if weight < -AGAINST * total)[
            :SHOWN_AGAINST
        ]
        common = _telling_most(stems)
        terms = wordings.terms_of[measure]
        return (
            tuple(self._reason(concept, -weight / total, concepts, terms, common) for weight, concept in chosen),
            tuple(self._reason(concept, -weight / total, concepts, terms, common) for weight, concept in against),
        )

    def _telling(self, measure: int, answers: Answers, wordings: Wordings) -> dict[int, float]:
        """What each idea, and the measure's own words, tell without labelled passages."""
        tells = answers.tells_of[measure]
        told = {concept: times * tells[concept] for concept, times in self._times.items() if concept in tells}
        if answers.by_wording[measure]:
            told[OWN_WORDS] = WORD_TELLS * wordings.told(measure, self._reading.terms)
        return told

    def _reason(
        self, concept: int, share: float, concepts: Sequence[Concept], terms: int, stems: frozenset[int]
    ) -> Reason:
        weight = round(share, 4)
        if concept == OWN_WORDS:
            numbers = [number for number, word in enumerate(self._reading.words) if word[4] & terms]
            return Reason("words", OWN_WORDS_NAME, self._spans_of_words(numbers), weight)
        if concept == USUAL_WORDING:
            numbers = [number for number, word in enumerate(self._reading.words) if word[5] in stems]
            return Reason("wording", USUAL_WORDING_NAME, self._spans_of_words(numbers), weight)
        idea = concepts[concept]
        return Reason(idea.id, idea.name, self._spans_of(concept), weight)

    def _spans_of(self, concept: int) -> tuple[Span, ...]:
        spans = self._spans.get(concept)
        if spans is None:
            words = self._reading.words
            numbers = self._reading.concepts.get(concept, ())
            stretches = [(number, number) for number in numbers if concept in words[number][1]]
            for places in self._phrases.get(concept, ()):
                stretches += _stretches(places)
            spans = self._spans[concept] = self._merged(stretches)
        return spans

    def _spans_of_words(self, numbers: list[int]) -> tuple[Span, ...]:
        return self._merged([(number, number) for number in numbers])

    def _merged(self, stretches: list[tuple[int, int]]) -> tuple[Span, ...]:
        """Stretches of words (first and last) as spans, in order, those that overlap as one."""
        spans: list[Span] = []
        words, start = self._words, self._start
        ended = -1
        for first, last in sorted(stretches):
            if first > ended:
                spans.append(Span(start + words[first][0], start + words[last][1]))
                ended = last
            elif last > ended:
                spans[-1] = Span(spans[-1].start, start + words[last][1])
                ended = last
        return tuple(spans)


def _stretches(words: tuple[int, ...]) -> list[tuple[int, int]]:
    """The words of one expression, as stretches without a larger gap."""
    stretches = [(words[0], words[0])]
    for word in words[1:]:
        first, last = stretches[-1]
        if word - last > JOINED:
            stretches.append((word, word))
        else:
            stretches[-1] = (first, word)
    return stretches

"""Why a passage was matched: the ideas that carried the score, and the words in which the passage says them."""

from __future__ import annotations

from collections.abc import Sequence

from tutela.evidence.answers import Answers, Question
from tutela.evidence.finder import Reading
from tutela.evidence.match import Reason
from tutela.evidence.scoring import TELLS_ABOVE
from tutela.evidence.tokens import words_in
from tutela.evidence.wordings import Wordings, dampened
from tutela.register.thesaurus import Concept
from tutela.register.wording import Wording
from tutela.text.document import Span

OWN_WORDS = -1
OWN_WORDS_NAME: Wording = {
    "en": "words of the measure",
    "fr": "mots de la mesure",
    "es": "palabras de la medida",
}
"""The reason that is no concept: its place among the concepts, and its name."""

SHOWN = 6
"""Ideas given for a match, at most: those of its question first, then those that tell most."""

JOINED = 3
"""Words of an expression no farther apart than this are highlighted in one stretch."""

WORD_TELLS = 0.2
"""What one of a measure's own words tells beside an idea as rare, where the measure is answered by its wording."""


class Explanation:
    """Explains the matches of one passage, which begins at ``start`` in its document."""

    def __init__(self, text: str, start: int, reading: Reading, above: Reading | None) -> None:
        self._start = start
        self._reading = reading
        self._words = [word.span() for word in words_in(text)]
        length = float(len(self._words))
        self._times = {concept: dampened(float(len(places)), length) for concept, places in reading.concepts.items()}
        for concept in above.concepts if above else ():
            self._times.setdefault(concept, TELLS_ABOVE * dampened(1.0, length))
        self._phrases: dict[int, list[tuple[int, ...]]] = {}
        for concept, places in reading.phrases:
            self._phrases.setdefault(concept, []).append(places)
        self._spans: dict[int, tuple[Span, ...]] = {}

    def reasons(
        self,
        measure: int,
        question: Question,
        concepts: Sequence[Concept],
        answers: Answers,
        wordings: Wordings,
    ) -> tuple[Reason, ...]:
        """The reasons for a measure (by its place), those that weigh most first; together they weigh 1."""
        tells, asked = answers.tells_of[measure], question.concepts
        told = [
            (concept not in asked, -times * tells[concept], concept)
            for concept, times in self._times.items()
            if concept in tells
        ]
        chosen = sorted(told)[:SHOWN]
        total = -sum(weight for _, weight, _ in chosen)
        weighed = [(weight, concept) for _, weight, concept in chosen]
        if answers.by_wording[measure]:
            own = WORD_TELLS * wordings.told(measure, self._reading.terms)
            weighed.append((-own, OWN_WORDS))
            total += own
        weighed.sort()
        reasons = []
        for weight, concept in weighed:
            share = round(-weight / total, 4)
            if concept == OWN_WORDS:
                spans = self._spans_of_words(wordings.terms_of[measure])
                reasons.append(Reason("words", OWN_WORDS_NAME, spans, share))
            else:
                idea = concepts[concept]
                reasons.append(Reason(idea.id, idea.name, self._spans_of(concept), share))
        return tuple(reasons)

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

    def _spans_of_words(self, terms: int) -> tuple[Span, ...]:
        numbers = [number for number, word in enumerate(self._reading.words) if word[4] & terms]
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

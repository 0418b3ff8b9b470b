"""A passage as the HTML report cites it: where it stands, what kind of evidence it is, its words, why it was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from tutela.evidence.finding import Located
from tutela.evidence.match import GRADES, Reason
from tutela.report.excerpt import Place, excerpt
from tutela.report.people import Said, decision, outcome_of, said
from tutela.report.quotation import marks, pieces
from tutela.report.rows import direction, shown_score, strength_in_words
from tutela.report.words import Words
from tutela.text.document import Passage
from tutela.typesetting import typeset

AGAINST = 3
"""Signals against a passage that are shown, those that weigh most; CSV, XLSX and JSON have them all."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage with the words found marked, and why it was chosen.

    ``source`` is the name of the document, linked to its row; ``place`` is page and kind of passage;
    ``whole`` is "" where ``text`` is all of it. ``strength`` is "" for a contrary passage, which is no evidence however
    much it says. ``outcome`` and ``decision`` are what people said of it together, as a code and in words ("" where
    nobody has), ``said`` what each of them said.
    """

    source: Markup
    label: str
    place: str
    path: str
    language: str
    lead: str
    text: Markup
    whole: Markup
    grade: str
    is_contrary: bool
    direction: str
    reasons: str
    against: str
    strength: str
    outcome: str
    decision: str
    said: Sequence[Said]


class Citations:
    """Turns matches into citations; what many of them share is put into words once."""

    def __init__(self, names: Sequence[str], words: Words) -> None:
        link = Markup('<a href="#document-{}"><bdi>{}</bdi></a>')
        self.sources = [link.format(number, name) for number, name in enumerate(names, 1)]
        self.words = words
        self.kinds = {"body": "", "footnote": words["quotation.footnote"], "row": words["quotation.row"]}
        self.grades = {grade: words[f"grade.{grade}"] for grade in GRADES}
        self.strengths: dict[tuple[float, str], str] = {}

    def all(self, located: Iterable[Located]) -> list[Citation]:
        return [self.one(place) for place in located]

    def one(self, located: Located) -> Citation:
        match, passage = located.match, located.match.passage
        found = marks(match)
        stretches = excerpt(passage.text, found)
        everything = [(0, len(passage.text))]
        language = self.words.language
        return Citation(
            source=self.sources[located.document],
            label=passage.label,
            place=self.place(passage),
            path=" › ".join(passage.heading_path),
            language=_html_language(passage.language),
            lead=passage.lead,
            text=_marked(passage.text, found, stretches),
            whole=Markup() if stretches == everything else _marked(passage.text, found, everything),
            grade=self.grades[match.grade],
            is_contrary=match.direction == "contrary",
            direction=direction(match, self.words, outcome_of(located)),
            reasons=self.reasons(located),
            against=" · ".join([typeset(reason.name[language], language) for reason in match.against[:AGAINST]]),
            strength=self.strength(located),
            outcome=outcome_of(located),
            decision=decision(located, self.words),
            said=said(located, self.words),
        )

    def place(self, passage: Passage) -> str:
        page = "" if passage.page is None else self.words.fill("quotation.page", page=passage.page)
        return " · ".join(part for part in (page, self.kinds[passage.kind]) if part)

    def reasons(self, located: Located) -> str:
        if located.judgements and not located.match.reasons:
            return self.words["people.chosen"]
        return " · ".join([self.reason(reason) for reason in located.match.reasons])

    def reason(self, reason: Reason) -> str:
        name = typeset(reason.name[self.words.language], self.words.language)
        return name if reason.spans else f"{name} ({self.words['quotation.elsewhere']})"

    def strength(self, located: Located) -> str:
        match = located.match
        if match.direction == "contrary" or (located.judgements and not match.reasons):
            return ""
        shown = shown_score(match.score)
        meaning = strength_in_words(located, shown, self.words)
        key = (shown, meaning)
        if key not in self.strengths:
            figure = self.words.number(shown, 2)
            self.strengths[key] = self.words.fill("quotation.strength", score=figure, words=meaning)
        return self.strengths[key]


def _marked(text: str, marks: Sequence[Place], stretches: Sequence[Place]) -> Markup:
    """Stretches of a text as HTML, with the marked places in <mark>."""
    shown = [
        f"<mark>{escape(part, False)}</mark>" if marked else escape(part, False)
        for part, marked in pieces(text, marks, stretches)
    ]
    return Markup("".join(shown))


def _html_language(code: str) -> str:
    """The value of a ``lang`` attribute: "" says that the language is not known."""
    return "" if code == "und" else code

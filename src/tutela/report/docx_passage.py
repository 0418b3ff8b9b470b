"""A passage in the Word report: its words, where it stands, what people said of it, why it was chosen."""

from __future__ import annotations

from tutela.evidence.finding import Located
from tutela.report.citation import AGAINST
from tutela.report.colours import CONTRARY
from tutela.report.docx_body import Body, quoted, run
from tutela.report.docx_styles import LANGUAGE_TAGS
from tutela.report.page import Page
from tutela.report.people import outcome_of, said
from tutela.report.quotation import capped, shortened
from tutela.report.rows import against, direction, reasons, shown_score, strength_in_words
from tutela.report.words import Words

LONGEST = 2_500
"""Characters of a passage that are shown; the other reports have it whole."""


def labelled(text: str, words: Words) -> str:
    """ "Why: ", with the space before the colon that French wants."""
    return words.fill("docx.label", label=text) + " "


def quotation(body: Body, located: Located, shown: Page, words: Words) -> None:
    """The passage with the words found in bold, then where it stands, then why it was chosen."""
    match, passage = located.match, located.match.passage
    known = passage.language not in ("und", words.language)
    language = LANGUAGE_TAGS.get(passage.language, passage.language) if known else ""
    lead = [run(f"{passage.lead} ", italic=True, language=language)] if passage.lead else []
    body.paragraph(*lead, *quoted(capped(shortened(match), LONGEST), language), style="Quote")
    body.paragraph(*source_of(located, shown, words), style="QuoteSource")
    body.paragraph(_kind(located, words), style="QuoteKind")
    if shown.people:
        for runs in _said(located, words):
            body.paragraph(*runs, style="QuoteKind")
    body.paragraph(run(_why(located, words)), style="QuoteReasons")


def source_of(located: Located, shown: Page, words: Words) -> list[str]:
    """The file and the place in it where the passage stands."""
    passage = located.match.passage
    page = "" if passage.page is None else words.fill("quotation.page", page=passage.page)
    kind = "" if passage.kind == "body" else words[f"quotation.{passage.kind}"]
    places = (" › ".join(passage.heading_path), passage.label, page, kind)
    source = "".join(f" · {place}" for place in places if place)
    return [run(shown.files[located.document].name, bold=True), run(source)]


def _said(located: Located, words: Words) -> list[list[str]]:
    """What each person said of the passage, or that nobody has."""
    if not located.judgements:
        return [[run(words["people.nobody"], italic=True)]]
    return [
        [run(f"{one.line}."), *([run(f" {one.note}", italic=True)] if one.note else [])] for one in said(located, words)
    ]


def _kind(located: Located, words: Words) -> str:
    """What kind of evidence the passage is, and whether it does what is asked."""
    match = located.match
    colour = CONTRARY if match.direction == "contrary" else ""
    kind = " · ".join(
        part for part in (words[f"grade.{match.grade}"], direction(match, words, outcome_of(located))) if part
    )
    return run(kind[0].upper() + kind[1:], bold=True, colour=colour)


def _why(located: Located, words: Words) -> str:
    """How strong the passage is, what spoke for it, and what against it."""
    match = located.match
    sentences = [f"{labelled(words['quotation.why'], words)}{reasons(located, words)}."]
    if match.direction != "contrary" and (match.reasons or not located.judgements):
        score = words.number(shown_score(match.score), 2)
        strength = words.fill("quotation.strength", score=score, words=strength_in_words(located, match.score, words))
        sentences.insert(0, f"{strength}.")
    if match.against:
        signals = against(match.against[:AGAINST], words)
        sentences.append(f"{labelled(words['quotation.against'], words)}{signals}.")
    return " ".join(sentences)

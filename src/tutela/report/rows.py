"""The tables that CSV and XLSX share: one row a passage, with its measure beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from tutela.evidence.finding import Assessment, Finding, Located
from tutela.evidence.judgement import Outcome
from tutela.evidence.match import EVIDENCE, GRADES, Match, Reason
from tutela.register.measures import Measure
from tutela.report.overview import by_grade
from tutela.report.people import decision, outcome_of, told
from tutela.report.quotation import legible
from tutela.report.words import Words

Cell = str | int | float | None

PEOPLE_COLUMNS = ("machine", "decision", "said")
"""What people decided, in reports where anybody has: the status without it, what they said together, what each said."""

MEASURE_COLUMNS = (
    "measure",
    "section",
    "section-heading",
    "articles",
    "title",
    "addressees",
    "themes",
    "status",
)
WHERE_COLUMNS = (*GRADES, "contrary", "unsure")
"""How many passages answer a measure in law, in policy and so on; how many say the contrary or must be decided on."""

PASSAGE_COLUMNS = (
    "rank",
    "score",
    "grade",
    "direction",
    "document",
    "file",
    "label",
    "heading",
    "page",
    "language",
    "kind",
    "lead",
    "quotation",
    "reasons",
    "against",
)

_HEADINGS: dict[str, str] = {
    "title": "column.measure-title",
    "asks": "measure.asks",
    "addressees": "measure.addressees",
    "themes": "measure.themes",
    "file": "document.name",
    "format": "document.kind",
    "pages": "document.pages",
    "passages-read": "document.passages",
    "digest": "document.digest",
    "what": "document.what",
    "next": "document.next",
    **{str(grade): f"where.{grade}" for grade in GRADES},
    "contrary": "workbook.contrary",
    "unsure": "unsure.title",
    "against": "quotation.against",
}


def heading(column: str, words: Words) -> str:
    """The heading of a column."""
    return words[_HEADINGS.get(column, f"column.{column}")]


@dataclass(frozen=True, slots=True)
class Row:
    """A measure and a passage; ``rank`` counts the passages of a measure from 1, best first.

    ``taken_as`` is the key of what the passage is taken as: evidence, contrary, for a person to decide, or rejected by
    people.
    """

    measure: Measure
    finding: Finding
    rank: int = 0
    located: Located | None = None
    taken_as: str = ""


def all_rows(assessment: Assessment) -> Iterator[Row]:
    """For each measure its passages of evidence, the contrary and the unsure ones, and those that people rejected; one
    row where there is none."""
    for measure, finding in _pairs(assessment):
        yield from _numbered(measure, finding, finding.evidence, "evidence")
        yield from _numbered(measure, finding, finding.contrary, "contrary")
        yield from _numbered(measure, finding, finding.unsure, "unsure")
        yield from _numbered(measure, finding, finding.rejected, "rejected")
        if not (finding.evidence or finding.contrary or finding.unsure or finding.rejected):
            yield Row(measure, finding)


def evidence_rows(assessment: Assessment) -> Iterator[Row]:
    """A row for each measure and passage of evidence."""
    for measure, finding in _pairs(assessment):
        yield from _numbered(measure, finding, finding.evidence)


def contrary_rows(assessment: Assessment) -> Iterator[Row]:
    """A row for each measure and passage that says the contrary."""
    for measure, finding in _pairs(assessment):
        yield from _numbered(measure, finding, finding.contrary)


def unsure_rows(assessment: Assessment) -> Iterator[Row]:
    """A row for each measure and passage that a person must decide on."""
    for measure, finding in _pairs(assessment):
        yield from _numbered(measure, finding, finding.unsure)


def rejected_rows(assessment: Assessment) -> Iterator[Row]:
    """A row for each measure and passage that people rejected."""
    for measure, finding in _pairs(assessment):
        yield from _numbered(measure, finding, finding.rejected)


def miss_rows(assessment: Assessment) -> Iterator[Row]:
    """A row for each of the nearest passages of measures for which nothing else was found."""
    for measure, finding in _pairs(assessment):
        yield from _numbered(measure, finding, finding.misses)


def measure_rows(assessment: Assessment) -> Iterator[Row]:
    """A row for each measure, with its best passage of evidence."""
    for measure, finding in _pairs(assessment):
        yield Row(measure, finding, 1, finding.evidence[0]) if finding.evidence else Row(measure, finding)


def _pairs(assessment: Assessment) -> Iterator[tuple[Measure, Finding]]:
    return zip(assessment.register.measures, assessment.findings, strict=True)


def _numbered(measure: Measure, finding: Finding, located: tuple[Located, ...], taken_as: str = "") -> Iterator[Row]:
    for rank, place in enumerate(located, 1):
        yield Row(measure, finding, rank, place, taken_as)


class Cells:
    """Puts rows into cells, in the language of the words; texts are legible."""

    def __init__(self, assessment: Assessment, words: Words) -> None:
        register, language = assessment.register, words.language
        self._documents = assessment.documents
        self._words = words
        self._sections = {section.id: section.heading[language] for section in register.sections}
        self._terms = {term.id: term.name[language] for term in (*register.addressees, *register.themes)}
        self._kinds = {"body": "", "footnote": words["quotation.footnote"], "row": words["quotation.row"]}

    def of(self, row: Row) -> Mapping[str, Cell]:
        """All cells of a row, by column; those of the passage are missing where there is none."""
        cells = self._measure(row.measure, row.finding)
        if row.located is not None:
            cells |= self._passage(row.rank, row.located)
        if row.taken_as:
            cells["taken-as"] = self._words[f"taken-as.{row.taken_as}"]
        return {column: legible(cell) if isinstance(cell, str) else cell for column, cell in cells.items()}

    def status(self, row: Row) -> str:
        """The name of the status of the row's measure."""
        return self._words.status(row.finding.status)

    def _measure(self, measure: Measure, finding: Finding) -> dict[str, Cell]:
        language = self._words.language
        return {
            "measure": measure.id,
            "section": measure.section,
            "section-heading": self._sections[measure.section],
            "articles": "; ".join(measure.articles),
            "title": measure.title[language],
            "asks": measure.asks[language],
            "addressees": "; ".join(self._terms[id] for id in measure.addressees),
            "themes": "; ".join(self._terms[id] for id in measure.themes),
            "status": self._words.status(finding.status),
            "passages": len(finding.evidence),
            "documents": len({located.document for located in finding.evidence}),
            **{str(grade): count for grade, count in by_grade(finding).items()},
            "contrary": len(finding.contrary),
            "unsure": len(finding.unsure),
            "machine": self._words.status(finding.machine) if finding.machine else "",
            "confirmed": sum(outcome_of(located) == "confirmed" for located in (*finding.evidence, *finding.contrary)),
            "rejected": len(finding.rejected),
        }

    def _passage(self, rank: int, located: Located) -> dict[str, Cell]:
        match, passage = located.match, located.match.passage
        document = self._documents[located.document]
        return {
            "rank": rank,
            "score": shown_score(match.score),
            "grade": self._words[f"grade.{match.grade}"],
            "direction": direction(match, self._words, outcome_of(located)),
            "document": document.title or PurePath(document.path).stem,
            "file": document.path,
            "label": passage.label,
            "heading": " › ".join(passage.heading_path),
            "page": passage.page,
            "language": passage.language,
            "kind": self._kinds[passage.kind],
            "lead": passage.lead,
            "quotation": passage.text,
            "reasons": reasons(located, self._words),
            "against": against(match.against, self._words),
            "decision": decision(located, self._words),
            "said": told(located, self._words),
        }


def direction(match: Match, words: Words, said: Outcome = "undecided") -> str:
    """Whether a passage does what is asked; that it may, of one to decide on; "" of one too weak to say so.

    ``said`` is what people said of it: one that they confirmed is not in doubt.
    """
    if match.is_evidence or match.direction == "contrary" or said == "confirmed":
        return words[f"direction.{match.direction}"]
    return words[f"may.{match.direction}"] if match.verdict == "unsure" else ""


def reasons(located: Located, words: Words) -> str:
    """Why the passage was chosen: the ideas found, and which of them stand outside the passage; or that people chose it
    and the program did not."""
    match = located.match
    if located.judgements and not match.reasons:
        return words["people.chosen"]
    elsewhere = words["quotation.elsewhere"]
    names = ((reason.name[words.language], reason.spans) for reason in match.reasons)
    return "; ".join(name if spans else f"{name} ({elsewhere})" for name, spans in names)


def against(signals: Iterable[Reason], words: Words) -> str:
    """The signals that lowered a score. They need no place: some of them are that something is not said."""
    return "; ".join(reason.name[words.language] for reason in signals)


def strength_in_words(located: Located, score: float, words: Words) -> str:
    """What the score of a passage, as it is shown, means."""
    if score < EVIDENCE and outcome_of(located) == "confirmed":
        return words["strength.confirmed"]
    return words.strength(score)


def shown_score(score: float) -> float:
    """A score with two decimals: cut, not rounded, for 0.496 must not read as 0.50, which is evidence."""
    return int(score * 100 + 1e-9) / 100

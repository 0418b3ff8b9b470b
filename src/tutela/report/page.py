"""What the HTML report shows, in its order and in one language, ready for the template."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from tutela.evidence.finding import STATUSES, Assessment, Finding, Located, Status
from tutela.register.measures import Measure, Section
from tutela.report.citation import Citation, Citations
from tutela.report.json_report import repeat
from tutela.report.overview import Overview, by_grade, overview
from tutela.report.people import Tally, tally
from tutela.report.words import Words
from tutela.text.document import ASSESSED_LANGUAGES, Document, SetAside
from tutela.text.notices import Notice
from tutela.typesetting import typeset

SHOWN = 5
"""Passages of a measure that stand open; the others are folded away, those to decide on left to other formats."""

NEXT_STEPS = ("contrary", "confirm", "decide", "misses", "supply", "ask")
"""What to do with the report, in this order, by the ends of the keys of its words."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure with its finding.

    ``where`` counts the pieces of evidence by the places where a measure can be answered, [] where there is none;
    ``holds`` are the kinds of passages to filter by; ``remark`` is what to say where there is no evidence but there are
    unsure or contrary passages ("" elsewhere); ``unsure`` are shown of ``unsure_found``. ``machine`` is a sentence with
    the status by the program alone, "" where nobody has judged; ``rejected`` are the passages that people rejected.
    """

    measure: Measure
    title: str
    asks: str
    counts: str
    addressees: Sequence[str]
    themes: Sequence[str]
    status: Status
    found: int
    found_in: int
    where: Sequence[tuple[str, int]]
    holds: Sequence[str]
    remark: str
    shown: Sequence[Citation]
    more: Sequence[Citation]
    contrary: Sequence[Citation]
    contrary_more: Sequence[Citation]
    unsure: Sequence[Citation]
    unsure_found: int
    misses: Sequence[Citation]
    machine: str
    rejected: Sequence[Citation]

    @property
    def contrary_found(self) -> int:
        return len(self.contrary) + len(self.contrary_more)


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the instrument with its measures, and how many of them have each status."""

    section: Section
    heading: str
    entries: Sequence[Entry]
    counts: Mapping[Status, int]

    @property
    def size(self) -> int:
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Remark:
    """A thing to know about a file: what happened, and what to do next ("" where nothing)."""

    what: str
    next_step: str


@dataclass(frozen=True, slots=True)
class File:
    """A document that was read; ``name`` is short and unlike that of any other file of the report."""

    document: Document
    name: str
    kind: str
    language: str
    pages: str
    passages: str
    remarks: Sequence[Remark]
    foreign: Sequence[str]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on the page that does not depend on the words alone; ``titles`` are those of the measures, by id;
    ``people`` is None where nobody has judged a passage."""

    assessment: Assessment
    title: str
    languages: str
    summary: str
    searched: str
    caveats: Sequence[str]
    counts: Mapping[Status, int]
    overview: Overview
    titles: Mapping[str, str]
    groups: Sequence[Group]
    files: Sequence[File]
    set_aside: Sequence[tuple[SetAside, Remark]]
    command: str
    digests: Sequence[tuple[str, str]]
    people: Tally | None


def page(assessment: Assessment, words: Words) -> Page:
    """The page of an assessment, in the language of the words."""
    names = _names([document.path for document in assessment.documents])
    files = [_file(document, name, words) for document, name in zip(assessment.documents, names, strict=True)]
    groups = _groups(assessment, names, words)
    counts = {status: sum(group.counts[status] for group in groups) for status in STATUSES}
    languages = Counter(document.language for document in assessment.documents)
    again = repeat(assessment, words.language)
    return Page(
        assessment=assessment,
        title=assessment.state or words["report.name"],
        languages=words.listed(words.language_name(code) for code, _ in languages.most_common()),
        summary=_summary(counts, words),
        searched=_searched(assessment, words),
        caveats=_caveats(assessment, words),
        counts=counts,
        overview=overview(assessment.findings),
        titles={entry.measure.id: entry.title for group in groups for entry in group.entries},
        groups=groups,
        files=files,
        set_aside=[(file, _remark(file.notice, words)) for file in assessment.set_aside],
        command=shlex.join(again["command"]),
        digests=[(file["sha256"], file["path"]) for file in again["files"]],
        people=tally(assessment.findings),
    )


def _names(paths: Sequence[str]) -> list[str]:
    """For each path its file name, or the path itself where two files share a name."""
    short = [PurePath(path).name or path for path in paths]
    seen = Counter(short)
    return [name if seen[name] == 1 else path for name, path in zip(short, paths, strict=True)]


def _groups(assessment: Assessment, names: Sequence[str], words: Words) -> list[Group]:
    register, language = assessment.register, words.language
    terms = {term.id: typeset(term.name[language], language) for term in (*register.addressees, *register.themes)}
    citations = Citations(names, words)
    findings = {finding.measure: finding for finding in assessment.findings}
    entries: dict[str, list[Entry]] = {section.id: [] for section in register.sections}
    for measure in register.measures:
        entries[measure.section].append(_entry(measure, findings[measure.id], terms, citations))
    return [
        Group(
            section,
            typeset(section.heading[language], language),
            entries[section.id],
            {status: sum(entry.status == status for entry in entries[section.id]) for status in STATUSES},
        )
        for section in register.sections
        if entries[section.id]
    ]


def _entry(measure: Measure, finding: Finding, terms: Mapping[str, str], citations: Citations) -> Entry:
    words = citations.words
    language = words.language
    shown, more = open_and_folded(finding.evidence)
    contrary, contrary_more = open_and_folded(finding.contrary)
    return Entry(
        measure=measure,
        title=typeset(measure.title[language], language),
        asks=typeset(measure.asks[language], language),
        counts=typeset(measure.counts[language], language),
        addressees=[terms[id] for id in measure.addressees],
        themes=[terms[id] for id in measure.themes],
        status=finding.status,
        found=len(finding.evidence),
        found_in=len({located.document for located in finding.evidence}),
        where=[(words[f"where.{grade}"], n) for grade, n in by_grade(finding).items()] if finding.evidence else [],
        holds=_holds(finding),
        remark=remark(finding, words),
        shown=citations.all(shown),
        more=citations.all(more),
        contrary=citations.all(contrary),
        contrary_more=citations.all(contrary_more),
        unsure=citations.all(finding.unsure[:SHOWN]),
        unsure_found=len(finding.unsure),
        misses=citations.all(finding.misses),
        machine=words.fill("people.status", status=words.status(finding.machine)) if finding.machine else "",
        rejected=citations.all(finding.rejected),
    )


def open_and_folded(located: Sequence[Located]) -> tuple[list[Located], list[Located]]:
    """The passages to show at once (SHOWN at most) and the rest, both best first.

    The strongest of each grade is among those shown, so that practice is not hidden behind five laws.
    """
    best = {place.match.grade: number for number, place in reversed(list(enumerate(located)))}
    others = (number for number in range(len(located)) if number not in best.values())
    chosen = sorted([*best.values(), *others][:SHOWN])
    return [located[number] for number in chosen], [place for n, place in enumerate(located) if n not in chosen]


def remark(finding: Finding, words: Words) -> str:
    """What to say of a measure without evidence that has passages to decide on or contrary ones; "" of any other."""
    if finding.evidence:
        return ""
    if finding.unsure:
        return words["unsure.only"]
    return words["contrary.only"] if finding.contrary else ""


def _holds(finding: Finding) -> list[str]:
    others = (
        ("contrary", finding.contrary),
        ("unsure", finding.unsure),
        ("judged", finding.machine),
        ("rejected", finding.rejected),
    )
    return [*finding.grades, *(name for name, held in others if held)]


def _summary(counts: Mapping[Status, int], words: Words) -> str:
    return words.fill(
        "summary.sentence",
        measures=words.plural("summary.measures", sum(counts.values())),
        addressed=words.plural("summary.addressed", counts["addressed"]),
        partly=words.plural("summary.partly", counts["partly"]),
        not_found=words.plural("summary.not-found", counts["not-found"]),
    )


def _searched(assessment: Assessment, words: Words) -> str:
    passages = sum(
        passage.language in ASSESSED_LANGUAGES for document in assessment.documents for passage in document.passages
    )
    blanks = {
        "passages": words.plural("summary.passages", passages),
        "documents": words.plural("summary.documents", len(assessment.documents)),
    }
    pages = sum(document.pages or 0 for document in assessment.documents)
    if not pages:
        return words.fill("summary.searched-no-pages", **blanks)
    return words.fill("summary.searched", **blanks, pages=words.plural("summary.pages", pages))


def _caveats(assessment: Assessment, words: Words) -> list[str]:
    """What was not searched, or read only in part, each in a sentence."""
    foreign = sum(sum(_foreign(document).values()) for document in assessment.documents)
    noted = sum(bool(document.notices) for document in assessment.documents)
    sentences = (
        words.plural("summary.set-aside", len(assessment.set_aside)),
        words.plural("summary.other-languages", foreign),
        words.plural("summary.notices", noted),
    )
    return [sentence for sentence in sentences if sentence]


def _foreign(document: Document) -> Counter[str]:
    """How many passages were set aside for their language, by language."""
    languages = Counter(passage.language for passage in document.passages)
    for language in ASSESSED_LANGUAGES:
        del languages[language]
    return languages


def _file(document: Document, name: str, words: Words) -> File:
    return File(
        document=document,
        name=name,
        kind=words[f"kind.{document.kind}"],
        language=words.language_name(document.language),
        pages="–" if document.pages is None else words.number(document.pages),
        passages=words.number(len(document.passages)),
        remarks=[_remark(notice, words) for notice in document.notices],
        foreign=[
            words.plural("document.other-language-count", count, language=words.language_name(code))
            for code, count in _foreign(document).most_common()
        ],
    )


def _remark(notice: Notice, words: Words) -> Remark:
    language = words.language
    return Remark(typeset(notice.what(language), language), typeset(notice.next_step(language), language))

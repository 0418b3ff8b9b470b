"""What the HTML report shows, in its order and in one language, ready for the template."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PurePath

from markupsafe import Markup

from tutela.evidence.finding import STATUSES, Assessment, Finding, Located, Status
from tutela.evidence.match import Reason
from tutela.register.measures import Measure, Section
from tutela.report.excerpt import Place, excerpt
from tutela.report.json_report import repeat
from tutela.report.quotation import marks, pieces
from tutela.report.rows import shown_score
from tutela.report.words import Words, typeset
from tutela.text.document import ASSESSED_LANGUAGES, Document, Passage, SetAside
from tutela.text.notices import Notice

SHOWN = 5
"""Passages of a measure that stand open; the others are folded away."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage with the words found marked, and why it was chosen.

    ``source`` is the name of the document, linked to its row; ``place`` is page and kind of passage;
    ``whole`` is "" where ``text`` is all of it.
    """

    source: Markup
    label: str
    place: str
    path: str
    language: str
    lead: str
    text: Markup
    whole: Markup
    reasons: str
    strength: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure with its finding."""

    measure: Measure
    title: str
    asks: str
    counts: str
    addressees: Sequence[str]
    themes: Sequence[str]
    status: Status
    found: int
    found_in: int
    shown: Sequence[Quotation]
    more: Sequence[Quotation]
    misses: Sequence[Quotation]


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
    """Everything on the page that does not depend on the words alone."""

    assessment: Assessment
    title: str
    languages: str
    summary: str
    searched: str
    caveats: Sequence[str]
    counts: Mapping[Status, int]
    groups: Sequence[Group]
    files: Sequence[File]
    set_aside: Sequence[tuple[SetAside, Remark]]
    command: str
    digests: Sequence[tuple[str, str]]


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
        groups=groups,
        files=files,
        set_aside=[(file, _remark(file.notice, words)) for file in assessment.set_aside],
        command=shlex.join(again["command"]),
        digests=[(file["sha256"], file["path"]) for file in again["files"]],
    )


def _names(paths: Sequence[str]) -> list[str]:
    """For each path its file name, or the path itself where two files share a name."""
    short = [PurePath(path).name or path for path in paths]
    seen = Counter(short)
    return [name if seen[name] == 1 else path for name, path in zip(short, paths, strict=True)]


def _groups(assessment: Assessment, names: Sequence[str], words: Words) -> list[Group]:
    register, language = assessment.register, words.language
    terms = {term.id: term.name[language] for term in (*register.addressees, *register.themes)}
    quoted = _Quoted(names, words)
    findings = {finding.measure: finding for finding in assessment.findings}
    entries: dict[str, list[Entry]] = {section.id: [] for section in register.sections}
    for measure in register.measures:
        entries[measure.section].append(_entry(measure, findings[measure.id], terms, quoted))
    return [
        Group(
            section,
            section.heading[language],
            entries[section.id],
            {status: sum(entry.status == status for entry in entries[section.id]) for status in STATUSES},
        )
        for section in register.sections
        if entries[section.id]
    ]


def _entry(measure: Measure, finding: Finding, terms: Mapping[str, str], quoted: _Quoted) -> Entry:
    language = quoted.words.language
    shown, more = finding.evidence[:SHOWN], finding.evidence[SHOWN:]
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
        shown=quoted.all(shown),
        more=quoted.all(more),
        misses=quoted.all(finding.misses),
    )


class _Quoted:
    """Turns matches into quotations; what many of them share is put into words once."""

    def __init__(self, names: Sequence[str], words: Words) -> None:
        link = Markup('<a href="#document-{}"><bdi>{}</bdi></a>')
        self.sources = [link.format(number, name) for number, name in enumerate(names, 1)]
        self.words = words
        self.kinds = {"body": "", "footnote": words["quotation.footnote"], "row": words["quotation.row"]}
        self.strengths: dict[float, str] = {}

    def all(self, located: Iterable[Located]) -> list[Quotation]:
        return [self.one(place) for place in located]

    def one(self, located: Located) -> Quotation:
        match, passage = located.match, located.match.passage
        found = marks(match)
        stretches = excerpt(passage.text, found)
        everything = [(0, len(passage.text))]
        return Quotation(
            source=self.sources[located.document],
            label=passage.label,
            place=self.place(passage),
            path=" › ".join(passage.heading_path),
            language=_html_language(passage.language),
            lead=passage.lead,
            text=_marked(passage.text, found, stretches),
            whole=Markup() if stretches == everything else _marked(passage.text, found, everything),
            reasons=" · ".join([self.reason(reason) for reason in match.reasons]),
            strength=self.strength(match.score),
        )

    def place(self, passage: Passage) -> str:
        page = "" if passage.page is None else self.words.fill("quotation.page", page=passage.page)
        return " · ".join(part for part in (page, self.kinds[passage.kind]) if part)

    def reason(self, reason: Reason) -> str:
        name = reason.name[self.words.language]
        return name if reason.spans else f"{name} ({self.words['quotation.elsewhere']})"

    def strength(self, score: float) -> str:
        shown = shown_score(score)
        if shown not in self.strengths:
            figure = self.words.number(shown, 2)
            self.strengths[shown] = self.words.fill(
                "quotation.strength", score=figure, words=self.words.strength(shown)
            )
        return self.strengths[shown]


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

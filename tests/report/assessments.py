"""Assessments of an invented State for the tests of the reports, in sentences written for these tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.report.small_register import said, small_register

from tutela.evidence.finding import Assessment, Finding, Located, Status
from tutela.evidence.match import EVIDENCE, Match, Reason
from tutela.register.measures import Register
from tutela.register.wording import Wording
from tutela.text.document import Document, Passage, PassageKind, SetAside, Span
from tutela.text.notices import Notice, notice

HOSTILE = (
    "<script>alert('x')</script><img src=x onerror=alert(1)> & \"quoted\" javascript:alert(2) "
    "\u202egnp.exe\u202c \x07end"
)
"""Text as a malicious document may hold it: markup, a script address, an override of direction, a control."""

HOSTILE_PATH = "annex/\"><script>alert(3)</script>=cmd|' /C calc'!A0\udce9.pdf"
"""A file name of markup, a spreadsheet formula and a byte that is not UTF-8."""

STATE = "Republic of Meridia"


IDEAS: dict[str, Wording] = {
    "duty-to-report": said("duty to report", "obligation de signaler", "obligación de denunciar"),
    "internet-provider": said("internet provider", "fournisseur d'accès à Internet", "proveedor de Internet"),
    "without-delay": said("without delay", "sans délai", "sin demora"),
    "national-plan": said("national plan", "plan national", "plan nacional"),
    "time-bound-goal": said("goal with a date", "objectif assorti d'une échéance", "meta con plazo"),
    "data-collection": said("collection of data", "collecte de données", "recopilación de datos"),
    "child-under-18": said("person under 18", "personne de moins de 18 ans", "persona menor de 18 años"),
    "free-counsel": said("free legal counsel", "assistance gratuite d'un avocat", "asistencia letrada gratuita"),
}


@dataclass
class Draft:
    """A document in the making: sentences are added, then it is sealed."""

    path: str
    kind: str
    title: str
    language: str
    pages: int | None = None
    notices: tuple[Notice, ...] = ()
    passages: list[Passage] = field(default_factory=list)

    def add(
        self,
        text: str,
        label: str = "",
        headings: Sequence[str] = (),
        page: int | None = None,
        *,
        language: str | None = None,
        lead: str = "",
        kind: PassageKind = "body",
    ) -> Passage:
        start = self.passages[-1].span.end + 1 if self.passages else 0
        passage = Passage(
            text,
            Span(start, start + len(text)),
            label,
            tuple(headings),
            page,
            language or self.language,
            lead,
            kind,
        )
        self.passages.append(passage)
        return passage

    def seal(self) -> Document:
        text = "\n".join(passage.text for passage in self.passages)
        digest = hashlib.sha256(f"{self.path}\n{text}".encode(errors="surrogatepass")).hexdigest()
        return Document(
            self.path,
            self.kind,
            self.title,
            digest,
            text,
            tuple(self.passages),
            self.language,
            self.pages,
            self.notices,
        )


def match(measure: str, passage: Passage, score: float, **words: str) -> Match:
    """A match; ``words`` gives for each idea the words that express it, "" where they stand elsewhere."""
    reasons = []
    for idea, expression in words.items():
        concept = idea.replace("_", "-")
        spans: tuple[Span, ...] = ()
        if expression:
            at = passage.span.start + passage.text.index(expression)
            spans = (Span(at, at + len(expression)),)
        reasons.append(Reason(concept, IDEAS[concept], spans, 1 / len(words)))
    return Match(measure, passage, score, tuple(reasons))


def meridia() -> Assessment:
    """Three documents, four files set aside, every status, misses, footnote, row, lead, hostile text."""
    act, plan, annex = _act(), _plan(), _annex()
    documents = (act.seal(), plan.seal(), annex.seal())
    findings = (
        _finding(
            "legislation.child",
            "addressed",
            (
                0,
                match(
                    "legislation.child",
                    act.passages[0],
                    0.97,
                    child_under_18="person under the age of eighteen years",
                ),
            ),
        ),
        _finding(
            "legislation.counsel",
            "not-found",
            (1, match("legislation.counsel", plan.passages[2], 0.31, free_counsel="avocat")),
        ),
        _finding(
            "data.collect",
            "partly",
            (
                1,
                match(
                    "data.collect",
                    plan.passages[1],
                    0.58,
                    data_collection="données sont recueillies",
                    time_bound_goal="",
                ),
            ),
            (1, match("data.collect", plan.passages[3], 0.55, data_collection="Nombre de signalements")),
        ),
        _finding("online.report", "addressed", *_reports(act, annex)),
        _finding("online.plan", "not-found"),
    )
    return Assessment(STATE, "2026-11-01T09:05:00+00:00", "0.1.0", small_register(), documents, _set_aside(), findings)


def empty() -> Assessment:
    """Nothing could be read: every measure not found, no State named."""
    register = small_register()
    findings = tuple(Finding(measure.id, "not-found", (), ()) for measure in register.measures)
    return Assessment("", "2026-11-02T00:00:00Z", "0.1.0", register, (), _set_aside(), findings)


def large(register: Register, passages: int = 9_000, evidence: int = 2_000) -> Assessment:
    """As many passages and matches as ten long documents give, spread over all measures of a register."""
    drafts = [Draft(f"laws/act-{number}.pdf", "pdf", f"Act {number}", "en", 60) for number in range(10)]
    chapters = ("Chapter II Protection", "Section 3 Duties of providers")
    for number in range(passages):
        tail = " The competent authority keeps a record of each report and of what followed from it." * (number % 9)
        drafts[number % 10].add(
            f"({number}) A provider of internet access shall report the material without delay.{tail}",
            f"Art. {number}",
            chapters,
            number % 60 + 1,
            lead="Every person who offers a service to the public:",
        )
    found: dict[str, list[Located]] = {measure.id: [] for measure in register.measures}
    for number in range(evidence):
        document = number % 10
        draft = drafts[document]
        passage = draft.passages[number // 10 % len(draft.passages)]
        id = register.measures[number * 7 % (len(register.measures) - 3)].id
        found[id].append(Located(document, _provider_match(id, passage, 0.99 - 0.4 * number / evidence)))
    findings = tuple(
        Finding(id, "addressed" if located else "not-found", tuple(located), ()) for id, located in found.items()
    )
    documents = tuple(draft.seal() for draft in drafts)
    return Assessment(STATE, "2026-11-21T21:58:35+00:00", "0.1.0", register, documents, (), findings)


def _finding(measure: str, status: Status, *located: tuple[int, Match]) -> Finding:
    everything = tuple(Located(document, match) for document, match in located)
    evidence = tuple(one for one in everything if one.match.score >= EVIDENCE)
    return Finding(measure, status, evidence, tuple(one for one in everything if one not in evidence))


def _provider_match(measure: str, passage: Passage, score: float) -> Match:
    return match(
        measure,
        passage,
        score,
        duty_to_report="shall report",
        internet_provider="provider of internet access",
        without_delay="without delay",
    )


def _act() -> Draft:
    act = Draft("laws/children-act.pdf", "pdf", "Children Act", "en", 48)
    part = "Part II Protection of children"
    act.add(
        "In this Act, a child is every person under the age of eighteen years.",
        "Art. 2",
        ("Part I General",),
        3,
    )
    act.add(
        "(b) report to the police, without delay, any material that they find on their services;",
        "Art. 12 (b)",
        (part, "Duties of providers"),
        14,
        lead="Providers of internet access shall:",
    )
    filler = (
        "The authority keeps a record of what it receives and of what followed, and publishes the numbers every year. "
    )
    act.add(
        f"{filler * 4}A provider of internet access shall report abuse material without delay. {filler * 5}"
        "Whoever fails to report is liable to a fine.",
        "Art. 13",
        (part, "Duties of providers"),
        15,
    )
    act.add("The duty to report covers mirror copies as well.", "note 4", (part,), 15, kind="footnote")
    for number in range(14, 20):
        act.add(
            f"({number}) A provider of internet access shall report the material without delay.",
            f"Art. {number}",
            (part,),
            number + 2,
        )
    act.add(
        "Täglich wird ein Bericht erstellt und dem Ministerium vorgelegt.",
        "Art. 30",
        (part,),
        40,
        language="de",
    )
    act.add("III", "", (part,), 41, language="und")
    return act


def _plan() -> Draft:
    plan = Draft(
        "plans/plan-national.docx",
        "docx",
        "Plan national d'action",
        "fr",
        notices=(notice("wrong-extension", named="PDF", found="DOCX"),),
    )
    plan.add("Le présent plan national couvre la période de cinq ans à venir.", "1", ("Introduction",))
    plan.add("Les données sont recueillies chaque année.", "2", ("Suivi",), lead="D'ici à la fin du plan :")
    plan.add("Toute personne peut se faire assister d'un avocat.", "3", ("Justice",))
    plan.add("Nombre de signalements | Chaque trimestre | Ministère", "", ("Suivi", "Tableau 1"), kind="row")
    return plan


def _annex() -> Draft:
    annex = Draft(
        HOSTILE_PATH,
        "html",
        HOSTILE,
        "es",
        notices=(notice("guessed-encoding", encoding="windows-1252"), notice("pages-need-ocr", pages="2, 3")),
    )
    annex.add(f"Los proveedores denunciarán sin demora. {HOSTILE}", HOSTILE, (HOSTILE,), lead=HOSTILE)
    return annex


def _reports(act: Draft, annex: Draft) -> list[tuple[int, Match]]:
    """Nine passages, best first: more than a report shows at once."""
    id = "online.report"
    lettered, long, note = act.passages[1], act.passages[2], act.passages[3]
    found = [
        (
            0,
            match(
                id,
                long,
                0.95,
                duty_to_report="shall report",
                internet_provider="provider of internet access",
                without_delay="without delay",
            ),
        ),
        (
            0,
            match(
                id,
                lettered,
                0.91,
                duty_to_report="report to the police",
                internet_provider="",
                without_delay="without delay",
            ),
        ),
        (2, match(id, annex.passages[0], 0.72, duty_to_report="denunciarán", without_delay="sin demora")),
    ]
    found += [(0, _provider_match(id, passage, 0.7)) for passage in act.passages[4:9]]
    return [*found, (0, match(id, note, 0.52, duty_to_report="duty to report"))]


def _set_aside() -> tuple[SetAside, ...]:
    return (
        SetAside("scans/decree.pdf", notice("needs-ocr", pages=3, total=3), "ab" * 32),
        SetAside("laws/locked.pdf", notice("encrypted"), "cd" * 32),
        SetAside(HOSTILE_PATH.replace(".pdf", ".zip"), notice("archive", found=HOSTILE), "ef" * 32),
        SetAside("laws/missing.docx", notice("not-found")),
    )

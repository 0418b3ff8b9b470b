"""The page of a measure in an assessment: what is asked, and the passages beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from tutela.register.measures import Measure, Term
from tutela.web.accounts.models import User
from tutela.web.assessments.models import Assessment, Finding
from tutela.web.assessments.status import NOT_ASSESSED
from tutela.web.review.card import Card, cards
from tutela.web.review.listing import Entry, Listing, listing
from tutela.web.site.register import the_register

PER_PAGE = 30
"""Passages on a page."""


@dataclass(frozen=True, slots=True)
class Group:
    """Passages of one group that stand on a page. ``total`` counts those of all pages, ``begins`` says that none stands
    on an earlier page; ``open`` are those that the viewer has not decided on."""

    name: str
    cards: Sequence[Card]
    total: int
    begins: bool

    @property
    def open(self) -> list[int]:
        return [card.passage.pk for card in self.cards if not card.entry.is_mine]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for a measure: the machine's status and the people's ("" where nobody decided), and how far the viewer
    has come. ``hides`` says that the people's status is kept from one who decides independently."""

    machine: str
    people: str
    decided: int
    to_decide: int
    hides: bool

    @property
    def is_done(self) -> bool:
        return self.decided >= self.to_decide


class MeasurePage:
    """All that the page shows. ``number`` is the page asked for; ``keep`` the passage that the reader comes back to,
    which stays where the program put it and whose page is shown."""

    def __init__(
        self,
        assessment: Assessment,
        measure: Measure,
        viewer: User,
        *,
        independent: bool,
        number: str = "1",
        keep: int | None = None,
    ) -> None:
        self.assessment = assessment
        self.measure = measure
        self.independent = independent
        self._viewer = viewer.pk
        self._number = number
        self._keep = keep

    @cached_property
    def listing(self) -> Listing:
        return listing(self.assessment, self.measure.id, self._viewer, independent=self.independent, keep=self._keep)

    @cached_property
    def standing(self) -> Standing:
        finding = Finding.objects.filter(assessment=self.assessment, measure=self.measure.id).first()
        listed = self.listing
        return Standing(
            machine=finding.machine if finding else NOT_ASSESSED,
            people=finding.people if finding and not listed.hides else "",
            decided=listed.decided,
            to_decide=listed.to_decide,
            hides=listed.hides,
        )

    @cached_property
    def page(self) -> Page[Entry]:
        paginator = Paginator(self.listing.entries, PER_PAGE)
        place = self.listing.place(self._keep) if self._keep is not None else None
        return paginator.get_page(self._number if place is None else place // PER_PAGE + 1)

    @cached_property
    def groups(self) -> list[Group]:
        return list(self._groups())

    def _groups(self) -> Iterator[Group]:
        shown = list(self.page)
        before = self.listing.entries[: self.page.start_index() - 1] if shown else ()
        started = {entry.group for entry in before}
        made = cards(self.assessment, self.measure.id, shown, self._viewer, independent=self.independent)
        for name, group in groupby(made, key=lambda card: card.entry.group):
            yield Group(name, list(group), self.listing.counts[name], name not in started)

    def cards_of(self, passages: Sequence[int]) -> list[Card]:
        """The cards of these passages alone, as far as the page shows them."""
        wanted = [entry for entry in self.listing.entries if entry.passage in set(passages)]
        return cards(self.assessment, self.measure.id, wanted, self._viewer, independent=self.independent)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the passages: where the measure is in the register, and who must act."""

    number: int
    of: int
    previous: Measure | None
    following: Measure | None
    section: str
    heading: dict[str, str]
    addressees: Sequence[Term]
    themes: Sequence[Term]


def beside(measure: Measure) -> Beside:
    """The place of a measure in the register, with its neighbours."""
    register = the_register()
    ids = [one.id for one in register.measures]
    place = ids.index(measure.id)
    section = next(one for one in register.sections if one.id == measure.section)
    return Beside(
        number=place + 1,
        of=len(ids),
        previous=register.measures[place - 1] if place else None,
        following=register.measures[place + 1] if place + 1 < len(ids) else None,
        section=section.id,
        heading=dict(section.heading),
        addressees=[term for term in register.addressees if term.id in measure.addressees],
        themes=[term for term in register.themes if term.id in measure.themes],
    )


def is_independent(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether this person has chosen to decide without seeing what others said."""
    return bool(request.session.get(_key(assessment)))


def set_independent(request: HttpRequest, assessment: Assessment, chosen: bool) -> None:
    """Keep that choice for the time that the person is signed in."""
    if chosen:
        request.session[_key(assessment)] = True
    else:
        request.session.pop(_key(assessment), None)


def _key(assessment: Assessment) -> str:
    return f"independent-{assessment.pk}"

"""What the Guidelines ask, for everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated

from django.http import Http404, HttpRequest
from ninja import Field, Path, Query, Router, Schema

from tutela.register.measures import Measure, Term
from tutela.typesetting import typeset
from tutela.web.api.language import current, in_language
from tutela.web.api.parameters import COUNT, PageQuery, part
from tutela.web.api.problems import problems
from tutela.web.searching.measures import find_measures
from tutela.web.searching.query import parse
from tutela.web.site.register import measure_or_404, the_register

router = Router(tags=["Guidelines"])

MeasureId = Annotated[str, Path(max_length=80, description="The id of a measure.", examples=["offence.buyer"])]


class SectionOut(Schema):
    """A section of the Guidelines."""

    id: str = Field(examples=["III.A"])
    heading: str = Field(examples=["Legislation"])
    measures: int = Field(description="How many measures it has.", examples=[12])


class TermOut(Schema):
    """Somebody who must act, or a theme."""

    id: str = Field(examples=["financial-sector"])
    name: str = Field(examples=["Banks and payment providers"])
    measures: int = Field(description="How many measures it has.", examples=[4])


class MeasureOut(Schema):
    """One thing that the Guidelines ask. The texts restate them; only the official text is authoritative."""

    id: str = Field(examples=["legislation.digital-proof"])
    section: str = Field(description="The id of its section.", examples=["III.A"])
    articles: list[str] = Field(description="Articles of the Optional Protocol.", examples=[["3"]])
    title: str = Field(examples=["Keep the law fit for the digital environment"])
    asks: str = Field(description="What is asked.", examples=["Review laws regularly so that …"])
    counts: str = Field(description="What counts as evidence, and what does not.", examples=["A duty of reviewing …"])
    addressees: list[str] = Field(description="Ids of those who must act.", examples=[["legislature"]])
    themes: list[str] = Field(description="Ids of its themes.", examples=[["digital"]])


class MeasuresOut(Schema):
    items: list[MeasureOut]
    count: int = COUNT
    language: str = Field(description="The language of the texts.", examples=["en"])
    register_digest: str = Field(description="SHA-256 of the register: another one means that something changed.")


class SectionsOut(Schema):
    items: list[SectionOut]
    count: int = COUNT


class TermsOut(Schema):
    items: list[TermOut]
    count: int = COUNT


def measure_out(measure: Measure) -> MeasureOut:
    """A measure in the language of the answer."""
    language = current()
    return MeasureOut(
        id=measure.id,
        section=measure.section,
        articles=list(measure.articles),
        title=typeset(measure.title[language], language),
        asks=typeset(measure.asks[language], language),
        counts=typeset(measure.counts[language], language),
        addressees=list(measure.addressees),
        themes=list(measure.themes),
    )


@router.get("/measures", response={200: MeasuresOut, **problems(404)}, operation_id="list_measures")
@in_language
def list_measures(
    request: HttpRequest,
    page: PageQuery,
    section: Annotated[str | None, Query(max_length=20, description="The id of a section.", examples=["III.A"])] = None,
    addressee: Annotated[str | None, Query(max_length=80, description="The id of an addressee.")] = None,
    theme: Annotated[str | None, Query(max_length=80, description="The id of a theme.")] = None,
    q: Annotated[
        str, Query(max_length=1000, description="A search, as on the page of search: words, phrases, AND OR NOT.")
    ] = "",
) -> MeasuresOut:
    """The measures, in the order of the Guidelines; the best first where something is looked for."""
    register = the_register()
    known = [
        (section, {one.id for one in register.sections}),
        (addressee, {one.id for one in register.addressees}),
        (theme, {one.id for one in register.themes}),
    ]
    if any(value is not None and value not in ids for value, ids in known):
        raise Http404
    chosen = list(register.select(section=section, addressee=addressee, theme=theme))
    if q.strip():
        tree = parse(q, current()).tree
        found = [one.measure for one in find_measures(tree, current())] if tree is not None else []
        chosen = [measure for measure in found if measure in chosen]
    items = [measure_out(measure) for measure in part(chosen, page)]
    return MeasuresOut(items=items, count=len(chosen), language=current(), register_digest=register.digest)


@router.get("/measures/{measure}", response={200: MeasureOut, **problems(404)}, operation_id="get_measure")
@in_language
def get_measure(request: HttpRequest, measure: MeasureId) -> MeasureOut:
    """One measure."""
    return measure_out(measure_or_404(measure))


@router.get("/sections", response={200: SectionsOut, **problems()}, operation_id="list_sections")
@in_language
def list_sections(request: HttpRequest) -> SectionsOut:
    """The sections of the Guidelines, in their order."""
    register, language = the_register(), current()
    items = [
        SectionOut(
            id=one.id,
            heading=typeset(one.heading[language], language),
            measures=len(list(register.select(section=one.id))),
        )
        for one in register.sections
    ]
    return SectionsOut(items=items, count=len(items))


@router.get("/addressees", response={200: TermsOut, **problems()}, operation_id="list_addressees")
@in_language
def list_addressees(request: HttpRequest) -> TermsOut:
    """Those who must act."""
    register = the_register()
    return _terms(register.addressees, lambda id: register.select(addressee=id))


@router.get("/themes", response={200: TermsOut, **problems()}, operation_id="list_themes")
@in_language
def list_themes(request: HttpRequest) -> TermsOut:
    """The themes that run through the Guidelines."""
    register = the_register()
    return _terms(register.themes, lambda id: register.select(theme=id))


def _terms(terms: Sequence[Term], measures_of: Callable[[str], Iterable[Measure]]) -> TermsOut:
    """Words that group measures, each with how many measures it has."""
    language = current()
    items = [
        TermOut(
            id=one.id,
            name=typeset(one.name[language], language),
            measures=len(list(measures_of(one.id))),
        )
        for one in terms
    ]
    return TermsOut(items=items, count=len(items))

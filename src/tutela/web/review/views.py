"""The pages on which people read the passages of a measure and decide on them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tutela.register.measures import Measure
from tutela.web.assessments.models import Answer, Assessment, Judgement
from tutela.web.documents.models import Passage
from tutela.web.review import decisions
from tutela.web.review.forms import DecisionForm
from tutela.web.review.page import MeasurePage, beside, is_independent, set_independent
from tutela.web.review.undecided import next_undecided
from tutela.web.site.register import measure_or_404, the_register
from tutela.web.understand.mentions import with_mentions
from tutela.web.workspaces.access import MemberRequest, member
from tutela.web.workspaces.models import Role


def assessment_or_404(request: MemberRequest, pk: int) -> Assessment:
    """The assessment, if it is in the workspace that the address names."""
    assessment: Assessment = get_object_or_404(Assessment, pk=pk, workspace=request.workspace)
    assessment.workspace = request.workspace
    return assessment


def context_of(request: MemberRequest, assessment: Assessment, **more: Any) -> dict[str, Any]:
    """What all pages of review are given."""
    return {
        "part": "assess",
        "tab": "assessments",
        "workspace": request.workspace,
        "assessment": assessment,
        "can_decide": request.membership.role >= Role.REVIEWER,
        "independent": is_independent(request, assessment),
        **more,
    }


@require_safe
@member(Role.READER)
def measure(request: MemberRequest, pk: int, measure: str) -> HttpResponse:
    """A measure with its passages. ``?page=`` turns the pages; ``?passage=`` shows the page on which this passage
    stands, and leaves it where the program put it."""
    assessment = assessment_or_404(request, pk)
    asked = measure_or_404(measure)
    page = MeasurePage(
        assessment,
        asked,
        request.user,
        independent=is_independent(request, assessment),
        number=request.GET.get("page", "1"),
        keep=_key(request.GET.get("passage", "")),
    )
    context = context_of(
        request,
        assessment,
        measure=asked,
        beside=beside(asked),
        counts=with_mentions(asked, the_register(), get_language() or "en"),
        page=page.page,
        groups=page.groups,
        standing=page.standing,
    )
    return render(request, "review/measure.html", context)


@require_POST
@member(Role.REVIEWER)
def decide(request: MemberRequest, pk: int, measure: str) -> HttpResponse:
    """Decide on passages. A program of the page (Accept: application/json) gets the parts that changed, any other
    reader goes back to where they were."""
    assessment = assessment_or_404(request, pk)
    asked = measure_or_404(measure)
    is_program = "application/json" in request.headers.get("Accept", "")
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _refused(request, assessment, asked, [str(text) for texts in form.errors.values() for text in texts])
    given = form.cleaned_data
    before = _answers_before(assessment, measure, request.user.pk, given["passage"])
    wanted = [key for key in given["passage"] if not _is_left_alone(before.get(key), given)]
    rows = list(Passage.objects.filter(pk__in=wanted).defer("stems"))
    if len(rows) < len(wanted):
        return _refused(request, assessment, asked, [_("One of the passages is not known.")])
    try:
        made = decisions.decide(assessment, measure, rows, request.user, given["answer"], given["note"]) if rows else []
    except ValidationError as error:
        return _refused(request, assessment, asked, error.messages)
    said = what_was_said(given["answer"], len(made))
    changed = [judgement.passage_id for judgement in made]
    if is_program:
        return JsonResponse(_changed_parts(request, assessment, asked, said, changed, before))
    messages.success(request, said)
    single = given["passage"][0] if len(given["passage"]) == 1 and not given["bulk"] else None
    return HttpResponseRedirect(_address(assessment, asked, given["page"], single))


@require_safe
@member(Role.REVIEWER)
def next_undecided_measure(request: MemberRequest, pk: int) -> HttpResponse:
    """To the next measure on which this reviewer has something left to decide, after the one given by ``?after=``."""
    assessment = assessment_or_404(request, pk)
    following = next_undecided(assessment, request.user.pk, request.GET.get("after", ""))
    slug = request.workspace.slug
    if following is None:
        messages.success(request, _("You have decided on every passage that was found in this assessment."))
        return redirect("assessments:overview", slug=slug, pk=pk)
    return redirect("review:measure", slug=slug, pk=pk, measure=following)


@require_POST
@member(Role.REVIEWER)
def independently(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose to decide without seeing what others said, or to see it again; back to the measure."""
    assessment = assessment_or_404(request, pk)
    asked = measure_or_404(request.POST.get("measure", ""))
    chosen = request.POST.get("hide") == "yes"
    set_independent(request, assessment, chosen)
    messages.success(
        request,
        _("What others said of a passage is now hidden until you have decided on it yourself.")
        if chosen
        else _("What others said is shown again."),
    )
    return HttpResponseRedirect(_address(assessment, asked, None, None))


def what_was_said(answer: str, count: int) -> str:
    """What a decision did, in a sentence for the reviewer."""
    if not count:
        return _("Nothing changed: this had been said already.")
    sentences = {
        Answer.CONFIRMED: ngettext("%(count)s passage confirmed.", "%(count)s passages confirmed.", count),
        Answer.REJECTED: ngettext("%(count)s passage rejected.", "%(count)s passages rejected.", count),
        Answer.UNSURE: ngettext("%(count)s passage marked as unsure.", "%(count)s passages marked as unsure.", count),
        Answer.WITHDRAWN: ngettext(
            "Your decision on %(count)s passage was withdrawn.",
            "Your decisions on %(count)s passages were withdrawn.",
            count,
        ),
    }
    return sentences[Answer(answer)] % {"count": count}


def _key(text: str) -> int | None:
    """A key that stands in an address; None for what cannot be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _answers_before(assessment: Assessment, measure: str, reviewer: int, passages: list[int]) -> dict[int, Judgement]:
    """What a reviewer has said of these passages up to now."""
    rows = Judgement.objects.filter(
        assessment=assessment, measure=measure, reviewer=reviewer, passage__in=passages, is_current=True
    ).exclude(answer=Answer.WITHDRAWN)
    return {judgement.passage_id: judgement for judgement in rows}


def _is_left_alone(last: Judgement | None, given: dict[str, Any]) -> bool:
    """Whether a decision on several passages leaves this one as it is: where only undecided ones are meant and this one
    is not; or where the same was said of it, with a note that an empty one would take away."""
    if last is None:
        return False
    if given["undecided"]:
        return True
    return bool(given["bulk"]) and not given["note"] and last.answer == given["answer"]


def _refused(request: MemberRequest, assessment: Assessment, asked: Measure, errors: list[str]) -> HttpResponse:
    """What could not be recorded, said to the program of the page or to its reader."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"errors": errors}, status=400)
    if request.POST.get("answer") not in Answer.values:
        raise BadRequest
    for error in errors:
        messages.error(request, error)
    return HttpResponseRedirect(_address(assessment, asked, None, None))


def _address(assessment: Assessment, asked: Measure, page: int | None, passage: int | None) -> str:
    """Where the reader was: at a passage, or on a page of the passages."""
    address = reverse(
        "review:measure", kwargs={"slug": assessment.workspace.slug, "pk": assessment.pk, "measure": asked.id}
    )
    if passage is not None:
        return f"{address}?passage={passage}#m-{passage}"
    return f"{address}?page={page}#passages" if page and page > 1 else f"{address}#passages"


def _changed_parts(
    request: MemberRequest,
    assessment: Assessment,
    asked: Measure,
    said: str,
    changed: list[int],
    before: dict[int, Judgement],
) -> dict[str, Any]:
    """The parts of the page that a decision changed, and what would take it back."""
    page = MeasurePage(assessment, asked, request.user, independent=is_independent(request, assessment))
    context = context_of(request, assessment, measure=asked, standing=page.standing)
    back: dict[tuple[str, str], list[int]] = {}
    for pk in changed:
        last = before.get(pk)
        back.setdefault((last.answer, last.note) if last else (Answer.WITHDRAWN.value, ""), []).append(pk)
    return {
        "said": said,
        "passages": {
            str(card.passage.pk): render_to_string("review/passage.html", {**context, "card": card}, request)
            for card in page.cards_of(changed)
        },
        "standing": render_to_string("review/standing.html", context, request),
        "undo": [{"answer": answer, "note": note, "passages": keys} for (answer, note), keys in back.items()],
    }

"""What the API says when it cannot do what was asked: what happened, and what to do next."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as RuleError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tutela.web.api.language import speak


class Fault(Schema):
    """A value that cannot be taken."""

    where: str = Field(
        description="Where the value stands: path, query, header or body, and its name.", examples=["query.limit"]
    )
    what: str = Field(description="What is wrong with it.", examples=["Input should be less than or equal to 200"])


class Problem(Schema):
    """Why a request was not answered."""

    what: str = Field(description="What happened.", examples=["There is nothing at this address."])
    next: str = Field(description="What to do next.", examples=["Check the address, or ask whether you are a member."])
    faults: list[Fault] = Field(default=[], description="The values that cannot be taken, if any.")


class ProblemError(Exception):
    """Raised where a request cannot be answered; becomes an answer of this status."""

    def __init__(self, status: int, what: str, next_step: str, faults: list[Fault] | None = None) -> None:
        super().__init__(what)
        self.status = status
        self.what = what
        self.next_step = next_step
        self.faults = faults


def problems(*statuses: int) -> dict[int, Any]:
    """The problems that an operation may answer with, for its ``response``."""
    return dict.fromkeys((*statuses, 422), Problem)


PRIVATE = problems(401, 403, 404)
"""Those of every operation on a workspace."""


def set_handlers(api: NinjaAPI) -> None:
    """Answer every error with a Problem, in the language of the request."""

    def answer(
        request: HttpRequest, status: int, what: str, next_step: str, faults: list[Fault] | None = None
    ) -> HttpResponse:
        problem = Problem(what=what, next=next_step, faults=faults or [])
        response = api.create_response(request, problem.model_dump(), status=status)
        if status == 401:
            response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(ProblemError)
    def on_problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
        return answer(request, error.status, error.what, error.next_step, error.faults)

    @api.exception_handler(Http404)
    def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
        speak(request)
        return answer(
            request,
            404,
            _("There is nothing at this address."),
            _("Check the address. If it is right, ask whether you are a member of the workspace."),
        )

    @api.exception_handler(PermissionDenied)
    def on_denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        speak(request)
        return answer(
            request,
            403,
            _("Your role in this workspace does not allow it."),
            _("Ask an owner of the workspace to give you another role."),
        )

    @api.exception_handler(AuthenticationError)
    def on_stranger(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        speak(request)
        return answer(
            request,
            401,
            _("No valid token came with the request."),
            _("Make a token on the page of your account, and send it in the header “Authorization: Bearer …”."),
        )

    @api.exception_handler(ValidationError)
    def on_fault(request: HttpRequest, error: ValidationError) -> HttpResponse:
        speak(request)
        faults = [Fault(where=_place(one.get("loc", ())), what=str(one.get("msg", ""))) for one in error.errors]
        return answer(
            request,
            422,
            _("Some values cannot be taken."),
            _("Correct them as the description of the API says."),
            faults,
        )

    @api.exception_handler(RuleError)
    def on_rule(request: HttpRequest, error: RuleError) -> HttpResponse:
        speak(request)
        return answer(request, 422, " ".join(error.messages), _("Correct what was sent, and send it again."))

    @api.exception_handler(HttpError)
    def on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
        speak(request)
        if error.status_code == 400:
            return unreadable(request)
        return answer(request, error.status_code, str(error), _("Look the operation up in the description of the API."))

    @api.exception_handler(RequestDataTooBig)
    def on_too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        speak(request)
        return answer(request, 413, _("What was sent is too large."), _("Send less at once."))

    def unreadable(request: HttpRequest) -> HttpResponse:
        speak(request)
        faults = [Fault(where="body", what="It is not JSON.")]
        return answer(request, 422, _("What was sent cannot be read."), _("Send JSON in UTF-8."), faults)

    @api.exception_handler(BadRequest)
    def on_bad(request: HttpRequest, error: BadRequest) -> HttpResponse:
        return unreadable(request)

    @api.exception_handler(SuspiciousOperation)
    def on_suspicious(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
        return unreadable(request)


def _place(path: Any) -> str:
    """("query", "page", "limit") as "query.limit": the name in between is the program's own."""
    names = [str(name) for name in path]
    return ".".join([names[0], *names[2:]] if len(names) > 2 else names)

"""The address of the OAI-PMH repository: GET and POST, as section 3.1 of the protocol asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tutela.web.exchange.answering import legal, xml
from tutela.web.exchange.oai.answers import add_answer, add_error, envelope
from tutela.web.exchange.oai.arguments import Arguments, OAIError, arguments_of
from tutela.web.exchange.repository import the_repository

_FORM = "application/x-www-form-urlencoded"


@csrf_exempt  # it changes nothing, and knows no user
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester. What is wrong with a request is said in the answer, whose status is 200 all the same."""
    now = timezone.now().replace(microsecond=0)  # before anything is looked up: what changes later, changes after it
    repository = the_repository(request)
    url = f"{repository.address}/oai"
    arguments: Arguments = {}
    try:
        arguments = arguments_of(_given(request))
        root = envelope(now, url, arguments)
        add_answer(root, arguments, repository, now)
    except OAIError as error:
        root = envelope(now, url, {} if error.code in ("badVerb", "badArgument") else arguments)
        add_error(root, error)
    return xml(root)


def _given(request: HttpRequest) -> list[tuple[str, list[str]]]:
    if request.method != "POST":
        given = request.GET
    elif request.content_type == _FORM:
        given = request.POST
    else:
        return []
    return [(legal(name), [legal(str(value)) for value in values]) for name, values in given.lists()]

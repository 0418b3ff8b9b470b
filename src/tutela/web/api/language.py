"""The language of an answer: ``?language=``, else the one that the Accept-Language header asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, Literal, TypeVar, get_type_hints

from django.http import HttpRequest
from django.utils.translation import activate, get_language
from ninja import Query
from ninja.utils import contribute_operation_args

from tutela.register.wording import LANGUAGES

Operation = TypeVar("Operation", bound=Callable[..., Any])

_ASKED: Any = Query(  # type: ignore[type-arg]
    None,
    description="The language of names and texts. Without it, the Accept-Language header decides.",
    examples=["fr"],
)


def in_language(operation: Operation) -> Operation:
    """Gives an operation the parameter ``language``, and answers in it."""

    @wraps(operation)
    def spoken(request: HttpRequest, **given: Any) -> Any:
        if language := given.pop("language", None):
            activate(language)
        return operation(request, **given)

    # Ninja looks the names of types up where the function was made: here, where they are not known.
    hints = get_type_hints(operation, include_extras=True)
    plain = signature(operation)
    parameters = [one.replace(annotation=hints[name]) for name, one in plain.parameters.items()]
    spoken.__signature__ = plain.replace(parameters=parameters)  # type: ignore[attr-defined]
    asked: Any = Literal["en", "fr", "es"] | None
    contribute_operation_args(spoken, "language", asked, _ASKED)
    return spoken  # type: ignore[return-value]


def speak(request: HttpRequest) -> None:
    """Answer in the language that the address asks for, where the operation itself did not come to it."""
    if (language := request.GET.get("language")) in LANGUAGES:
        activate(language)


def current() -> str:
    """The language of the answer."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"

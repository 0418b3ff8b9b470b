"""Help pages leave no trace: nothing is kept by the browser that need not be, nothing is written down by the server.

The middleware stands first, so that it holds for whatever answers, errors too. The filter takes what names a help page
or an address of a visitor out of the lines that the site and its web server log (docs/operations.md has the same for
nginx).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_PLACE = re.compile(r"^/(?:en|fr|es)/help(?:/|$)")
_IN_TEXT = re.compile(r"/(?:en|fr|es)/help(?:/[^\s'\"]*)?(?=[\s'\"]|$)")
_VISITOR = re.compile(r"\bip=\S+|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\('[0-9a-fA-F.:]+', \d+(?:, \d+, \d+)?\)")
LEFT_OUT = "(left out)"


def is_help(path: str) -> bool:
    """Whether an address is one of the help pages (the operator's desk is not)."""
    return _PLACE.match(path) is not None


def help_pages_leave_no_trace(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """No cookies, nothing kept in a cache, no address told to other sites."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if is_help(request.path):
            without_trace(response)
        return response

    return middleware


def without_trace(response: HttpResponseBase) -> None:
    """Take away from an answer what would leave a trace.

    Views do it themselves, before the middleware does: an answer that says how it may be kept is not looked at by those
    between, which would otherwise ask who the visitor is.
    """
    response.cookies.clear()
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    for name in ("ETag", "Last-Modified", "Expires"):
        if response.has_header(name):
            del response[name]


class Silence(logging.Filter):
    """Takes help pages, and the addresses of visitors, out of what is logged; the rest of a line stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        request = getattr(record, "request", None)
        on_help = (isinstance(request, HttpRequest) and is_help(request.path)) or _IN_TEXT.search(said) is not None
        record.msg, record.args = self.without(said), ()
        if on_help:
            # A traceback names no address, but the values in it might; where the fault lies is said by the class.
            error = record.exc_info[1] if record.exc_info else None
            if error is not None:
                record.msg = f"{record.msg}: {type(error).__name__}{_place_of(error)}"
            record.exc_info, record.exc_text, record.stack_info = None, None, None
            record.__dict__.pop("request", None)
        return True

    @staticmethod
    def without(said: str) -> str:
        """A line without the addresses of help pages and visitors."""
        return _VISITOR.sub(LEFT_OUT, _IN_TEXT.sub(LEFT_OUT, said))


def _place_of(error: BaseException) -> str:
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return "" if step is None else f" in {step.tb_frame.f_code.co_name}, line {step.tb_lineno}"

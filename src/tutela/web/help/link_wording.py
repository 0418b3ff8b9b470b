"""What is said of an address that does not lead where it should: what was found, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tutela.web.help.link_check import Problem, problems_of
from tutela.web.help.models import Entry

COLUMN_NAMES: dict[str, Promise] = {
    "web": _("Website"),
    "chat": _("Chat"),
    "source_address": _("Address of the source"),
}
_WORDS: dict[str, Promise] = {
    "status": _("The page is not there (HTTP status %(detail)s). Look for the new one on the service’s site."),
    "refused": _("The site does not answer programs (HTTP status %(detail)s). Open it in your browser."),
    "no-name": _("There is no site of the name %(detail)s. The service may have closed or moved."),
    "no-answer": _("%(detail)s does not answer. Try again tomorrow, then ask the service."),
    "unsafe": _("The certificate of %(detail)s is not valid. Visitors are warned or kept out: ask the service."),
    "private": _("%(detail)s leads into a private network. Visitors cannot reach it; correct the address."),
    "moved": _("It leads on to %(detail)s. See whether this is still the service, and correct the address."),
    "circle": _("It leads on and on, and ends nowhere. Open it in your browser."),
    "no-address": _("It leads to something that is not an address of the web. Correct it."),
}


class Said(NamedTuple):
    """Which address, and what is wrong with it."""

    column: str
    name: Promise | str
    words: str


def said_of(entry: Entry) -> list[Said]:
    """What is to be said of the addresses of an entry, in the language of the page."""
    return [Said(one.column, COLUMN_NAMES.get(one.column, one.column), _in_words(one)) for one in problems_of(entry)]


def _in_words(problem: Problem) -> str:
    words = _WORDS.get(problem.code, _WORDS["no-answer"])
    return str(words) % {"detail": problem.detail}

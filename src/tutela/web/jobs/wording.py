"""What is said of a job that failed: what happened, and what to do next."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Wording(NamedTuple):
    what: Promise
    next_step: Promise


UNEXPECTED = Wording(
    _("Something went wrong that nobody had foreseen. What was done until then is kept."),
    _("Run it again. If it fails once more, tell the person who runs this server: the server’s log says why."),
)
ERRORS = {
    "unexpected": UNEXPECTED,
    "worker-lost": Wording(
        _("The program that does the work was stopped several times in the middle of this run."),
        _("Run it again. If it fails once more, leave out the document at which it stopped."),
    ),
}
"""By the code that ``Job.error`` holds."""


def wording_of(error: str) -> Wording:
    """The wording of a code; that of what is unexpected for a code that is not known."""
    return ERRORS.get(error, UNEXPECTED)

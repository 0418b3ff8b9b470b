"""The statuses of a measure on the site, and what each one means. None of them is "no"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tutela.evidence.finding import STATUSES as FOUND

NO_DATA = "no-data"
"""None of the documents could be searched: they could not be read, or are in languages that are not assessed."""

NOT_ASSESSED = "not-assessed"
"""No run has got this far yet."""

STATUSES = (*FOUND, NO_DATA, NOT_ASSESSED)
"""addressed, partly, not-found, no-data, not-assessed: in the order in which pages show them."""

MEANINGS = {
    "addressed": _(
        "Passages were found that answer the measure. Whether they are enough, in force and applied is for people to "
        "judge."
    ),
    "partly": _(
        "Passages were found that answer part of the measure, or answer it only indirectly. Read them to see what they "
        "leave open."
    ),
    "not-found": _(
        "No passage that counts as evidence was found in the documents of this assessment. This does not mean that "
        "nothing exists."
    ),
    NO_DATA: _(
        "None of the documents could be searched: they could not be read, or are in languages that are not assessed. "
        "Nothing can be said of the measure."
    ),
    NOT_ASSESSED: _("Not all documents have been searched yet, and nothing was found so far. Nothing can be said yet."),
}
"""What each status means, for the reader who must not take it for more than it is."""

"""The statuses of a measure on the site, and what each one means. None of them is "no"."""

from __future__ import annotations

from tutela.evidence.finding import STATUSES as FOUND

NO_DATA = "no-data"
"""None of the documents could be searched: they could not be read, or are in languages that are not assessed."""

NOT_ASSESSED = "not-assessed"
"""No run has got this far yet."""

STATUSES = (*FOUND, NO_DATA, NOT_ASSESSED)
"""addressed, partly, not-found, no-data, not-assessed: in the order in which pages show them."""

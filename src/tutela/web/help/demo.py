"""Who looks after the help pages in the demonstration."""

from __future__ import annotations

from tutela.web.accounts.models import User
from tutela.web.assessments.demo import PEOPLE
from tutela.web.help.models import Operator


def fill() -> None:
    """Make the owner of the demonstration an operator of the help pages, so that the desk can be tried."""
    owner = User.objects.filter(email=PEOPLE[0][1]).first()
    if owner is not None:
        Operator.objects.get_or_create(user=owner)

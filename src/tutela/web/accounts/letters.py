"""Letters to people, in the language of the page on which they were asked for."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tutela.web.accounts.links import CONFIRMATION, NEW_PASSWORD, parts_of
from tutela.web.accounts.models import User
from tutela.web.audit.log import record
from tutela.web.audit.models import Entry

LETTERS_AN_HOUR = 5
"""Letters to one person, at most, so that nobody fills another's letter box through this site."""

OFFICE = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")
"""Letters are posted beside the answer: how long a mail server takes tells nothing about who has an account."""

log = logging.getLogger("tutela.letters")

SUBJECTS = {
    "confirm": _("Tutela: confirm your address"),
    "known": _("Tutela: you have an account already"),
    "password": _("Tutela: choose a new password"),
    "password-changed": _("Tutela: your password was changed"),
}
_LINKS = {
    "confirm": ("accounts:confirm", CONFIRMATION),
    "known": ("accounts:new-password", NEW_PASSWORD),
    "password": ("accounts:new-password", NEW_PASSWORD),
}


def send(request: HttpRequest, user: User, kind: str) -> None:
    """Post a letter (a key of SUBJECTS). For a person who has no row in the database, all is done but the posting."""
    letter = _written(request, user, kind)
    hour = timezone.now() - timedelta(hours=1)
    recent = Entry.objects.filter(action="account.letter", user_id=user.pk, at__gt=hour).count()
    record("account.letter", user=user if user.pk else None, subject=kind)
    if user.pk and recent < LETTERS_AN_HOUR:
        OFFICE.submit(_post, letter)


def full_address(request: HttpRequest, path: str) -> str:
    """The address of a page for somebody elsewhere: under the site's own address, whatever the request called it."""
    return f"{settings.ADDRESS}{path}" if settings.ADDRESS else request.build_absolute_uri(path)


def _written(request: HttpRequest, user: User, kind: str) -> EmailMessage:
    link = ""
    if kind in _LINKS:
        view, tokens = _LINKS[kind]
        link = full_address(request, reverse(view, kwargs=parts_of(user, tokens)))
    home = full_address(request, reverse("understand:home"))
    body = render_to_string(f"accounts/letters/{kind}.txt", {"link": link, "home": home}).strip() + "\n"
    return EmailMessage(str(SUBJECTS[kind]), body, to=[user.email])


def _post(letter: EmailMessage) -> None:
    try:
        letter.send()
    except Exception:  # whatever a mail server does, the site goes on
        log.exception("A letter could not be sent.")

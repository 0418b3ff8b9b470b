"""The letters that the site has posted."""

from __future__ import annotations

import re

from django.core import mail
from django.core.mail import EmailMessage

from tutela.web.accounts.letters import OFFICE


def posted() -> list[EmailMessage]:
    """All letters, once the office has posted what lay there (it posts in order, one at a time)."""
    OFFICE.submit(int).result()
    return mail.outbox


def link_in(letter: EmailMessage) -> str:
    """The path of the link that a letter is about: its last address."""
    return str(re.findall(r"https?://[^/\s]+(/\S+)", str(letter.body))[-1])

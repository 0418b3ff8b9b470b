"""Letters on a server without mail: the person who runs it finds them, and hands the links over."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class OutboxBackend(BaseEmailBackend):
    """Writes each letter into a file that only the server's account can read, and onto the terminal."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            text = f"To: {', '.join(message.to)}\nSubject: {message.subject}\n\n{message.body}\n"
            file = folder / f"{timezone.now():%Y-%m-%d-%H%M%S}-{secrets.token_hex(4)}.txt"
            file.touch(mode=0o600)
            file.write_text(text, encoding="utf-8")
            # One write, so that letters of several processes do not mix.
            sys.stdout.write(f"\n--- A letter ({file}) ---\n{text}---\n")
            sys.stdout.flush()
        return len(email_messages)

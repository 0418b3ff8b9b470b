"""Links in letters: signed, good for a day, and for one use."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator, default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from tutela.web.accounts.models import User


class _Confirmation(PasswordResetTokenGenerator):
    """Spent once the account works, or once its password is another."""

    key_salt = "tutela.web.accounts.confirmation"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.is_active}"


CONFIRMATION: PasswordResetTokenGenerator = _Confirmation()
NEW_PASSWORD: PasswordResetTokenGenerator = default_token_generator


def parts_of(user: User, kind: PasswordResetTokenGenerator) -> dict[str, str]:
    """What stands in the address of the link."""
    return {"uid": urlsafe_base64_encode(force_bytes(user.pk)), "token": kind.make_token(user)}


def person_of(uid: str, token: str, kind: PasswordResetTokenGenerator) -> User | None:
    """Whose link it is; None where it is spent, too old, or not ours."""
    try:
        pk = int(urlsafe_base64_decode(uid).decode("ascii"))
    except ValueError:
        return None
    user = User.objects.filter(pk=pk).first()
    return user if user is not None and kind.check_token(user, token) else None

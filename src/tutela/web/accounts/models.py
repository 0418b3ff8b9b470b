"""People who sign in, and the keys with which their programs do."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds and makes accounts; an e-mail address is known in small letters only."""

    def create_user(self, email: str, password: str | None, name: str, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), name=name.strip(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person. The account works once its address is confirmed (``is_active``)."""

    email = models.EmailField(_("e-mail address"), unique=True, max_length=254)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=False)
    created = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Scope(models.TextChoices):
    """What a token may do; each one is needed on its own."""

    READ = "read", _("read assessments, evidence, documents and jobs")
    DECIDE = "decide", _("record decisions")
    UPLOAD = "upload", _("upload documents and start assessments")


class Token(models.Model):
    """A key for a program of a person. Only its digest is kept: the key itself is shown once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=4)
    scopes = models.JSONField(default=list)
    created = models.DateTimeField(default=timezone.now)
    last_used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.name} …{self.hint}"

    @classmethod
    def make(cls, user: User, name: str, scopes: list[str]) -> tuple[Token, str]:
        """A new token and its key, which cannot be shown again."""
        key = f"tutela_{secrets.token_urlsafe(32)}"
        token = cls.objects.create(user=user, name=name, digest=digest_of(key), hint=key[-4:], scopes=scopes)
        return token, key

    @classmethod
    def of_key(cls, key: str) -> Token | None:
        """The token of this key, if it holds and its owner's account works."""
        found = cls.objects.select_related("user").filter(digest=digest_of(key), revoked=None, user__is_active=True)
        return found.first()


def digest_of(key: str) -> str:
    """The SHA-256 (hex) by which a key is known."""
    return hashlib.sha256(key.encode()).hexdigest()

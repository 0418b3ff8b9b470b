"""The app of accounts."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Listens to sign-ins from the start."""

    name = "tutela.web.accounts"

    def ready(self) -> None:
        from tutela.web.accounts import watching  # noqa: F401  (its receivers connect themselves)

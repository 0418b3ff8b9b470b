"""The library: what it sets up when the site starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from tutela.web.library.keeping import mend


class LibraryConfig(AppConfig):
    name = "tutela.web.library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(mend, sender=self)

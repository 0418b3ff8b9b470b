"""Search: what it sets up when the site starts."""

from __future__ import annotations

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from tutela.web.searching.keeping import mend


class SearchingConfig(AppConfig):
    name = "tutela.web.searching"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # An app without models of its own is told nothing: the passages' app is.
        post_migrate.connect(mend, sender=apps.get_app_config("documents"))

"""Discovery: what it sets up when the site starts."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_save


class DiscoveryConfig(AppConfig):
    name = "tutela.web.discovery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tutela.web.discovery.vocabulary import batch_saved, record_saved
        from tutela.web.library.models import Batch, CatalogueRecord

        post_save.connect(record_saved, sender=CatalogueRecord)
        post_save.connect(batch_saved, sender=Batch)

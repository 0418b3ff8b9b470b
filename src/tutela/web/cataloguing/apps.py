"""The desk."""

from __future__ import annotations

from django.apps import AppConfig


class CataloguingConfig(AppConfig):
    name = "tutela.web.cataloguing"
    default_auto_field = "django.db.models.BigAutoField"

"""Exchange: what Django needs to know of it."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tutela.web.exchange"
    default_auto_field = "django.db.models.BigAutoField"

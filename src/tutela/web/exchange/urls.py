"""Addresses for programs, without a language."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.exchange.oai.views import oai

app_name = "exchange"
urlpatterns: list[URLPattern] = [
    path("oai", oai, name="oai"),
]

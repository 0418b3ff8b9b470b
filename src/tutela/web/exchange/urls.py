"""Addresses for programs, without a language."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.exchange import sitemap
from tutela.web.exchange.oai.views import oai
from tutela.web.exchange.sru.views import sru
from tutela.web.exchange.unapi import unapi

app_name = "exchange"
urlpatterns: list[URLPattern] = [
    path("oai", oai, name="oai"),
    path("sru", sru, name="sru"),
    path("sru/1.2", sru, {"version": "1.2"}, name="sru-1.2"),
    path("sru/2.0", sru, {"version": "2.0"}, name="sru-2.0"),
    path("unapi", unapi, name="unapi"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-pages.xml", sitemap.pages, name="sitemap-pages"),
    path("sitemap-records-<int:block>.xml", sitemap.records, name="sitemap-records"),
]

"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.discovery import feeds, opensearch, views

app_name = "discovery"
urlpatterns: list[URLPattern] = [
    path("", views.search, name="search"),
    path("rss/", feeds.rss, name="rss"),
    path("atom/", feeds.atom, name="atom"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("suggest/", opensearch.suggest, name="suggest"),
]

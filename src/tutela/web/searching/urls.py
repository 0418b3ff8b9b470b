"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.searching import views

app_name = "searching"
urlpatterns: list[URLPattern] = [path("", views.search, name="search")]

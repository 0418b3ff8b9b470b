"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "discovery"
urlpatterns: list[URLPattern] = []

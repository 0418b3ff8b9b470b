"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.terminology import glossary_views, views

app_name = "terminology"
urlpatterns: list[URLPattern] = [
    path("", views.check, name="check"),
    path("glossary/", glossary_views.glossary, name="glossary"),
    path("<slug:term>/", glossary_views.term, name="term"),
]

"""Addresses of the help pages; neutral words, for they stay in the history of a browser."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.help import paper_views, views

app_name = "help"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
    path("now/", views.danger, name="danger"),
    path("traces/", views.hide, name="hide"),
    path("asked/<str:measure>/", views.measure, name="measure"),
    path("posters/", paper_views.posters, name="posters"),
    path("posters/<slug:poster>.pdf", paper_views.poster, name="poster"),
    path("<slug:voice>/", views.voice, name="voice"),
    path("<slug:voice>/keep/", paper_views.keep, name="keep"),
    path("<slug:voice>/notes.html", paper_views.notes, name="notes"),
    path("<slug:voice>/notes.pdf", paper_views.leaflet, name="leaflet"),
    path("<slug:voice>/<slug:topic>/", views.topic, name="topic"),
]

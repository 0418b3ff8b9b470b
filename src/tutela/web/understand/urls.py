"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.understand import downloads, views

app_name = "understand"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("measures/", views.measures, name="measures"),
    path("measures.csv", downloads.csv, name="csv"),
    path("measures.json", downloads.json, name="json"),
    path("measures/<str:measure>/", views.measure, name="measure"),
    path("sections/<str:section>/", views.section, name="section"),
    path("addressees/", views.addressees, name="addressees"),
    path("addressees/<str:addressee>/", views.addressee, name="addressee"),
    path("themes/", views.themes, name="themes"),
    path("themes/<str:theme>/", views.theme, name="theme"),
]

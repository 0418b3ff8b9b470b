"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import path

from tutela.web.comparing import states_views, views

app_name = "comparing"
urlpatterns = [
    path("", views.choose, name="choose"),
    path("two/", views.compare, name="compare"),
    path("two.csv", views.compare_csv, name="csv"),
    path("two/measures/<str:measure>/", views.measure, name="measure"),
    path("states/", states_views.states, name="states"),
    path("states.csv", states_views.states_csv, name="states-csv"),
    path("states.json", states_views.states_json, name="states-json"),
]

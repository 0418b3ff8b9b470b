"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import path

from tutela.web.publishing import views

app_name = "publishing"
urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/<slug:format>/", views.report, name="report"),
    path("publish/", views.publish, name="publish"),
    path("published/<int:publication>/withdraw/", views.withdraw, name="withdraw"),
]

"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import path

from tutela.web.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.list_assessments, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.overview, name="overview"),
    path("<int:pk>/documents/", views.documents, name="documents"),
    path("<int:pk>/start/", views.start, name="start"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]

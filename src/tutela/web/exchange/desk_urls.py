"""Addresses of the librarians' pages about other repositories."""

from __future__ import annotations

from django.urls import path

from tutela.web.exchange import desk_views

app_name = "harvests"
urlpatterns = [
    path("", desk_views.list_sources, name="list"),
    path("<int:pk>/", desk_views.source, name="source"),
    path("<int:pk>/progress/", desk_views.progress, name="progress"),
    path("<int:pk>/harvest/", desk_views.harvest, name="harvest"),
    path("<int:pk>/stop/", desk_views.stop, name="stop"),
    path("<int:pk>/remove/", desk_views.remove, name="remove"),
]

"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import path

from tutela.web.subjects import desk_views, views

app_name = "subjects"
urlpatterns = [
    path("", views.list_concepts, name="list"),
    path("suggest/", views.suggest, name="suggest"),
    path("export/<slug:form>/", views.export, name="export"),
    path("import/", desk_views.import_file, name="import"),
    path("import/start/", desk_views.load_start, name="load-start"),
    path("new/", desk_views.new, name="new"),
    path("<slug:key>/", views.concept, name="concept"),
    path("<slug:key>/export/<slug:form>/", views.export_concept, name="export-concept"),
    path("<slug:key>/edit/", desk_views.edit, name="edit"),
    path("<slug:key>/merge/", desk_views.merge, name="merge"),
    path("<slug:key>/delete/", desk_views.delete, name="delete"),
]

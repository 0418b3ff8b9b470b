"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import path

from tutela.web.batches import edit_views, views

app_name = "batches"
urlpatterns = [
    path("", views.list_batches, name="list"),
    path("import/", views.import_files, name="import"),
    path("edit/", edit_views.edit, name="edit"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("<int:pk>/run/", views.run, name="run"),
    path("<int:pk>/preview/", views.look_again, name="preview"),
    path("<int:pk>/stop/", views.stop, name="stop"),
    path("<int:pk>/discard/", views.discard, name="discard"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/set-aside.mrc", views.set_aside_file, name="set-aside"),
    path("<int:pk>/set-aside.csv", views.set_aside_list, name="set-aside-list"),
]

"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import path

from tutela.web.documents import reader_views, views

app_name = "documents"
urlpatterns = [
    path("", views.list_documents, name="list"),
    path("upload/", views.upload, name="upload"),
    path("<int:pk>/", reader_views.read, name="read"),
    path("<int:pk>/pages/<int:number>.png", reader_views.page_picture, name="page-picture"),
    path("<int:pk>/download/", views.download, name="download"),
    path("<int:pk>/read-again/", views.read_again, name="read-again"),
    path("<int:pk>/replace/", views.replace, name="replace"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]

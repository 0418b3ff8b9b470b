"""The address of a published page."""

from __future__ import annotations

from django.urls import path

from tutela.web.publishing import public

app_name = "published"
urlpatterns = [
    path("<slug:slug>/", public.page, name="page"),
]

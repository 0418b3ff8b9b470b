"""Addresses of the cataloguers' desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.cataloguing import (
    check_views,
    file_views,
    history_views,
    item_views,
    marc_views,
    merge_views,
    state_views,
    views,
)

app_name = "cataloguing"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("new/", views.choose, name="choose"),
    path("new/<slug:material>/", views.new, name="new"),
    path("check-fields/", views.check_fields, name="check-fields"),
    path("waiting/<slug:state>/", views.waiting, name="waiting"),
    path("checks/", check_views.checks, name="checks"),
    path("proposals/<int:pk>/", state_views.proposal, name="proposal"),
    path("<key:key>/", views.edit, name="edit"),
    path("<key:key>/marc/", marc_views.marc, name="marc"),
    path("<key:key>/state/", state_views.change_state, name="state"),
    path("<key:key>/delete/", state_views.delete, name="delete"),
    path("<key:key>/merge/", merge_views.merge, name="merge"),
    path("<key:key>/merge/<int:pk>/undo/", merge_views.undo_merge, name="undo-merge"),
    path("<key:key>/history/", history_views.history, name="history"),
    path("<key:key>/history/<int:version>/restore/", history_views.restore, name="restore"),
    path("<key:key>/files/", file_views.files, name="files"),
    path("<key:key>/files/<int:pk>/", file_views.change_file, name="change-file"),
    path("<key:key>/cover/remove/", file_views.remove_cover, name="remove-cover"),
    path("<key:key>/copies/", item_views.items, name="items"),
]

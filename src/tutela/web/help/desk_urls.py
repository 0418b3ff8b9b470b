"""Addresses of the operator's desk for the help pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.help import desk_views, entry_views, link_views, spreadsheet_views

app_name = "help-desk"
urlpatterns: list[URLPattern] = [
    path("", desk_views.desk, name="desk"),
    path("settings/", desk_views.change_settings, name="settings"),
    path("checklist/", desk_views.show_checklist, name="checklist"),
    path("checklist/<slug:item>/", desk_views.tick, name="tick"),
    path("switch/", desk_views.switch, name="switch"),
    path("entries/", entry_views.entries, name="entries"),
    path("entries/new/", entry_views.new, name="new"),
    path("entries/<int:pk>/", entry_views.edit, name="edit"),
    path("entries/<int:pk>/confirm/", entry_views.confirm, name="confirm"),
    path("entries/<int:pk>/delete/", entry_views.delete, name="delete"),
    path("expiring/", entry_views.expiring, name="expiring"),
    path("import/", spreadsheet_views.import_, name="import"),
    path("export/", spreadsheet_views.export, name="export"),
    path("links/", link_views.links, name="links"),
    path("links/progress/", link_views.progress, name="links-progress"),
    path("links/check/", link_views.check, name="links-check"),
    path("links/stop/", link_views.stop, name="links-stop"),
]

"""Addresses of workspaces."""

from __future__ import annotations

from django.urls import path

from tutela.web.audit import views as audit
from tutela.web.workspaces import joining, members, views

app_name = "workspaces"
urlpatterns = [
    path("workspaces/", views.workspaces, name="list"),
    path("workspaces/new/", views.new, name="new"),
    path("join/<str:key>/", joining.join, name="join"),
    path("w/<slug:slug>/", views.home, name="home"),
    path("w/<slug:slug>/rename/", views.rename, name="rename"),
    path("w/<slug:slug>/delete/", views.delete, name="delete"),
    path("w/<slug:slug>/members/", members.members, name="members"),
    path("w/<slug:slug>/members/invite/", members.invite, name="invite"),
    path("w/<slug:slug>/members/invitations/<int:pk>/withdraw/", members.withdraw, name="withdraw"),
    path("w/<slug:slug>/members/<int:pk>/role/", members.change_role, name="role"),
    path("w/<slug:slug>/members/<int:pk>/remove/", members.remove, name="remove"),
    path("w/<slug:slug>/members/leave/", members.leave, name="leave"),
    path("w/<slug:slug>/audit/", audit.log, name="audit"),
    path("w/<slug:slug>/audit/csv/", audit.table, name="audit-csv"),
]

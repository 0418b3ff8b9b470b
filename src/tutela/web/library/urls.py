"""Addresses of this part of the site. The key of a record has twelve hexadecimal digits, which no word below has."""

from __future__ import annotations

from django.urls import URLPattern, path

from tutela.web.library import (
    downloads,
    list_views,
    problem_views,
    record_views,
    sharing_views,
    staff_views,
    views,
)

app_name = "library"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("list/", list_views.saved_list, name="list"),
    path("list/export/<str:format>", downloads.export_list, name="list-export"),
    path("list/take/", list_views.take, name="take"),
    path("list/clear/", list_views.clear, name="clear"),
    path("list/share/", sharing_views.share, name="share"),
    path("list/share/<int:pk>/withdraw/", sharing_views.withdraw, name="withdraw"),
    path("shared/<str:token>/", sharing_views.shared, name="shared"),
    path("reported/<str:token>/", problem_views.reported, name="reported"),
    path("problems/", problem_views.problems, name="problems"),
    path("problems/<int:pk>/", problem_views.problem, name="problem"),
    path("staff/", staff_views.staff, name="staff"),
    path("staff/appoint/", staff_views.appoint, name="appoint"),
    path("staff/<int:pk>/dismiss/", staff_views.dismiss, name="dismiss"),
    path("staff/about/", staff_views.about_library, name="about"),
    path("<key:key>/", record_views.normal, name="record"),
    path("<key:key>/marc/", record_views.marc, name="marc"),
    path("<key:key>/isbd/", record_views.isbd, name="isbd"),
    path("<key:key>/cite/", record_views.cite, name="cite"),
    path("<key:key>/export/<str:format>", downloads.export, name="export"),
    path("<key:key>/files/<int:pk>/", downloads.file, name="file"),
    path("<key:key>/cover/", downloads.cover, name="cover"),
    path("<key:key>/save/", list_views.save, name="save"),
    path("<key:key>/remove/", list_views.remove, name="remove"),
    path("<key:key>/problem/", problem_views.report, name="report-problem"),
]

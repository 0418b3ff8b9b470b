"""Addresses of the lending desk."""

from __future__ import annotations

from django.urls import path

from tutela.web.circulation import views

app_name = "circulation"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("overdue/", views.overdue, name="overdue"),
    path("rules/", views.rules, name="rules"),
    path("copies/<int:pk>/", views.copy, name="copy"),
    path("copies/<int:pk>/return/", views.give_back, name="return"),
    path("loans/<int:pk>/renew/", views.renew, name="renew"),
    path("reserve/<key:key>/", views.reserve, name="reserve"),
    path("reservations/<int:pk>/drop/", views.drop, name="drop"),
]

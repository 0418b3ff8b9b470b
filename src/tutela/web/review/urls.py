"""Addresses of this part of the site."""

from __future__ import annotations

from django.urls import path

from tutela.web.review import looking_back, views

app_name = "review"
urlpatterns = [
    path("measures/<str:measure>/", views.measure, name="measure"),
    path("measures/<str:measure>/decide/", views.decide, name="decide"),
    path("next/", views.next_undecided_measure, name="next"),
    path("independently/", views.independently, name="independently"),
    path("agreement/", looking_back.agreement, name="agreement"),
    path("history/", looking_back.history, name="history"),
    path("history.csv", looking_back.history_csv, name="history-csv"),
]

"""Addresses of news."""

from __future__ import annotations

from django.urls import path

from tutela.web.news import desk_views, feeds, views

app_name = "news"
urlpatterns = [
    path("", views.posts, name="list"),
    path("feed/", feeds.atom, name="feed"),
    path("rss/", feeds.rss, name="rss"),
    path("new/", desk_views.new, name="new"),
    path("<slug:slug>/", views.post, name="post"),
    path("<slug:slug>/files/<int:pk>/", views.file, name="file"),
    path("<slug:slug>/edit/", desk_views.edit, name="edit"),
    path("<slug:slug>/publish/", desk_views.publish, name="publish"),
    path("<slug:slug>/delete/", desk_views.delete, name="delete"),
]

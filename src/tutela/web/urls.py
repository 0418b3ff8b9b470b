"""Addresses: the language first, then the part of the site."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from tutela.web.api.api import api
from tutela.web.library.addresses import register
from tutela.web.site import views

register()

handler400 = "tutela.web.site.views.bad_request"
handler403 = "tutela.web.site.views.not_allowed"
handler404 = "tutela.web.site.views.not_found"
handler500 = "tutela.web.site.views.failed"

urlpatterns = [
    path("", views.to_language, name="root"),
    path("api/", api.urls),
    path("robots.txt", views.robots, name="robots"),
    path("", include("tutela.web.exchange.urls")),
    *i18n_patterns(
        path("", include("tutela.web.understand.urls")),
        path("search/", include("tutela.web.searching.urls")),
        path("", include("tutela.web.accounts.urls")),
        path("published/", include("tutela.web.publishing.public_urls")),
        path("", include("tutela.web.workspaces.urls")),
        path("w/<slug:slug>/documents/", include("tutela.web.documents.urls")),
        path("w/<slug:slug>/assessments/", include("tutela.web.assessments.urls")),
        path("w/<slug:slug>/assessments/<int:pk>/", include("tutela.web.review.urls")),
        path("w/<slug:slug>/assessments/<int:pk>/", include("tutela.web.publishing.urls")),
        path("compare/", include("tutela.web.comparing.urls")),
        path("library/search/", include("tutela.web.discovery.urls")),
        path("library/subjects/", include("tutela.web.subjects.urls")),
        path("library/desk/batches/", include("tutela.web.batches.urls")),
        path("library/desk/harvests/", include("tutela.web.exchange.desk_urls")),
        path("library/desk/", include("tutela.web.cataloguing.urls")),
        path("library/lending/", include("tutela.web.circulation.urls")),
        path("library/", include("tutela.web.library.urls")),
        path("news/", include("tutela.web.news.urls")),
        path("terms/", include("tutela.web.terminology.urls")),
        path("help/", include("tutela.web.help.urls")),
        path("help-desk/", include("tutela.web.help.desk_urls")),
        path("about/", views.about, name="about"),
        prefix_default_language=True,
    ),
]

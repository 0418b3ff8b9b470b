"""Addresses of accounts."""

from __future__ import annotations

from django.urls import path

from tutela.web.accounts import passwords, signing_up, tokens, views

app_name = "accounts"
urlpatterns = [
    path("sign-up/", signing_up.sign_up, name="sign-up"),
    path("sign-up/sent/", signing_up.sign_up_sent, name="sign-up-sent"),
    path("confirm/<str:uid>/<str:token>/", signing_up.confirm, name="confirm"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("password/", passwords.ask, name="password"),
    path("password/sent/", passwords.sent, name="password-sent"),
    path("password/<str:uid>/<str:token>/", passwords.new, name="new-password"),
    path("account/", views.account, name="account"),
    path("account/password/", passwords.change, name="password-change"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="token-revoke"),
    path("account/delete/", views.delete, name="delete"),
]

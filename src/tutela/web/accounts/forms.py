"""What people fill in about their accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tutela.web.accounts.models import Scope, Token, User

ADVICE = _(
    "At least 10 characters. Nothing that is easy to guess: "
    "no common password, not your name or address, not digits alone."
)


class EmailField(forms.EmailField):
    """The address of an account, known in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        given = {"label": _("E-mail address"), "max_length": 254, **kwargs}
        super().__init__(**given)
        self.widget.attrs.update({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class PasswordField(forms.CharField):
    """A password, kept as typed; ``is_new`` one comes with what it must be like."""

    def __init__(self, *, is_new: bool = False, **kwargs: Any) -> None:
        autocomplete = "new-password" if is_new else "current-password"
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        given = {"label": _("New password") if is_new else _("Password"), "strip": False, "max_length": 500, **kwargs}
        super().__init__(widget=widget, help_text=ADVICE if is_new else "", **given)


class SignInForm(AuthenticationForm):
    """Address and password; the answer to a wrong one is the same whichever is wrong."""

    username = EmailField()
    password = PasswordField()
    error_messages = {
        "invalid_login": _(
            "Address and password do not match, or the account is not confirmed yet. "
            "Check the spelling, or choose a new password."
        ),
    }


class NameForm(forms.Form):
    """The name by which colleagues know the person."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Your colleagues see it beside your decisions."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class PersonForm(forms.Form):
    """A form about a person who is known."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)


class NewPasswordForm(PersonForm):
    """A new password for a person."""

    password = PasswordField(is_new=True)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def save(self) -> None:
        """The password is the new one; whoever else is signed in as this person is signed out by it."""
        self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["password"])


class OwnPasswordForm(PersonForm):
    """The person's password, once more, before something that matters."""

    current = PasswordField(label=_("Your password"))

    def clean_current(self) -> str:
        current = str(self.cleaned_data["current"])
        if not self.user.check_password(current):
            raise ValidationError(_("This is not the password of your account."))
        return current


class PasswordChangeForm(NewPasswordForm, OwnPasswordForm):
    """The password now, and the next one."""

    field_order = ("current", "password")


class SignUpForm(NameForm):
    """A new account."""

    email = EmailField()
    password = PasswordField(is_new=True, label=_("Password"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned:
            person = User(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                validate_password(cleaned["password"], person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


class AddressForm(forms.Form):
    """The address of an account."""

    email = EmailField()


class TokenForm(forms.Form):
    """A new token: its name, and what it may do."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=Token._meta.get_field("name").max_length,
        help_text=_("For example the name of the program that uses it."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Never more than you may do yourself. Choose only what the program needs."),
    )

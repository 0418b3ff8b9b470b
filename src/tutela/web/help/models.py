"""What the operator of the help pages keeps: the directory of services, the switch, the checklist, who may do it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DEFAULT_EXIT = "https://www.wikipedia.org/"
"""Where the exit leads until the operator has chosen a site that readers in the country often open."""

YEAR = timedelta(days=365)
"""How long a check of an entry holds."""

SOON = timedelta(days=60)


class Kind(models.TextChoices):
    """What a service is."""

    CHILD_HELPLINE = "child-helpline", _("child helpline")
    HOTLINE = "hotline", _("hotline for illegal content")
    POLICE = "police", _("police or emergency number")
    IMAGE_REMOVAL = "image-removal", _("image removal service")
    PREVENTION = "prevention", _("prevention service")
    DIRECTORY = "directory", _("international directory")


class Need(models.TextChoices):
    """What somebody looks for."""

    TALK = "talk", _("Talk to someone")
    REPORT_PERSON = "report-person", _("Report a person")
    IMAGE = "image", _("Report or remove an image or a link")
    DANGER = "danger", _("I am in danger now")
    PREVENTION = "prevention", _("I worry about my own thoughts or behaviour")


class Entry(models.Model):
    """A service that helps, as its own pages or another source describe it.

    ``needs``, ``languages`` and ``ages`` are words with blanks between; ``cost``, ``hours`` and ``after`` (what happens
    to what one tells them) hold the words by language of the site. ``checked`` is the day on which somebody last saw
    that it is so; nobody has confirmed an entry as long as ``confirmed`` is empty.
    """

    key = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    needs = models.CharField(_("for"), max_length=80)
    country = models.CharField(_("country"), max_length=2, blank=True)
    name = models.CharField(_("name"), max_length=120)
    run_by = models.CharField(_("run by"), max_length=200)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    chat = models.URLField(_("chat"), max_length=300, blank=True)
    web = models.URLField(_("website"), max_length=300, blank=True)
    cost = models.JSONField(_("cost"), default=dict, blank=True)
    hours = models.JSONField(_("hours"), default=dict, blank=True)
    after = models.JSONField(_("what happens to what you tell them"), default=dict, blank=True)
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    ages = models.CharField(_("ages"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=300)
    source_address = models.URLField(_("address of the source"), max_length=300, blank=True)
    checked = models.DateField(_("checked on"))
    confirmed = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_problem = models.CharField(max_length=200, blank=True)
    links_checked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("country", "kind", "name")

    def __str__(self) -> str:
        return self.name

    @property
    def expires(self) -> date:
        """The day from which the entry is no longer shown, unless somebody checks it before."""
        return self.checked + YEAR

    @property
    def last_day(self) -> date:
        """The last day on which the entry is shown, unless somebody checks it before."""
        return self.expires - timedelta(days=1)

    def is_expired(self, today: date | None = None) -> bool:
        """Whether nobody has checked it for a year. Directories are shown all the same: they only lead further."""
        return self.kind != Kind.DIRECTORY and (today or timezone.localdate()) >= self.expires

    def expires_soon(self, today: date | None = None) -> bool:
        day = today or timezone.localdate()
        return self.kind != Kind.DIRECTORY and day < self.expires <= day + SOON

    def confirm(self, by: models.Model | None) -> None:
        """Note that somebody has checked today that all of it is so."""
        self.confirmed, self.checked = timezone.now(), timezone.localdate()
        self.confirmed_by_id = by.pk if by is not None else None

    def needs_list(self) -> list[str]:
        return self.needs.split()

    def languages_list(self) -> list[str]:
        return self.languages.split()


class HelpSite(models.Model):
    """The one row about the pages as a whole: whether they are public, and where their exit leads."""

    is_public = models.BooleanField(default=False)
    exit_address = models.URLField(_("address that the exit opens"), max_length=300, blank=True)
    country = models.CharField(_("country that is shown first"), max_length=2, blank=True)
    changed = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    jobs = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return "public" if self.is_public else "not public"

    @classmethod
    def load(cls) -> HelpSite:
        """The row, made where it is not there yet (and then not saved)."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.show()

    def show(self) -> None:
        """Let the pages know (settings.HELP_SWITCH): after a change, and when the site starts."""
        if self.is_public:
            settings.HELP_SWITCH.touch()
        else:
            settings.HELP_SWITCH.unlink(missing_ok=True)

    @property
    def way_out(self) -> str:
        return self.exit_address or DEFAULT_EXIT


class Tick(models.Model):
    """A point of the checklist (``help.checklist``) that somebody answers for."""

    item = models.SlugField(max_length=40, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.item


class Operator(models.Model):
    """Somebody who looks after the help pages: sees them before the public, keeps the directory, switches them on."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="help_operator")
    appointed = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = pgettext_lazy("of the help pages", "operator")

    def __str__(self) -> str:
        return str(self.user)

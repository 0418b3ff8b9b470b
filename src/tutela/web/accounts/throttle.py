"""Who tries too many passwords must wait."""

from __future__ import annotations

import copy
import ipaddress
from datetime import datetime
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, QueryDict
from django.utils import timezone

_TOLD = ("axes_locked_out", "axes_credentials", "axes_failures_since_start")


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts refused sign-ins by address of the account and of the client, without what was sent with them."""

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        """Axes would keep the form and the address of the page, which may hold the key of an invitation."""
        if request is None:
            return
        bare = copy.copy(request)
        bare.GET = bare.POST = QueryDict()
        bare.axes_path_info = ""
        super().user_login_failed(sender, credentials, bare, **kwargs)
        for name in _TOLD:
            setattr(request, name, getattr(bare, name))


def blocked_until(request: Any, credentials: dict[str, Any] | None) -> datetime:
    """When the sign-in is open again; the same for addresses with and without an account."""
    mine = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username"), ip_address=getattr(request, "axes_ip_address", None)
    )
    last = mine.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    until: datetime = last + get_cool_off(request)
    return until


def address_of(request: HttpRequest) -> str | None:
    """The network address that a request comes from; for IPv6 its network, since one line has the whole of it.

    On a server for others, that is what the web server in front says (it writes the last part of X-Forwarded-For; the
    parts before it are the client's own words).
    """
    said = request.META.get("REMOTE_ADDR", "")
    if not settings.IS_LOCAL:
        said = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip() or said
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return None
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)

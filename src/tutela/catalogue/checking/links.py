"""Links of a record (856): those that look dead, stand twice, or do not say where they lead. Nothing is fetched."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tutela.catalogue.checking.faults import Found
from tutela.catalogue.elements import OnlineResource
from tutela.catalogue.record import Record

_SCHEMES = frozenset({"http", "https", "ftp", "ftps"})
# Names that no site has (RFC 2606, RFC 6761) or that only a computer's own network knows.
_RESERVED = re.compile(
    r"(?:^|\.)(?:example\.(?:com|net|org|edu)|example|test|invalid|localhost|local|localdomain|internal|intranet)$"
)
_FILLED_LATER = re.compile(r"\b(?:todo|tbd|tba|xxx+|yourdomain|your-domain|insert|placeholder|lorem)\b", re.IGNORECASE)
_GONE = re.compile(r"(?:^|[/?&=_-])(?:404|page-?not-?found|not-?found|error-?page)(?:$|[/?&.])", re.IGNORECASE)
_SESSION = re.compile(r"[;?&](?:jsessionid|phpsessid|sessionid|sid)=", re.IGNORECASE)
_UNHELPFUL = re.compile(
    r"(?:please )?(?:click|press|tap)(?: on)? (?:here|this link|the link)(?: .*)?|here|link|url|website|web ?site|"
    r"(?:access|view|read|available) (?:it )?(?:here|online)|online|more|read more|"
    r"cliquez? (?:ici|sur (?:ce|le) lien)(?: .*)?|ici|lien|site|acc[eè]s en ligne|en ligne|"
    r"(?:haga |hacer )?(?:clic|click) (?:aqu[ií]|en (?:este|el) enlace)(?: .*)?|aqu[ií]|enlace|en l[ií]nea|m[aá]s",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def link_faults(record: Record) -> Iterator[Found]:
    """What is wrong with the links of a record, each with its address."""
    seen: set[str] = set()
    for one in record.online:
        values = {"url": one.url[:200]}
        if code := _dead(one.url):
            yield Found(code, "error", "856", values)
        elif one.url.lower().startswith("http://"):
            yield Found("link-not-secure", "advice", "856", values)
        if _SESSION.search(one.url):
            yield Found("link-of-a-session", "error", "856", values)
        yield from _label(one)
        key = re.sub(r"^https?://(?:www\.)?", "", one.url.strip().lower()).rstrip("/")
        if key in seen:
            yield Found("link-twice", "error", "856", values)
        seen.add(key)


def _label(one: OnlineResource) -> Iterator[Found]:
    label = (one.label or one.note).strip(" .:*\u201c\u201d\"'()[]")
    values = {"url": one.url[:200], "label": label[:200]}
    if not label:
        return
    if _ADDRESS.fullmatch(label):
        yield Found("label-is-address", "advice", "856", values)
    elif _UNHELPFUL.fullmatch(label):
        yield Found("label-unhelpful", "advice", "856", values)


def _dead(url: str) -> str:
    """The code of what makes an address look dead, "" where nothing does."""
    if not url:
        return "link-without-host"
    if re.search(r"\s", url.strip()):
        return "link-with-blanks"
    if url.endswith(("...", "…")):
        return "link-cut-off"
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        _port = parts.port
    except ValueError:
        return "link-without-host"
    if parts.scheme.lower() not in _SCHEMES or not host:
        return "link-without-host"
    if _is_nowhere(host) or _FILLED_LATER.search(url):
        return "link-placeholder"
    if "." not in host:
        return "link-without-host"
    return "link-to-error-page" if _GONE.search(parts.path + "?" + parts.query) else ""


def _is_nowhere(host: str) -> bool:
    if _RESERVED.search(host.lower()):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False

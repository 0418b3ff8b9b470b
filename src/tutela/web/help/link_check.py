"""Whether the addresses in the directory still lead somewhere; looked at when an operator asks, never by itself.

Asked is only whether something answers: nothing is read of it. Addresses within a private network are refused, and the
machine that was checked is the one that is asked, so that a name cannot lead elsewhere in between.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx2
from django.db import transaction
from django.utils import timezone

from tutela import __version__
from tutela.web.help.models import Entry, HelpSite
from tutela.web.jobs.models import Job, JobState
from tutela.web.jobs.progress import Progress
from tutela.web.jobs.queue import ask

KIND = "help-links"
"""The kind of job (settings.JOBS)."""

SUBJECT = 1
"""What the job works on: the directory as a whole, of which there is one."""

COLUMNS = ("web", "chat", "source_address")

_TIMEOUT = httpx2.Timeout(15.0, connect=10.0)
_REDIRECTS = 5
_LONGEST = 200  # Entry.link_problem
_MOVED = (301, 302, 303, 307, 308)
_REFUSES_PROGRAMS = (401, 403, 405, 406, 429, 503)
"""What sites answer to programs that they answer to people's browsers."""

_UNREACHED = ("no-name", "no-answer")
_AT_A_TIME = 6

Allowed = Callable[[str], bool]
Answer = tuple[str, str]
"""A code and its detail, "" for both where all is well."""


class Problem(NamedTuple):
    """What is wrong with an address: a code with a wording in ``link_wording``, and a detail for it."""

    column: str
    code: str
    detail: str = ""


def is_public_address(number: str) -> bool:
    """Whether a number (IPv4 or IPv6) is one of the internet, not of a private network or of this machine."""
    address = ipaddress.ip_address(number)
    inner = getattr(address, "ipv4_mapped", None)
    return (inner or address).is_global and not address.is_multicast


def look_at(address: str, allowed: Allowed = is_public_address) -> Answer:
    """The code of what is wrong with an address and its detail; "" for both where it answers."""
    wanted = address
    with httpx2.Client(timeout=_TIMEOUT, follow_redirects=False) as client:
        for _ in range(_REDIRECTS + 1):
            code, detail, target = _ask(client, wanted, allowed)
            if not target:
                return (code, detail) if code else _moved(address, wanted)
            try:
                wanted = urljoin(wanted, target)
            except ValueError:
                return "no-address", ""
    return "circle", ""


def _ask(client: httpx2.Client, address: str, allowed: Allowed) -> tuple[str, str, str]:
    """What one machine answers: code, detail, and where it sends to."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return "no-address", "", ""
    if parts.scheme not in ("http", "https") or not host:
        return "no-address", "", ""
    try:
        numbers = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        return "no-name", host, ""
    if not numbers or not all(allowed(number.partition("%")[0]) for number in numbers):
        return "private", host, ""
    code, detail = "no-answer", host
    for number in dict.fromkeys(numbers):
        try:
            return _status(client, address, host, number)
        except httpx2.ConnectError as error:
            code = "unsafe" if "certificate" in str(error).lower() else "no-answer"
        except (httpx2.HTTPError, httpx2.InvalidURL):
            code = "no-answer"
    return code, detail, ""


def _status(client: httpx2.Client, address: str, host: str, number: str) -> tuple[str, str, str]:
    url = httpx2.URL(address)
    headers = {
        "Host": url.netloc.decode("ascii").rpartition("@")[2],
        "User-Agent": f"Tutela/{__version__} (link check)",
    }
    request = client.build_request(
        "GET", url.copy_with(host=number), headers=headers, extensions={"sni_hostname": url.raw_host.decode("ascii")}
    )
    response = client.send(request, stream=True)
    try:
        status, target = response.status_code, response.headers.get("location", "")
    finally:
        response.close()
    if status in _MOVED and target:
        return "", "", target
    if status in _REFUSES_PROGRAMS:
        return "refused", str(status), ""
    return ("status", str(status), "") if status >= 400 else ("", "", "")


def _moved(asked: str, reached: str) -> Answer:
    """Whether an address leads to another site, or to a front page where it named a page."""
    before, after = urlsplit(asked), urlsplit(reached)
    same = (before.hostname or "").removeprefix("www.") == (after.hostname or "").removeprefix("www.")
    has_page, is_front = len(before.path) > 1, len(after.path) <= 1 and not after.query
    return ("", "") if same and not (has_page and is_front) else ("moved", reached)


# --- what is kept -----------------------------------------------------------------------------------------------------


def written(problems: list[Problem]) -> str:
    """Problems as ``Entry.link_problem`` holds them: one a line, of codes, read in any language."""
    room = _LONGEST - sum(len(one.column) + len(one.code) + 3 for one in problems)
    share = max(0, room // max(1, len(problems)))
    return "\n".join(f"{one.column} {one.code} {one.detail[:share]}" for one in problems)[:_LONGEST]


def problems_of(entry: Entry) -> list[Problem]:
    """What was found wrong with the addresses of an entry."""
    found = []
    for line in entry.link_problem.splitlines():
        column, code, detail = (*line.split(" ", 2), "", "")[:3]
        found.append(Problem(column, code, detail))
    return found


# --- the job ----------------------------------------------------------------------------------------------------------


def ask_for(by: Any) -> Job:
    """Ask the worker to look at all addresses; the job that is open already, where there is one."""
    with transaction.atomic():
        HelpSite.objects.get_or_create(pk=1)
        site = HelpSite.objects.select_for_update().get(pk=1)
        job = last_job()
        if job is not None and job.is_open:
            return job
        site.jobs += 1
        site.save(update_fields=["jobs"])
        return ask(None, KIND, SUBJECT, site.jobs, by)[0]


def last_job() -> Job | None:
    """The last check that was asked for."""
    return Job.objects.filter(kind=KIND, subject=SUBJECT).order_by("-number").first()


def run(job: Job, progress: Progress) -> None:
    """The job: look at all addresses, then keep what was found. After a restart it begins anew: it takes minutes."""
    entries = list(Entry.objects.order_by("pk"))
    addresses = addresses_of(entries)
    progress.start(len(addresses))
    found: dict[str, Answer] = {}
    for address, answer in answers(addresses):
        found[address] = answer
        progress.within(len(found), urlsplit(address).hostname or "")
    keep(entries, found)


def addresses_of(entries: Iterable[Entry]) -> list[str]:
    """The addresses of the entries, each once."""
    every = (getattr(entry, column) for entry in entries for column in COLUMNS)
    return list(dict.fromkeys(address for address in every if address))


def answers(addresses: Iterable[str], allowed: Allowed = is_public_address) -> Iterator[tuple[str, Answer]]:
    """What ``look_at`` finds of each address, a few at a time."""
    pool = ThreadPoolExecutor(_AT_A_TIME)
    try:
        asked = list(addresses)
        yield from zip(asked, pool.map(lambda address: look_at(address, allowed), asked), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def keep(entries: Iterable[Entry], found: Mapping[str, Answer]) -> bool:
    """Keep what was found of the addresses; whether there was anything to keep.

    Where no site at all could be reached, it is this server that has no way out: then nothing is said of the services.
    """
    hosts = {urlsplit(address).hostname for address in found}
    if len(hosts) > 1 and all(code in _UNREACHED for code, _detail in found.values()):
        return False
    now = timezone.now()
    for entry in entries:
        own = {column: getattr(entry, column) for column in COLUMNS if getattr(entry, column)}
        answered = [(column, *found[address]) for column, address in own.items() if address in found]
        problems = [Problem(column, code, detail) for column, code, detail in answered if code]
        # Only where the addresses are still those that were looked at: somebody may have changed them meanwhile.
        if own:
            same = Entry.objects.filter(pk=entry.pk, **own)
            same.update(link_problem=written(problems), links_checked=now)
    return True


def found_no_way_out(job: Job | None) -> bool:
    """Whether a check that came to its end could reach no site at all."""
    if job is None or job.state != JobState.DONE:
        return False
    rows = Entry.objects.exclude(web="", chat="", source_address="")
    return rows.exists() and not rows.filter(links_checked__gte=job.created).exists()

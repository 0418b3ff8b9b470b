"""Harvesting another repository (OAI-PMH 2.0): what is new there comes into the catalogue, what changed there changes
here, what is deleted there is withdrawn here. The next harvest asks only for what has changed since.

Each page is written in one transaction together with the token by which the list goes on: a harvest that is stopped,
however rudely, goes on at the page it was at, and a page is never taken over by halves. Where the other side no longer
knows the token, the list is asked for anew from the datestamp it had come to; what was taken over is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone

from tutela.web.exchange import datestamps
from tutela.web.exchange.harvest import pages
from tutela.web.exchange.harvest.conversion import DC_NAMESPACE, MARC_NAMESPACE
from tutela.web.exchange.harvest.counts import Counts
from tutela.web.exchange.harvest.errors import HarvestError, RefusedTokenError
from tutela.web.exchange.harvest.fetching import Fetcher, check_address
from tutela.web.exchange.harvest.taking_over import take_over, withdraw_unseen
from tutela.web.exchange.models import HarvestSource, HarvestState
from tutela.web.library.models import Batch, BatchKind, BatchState

__all__ = ["Counts", "HarvestError", "Progress", "harvest", "harvest_source", "source_at"]

OVERLAP = timedelta(minutes=10)
"""An incremental harvest asks from so long before the last one began: what was being written there then is not lost,
and what comes twice is left alone."""

RESTARTS = 3
"""Times that a list is asked for anew within one call, because its token was refused."""

Progress = Callable[[Counts, int | None], None]
"""Is told after each page the counts, and the size of the list where that repository tells it."""


def harvest(
    url: str,
    *,
    prefix: str = "",
    set_: str | None = None,
    since: datetime | None = None,
    full: bool = False,
    publish: bool | None = None,
    by: Any = None,
    progress: Progress | None = None,
) -> Counts:
    """Harvest the repository at this base URL; gives what became of the records, all pages of this harvest together.

    ``prefix``: the metadata format as that repository calls it; "" chooses MARCXML where there is any, else Dublin
    Core. ``set_``: only this set. ``since``: what changed from then on, or since the last harvest where that was
    earlier. ``full``: everything once more; what is no longer told of is withdrawn. ``publish``: whether new records
    are published at once or become drafts; None: as before, drafts at first. A harvest that was stopped goes on where
    it was, unless ``since`` or ``full`` begins another one.

    Raises HarvestError.
    """
    source = source_at(url, prefix=prefix, set_=set_ or "", publish=publish, by=by)
    return harvest_source(source, since=since, full=full, by=by, progress=progress)


def source_at(
    url: str, *, prefix: str = "", set_: str = "", publish: bool | None = None, by: Any = None
) -> HarvestSource:
    """The source with this address and set, new where there is none yet. Raises HarvestError for a wrong address."""
    source, _is_new = HarvestSource.objects.get_or_create(
        url=check_address(url), set=set_, defaults={"prefix": prefix, "by": _known(by)}
    )
    if prefix and source.prefix != prefix:
        # In another format every record is another one: what was taken over is to come again.
        source.prefix, source.token, source.begun, source.harvested_until = prefix, "", None, None
        source.save(update_fields=["prefix", "token", "begun", "harvested_until"])
    if publish is not None and source.publishes != publish:
        source.publishes = publish
        source.save(update_fields=["publishes"])
    return source


def harvest_source(
    source: HarvestSource,
    *,
    since: datetime | None = None,
    full: bool = False,
    by: Any = None,
    progress: Progress | None = None,
) -> Counts:
    """Harvest a source, as ``harvest`` does. Raises HarvestError, which is kept with the source too."""
    try:
        with Fetcher(source.url) as fetcher:
            if full or since or not _is_under_way(source):
                _begin(source, fetcher, since, full, by)
            return _go_on(source, fetcher, by, progress)
    except Exception as error:  # somebody stopped it, for instance
        said = error.what[:300] if isinstance(error, HarvestError) else ""
        with suppress(DatabaseError):
            HarvestSource.objects.filter(pk=source.pk).update(state=HarvestState.STOPPED, error=said)
        raise


def _is_under_way(source: HarvestSource) -> bool:
    return source.begun is not None and source.state in (HarvestState.RUNNING, HarvestState.STOPPED)


def _begin(source: HarvestSource, fetcher: Fetcher, since: datetime | None, full: bool, by: Any) -> None:
    """Get to know the repository, and note that a new harvest begins. Nothing is asked for yet."""
    told = pages.named(fetcher.get({"verb": "Identify"}))
    source.name = told.name[:250]
    source.granularity = datestamps.SECOND if "hh" in told.granularity else datestamps.DAY
    if not source.prefix:
        source.prefix = _best(pages.formats(fetcher.get({"verb": "ListMetadataFormats"})))
    source.begun = _moment(told.now) or timezone.now()
    source.since = None if full else _earlier(since, source.harvested_until)
    source.is_full, source.full_asked = full, False
    source.token = source.reached = source.error = ""
    source.counts = Counts().as_dict()
    source.state = HarvestState.RUNNING
    source.harvests += 1
    source.batch = _batch(source, by)
    source.save()


def _batch(source: HarvestSource, by: Any) -> Batch:
    options = {"url": source.url, "set": source.set, "prefix": source.prefix}
    return Batch.objects.create(kind=BatchKind.HARVEST, name=str(source)[:250], options=options, by=_known(by))


def _known(by: Any) -> Any:
    return by if by is not None and getattr(by, "is_authenticated", False) else None


def _earlier(since: datetime | None, last: datetime | None) -> datetime | None:
    """From when on to ask: no later than what the last harvest leaves to be asked for, so that nothing is left out."""
    moments = [one for one in (since, last - OVERLAP if last else None) if one is not None]
    return min(moments) if moments else None


def _moment(text: str) -> datetime | None:
    try:
        return datestamps.first_moment(text[:19] + "Z") if datestamps.granularity(text[:19] + "Z") else None
    except ValueError:
        return None


def _best(formats: dict[str, str]) -> str:
    for namespace in (MARC_NAMESPACE, DC_NAMESPACE):
        for prefix, found in formats.items():
            if found.strip() == namespace:
                return prefix[:40]
    raise HarvestError(
        "The repository offers neither MARCXML nor Dublin Core.",
        "Ask those who look after it for one of these formats.",
    )


def _go_on(source: HarvestSource, fetcher: Fetcher, by: Any, progress: Progress | None) -> Counts:
    counts = Counts.of(source.counts)
    for page in _pages(source, fetcher):
        with transaction.atomic():
            _take(source, page, counts, by)
        if progress:
            progress(counts, page.size)
    return counts


def _pages(source: HarvestSource, fetcher: Fetcher) -> Iterator[pages.Page]:
    """The pages that are still to come. After each, the caller has moved ``source`` on."""
    restarts = 0
    while source.state in (HarvestState.RUNNING, HarvestState.STOPPED):
        try:
            yield pages.page(fetcher.get(_request(source)))
        except RefusedTokenError:
            if not source.token or restarts == RESTARTS:
                raise
            restarts += 1
            source.token = ""
            source.since = _restart(source)


def _request(source: HarvestSource) -> dict[str, str]:
    if source.token:
        return {"verb": "ListRecords", "resumptionToken": source.token}
    arguments = {"verb": "ListRecords", "metadataPrefix": source.prefix}
    if source.set:
        arguments["set"] = source.set
    if source.since:
        written = datestamps.written(source.since)
        arguments["from"] = written if source.granularity == datestamps.SECOND else written[:10]
    return arguments


def _restart(source: HarvestSource) -> datetime | None:
    """From when on to ask again: the datestamp that was reached, if the list was in their order."""
    reached = _moment(source.reached if "T" in source.reached else f"{source.reached}T00:00:00Z")
    return reached or source.since


def _take(source: HarvestSource, page: pages.Page, counts: Counts, by: Any) -> None:
    """Write a page, and where the list goes on after it."""
    held = HarvestSource.objects.select_for_update().get(pk=source.pk)
    if (held.harvests, held.counts) != (source.harvests, source.counts):
        raise HarvestError(
            "This repository is being harvested by another process at the same time.",
            "Wait until that harvest is over.",
        )
    if page.token and page.token == source.token:
        raise HarvestError(
            "The repository gave the same resumption token twice: its list does not go on.",
            "Tell those who look after that repository, or harvest it set by set.",
        )
    if source.batch_id is None or not Batch.objects.filter(pk=source.batch_id).exists():
        source.batch = _batch(source, by)
    take_over(source, page.items, counts, by)
    source.reached = _reached(source, page)
    source.token = page.token
    source.state = HarvestState.RUNNING
    if not page.token:
        _finish(source, counts, by)
    source.counts = counts.as_dict()
    source.save()


def _reached(source: HarvestSource, page: pages.Page) -> str:
    """The last datestamp, if all so far came in their order; "" otherwise, from then on."""
    stamps = [item.datestamp for item in page.items if item.datestamp]
    is_first = not source.token and not source.counts.get("read")
    if stamps != sorted(stamps) or not (is_first or source.reached):
        return ""
    if stamps and source.reached and stamps[0] < source.reached:
        return ""
    return (stamps[-1] if stamps else source.reached)[:20]


def _finish(source: HarvestSource, counts: Counts, by: Any) -> None:
    if source.is_full and not counts.set_aside:
        withdraw_unseen(source, counts, by)
    source.state = HarvestState.DONE
    source.harvested_until, source.begun = source.begun, None
    source.finished = timezone.now()
    source.reached = source.error = ""
    batch = source.batch
    if batch is None:
        return
    if counts.has_changes:
        batch.state, batch.finished, batch.counts = BatchState.DONE, timezone.now(), counts.of_batch()
        batch.save()
    else:
        source.batch = None
        batch.delete()

"""Pictures of pages with the places of passages on them: made when first asked for, in the confined process, and kept.

They are kept by the digest of the file, so that a document's deletion finds them; what is lost is made again.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings

from tutela.text.page_picture import Box
from tutela.web.documents.confinement import StoppedError, run, workplace
from tutela.web.documents.models import Document

SHOWING = "tutela.web.documents.picture_process:show"
"""What the confined process calls to draw a page."""

_MEMORY = 1_000_000_000
_AT_ONCE = threading.BoundedSemaphore(2)
"""More pages than this are not drawn at the same time: the others wait."""
_BACK = 2  # pages before the shown one on which a passage may begin that stands on it


_FAILED = b"{}"
_AGAIN = 3600  # seconds after which a page that could not be drawn is tried again


class PictureError(Exception):
    """A page cannot be shown as a picture."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as a picture of this size in points. ``has_letters``: False for a scan, on which nothing can be found;
    ``places``: the boxes of each passage that stands on it, by the passage's number."""

    file: Path
    width: float
    height: float
    has_letters: bool
    places: dict[int, list[Box]]


def has_pages(document: Document) -> bool:
    """Whether pages of a document can be shown as pictures."""
    return document.kind == "pdf" and bool(document.pages)


def page_picture(document: Document, number: int) -> PagePicture:
    """Page ``number`` of a PDF document, with the places of its passages. Raises PictureError where that cannot be."""
    if not has_pages(document) or not 1 <= number <= (document.pages or 0):
        raise PictureError
    rows = document.passages.filter(page__gte=number - _BACK, page__lte=number).order_by("number")
    wanted = json.dumps([[row.number, row.text, row.page, row.kind == "row"] for row in rows.iterator()])
    folder = pictures_of(document.sha256)
    picture = folder / f"{number}.png"
    places = folder / f"{number}-{hashlib.sha256(wanted.encode()).hexdigest()[:16]}.json"
    if not _is_made(picture, places):
        with _AT_ONCE:
            if not _is_made(picture, places):
                _make(document, number, wanted, picture, places)
    return _read(picture, places)


def pictures_of(sha256: str) -> Path:
    """The folder in which the pictures of a file are kept."""
    return Path(settings.PAGE_PICTURES) / sha256[:2] / sha256


def forget(sha256s: Iterable[str]) -> None:
    """Delete the pictures of files that no workspace has any more."""
    gone = set(sha256s)
    for sha256 in gone - set(Document.objects.filter(sha256__in=gone).values_list("sha256", flat=True)):
        shutil.rmtree(pictures_of(sha256), ignore_errors=True)


def _is_made(picture: Path, places: Path) -> bool:
    """Whether a page was drawn, or its drawing failed not long ago."""
    try:
        is_late = time.time() - places.stat().st_mtime > _AGAIN
        return picture.exists() and not (is_late and places.read_bytes() == _FAILED)
    except OSError:
        return False


def _make(document: Document, number: int, wanted: str, picture: Path, places: Path) -> None:
    """Draw a page and find its passages. That a page cannot be drawn is kept too: it is not tried at each visit."""
    with workplace() as folder:
        listed, drawn, found = folder / "wanted.json", folder / "page.png", folder / "places.json"
        listed.write_text(wanted, encoding="utf-8")
        arguments = (document.file.path, str(number), listed, drawn, found)
        try:
            run(SHOWING, *arguments, folder=folder, memory=_MEMORY, seconds=settings.PICTURE_SECONDS)
        except StoppedError:
            drawn.write_bytes(b"")
            found.write_bytes(_FAILED)
        picture.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep(drawn, picture)
        _keep(found, places)


def _keep(made: Path, target: Path) -> None:
    """Put a file in its place in one step: another visitor may be reading there."""
    draft = target.with_suffix(f".{token_hex(4)}")
    shutil.copyfile(made, draft)
    draft.replace(target)


def _read(picture: Path, places: Path) -> PagePicture:
    try:
        kept = json.loads(places.read_text(encoding="utf-8"))
        boxes = {int(number): [Box(*map(float, box)) for box in found] for number, found in kept["places"].items()}
        size = float(kept["width"]), float(kept["height"])
        return PagePicture(picture, *size, bool(kept["has_letters"]), boxes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        with suppress(OSError):
            if places.read_bytes() != _FAILED:
                places.unlink()
        raise PictureError from error

"""Having a text or a file checked: short texts at once, all else in the confined process; nothing is left behind."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tutela.text.document_json import notice_from_json
from tutela.text.notices import Notice
from tutela.web.documents.confinement import StoppedError, run, workplace
from tutela.web.site.templatetags.register import number
from tutela.web.terminology.examining import LONGEST, Asked, commented, examined
from tutela.web.terminology.result import Result, result_from_json

EXAMINING = "tutela.web.terminology.examining:examine"
COMMENTING = "tutela.web.terminology.examining:comment"
SHORT = 20_000
"""Characters of a text that is checked at once: the densest takes about a second."""
SECONDS = 90

_AT_A_TIME = 2
_WAIT = 20  # seconds
_SUFFIX = re.compile(r"\.[a-z0-9]{1,10}")
_places = threading.BoundedSemaphore(_AT_A_TIME)


class RefusedError(Exception):
    """A text or file could not be checked; ``messages`` say why, and what to do next."""

    def __init__(self, *messages: str) -> None:
        self.messages = [one for one in messages if one]
        super().__init__(*self.messages)


def check_terms(asked: Asked) -> Result:
    """Check a pasted text. Raises RefusedError."""
    if len(asked.text) <= SHORT:
        return examined(asked)
    with workplace() as folder:
        return _result(_text_checked(EXAMINING, asked, folder))


def comment_text(asked: Asked) -> bytes:
    """A Word document of a pasted text, with comments. Raises RefusedError."""
    if len(asked.text) <= SHORT:
        return commented(asked)
    with workplace() as folder:
        document = folder / "comments.docx"
        _text_checked(COMMENTING, asked, folder, document)
        return _bytes(document)


def check_file(asked: Asked, upload: File[Any]) -> Result:
    """Check an uploaded file. Raises RefusedError."""
    with workplace() as folder:
        return _result(_file_checked(EXAMINING, asked, upload, folder))


def comment_file(asked: Asked, upload: File[Any]) -> bytes:
    """The uploaded file as a Word document, with comments. Raises RefusedError."""
    with workplace() as folder:
        document = folder / "comments.docx"
        _file_checked(COMMENTING, asked, upload, folder, document)
        return _bytes(document)


def _text_checked(target: str, asked: Asked, folder: Path, *more: Path) -> dict[str, Any]:
    try:
        return _confined(target, asked, folder, *more)
    except StoppedError as error:
        if error.notice.code != "too-slow":
            raise _broken() from error
        raise RefusedError(_("The check took too long and was given up. Check the text in parts.")) from error


def _file_checked(target: str, asked: Asked, upload: File[Any], folder: Path, *more: Path) -> dict[str, Any]:
    suffix = PurePath(upload.name or "").suffix.lower()
    path = folder / f"upload{suffix if _SUFFIX.fullmatch(suffix) else ''}"
    with path.open("wb") as target_file:
        for chunk in upload.chunks():
            target_file.write(chunk)
    try:
        return _confined(target, replace(asked, path=str(path)), folder, *more)
    except StoppedError as error:
        raise _refused(error.notice) from error


def _confined(target: str, asked: Asked, folder: Path, *more: Path) -> dict[str, Any]:
    """What the process answers. Raises RefusedError and StoppedError."""
    question, answer = folder / "asked.json", folder / "answer.json"
    question.write_text(json.dumps(asdict(asked)), encoding="utf-8")
    with _place():
        run(target, question, answer, *more, folder=folder, memory=settings.READING_MEMORY, seconds=SECONDS)
    try:
        given: dict[str, Any] = json.loads(answer.read_text(encoding="utf-8"))
        if "refused" in given:
            raise _refused(notice_from_json(given["refused"]))
        if "too-long" in given:
            raise _too_long(int(given["too-long"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken() from error
    return given


def _result(given: dict[str, Any]) -> Result:
    try:
        return result_from_json(given["result"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken() from error


def _bytes(document: Path) -> bytes:
    try:
        return document.read_bytes()
    except OSError as error:
        raise _broken() from error


@contextmanager
def _place() -> Iterator[None]:
    """One of the few checks that this process lets run beside each other. Raises RefusedError where none gets free."""
    if not _places.acquire(timeout=_WAIT):
        raise RefusedError(_("Many texts are being checked at the moment. Please try again in a minute."))
    try:
        yield
    finally:
        _places.release()


def _refused(told: Notice) -> RefusedError:
    language = get_language() or "en"
    return RefusedError(told.what(language), told.next_step(language))


def _too_long(length: int) -> RefusedError:
    told = _(
        "The file has %(length)s characters of text, and at most %(limit)s are checked here. Check it in parts, or "
        "with the command “tutela terms check” on your own computer."
    )
    return RefusedError(told % {"length": number(length), "limit": number(LONGEST)})


def _broken() -> RefusedError:
    return RefusedError(_("The check broke off; nothing of the text was kept. Check the text in parts."))

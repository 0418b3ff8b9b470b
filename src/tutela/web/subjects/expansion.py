"""From a heading in a record to all names of what it means, so that each of them finds the record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tutela.web.subjects.thesaurus import Entry, Thesaurus

_held: ContextVar[Thesaurus | None] = ContextVar("held", default=None)


def labels_for(heading: str) -> list[str]:
    """All labels of the concept that a heading (or its URI) names, hidden ones too; [] where it names none.

    One small query a call, none within ``held``.
    """
    return [text for _, text in labels_by_language(heading)]


def labels_by_language(heading: str) -> list[tuple[str, str]]:
    """The same, each with its language ("en"), by which its words are reduced to their stems."""
    entry = _named(heading)
    if entry is None:
        return []
    return list(dict.fromkeys((term.language, term.text) for term in entry.terms))


def _named(heading: str) -> Entry | None:
    return (_held.get() or _current()).named(heading)


def _current() -> Thesaurus:
    # Here, not above: a process that makes records ready has no database.
    from tutela.web.subjects.current import current

    return current()


def heading_in(heading: str, language: str) -> str:
    """A heading as readers of a language know it: the preferred label of what it names, else the heading itself."""
    entry = _named(heading)
    return entry.label(language) if entry is not None else heading


@contextmanager
def held() -> Iterator[None]:
    """Load the vocabulary now and ask no more whether it has changed: for work on many headings in this thread."""
    token = _held.set(_current())
    try:
        yield
    finally:
        _held.reset(token)


def hold(thesaurus: Thesaurus | None) -> None:
    """Use this vocabulary in this process from now on. For processes without a database, which get it sent:
    ``initializer=hold, initargs=(current(),)``."""
    _held.set(thesaurus)

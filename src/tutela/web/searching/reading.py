"""How a query was read, in words."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from tutela.web.searching.query import Note, Query
from tutela.web.searching.tree import All, Named, Some, Tree, Valued, Words
from tutela.web.site.typography import quoted

_NOTES: dict[str, Promise] = {
    "cut": _("Only the first 1,000 characters were read."),
    "many": _("Only the first 60 words were read."),
    "quote": _("A quotation mark was not closed: the phrase was taken to end where your text ends."),
    "bracket": _("The brackets do not pair: they were closed at the end, or left out."),
    "deep": _("Brackets more than eight deep were left out."),
    "operator": _("AND, OR or NOT with nothing to join was left out."),
    "field": _("The name of a field with nothing to look for was left out."),
    "short": _("An asterisk was left out: it needs at least three letters before it."),
    "common": _(
        "Left out, because nearly every text has them: %(words)s. Put them in quotation marks to look for them."
    ),
    "only-not": _("This says only what to leave out. Add a word that must be there."),
    "nothing": _("There is no word in this to look for."),
}


def told(query: Query) -> list[str]:
    """What a reader should know of how the query was read."""
    return [_told(note) for note in query.notes]


def _told(note: Note) -> str:
    text = str(_NOTES[note.code])
    return text % {"words": note.words} if note.words else text


def written(tree: Tree, names: Callable[[str], str] = str) -> str:
    """The tree as a query in the language of the page: nothing in it is left to be guessed.

    ``names`` gives for a field the name by which readers ask for it.
    """
    return _written(tree, names, is_inner=False)


def _written(tree: Tree, names: Callable[[str], str], *, is_inner: bool = True) -> str:
    if isinstance(tree, Words):
        return quoted(tree.written) if tree.is_phrase else tree.written
    if isinstance(tree, Named):
        return f"{names(tree.field)}:{_written(tree.words, names)}"
    if isinstance(tree, Valued):
        return f"{names(tree.kind)}:{quoted(tree.written) if ' ' in tree.written else tree.written}"
    parts = [_written(part, names) for part in tree.parts]
    if isinstance(tree, Some):
        joiner = pgettext("between words of a search", "OR")
        text = f" {joiner} ".join(parts)
    else:
        joiner, unless = pgettext("between words of a search", "AND"), pgettext("before a word of a search", "NOT")
        text = f" {joiner} ".join(parts)
        text += "".join(f" {unless} {_written(part, names)}" for part in tree.without)
    return f"({text})" if is_inner else text


def is_plain(tree: Tree) -> bool:
    """Whether the query is words that must all be there: then there is nothing to explain."""
    if isinstance(tree, All):
        return not tree.without and all(isinstance(part, Words) for part in tree.parts)
    return isinstance(tree, Words)

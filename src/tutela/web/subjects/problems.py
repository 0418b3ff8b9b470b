"""What can be wrong with a vocabulary that is read, and what was done about it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Problem(NamedTuple):
    """``code`` is one of WORDS, ``concept`` the label or URI of the concept, ``detail`` what is meant."""

    code: str
    concept: str
    detail: str = ""

    @property
    def words(self) -> Promise:
        """What is wrong, and what was done, in the language of the page."""
        return WORDS[self.code]


WORDS: dict[str, Promise] = {
    "cycle": _("It is broader than itself, by way of others. This relation was left out of the hierarchy."),
    "two-preferred": _("It has two preferred labels in one language. The second was kept as a non-preferred one."),
    "label-twice": _(
        "The same label is there twice, as labels of different kinds. "
        "The first kind in the order preferred, non-preferred, hidden was kept."
    ),
    "no-preferred": _("It has no preferred label in any language. It is shown by another name; give it one."),
    "no-english": _(
        "It has no preferred label in English, which is the heading in records. Give it one before records use it."
    ),
    "same-heading": _(
        "Another concept has the same preferred label in this language. "
        "Search cannot tell the two apart; change one of them."
    ),
    "missing-target": _(
        "It names a concept that is neither in the file nor in the catalogue. "
        "The statement was kept, and shows nowhere."
    ),
    "broader-and-related": _(
        "It is both broader than and related to the same concept. The relation “broader” was kept."
    ),
    "no-uri": _("It has no URI. It was given one."),
    "long-label": _("A label is longer than 200 characters. It was kept as it is, and shows nowhere."),
    "empty-label": _("A label is empty. It was left out."),
}
"""By code."""

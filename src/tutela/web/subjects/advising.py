"""What the vocabulary advises on the headings of records: a non-preferred form gives way to the preferred one."""

from __future__ import annotations

from tutela.catalogue.checking.headings import Advice
from tutela.headings import advise
from tutela.web.subjects.current import current
from tutela.web.subjects.thesaurus import Thesaurus, plain

_REASON = {
    "en": "It is not the preferred form in the vocabulary of this library.",
    "fr": "Ce n'est pas la forme privilégiée dans le vocabulaire de cette bibliothèque.",
    "es": "No es la forma preferida en el vocabulario de esta biblioteca.",
}


class Adviser:
    """Judges headings by what the field advises against (tutela.headings), then by the vocabulary as it is
    now, then by what the field uses with care."""

    def __init__(self, thesaurus: Thesaurus | None = None) -> None:
        self._thesaurus = current() if thesaurus is None else thesaurus

    def __call__(self, heading: str) -> Advice | None:
        """Advice on a heading, None where there is nothing to say against it."""
        found = advise(heading)
        if found is not None and not found.with_care:
            return found
        entry = self._thesaurus.named(heading)
        if entry is None or not entry.heading or plain(heading) == plain(entry.heading):
            return found
        return Advice(_REASON, dict.fromkeys(_REASON, entry.heading))

"""Why terms are left alone: titles, quotations, references, offences of a law, mentions, comments, settings.

Only what stands around a term is looked at, so that a long text costs no more than its terms do; comments and lists of
references, which hold for more than their sentence, are looked for once.
"""

from __future__ import annotations

from collections.abc import Sequence

from tutela.terms.comments import Comments
from tutela.terms.finding import Exemption, Kind
from tutela.terms.matching import Hit
from tutela.terms.mentions import mention
from tutela.terms.names import official_name
from tutela.terms.offences import offence
from tutela.terms.quotations import quotation
from tutela.terms.references import Bibliographies, reference
from tutela.terms.settings import Settings
from tutela.terms.surroundings import Surroundings
from tutela.terms.titles import known_title, phrases_of


def exemptions(text: str, language: str, hits: Sequence[Hit], settings: Settings) -> list[Exemption | None]:
    """For each term, in the order of the text, why it is left alone; None where it is not.

    Of several reasons the first counts: comment, settings, title, reference, quotation, offence, mention.
    """
    if not hits:
        return []
    said = Comments(text).exemptions(hits)
    bibliographies = Bibliographies(text)
    return [
        comment or _exemption(Surroundings(text, hit), language, settings, bibliographies)
        for hit, comment in zip(hits, said, strict=True)
    ]


def _exemption(
    place: Surroundings, language: str, settings: Settings, bibliographies: Bibliographies
) -> Exemption | None:
    return (
        _allowed(place, settings)
        or known_title(place)
        or official_name(place, language)
        or bibliographies.exemption(place.hit)
        or reference(place)
        or quotation(place.text, place.hit)
        or offence(place, language)
        or mention(place)
    )


def _allowed(place: Surroundings, settings: Settings) -> Exemption | None:
    """The title or phrase of the project's settings in which a term stands."""
    for phrases in (settings.titles, settings.allow):
        for start, end, _ in phrases_of(phrases).around(place) if phrases else ():
            return place.exemption(Kind.SETTINGS, start, end)
    return None

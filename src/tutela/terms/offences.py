"""Names of offences quoted from a law: a word of charge before the term, and an article in the same sentence."""

from __future__ import annotations

import re

from tutela.terms.finding import Exemption, Kind
from tutela.terms.rule import About
from tutela.terms.surroundings import Surroundings

_CHARGED = {
    "en": re.compile(
        r"\b(?:offences?|offenses?|crimes?|felon(?:y|ies)|misdemeanou?rs?|counts?|charges?|charged|convicted|"
        r"convictions?|guilty|"
        r"accused|indicted|sentenced|prosecuted|arraigned|acquitted)\s+(?:\w+\s+)?(?:of|with|for|on|relating to|"
        r"related to|concerning|known as|"
        r"called|entitled)\b"
    ),
    "fr": re.compile(
        r"\b(?:infractions?|delits?|crimes?|chefs?(?: d'accusation)?|inculpee?s?|accusee?s?|mise?s? en examen|"
        r"poursuivie?s?|condamnee?s?|"
        r"prevenue?s?|coupables?|reconnue?s? coupables?|accusations?|relaxee?s?|acquittee?s?|"
        r"mise?s? en accusation)\b[^.;:]{0,40}?\b(?:de|d'|du|des|pour|"
        r"relatives? a|liees? a|dite?s?|intitulee?s?)"
    ),
    "es": re.compile(
        r"\b(?:delitos?|crimen(?:es)?|cargos?|acusad[oa]s?|condenad[oa]s?|imputad[oa]s?|procesad[oa]s?|culpables?|"
        r"acusacion(?:es)?|"
        r"tipo penal|infraccion(?:es)?|absuelt[oa]s?|formalizad[oa]s?)\b[^.;:]{0,40}?\b(?:de|del|por|relativ[oa]s? a|"
        r"denominad[oa]s?|llamad[oa]s?)\b"
    ),
}
_LAW = {
    "en": re.compile(
        r"\b(?:sections?|secs?\.|ss?\.|articles?|arts?\.|paragraphs?|para\.|subsections?|§+)\s*\d|§|\b(?:of|under|in|"
        r"by|to) the [\w ]{0,40}?"
        r"(?:code|act|law|ordinance)(?:\s+(?:of\s+)?\d{4})?\b|\bact\s+(?:no\.?\s*)?\d|\b(?:law|decree)\s+no\.?\s*\d"
    ),
    "fr": re.compile(
        r"\b(?:articles?|arts?\.|paragraphes?|alineas?)\s*(?:[lrd]\.?\s*)?\d|§|\b(?:du|le|au) code (?:penal|"
        r"criminel)|\bloi n|\bloi du \d"
    ),
    "es": re.compile(
        r"\b(?:articulos?|arts?\.|numeral(?:es)?|parrafos?|incisos?)\s*\d|§|\b(?:del|el|al) codigo penal|"
        r"\bley\s+(?:n\S*\s*)?\d|\bley organica"
    ),
}
_TURNS = re.compile(
    r"[;:]|\b(?:but|while|whereas|although|which|who|that|because|mais|alors que|tandis que|qui|que|parce que|"
    r"bien que|pero|"
    r"mientras|aunque|quien|quienes|porque|is|are|was|were|has|have|est|sont|ont|es|son|fue|han)\b"
)
_NAMED_AFTER = {
    "en": re.compile(
        r"^[\s,\"”]*(?:\([^)]{0,30}\)\s*)?(?:is|are|constitutes?|remains?|,)?\s*(?:an?|the)?\s*"
        r"(?:criminal )?(?:offences?|crimes?|felony)\b"
    ),
    "fr": re.compile(r"^[\s,\"”]*(?:est|sont|constituent?|,)?\s*(?:une?|l'|le)?\s*(?:infractions?|delits?|crimes?)\b"),
    "es": re.compile(
        r"^[\s,\"”]*(?:es|son|constituyen?|,)?\s*(?:una?|el)?\s*(?:delitos?|infracciones|infraccion|crimen)\b"
    ),
}
_CITED = re.compile(
    r"^[\s\"”'’,]*[(\[]\s*(?:contrary to |under |s\.|ss\.|section|sections|sec\.|article|articles|art\.|arts\.|"
    r"articulo|articulos|§|loi n|ley )[^)\]]{0,80}\d[^)\]]{0,60}[)\]]"
)
_ARTICLE_OF = re.compile(
    r"(?:\b(?:sections?|articles?|arts?\.|articulos?|secs?\.)\s*[\w.-]*\d[\w.()-]*(?:\s+(?:of|du|de la|del|"
    r"de)\s+(?:the\s+)?[\w ]{0,40}?)?)\s*[(\[–—-]\s*$"
)
_ELSE = re.compile(r";|[,:]?\s\b(?:but|while|whereas|although|mais|alors que|tandis que|pero|mientras|aunque)\b")
FARTHEST_CHARGE, FARTHEST_LAW = 110, 220


def offence(place: Surroundings, language: str) -> Exemption | None:
    """The offence of a law whose name a term is: "convicted of child pornography under section 163.1 of the Code"."""
    rule = place.hit.rule
    if rule.about is About.OFFENDER or (rule.about is About.CHILD and rule.id not in ("minor", "juvenile", "victim")):
        return None
    start, end = place.sentence
    after = place.plain[place.end : min(end, place.end + FARTHEST_LAW)]
    if cited := _CITED.match(after):
        return place.exemption(Kind.OFFENCE, place.start, place.end + cited.end())
    before = place.plain[max(start, place.start - FARTHEST_LAW) : place.start]
    if (law := _ARTICLE_OF.search(before)) and place.plain[place.end : place.end + 1] in ")]":
        return place.exemption(Kind.OFFENCE, place.start - len(before) + law.start(), place.end)
    follows = _LAW[language].search(after)
    if follows and _turned(after[: follows.start()]):
        follows = None
    if follows and (named := _NAMED_AFTER[language].match(after)) and named.end() <= follows.start():
        return place.exemption(Kind.OFFENCE, place.start, place.end + follows.end())
    charge = _last_charge(before, language)
    if charge is None:
        return None
    precedes = _LAW[language].search(before)
    if follows or (precedes and _leads(before[precedes.end() : charge.start()])):
        first = charge.start() if follows else min(precedes.start(), charge.start()) if precedes else charge.start()
        last = place.end + follows.end() if follows else place.end
        return place.exemption(Kind.OFFENCE, place.start - len(before) + first, last)
    return None


def _last_charge(before: str, language: str) -> re.Match[str] | None:
    """The word of charge that leads to the term with nothing but what it names in between."""
    last = None
    for match in _CHARGED[language].finditer(before, max(0, len(before) - FARTHEST_CHARGE)):
        last = match
    if last is None or _TURNS.search(before, last.end()):
        return None
    return last


def _turned(between: str) -> bool:
    """Whether another clause begins in between."""
    return _ELSE.search(between) is not None


def _leads(between: str) -> bool:
    """Whether an article goes on to a charge: not the heading of an article ("Art. 9 – Offences")."""
    return ";" not in between and re.search(r"[a-z]", between) is not None

"""Terms that are spoken of as terms: "the term …", and sentences that advise against one."""

from __future__ import annotations

import re

from tutela.terms.finding import Exemption, Kind
from tutela.terms.surroundings import Surroundings

_NAMED = re.compile(
    r"(?<!in )(?<!en )(?<!aux )(?:\b(?:terms?|expressions?|words?|phrases?|wording|label|heading|keywords?|termes?|"
    r"expressions?|mots?(?:-cles?)?|locutions?|"
    r"vocables?|appellations?|etiquettes?|terminos?|expresion(?:es)?|palabras?(?: clave)?|locucion(?:es)?|etiquetas?))"
    r"(?:,? (?:such as|like|for|as in|tels? que|telles? que|comme|de|d'|como|tales como|de la|pour|para))?"
    r"[\s:\"“”«»'‘’*_`(]*(?:(?:the|a|an|la|le|les|l'|los|las|el|un|une|una)\s+)?[\s\"“”«»'‘’*_`]*"
    r"(?P<listed>(?:[\"“«'‘*_`]?[\w'’-]+[\"”»'’*_`]?(?: [\w'’-]+[\"”»'’*_`]?){0,4}(?:, | (?:and|or|et|ou|y|o|u|e) |"
    r", (?:and|or|et|ou|y|o) )[\"“«'‘*_`]*){0,4}?)$"
)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|be|has|have|to|for|in|est|sont|a|dans|pour|es|son|fue|en|para|que|qui|which|that)\b"
)
_OTHER_TERM = re.compile(
    r"(?:\b(?:prison|jail|custodial|life|maximum|minimum|year|mandatory|school|presidential|long|short|medium|court|"
    r"moyen|aux?|corto|largo|mediano)[ -]"
    r"|\b(?:replaced|substituted|remplacee?s?|sustitu\w+|reemplaz\w+) (?:by|with|par|por) (?:the|les?|las?|el|los) "
    r"|\b(?:in|en|with|d')\s?(?:other|otras|autres|d'autres) )$"
)
_REPLACE = re.compile(
    r"\b(?:replac(?:e|es|ing|ed)|substitut(?:e|es|ing)|rempla(?:cer|cez|cent|ce)|reemplaz(?:ar|a|an|ando)|sustitu(?:ir|ye|yen|yendo))"
    r"(?: (?:the|la|le|les|el|los|las))?[\s\"“”«»'‘’*_`]*$"
)
_REPLACED_BY = re.compile(r"^[\s\"“”«»'‘’*_`]*(?:by|with|par|por)\s*[\"“«'‘*_`]")
_REPLACED = re.compile(r"replac|remplac|reemplaz|sustitui")
_LANGUAGE = re.compile(
    r"\b(?:(?:the|this|that|these|those|such|preferred|other|same|which|no) (?:terms?|words?|expressions?|phrases?|"
    r"labels?|wording)"
    r"(?! of (?:imprisonment|reference|use|service|office))|terminology|vocabulary|wording|(?:say|write|saying|"
    r"writing)\b|"
    r"refer(?:red|ring)? to (?:as|it as|them as|children as)|(?:called|labell?ed|described as)\b|"
    r"(?<!aux )(?<!en )(?:ces?|cette|le|les|l'|du|un|tout|autre|quel) ?(?:termes?|mots?|expressions?|vocables?)|"
    r"terminologie|vocabulaire|"
    r"(?:dire|ecrire|parler (?:de|d')|qualifier|appeler|designer)\b|"
    r"(?<!en )(?:est[eao]s?|el|los|la|las|un|dich[oa]s?) (?:terminos?|palabras?|expresion(?:es)?)|terminologia|"
    r"vocabulario|"
    r"(?:decir|escribir|hablar (?:de)|llamar|denominar|calificar|referirse)\b|"
    r"child sexual (?:abuse|exploitation) material|csam|csem|materiel d'abus sexuels?|material de (?:abuso|"
    r"explotacion) sexual)"
)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|in (?:place|lieu) of|in preference to|replac(?:es?|ing)|substitut(?:es?|ing) for|"
    r"not|avoid(?:s|ing|ed)?|"
    r"au lieu d[e']|plutot que|a la place d[e']|de preference a|et non|non pas|(?:no longer|do not|don't|"
    r"never) (?:speak|talk|write|say)|ne parl\w+ (?:plus|pas)|no (?:se )?habl\w+|evite[rz]?|eviter d[e']|remplacer|"
    r"en (?:lugar|vez) de|mas que|antes que|y no|evit(?:ar|e|en|a|ando|emos)|reemplazar|sustituir)"
    r"(?:\s+(?:the|a|an|use of|using|saying|writing|of|about|terms?|words?|speaking of|la|le|les|l'|un|une|des|du|de|"
    r"d'|parler|dire|ecrire|el|los|las|una|"
    r"decir|hablar|escribir|usar|employer|utiliser))*[\s\"“”«»'‘’*_`:]*$"
)
_ADVISED = re.compile(
    r"\b(?:(?:should|must|shall|ought|is|are|can|may)(?: \w+)? (?:not|no longer|never)(?: to)? (?:be )?(?:used?|"
    r"employed|recommended|preferred|called|referred to)|"
    r"(?:should|must|is|are|to) (?:best )?(?:be )?(?:avoided|replaced)|(?:is|are) (?:discouraged|deprecated|outdated|"
    r"inappropriate|misleading|harmful)|"
    r"(?:ne|n')\s?(?:doi(?:t|vent)|devrai(?:t|ent)|faut|est|sont)(?: \w+)? (?:pas|plus|"
    r"jamais)(?: \w+){0,2} (?:etre )?(?:utilise|employe|recommande|appele|qualifie)\w*|"
    r"(?:est|sont|doi(?:t|vent) etre|devrai(?:t|ent) etre|a) (?:a )?(?:evite[rs]?|evitee?s?|proscri\w+|bannir|"
    r"remplacee?s?|deconseillee?s?)|(?:est|sont) (?:inappropriee?s?|obsoletes?)|"
    r"no (?:se )?(?:debe(?:n|ria|rian)?|puede|es)(?: \w+)? (?:usar|utilizar|emplear|usad|utilizad|emplead|recomend|"
    r"llamar|denominar|hablar)\w*|"
    r"(?:debe|deben|deberia|deberian) (?:evitar|ser evitad|ser reemplazad|ser sustituid|reemplazar|sustituir)\w*|"
    r"(?:es|son|resulta|resultan) (?:inadecuad|inapropiad|obsolet|desaconsejad)\w+|se desaconseja)"
)


def mention(place: Surroundings) -> Exemption | None:
    """What speaks of a term as a term, or advises against it."""
    start, end = place.sentence
    before = place.plain[max(start, place.start - 160) : place.start]
    named = _NAMED.search(before)
    if named and _is_list(named["listed"]) and not _OTHER_TERM.search(before, 0, named.start()):
        return place.exemption(Kind.MENTION, place.start - len(before) + named.start(), place.end)
    after = place.plain[place.end : min(end, place.end + 30)]
    if (replaced := _REPLACE.search(before)) and _REPLACED_BY.match(after):
        return place.exemption(Kind.MENTION, place.start - len(before) + replaced.start(), place.end)
    sentence = place.plain[start : place.start] + " " * (place.end - place.start) + place.plain[place.end : end]
    if not _LANGUAGE.search(sentence):
        return None
    if instead := _INSTEAD.search(before):
        return place.exemption(Kind.MENTION, place.start - len(before) + instead.start(), place.end)
    advised = _ADVISED.search(sentence, 0, place.end - start + 160)
    if advised is None or (start + advised.start() < place.start and _REPLACED.search(advised[0])):
        return None
    return place.exemption(Kind.MENTION, start + advised.start(), start + advised.end())


def _is_list(listed: str) -> bool:
    """Whether the words between "the terms" and the term are other terms, and not a clause."""
    return not _CLAUSE.search(listed)

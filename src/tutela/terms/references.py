"""Terms in citations, bibliographies, footnotes that cite, addresses, file names and hashtags."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from tutela.terms.finding import Exemption, Kind
from tutela.terms.matching import Hit
from tutela.terms.surroundings import REACH, Surroundings, exemption

LONGEST_ADDRESS = 300

_BLANK = re.compile(r"[\s<>\"“”«»]")
_ADDRESS = re.compile(
    r"(?:https?|ftp)://|^www\.|^doi:|^10\.\d{4,}/|^[\w.+-]+@[\w-]+\.\w|\.(?:html?|php|aspx?|pdf|docx?|odt|rtf|txt|"
    r"xlsx?|csv|jpe?g|png)\b"
    r"|[\w-]\.(?:org|com|net|int|eu|edu|gov|info|io|gob|gouv|ac|fr|es|uk|ca|be|ch|mx|ar|co|cl|pe)(?=[/.:?#]|$)"
)
_OPENERS, _CLOSERS = "([{‘'*_`", ")]}’'*_`,;:.!?"

_SECTION = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]*|\*\*)?(?:(?:\d+|[ivxlc]+)[.)]?[ \t]+)?"
    r"(?P<name>(?:list of |selected |works? )?references?(?: cited| and notes| list)?|bibliograph(?:y|ie)|"
    r"bibliografía|bibliografia|"
    r"works cited|(?:further|suggested) reading|sources?|literature(?: cited)?|références(?: bibliographiques)?|"
    r"sources et références|pour en savoir plus|webographie|referencias(?: bibliográficas)?|fuentes|obras citadas|"
    r"lecturas recomendadas)[ \t]*:?[ \t]*(?:\*\*)?[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING = re.compile(
    r"^[ \t]*(?:#{1,6}[ \t]+\S|\*\*[^*\n]{2,80}\*\*[ \t]*\r?$|(?i:annex|appendi|anexo|apéndice|chapter|chapitre|"
    r"capítulo|part |partie|"
    r"parte|conclusi|acknowledg|remerciement|agradecimiento|about the|index\b|glossar|glosari)[^\n]{0,60}$|"
    r"(?:\d{1,2}|[IVX]{1,5})[.)]?[ \t]+[A-ZÀ-Þ][^\n.,\d]{2,60}\r?$)",
    re.MULTILINE,
)
_DATED = re.compile(r"\b(?:1[89]|20)\d\d\b|https?://|www\.|\b(?:A|E|CRC)/[A-Z\d]+|\b(?:n\.d|s\.f|s\.d)\b")

_AUTHOR = (
    r"(?:[A-ZÀ-Þ]{2,}(?: [A-ZÀ-Þ]{2,}){0,5}(?=[,.])"
    r"|(?!(?:In|On|At|The|An?|For|From|After|Before|When|While|Under|By|With|As|If|En|Le|La|Les|À|Au|Aux|Dans|Selon|Pour|Par|"
    r"El|Los|Las|Según|Desde|Para|Por|Con)\b)[A-ZÀ-Þ][\w’'-]+(?:[ -][A-ZÀ-Þ][\w’'-]+){0,3},\s+"
    r"(?:[A-ZÀ-Þ]\b\.?(?:[ -]?[A-ZÀ-Þ]\.)*|[A-ZÀ-Þ][\w’'-]+))"
)
_SAID = re.compile(
    r"\b(?:said|says|was|were|is|are|has|had|have|will|shall|must|found|est|sont|été|était|doit|doivent|es|son|fue|fueron|ha|han|dijo|debe)\b"
)
_ENTRY = re.compile(
    rf"^\W*(?:\[?\d{{1,3}}[\].)]?\s+)?{_AUTHOR}(?:(?:,|;|\s+(?:and|et|y|&))\s*(?:al\.|{_AUTHOR})){{0,6}}"
    r"(?:\s*\((?:eds?|dirs?|coords?)\.?\))?[,.]?\s*(?P<year>\((?:1[89]|20)\d\d[a-z]?\)|(?:1[89]|20)\d\d[a-z]?[.,])?"
)
_PUBLISHED = re.compile(
    r"\b(?:pp?\.\s*\d|vol\.|no\.\s*\d|núm\.\s*\d|n[°º]\s*\d|éd\.|ed\.|isbn|issn|doi\b|https?://|www\.|op\. cit|ibid|"
    r"university press|press\b|journal|review|revue|revista|cahiers|cuadernos|accessed|consult[ée]|consultado|"
    r"available at|disponible (?:en|sur)|éditions|ediciones|editorial)"
    r"|[,(.:]\s*(?:paris|genève|geneva|ginebra|madrid|london|new york|bogotá|méxico|montréal|bruxelles)\b"
    r"|(?:1[89]|20)\d\d\s*[,.)]?\s*pp?\.|\d+\(\d+\)|\b(?:A|E|CRC)/[A-Z\d]+(?:/[\w.]+)*",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"^\W*(?:\[?(?:\d{1,3}|\*+)[\].)]?\s*)?(?i:see|cf\.|voir|cf|v\.|véase|ver|vid\.)"
    r"(?:,?\s+(?:also|aussi|también|generally|e\.g\.|p\. ex\.|notamment|por ejemplo|for example),?)*,?\s+"
    r"(?:[A-ZÀ-Þ][^,;:!?\n]{0,60},\s+)"
)
_BREAK = re.compile(r"\n[ \t]*(?:\r?\n|(?=(?:[-*•]|\[?\d{1,3}[\].)]?)\s))|\n(?=[A-ZÀ-Þ][\w’'-]+, [A-ZÀ-Þ])")


@dataclass
class Bibliographies:
    """The lists of references of a text: from their heading to the next heading, or to the end."""

    text: str
    _spans: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        headings = _HEADING.finditer(self.text)
        end = -1
        for match in _SECTION.finditer(self.text):
            if self._spans and match.start() < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], match.start(), self._spans[-1][2])
            while end <= match.end():  # Headings are read on, not looked for again: a text may have thousands of lists.
                heading = next(headings, None)
                end = heading.start() if heading else len(self.text) + 1
            self._spans.append((match.end(), end, match.start("name")))

    def exemption(self, hit: Hit) -> Exemption | None:
        """The heading of the list in which a term stands, in an entry that has a date or an address."""
        place = bisect_right(self._spans, (hit.start, len(self.text), 0))
        if not place or hit.start >= self._spans[place - 1][1]:
            return None
        start, _, name = self._spans[place - 1]
        first, last = entry(self.text, hit)
        if not _DATED.search(self.text, max(first, start), last):
            return None
        return exemption(self.text, Kind.REFERENCE, name, start)


def entry(text: str, hit: Hit) -> tuple[int, int]:
    """The paragraph around a term: lines up to a blank one, or to one that begins like an entry of a list."""
    start = max(0, hit.start - REACH)
    for match in _BREAK.finditer(text, start, hit.start):
        start = match.end()
    end = min(len(text), hit.end + REACH)
    following = _BREAK.search(text, hit.end, end)
    return start, following.start() if following else end


def reference(place: Surroundings) -> Exemption | None:
    """The address, hashtag, citation or footnote in which a term stands."""
    return _address(place.text, place.hit) or _citation(place.text, place.hit)


def _address(text: str, hit: Hit) -> Exemption | None:
    if _BLANK.search(text, hit.start, hit.end):
        return None
    first = max(0, hit.start - LONGEST_ADDRESS)
    blanks = list(_BLANK.finditer(text, first, hit.start))
    start = blanks[-1].end() if blanks else first
    after = _BLANK.search(text, hit.end, hit.end + LONGEST_ADDRESS)
    end = after.start() if after else min(len(text), hit.end + LONGEST_ADDRESS)
    for sign in "([{":  # [words](address): the words are the writer's, the address is not.
        start = max(start, text.rfind(sign, start, hit.start) + 1)
    for sign in ")]}":
        end = end if (place := text.find(sign, hit.end, end)) < 0 else place
    while start < hit.start and text[start] in _OPENERS:
        start += 1
    while end > hit.end and text[end - 1] in _CLOSERS:
        end -= 1
    run = text[start:end]
    if _ADDRESS.search(run) or re.match(r"#[^\W\d_]", run):
        return exemption(text, Kind.REFERENCE, start, end)
    return None


def _citation(text: str, hit: Hit) -> Exemption | None:
    start, end = entry(text, hit)
    before, after = text[start : hit.start], text[hit.end : end]
    if found := _ENTRY.match(before):
        rest = before[found.end() :].lstrip(" .,:\n")
        is_closed = found["year"] is not None or found[0].rstrip()[-1:] in (",", ".", ";", ":")
        is_cited = is_closed and (found["year"] is not None or _PUBLISHED.search(after) is not None)
        if is_cited and not re.search(r"[.!?]\s+[A-ZÀ-Þ]", rest) and _is_titled(rest) and not _says(rest, after):
            return exemption(text, Kind.REFERENCE, start, end)
    if (found := _CITING.match(before)) and _PUBLISHED.search(after.split("\n\n")[0]):
        rest = before[found.end() :]
        is_title = _is_titled(rest + text[hit.start : hit.end]) and not _says(rest, after)
        if is_title and not re.search(r"[.;!?]", rest):
            return exemption(text, Kind.REFERENCE, start, end)
    return None


def _says(rest: str, after: str) -> bool:
    """Whether it is a sentence, with a verb, and no title."""
    return _SAID.search(rest + " " + re.split(r"[.,;:(]", after, maxsplit=1)[0]) is not None


def _is_titled(rest: str) -> bool:
    """Whether what follows the authors begins like a title."""
    return rest.lstrip(' .,:“"«‘*_(')[:1].isupper() or not rest.strip(' .,:“"«‘*_(')

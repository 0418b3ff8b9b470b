"""Years that the notes and summary of a record say of the resource itself: "Adopted on 30 May 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tutela.catalogue.checking.headings import fold
from tutela.catalogue.record import Record

_MADE = (
    r"adopted|approved|published|issued|promulgated|adoptee?s?|approuvee?s?|publiee?s?|promulguee?s?|"
    r"adoptad[oa]s?|aprobad[oa]s?|publicad[oa]s?|promulgad[oa]s?"
)
_UPDATED = r"updated|revised|amended|mise? a jour|revisee?s?|modifiee?s?|actualizad[oa]s?|revisad[oa]s?|modificad[oa]s?"
# The sentence must be about the resource: it begins with the verb ("Adopted in 2019"), with a pronoun, or with the
# words that begin the title ("The guidelines were adopted on ..."), not with those of another document.
_SENTENCE = re.compile(
    rf"(?:^|[.;(:]\s*|\n)(?P<subject>(?:[a-z’'-]+\s+){{0,6}}?)(?P<verb>{_MADE}|{_UPDATED})\b"
    r"(?P<rest>[^.;()\n]{0,60}?)\b(?P<year>(?:19|20)\d\d)\b"
)
_PRONOUNS = frozenset("it they this these il elle ils elles ce cette ces este esta estos estas".split())
_HELPING = frozenset(
    """was were is are has have been unanimously then la le les l el los las the a ete etait etaient
    ont fue fueron ha han sido document text publication resource resolution report texte ressource rapport
    documento publicacion recurso resolucion informe version edition""".split()
)
_HEAD = re.compile(
    r"\b(?:of|on|to|for|in|by|with|regarding|concerning|de|des|du|sur|pour|dans|relatif|relative|concernant|del|sobre|"
    r"para|en|relativ[oa]s?)\b|[:;,.(]"
)
_RESTATED = re.compile(rf"^(?:{_UPDATED})$")


class Said(NamedTuple):
    """A year, whether the resource was updated in it or made, and the words that say so, with their tag."""

    year: int
    is_update: bool
    quotation: str
    tag: str


def said_dates(record: Record) -> Iterator[Said]:
    """The years that notes and summaries say of the resource."""
    own = set(_HEAD.split(fold(record.title.full), maxsplit=1)[0].split())
    texts = [("520", text) for text in record.summaries] + [(one.tag, one.text) for one in record.notes]
    for tag, text in texts:
        folded = fold(text)
        for match in _SENTENCE.finditer(folded):
            words = re.findall(r"[a-z]+", match["subject"])
            if all(word in _HELPING or word in _PRONOUNS or word in own for word in words):
                quotation = match.group().strip(" .;(:\n")
                yield Said(int(match["year"]), _RESTATED.match(match["verb"]) is not None, quotation, tag)

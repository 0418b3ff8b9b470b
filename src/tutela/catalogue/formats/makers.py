"""Who made a resource, as citations and reference managers want it: names in their parts, and one role each.

Roles are those of the MARC code list for relators (Library of Congress), as a code or a term; terms also in French and
Spanish as cataloguers write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pymarc

from tutela.catalogue.record import Record, tidy

_ROLES = {
    "author": "aut author auteur autor autora writer cre creator dis dissertant",
    "editor": "edt edc editor éditeur éd ed editeur directeur editora coordinador coord dir",
    "translator": "trl translator traducteur traductrice traductor traductora trad tr",
    "illustrator": "ill illustrator illustrateur illustratrice ilustrador ilustradora pht photographer art artist",
    "compiler": "com compiler compilateur compilador comp",
    "issuer": "isb",
    "publisher": "pbl publisher dst prt mfr fnd spn sponsor sponsoring funder his host",
    "director": "drt fmd director",
    "composer": "cmp composer compositeur compositor",
    "performer": "prf act nrt performer narrator",
    "interviewer": "ivr interviewer",
}
_ROLE_OF = {word: role for role, words in _ROLES.items() for word in words.split()}
_PHRASES = {
    "issuing body": "issuer", "collectivité éditrice": "issuer", "entidad emisora": "issuer",
    "directeur de publication": "editor", "directrice de publication": "editor", "éditeur scientifique": "editor",
    "editor literario": "editor", "film director": "director", "sponsoring body": "publisher",
    "host institution": "publisher", "degree granting institution": "publisher", "dgg": "publisher",
}  # fmt: skip
_SUFFIX = re.compile(r"(?:Jr|Sr|fils|père|hijo|[IVX]{1,4})\.?", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)\s*$")


class Maker(NamedTuple):
    """A person, body or meeting and what it did. ``family`` and ``given`` are of persons with a surname; ``levels`` are
    the parts of the name of a body, the widest first ("United Nations", "Committee on the Rights of the Child");
    ``name`` is the whole, in the order in which it is read aloud."""

    kind: str
    role: str
    name: str
    family: str = ""
    given: str = ""
    suffix: str = ""
    levels: tuple[str, ...] = ()
    is_main: bool = False

    @property
    def inverted(self) -> str:
        """The name as lists sort it: "Family, Given"; for others the whole name."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix))) if self.family else self.name


def makers_of(record: Record) -> tuple[Maker, ...]:
    """All who are named as having made it, the main entry first.

    Where nothing says what somebody did, the main entry and other persons are authors; a further body is one where
    there is no main entry and no person, or where the statement of responsibility names it; else it contributed.
    """
    found = list(_named(record))
    has_author = any(one.role == "author" and one.kind == "person" for one, _said in found)
    has_main = any(one.is_main for one, _said in found)
    stated = record.title.responsibility.casefold()
    known: dict[Maker, None] = {}
    for one, is_said in found:
        role = one.role
        if role == "issuer" or (not is_said and one.kind != "person" and not one.is_main):
            named = one.levels[-1].casefold() in stated if one.levels else False
            is_author = not has_author and (one.is_main or not has_main or (named and role != "issuer"))
            role = "author" if is_author else "contributor"
        known[one._replace(role=role)] = None
    return tuple(known)


def _named(record: Record) -> Iterator[tuple[Maker, bool]]:
    """Each with whether the record says the role."""
    for tag in ("100", "110", "111", "700", "710", "711"):
        for one in record.fields(tag):
            if tag[0] == "7" and (one.indicator2 == "2" or one.get("t")):
                continue  # a work contained or related, not a maker of this one
            maker = _person(one) if tag[1:] == "00" else _body(one)
            if maker.name:
                role = _role(one)
                yield maker._replace(role=role or "author", is_main=tag[0] == "1"), bool(role)


def _role(one: pymarc.Field) -> str:
    """The first role that the field gives and we know, "contributor" for others, "" where it gives none."""
    codes = "j4" if one.tag[1:] == "11" else "e4"
    said = [tidy(value).rstrip(".").casefold() for code, value in one.subfields if code in codes and value]
    for text in said:
        text = text.rpartition("/")[2]  # relators as addresses: .../relators/aut
        if role := _PHRASES.get(text) or _ROLE_OF.get(text) or _ROLE_OF.get(text.split()[0] if text else ""):
            return role
    return "contributor" if said else ""


def _values(one: pymarc.Field, codes: str) -> list[str]:
    return [tidy(value) for code, value in one.subfields if code in codes and value and tidy(value)]


def _person(one: pymarc.Field) -> Maker:
    whole = ", ".join(_values(one, "a"))
    after = [value for value in _values(one, "bc") if _SUFFIX.fullmatch(value)]
    suffix = after[0] if after else ""
    if one.indicator1 == "0" or "," not in whole:
        name = " ".join(_values(one, "ab")) if one.indicator1 == "0" else whole
        return Maker("person", "", name)
    family, _, given = whole.partition(",")
    given, _, more = given.strip().partition(",")
    suffix = suffix or (more.strip() if _SUFFIX.fullmatch(more.strip()) else "")
    name = " ".join(filter(None, (given, family.strip(), suffix)))
    return Maker("person", "", name, family.strip(), given.strip(), suffix)


def _body(one: pymarc.Field) -> Maker:
    codes = "ab" if one.tag[1:] == "10" else "ae"
    levels = [_PARENTHESIS.sub("", value).rstrip(".,") for value in _values(one, codes)]
    levels = [level for value in levels for level in _levels(value)]
    kind = "body" if one.tag[1:] == "10" else "meeting"
    return Maker(kind, "", ", ".join(levels), levels=tuple(levels))


def _levels(value: str) -> list[str]:
    """The parts of a name that the record gives in one subfield: "United Nations. General Assembly"."""
    return [part for part in re.split(r"(?<=[^\W\d_]{3})\.\s+(?=[A-ZÀ-Þ])", value) if part]

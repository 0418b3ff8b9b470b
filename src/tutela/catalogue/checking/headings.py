"""Subject headings: which are advised against, which are none (a body, an instrument), which stand twice."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from tutela.catalogue.checking.faults import Found
from tutela.catalogue.elements import Subject
from tutela.catalogue.record import Record


class Advice(NamedTuple):
    """Why a heading is advised against, and what to prefer, in "en", "fr" and "es". ``only_about_children``: only on a
    resource about children; ``with_care``: there are resources for which it is right."""

    reason: Mapping[str, str]
    preferred: Mapping[str, str]
    only_about_children: bool = False
    with_care: bool = False


Advise = Callable[[str], Advice | None]
"""Gives advice on a heading or subdivision as it stands in a record."""

_TOPICS = frozenset({"topic", "free", "genre"})
_CHILDREN = re.compile(r"\b(?:child\w*|minors?|infan\w+|enfan\w+|mineure?s?|nin[oa]s?|menores)\b")
_BODY = re.compile(
    r"\b(?:international|committee|council|organi[sz]ation|association|foundation|ministry of .+|university|institute|"
    r"agency|federation|union|ltd|inc|fondation|ministere .+|organisation|association|universite|comite .+|"
    r"fundacion|ministerio .+|organizacion|asociacion|universidad|instituto|comite .+)$"
)
_INSTRUMENT = re.compile(
    r"^(?:convention|optional protocol|protocol|treaty|charter|covenant|protocole|traite|charte|pacte|convencion|"
    r"protocolo|tratado|carta|pacto)\b.*\b(?:on|to|against|for|relative|relatif|contre|sobre|contra|relativ[oa]|para)\b"
)


def fold(text: str) -> str:
    """Small letters without accents, one blank between words, no full stop at the end."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split()).rstrip(". ")


@cache
def _forms() -> Mapping[str, Advice]:
    text = files("tutela.catalogue.checking").joinpath("headings.yaml").read_text("utf-8")
    forms = {}
    for item in yaml.load(text, Loader=yaml.CSafeLoader):
        advice = Advice(item["reason"], item["preferred"], item.get("about_children", False), item.get("care", False))
        forms.update(dict.fromkeys(map(fold, item["forms"]), advice))
    return forms


def advice_on(heading: str) -> Advice | None:
    """The advice of headings.yaml on a heading or subdivision, where there is any."""
    folded = fold(heading)
    return _forms().get(folded) or (_forms().get(folded.removesuffix("s")) if folded.endswith("s") else None)


def subject_faults(record: Record, advise: Advise) -> Iterator[Found]:
    """What is wrong with the subjects of a record."""
    topics = [one for one in record.subjects if one.kind in _TOPICS]
    yield from _advised_against(record, topics, advise)
    bodies = {fold(one.name) for one in record.contributors if one.kind == "body"}
    for one in topics:
        heading = one.parts[0]
        if one.kind != "topic" or not heading:
            continue
        if fold(heading) in bodies or (" " in heading and _looks_like_body(heading)):
            yield Found("body-as-topic", "advice", "650", {"heading": heading})
        elif _INSTRUMENT.match(fold(heading)):
            yield Found("instrument-as-topic", "advice", "650", {"heading": heading})
    shouted = tuple(one.parts[0] for one in topics if _is_shouted(one.parts[0]))
    if shouted:
        yield Found("heading-in-capitals", "advice", "6XX", {"headings": shouted[:4], "count": len(shouted)})
    for (parts, *_rest), count in Counter(map(_key, record.subjects)).items():
        if count > 1:
            heading = next(one.label for one in record.subjects if _key(one)[0] == parts)
            yield Found("subject-twice", "error", "6XX", {"heading": heading})


def _advised_against(record: Record, topics: list[Subject], advise: Advise) -> Iterator[Found]:
    told = set()
    for one in topics:
        for part in one.parts:
            advice = advise(part)
            if advice is None or fold(part) in told:
                continue
            if advice.only_about_children and not _is_about_children(record):
                continue
            told.add(fold(part))
            yield Found(
                "heading-advised-against", "advice" if advice.with_care else "error", "6XX",
                {"heading": part, "reason": advice.reason, "preferred": advice.preferred},
            )  # fmt: skip


def _is_about_children(record: Record) -> bool:
    texts = (record.title.full, *record.summaries, *(one.label for one in record.subjects))
    return any(_CHILDREN.search(fold(text)) for text in texts)


def _looks_like_body(heading: str) -> bool:
    words = heading.split()
    has_name = any(word[:1].isupper() for word in words[1:]) and not heading.isupper()
    return has_name and _BODY.search(fold(heading)) is not None


def _is_shouted(heading: str) -> bool:
    letters = [sign for sign in heading if sign.isalpha()]
    return len(letters) > 6 and all(sign.isupper() for sign in letters)


def _key(one: Subject) -> tuple[tuple[str, ...], str, str]:
    return tuple(map(fold, one.parts)), one.vocabulary, one.kind

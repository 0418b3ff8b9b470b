"""What a request asks for, by the rules of OAI-PMH 2.0 (sections 3.6 and 4), and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal, NamedTuple

from tutela.web.exchange.datestamps import first_moment, granularity, last_moment
from tutela.web.exchange.oai.tokens import InvalidTokenError, Position, position
from tutela.web.exchange.sets import IS_SPEC

Code = Literal[
    "badArgument", "badResumptionToken", "badVerb", "cannotDisseminateFormat", "idDoesNotExist", "noRecordsMatch",
    "noMetadataFormats", "noSetHierarchy",
]  # fmt: skip

_IS_PREFIX = re.compile(r"[A-Za-z0-9\-_.!~*'()]+", re.ASCII)
_IS_URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.ASCII)
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})|#.*#|[\[\]]")


class _Rules(NamedTuple):
    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    exclusive: str = ""


_LIST = _Rules(frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"}), "resumptionToken")
VERBS = {
    "Identify": _Rules(),
    "ListMetadataFormats": _Rules(optional=frozenset({"identifier"})),
    "ListSets": _Rules(exclusive="resumptionToken"),
    "GetRecord": _Rules(required=frozenset({"identifier", "metadataPrefix"})),
    "ListIdentifiers": _LIST,
    "ListRecords": _LIST,
}


class OAIError(Exception):
    """Something that OAI-PMH has a code for; ``message`` says in English what is wrong."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message


Arguments = dict[str, str]


def arguments_of(given: Iterable[tuple[str, list[str]]]) -> Arguments:
    """The arguments of a request, each named once, as its verb allows. Raises OAIError (badVerb, badArgument)."""
    lists = dict(given)
    verb = _verb(lists)
    rules = VERBS[verb]
    found = {name: values[0] for name, values in lists.items() if name != "verb" and values}
    repeated = sorted(name for name, values in lists.items() if len(values) > 1)
    if repeated:
        raise OAIError("badArgument", f"Repeated: {', '.join(repeated)}.")
    allowed = rules.required | rules.optional | ({rules.exclusive} if rules.exclusive else set())
    if unknown := sorted(found.keys() - allowed):
        raise OAIError("badArgument", f"{verb} has no argument {', '.join(unknown)}.")
    if rules.exclusive in found:
        if len(found) > 1:
            raise OAIError("badArgument", f"{rules.exclusive} excludes all other arguments.")
    elif missing := sorted(rules.required - found.keys()):
        raise OAIError("badArgument", f"Missing: {', '.join(missing)}.")
    _check_forms(found)
    return {"verb": verb, **found}


def _verb(lists: Mapping[str, list[str]]) -> str:
    verbs = lists.get("verb", [])
    if len(verbs) != 1:
        raise OAIError("badVerb", "The argument “verb” is repeated." if verbs else "The argument “verb” is missing.")
    if verbs[0] not in VERBS:
        raise OAIError("badVerb", f"“{verbs[0][:100]}” is not a verb of OAI-PMH 2.0.")
    return verbs[0]


def _check_forms(found: Arguments) -> None:
    if "metadataPrefix" in found and not _IS_PREFIX.fullmatch(found["metadataPrefix"]):
        raise OAIError("badArgument", "A metadataPrefix has letters, digits and - _ . ! ~ * ' ( ) only.")
    if "set" in found and not IS_SPEC.fullmatch(found["set"]):
        raise OAIError(
            "badArgument", "A set is named by parts of letters, digits and - _ . ! ~ * ' ( ), joined by colons."
        )
    identifier = found.get("identifier")
    if identifier is not None and (not _IS_URI.fullmatch(identifier) or _BAD_ESCAPE.search(identifier)):
        raise OAIError("badArgument", "The identifier is not a URI.")
    forms = {name: granularity(found[name]) for name in ("from", "until") if name in found}
    for name, form in forms.items():
        if form is None:
            raise OAIError("badArgument", f"“{name}” is not of the form 2019-09-10 or 2019-09-10T12:00:00Z.")
    if len(set(forms.values())) > 1:
        raise OAIError("badArgument", "“from” and “until” are not of the same granularity.")


def beginning(arguments: Mapping[str, str]) -> Position:
    """Where the list begins, or goes on, that is asked for. Raises OAIError."""
    verb = arguments["verb"]
    if "resumptionToken" in arguments:
        try:
            found = position(arguments["resumptionToken"])
        except InvalidTokenError:
            found = None
        if found is None or found.verb != verb:
            raise OAIError("badResumptionToken", "This is not a resumption token of this repository for this verb.")
        return found
    since, until = _window(arguments)
    return Position(verb, arguments["metadataPrefix"], arguments.get("set", ""), since, until)


def _window(arguments: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    since = until = None
    try:
        if "from" in arguments:
            since = first_moment(arguments["from"])
        if "until" in arguments:
            until = last_moment(arguments["until"])
    except (ValueError, OverflowError) as error:
        raise OAIError("badArgument", "“from” or “until” is a day that no calendar has.") from error
    if since and until and since > until:
        raise OAIError("badArgument", "“from” is later than “until”.")
    return since, until

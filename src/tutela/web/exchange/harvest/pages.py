"""Answers of other repositories, read: records with their headers, the token, errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml import etree

from tutela.web.exchange.harvest.errors import HarvestError, RefusedTokenError
from tutela.web.exchange.harvest.mending import mended, parse, parser, pieces

_TOKEN = re.compile(r"<((?:[\w.-]+:)?)resumptionToken\b[^>]*>([^<]*)</")
_NAMESPACES = re.compile(r"xmlns(?::[\w.-]+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_IDENTIFIER = re.compile(r"<((?:[\w.-]+:)?)identifier\b[^>]*>([^<]*)</\1identifier")


class Item(NamedTuple):
    """A record of a list: its name and datestamp there, whether it is deleted there, and the element in its metadata.

    ``problem`` says why it cannot be read, ``reason`` is its code (words/set_aside.yaml); then ``data`` holds it as it
    came.
    """

    identifier: str
    datestamp: str = ""
    is_deleted: bool = False
    metadata: Any = None
    problem: str = ""
    reason: str = "damaged"
    data: bytes = b""


class Page(NamedTuple):
    """An answer to ListRecords. ``token`` is "" at the end; ``size`` None where it is not told."""

    items: list[Item]
    token: str = ""
    size: int | None = None
    is_empty: bool = False  # noRecordsMatch


class Named(NamedTuple):
    """What Identify tells: the repository's name, its granularity, and its own time."""

    name: str
    granularity: str
    now: str


def name_of(element: Any) -> str:
    """The name of an element without its namespace: some repositories give a wrong one. "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _first(element: Any, name: str) -> Any:
    return next((one for one in element.iter() if name_of(one) == name), None)


def _text(element: Any, name: str) -> str:
    found = _first(element, name)
    return (found.text or "").strip() if found is not None else ""


def root_of(data: bytes) -> Any:
    """The root of an answer without records. Raises HarvestError where it is none of OAI-PMH, or tells of an error."""
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _no_oai(str(error)) from error
    _check(root)
    return root


def _check(root: Any) -> str:
    """The code of the error that an answer tells of and that is none here (noRecordsMatch); "" for none."""
    if name_of(root) != "OAI-PMH":
        raise _no_oai(f"it begins with <{name_of(root)[:60]}>")
    for child in root:
        if name_of(child) != "error":
            continue
        code, said = child.get("code", ""), " ".join((child.text or "").split())[:200]
        if code == "noRecordsMatch":
            return "noRecordsMatch"
        what = f"The repository refused what was asked: {said or code} ({code})."
        kind = RefusedTokenError if code == "badResumptionToken" else HarvestError
        raise kind(what, "Check the metadata format and the set, or ask those who look after that repository.")
    return ""


def _no_oai(problem: str) -> HarvestError:
    return HarvestError(
        f"The answer is not one of OAI-PMH: {problem[:200]}.",
        "Check the address: it is the base URL of the OAI-PMH interface, without a verb.",
    )


def named(data: bytes) -> Named:
    """The answer to Identify. Raises HarvestError."""
    root = root_of(data)
    return Named(_text(root, "repositoryName"), _text(root, "granularity"), _text(root, "responseDate"))


def formats(data: bytes) -> dict[str, str]:
    """The answer to ListMetadataFormats: prefixes with their namespaces. Raises HarvestError."""
    found = (one for one in root_of(data).iter() if name_of(one) == "metadataFormat")
    return {_text(one, "metadataPrefix"): _text(one, "metadataNamespace") for one in found}


def page(data: bytes) -> Page:
    """The answer to ListRecords; records that cannot be read are among the items, with the reason.

    Raises HarvestError; RefusedTokenError where the token was refused.
    """
    try:
        root = parse(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        return _piecemeal(data, str(error))
    if _check(root):
        return Page([], is_empty=True)
    listed = next((child for child in root if name_of(child) == "ListRecords"), None)
    if listed is None:
        raise _no_oai("it has no list of records")
    items = [_item(child) for child in listed if name_of(child) == "record"]
    token = next((child for child in listed if name_of(child) == "resumptionToken"), None)
    if token is None:
        return Page(items)
    size = token.get("completeListSize", "")
    known = int(size) if size.isascii() and size.isdigit() and len(size) < 12 else None
    return Page(items, (token.text or "").strip(), known)


def _item(record: Any) -> Item:
    header = next((child for child in record if name_of(child) == "header"), None)
    if header is None or not (identifier := _text(header, "identifier")):
        return Item("", problem="a record without an identifier", data=etree.tostring(record))
    datestamp = _text(header, "datestamp")
    if header.get("status") == "deleted":
        return Item(identifier, datestamp, is_deleted=True)
    metadata = next((child for child in record if name_of(child) == "metadata"), None)
    inner = next((child for child in metadata if name_of(child)), None) if metadata is not None else None
    if inner is None:
        return Item(identifier, datestamp, problem="a record without metadata", data=etree.tostring(record))
    return Item(identifier, datestamp, metadata=inner)


def _piecemeal(data: bytes, problem: str) -> Page:
    """Each record of a broken answer by itself."""
    found = pieces(data)
    text = mended(data)
    if not found:
        raise _no_oai(problem)
    declared = " ".join(dict.fromkeys(_NAMESPACES.findall(text[: text.index(found[0])])))
    tokens = _TOKEN.findall(text)
    return Page(list(_read_pieces(found, declared)), tokens[-1][1].strip() if tokens else "")


def _read_pieces(found: list[str], declared: str) -> Iterator[Item]:
    for piece in found:
        end = piece.rfind("record>")
        whole = piece[: end + len("record>")] if end > 0 else piece
        try:
            yield _item(etree.fromstring(f"<r {declared}>{whole}</r>".encode(), parser())[0])
        except (etree.XMLSyntaxError, IndexError) as error:
            identifier = _IDENTIFIER.search(piece)
            yield Item(
                identifier[2].strip() if identifier else "",
                problem=str(error),
                reason="broken-xml",
                data=piece.encode(),
            )

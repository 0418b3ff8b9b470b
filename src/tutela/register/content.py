"""The content of a register, checked: everything that is wrong is found before anything is built."""

from __future__ import annotations

import re
from typing import Any

from tutela.register.folder import HEAD, RegisterFolder
from tutela.register.problems import Problems
from tutela.register.values import Values
from tutela.register.yaml_source import read_yaml

_SECTION_ID = re.compile(r"\S{1,20}")
_GROUPS = ("addressees", "themes")

Content = dict[str, Any]
"""A register in JSON values: the keys of register.yaml, and "measures"."""


def checked_content(folder: RegisterFolder) -> Content:
    """The register in ``folder``, measures in the order of the sections.

    Raises RegisterError with all problems of all files.
    """
    problems = Problems(folder.where)
    written = {
        name: read_yaml(name, data, problems)
        for name, data in folder.files.items()
        if name == HEAD or name in folder.part("measures")
    }
    values = Values(problems)
    head = written.pop(HEAD)
    content = _head(head, values) if head is not None else {}
    measures = _measures(written, content, values)
    problems.raise_if_any()
    order = {section["id"]: place for place, section in enumerate(content["sections"])}
    measures.sort(key=lambda measure: order[measure["section"]])
    return {**content, "measures": measures}


def _head(written: Any, values: Values) -> Content:
    values.file = HEAD
    head = values.mapping(
        written,
        required=("id", "name", "instrument", "sections"),
        optional=("symbol", "addressees", "themes"),
    )
    content: Content = {
        "id": values.id(head),
        "symbol": values.text(head, "symbol"),
        "name": values.wording(head, "name"),
        "instrument": values.wording(head, "instrument"),
        "sections": _terms(head, "sections", "heading", values),
    }
    for group in _GROUPS:
        content[group] = _terms(head, group, "name", values)
    if head.get("sections") == []:
        values.tell('"sections" is empty.', "Write at least one section.")
    return content


def _terms(head: dict[str, Any], key: str, wording: str, values: Values) -> list[Content]:
    terms: list[Content] = []
    for place, item in enumerate(values.items(head, key), start=1):
        values.entry = f"{key}, entry {place}"
        term = values.mapping(item, required=("id", wording))
        id = values.id(term, _SECTION_ID) if key == "sections" else values.id(term)
        terms.append({"id": id, wording: values.wording(term, wording)})
    values.entry = ""
    values.unique([str(term["id"]) for term in terms], key)
    return terms


def _measures(files: dict[str, Any], content: Content, values: Values) -> list[Content]:
    known = {key: [term["id"] for term in content.get(key, [])] for key in ("sections", *_GROUPS)}
    measures: list[Content] = []
    file_of: dict[str, str] = {}
    for file, written in files.items():
        if written is None:
            continue  # could not be read, and was told
        values.file, values.entry = file, ""
        page = values.mapping(written, required=("section", "measures"))
        section = values.text(page, "section")
        if "section" in page and content and section not in known["sections"]:
            values.tell(f'The section "{section}" is not in {HEAD}.', "Correct it, or add the section there.")
        if section in file_of:
            values.tell(f'The section "{section}" has a file already: {file_of[section]}.', "Join the two files.")
        file_of[section] = file
        for place, item in enumerate(values.items(page, "measures"), start=1):
            measures.append(_measure(item, place, section, known, values))
    values.file, values.entry = "measures/", ""
    values.unique((measure["id"] for measure in measures), "measures/")
    if not files:
        values.tell("There is no file of measures.", "Write at least one.")
    return measures


def _measure(item: Any, place: int, section: str, known: dict[str, list[str]], values: Values) -> Content:
    name = item.get("id") if isinstance(item, dict) else None
    values.entry = str(name) if name else f"measure {place}"
    measure = values.mapping(
        item, required=("id", "title", "asks", "counts"), optional=("articles", "addressees", "themes")
    )
    return {
        "id": values.id(measure),
        "section": section,
        "articles": values.words(measure, "articles"),
        "title": values.wording(measure, "title"),
        "asks": values.wording(measure, "asks"),
        "counts": values.wording(measure, "counts"),
        **{group: values.known(measure, group, known[group], HEAD) for group in _GROUPS},
    }

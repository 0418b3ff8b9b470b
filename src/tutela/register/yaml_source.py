"""YAML of a register, read strictly: what a person may have meant otherwise is refused, not guessed."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from tutela.register.problems import Problems

DEEPEST = 20
"""Levels of nesting; a register needs six."""


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a key that is given twice, where YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue  # refused below
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f'the key "{key.value}" is given twice', key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_yaml(file: str, data: bytes, problems: Problems) -> Any:
    """The content of one YAML file; None where it could not be read, and then ``problems`` says why.

    Aliases, nesting beyond DEEPEST, keys given twice, a second document, tags of one's own and bytes that are
    not UTF-8 are refused.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.add(file, "The file is not UTF-8 text.", "Save it again as UTF-8.")
        return None
    try:
        if _is_too_clever(text, file, problems):
            return None
        content = yaml.load(text, Loader=_StrictLoader)
    except yaml.YAMLError as error:
        problems.add(file, f"The file is not YAML that can be read: {_told(error)}.", "Correct the line.")
        return None
    except ValueError as error:  # a date such as 2024-02-31
        problems.add(file, f"A value cannot be read: {error}.", "Put it in quotes.")
        return None
    if content is None:
        problems.add(file, "The file is empty.", "Write it, or take it out of the folder.")
    return content


def _is_too_clever(text: str, file: str, problems: Problems) -> bool:
    # Before anything is built: a few aliases can stand for gigabytes, and deep nesting can end the process.
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            problems.add(file, f"Line {line} uses a YAML alias (*{event.anchor}).", "Write the text out.")
            return True
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                problems.add(file, f"Line {line} is nested over {DEEPEST} levels deep.", "Write it flatter.")
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return False


def _told(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        return f"{line}{error.problem or error.context}"
    return str(error).splitlines()[0]

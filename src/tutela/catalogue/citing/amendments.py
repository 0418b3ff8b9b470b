"""What citeproc-py (0.11) does otherwise than CSL 1.0.2 asks, put right: imported once, before a style is loaded.

Each amendment is to one method of its model, and says what the specification asks. Those that can be made to a style
instead are in csl_processor.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from citeproc import model
from citeproc.source import VariableError
from citeproc.string import MixedString, String

CSL = "{http://purl.org/net/xbiblio/csl}"
_originals = {
    (kind, name): getattr(kind, name)
    for kind, name in (
        (model.Substitute, "render"), (model.Text, "_variable"),
        (model.Number, "process"), (model.Date, "process"), (model.Names, "process"), (model.Label, "process"),
    )
}  # fmt: skip


def amend() -> None:
    """Puts the amendments into citeproc-py."""
    model.CitationStylesElement.get_macro = _macro
    for kind, name in ((model.Text, "_variable"), (model.Number, "process"), (model.Date, "process")):
        setattr(kind, name, _counting(kind, name))
    model.Names.process = _counting(model.Names, "process")
    model.Label.process = _label
    model.Name.initialize = _initialize
    model.Group.process = _group
    model.Substitute.render = _substitute
    String.capitalize_first = _capitalize_first


# --- given names: signs before a letter are of it, and a particle may be joined by a hyphen ("ʻAbd al-Raḥīm") ---


def _initialize(self: Any, given: str, mark: str, context: Any) -> str:
    """The initials of given names; what has no capital is a particle, which stays."""
    hyphen = "-" if self.get_option("initialize-with-hyphen", context) else " "
    said = ""
    for name in given.replace(".-", "-").replace(".", " ").replace("-", hyphen).split():
        initials = [_initial(part) for part in name.split("-") if part]
        if any(letter for letter, _whole in initials):
            parts = [letter + mark.strip() if letter else whole for letter, whole in initials]
            said += "-".join(parts) + mark[len(mark.rstrip()) :]
        else:
            said += f" {name} "
    return " ".join(said.split())


def _initial(part: str) -> tuple[str, str]:
    """The capital that a name begins with, with the signs before it; "" for a particle. And the name."""
    letters = [place for place, sign in enumerate(part) if sign.isupper() or sign.islower()]
    return (part[: letters[0] + 1] if letters and part[letters[0]].isupper() else "", part)


def _macro(self: Any, name: str) -> Any:
    """The macro of a name, without a search through the whole style each time."""
    return self.get_root().macros[name]


# --- groups: left out where they call variables and none of these is shown ---


def _counting(kind: Any, name: str) -> Any:
    """The method, counting on the item the variables that were called and those that showed something."""
    original = _originals[kind, name]

    def method(self: Any, item: Any, *args: Any, **kwargs: Any) -> Any:
        if self.get("variable") != "year-suffix":  # made by the processor, not of the reference
            item["called"] = item.get("called", 0) + 1
        with _without_repressed(self, item):
            text = original(self, item, *args, **kwargs)
        if text:
            item["shown"] = item.get("shown", 0) + 1
        return text

    return method


def _group(self: Any, item: Any, context: Any = None, **kwargs: Any) -> Any:
    output = []
    called, shown = item.get("called", 0), item.get("shown", 0)
    delimiter = self.get("delimiter", "")
    for child in self.iterchildren():
        inherited = {"delimiter": delimiter} if isinstance(child, model.Choose) else {}
        try:
            text = child.render(item, context=context, **inherited, **kwargs)
        except VariableError:
            continue
        if text is not None:
            output.append(text)
    if output and (item.get("called", 0) == called or item.get("shown", 0) > shown):
        return self.join(output)
    raise VariableError


def _label(self: Any, item: Any, variable: Any = None, plural: Any = None, context: Any = None, **kwargs: Any) -> Any:
    """A label is shown only where its variable is."""
    own = self.get("variable")
    if variable is None and own not in (None, "locator") and own.replace("-", "_") not in item.reference:
        raise VariableError
    return _originals[model.Label, "process"](self, item, variable, plural, context, **kwargs)


# --- substitutes: what stands in for names is not shown again ---


def _substitute(self: Any, item: Any, context: Any = None, **kwargs: Any) -> Any:
    chosen: list[Any] = []
    self.add_to_repressed_list = lambda child, _context: chosen.append(child)
    text = _originals[model.Substitute, "render"](self, item, context=context, **kwargs)
    if chosen and text:
        shown = str(text).casefold()
        for variable in _variables(chosen[0], self.get_root()):
            if variable in item.reference and _is_shown(item.reference[variable], shown):
                item["repressed"] = {*item.get("repressed", ()), variable}
    return text


def _variables(element: Any, root: Any, seen: frozenset[str] = frozenset()) -> set[str]:
    """The variables that an element and the macros it calls may show."""
    found: set[str] = set()
    for one in element.iter():
        if one.tag in (f"{CSL}text", f"{CSL}number", f"{CSL}names"):
            found.update(name.replace("-", "_") for name in one.get("variable", "").split())
        macro = one.get("macro") if one.tag == f"{CSL}text" else None
        if macro and macro not in seen:
            found |= _variables(root.macros[macro], root, seen | {macro})
    return found


def _is_shown(value: Any, shown: str) -> bool:
    if isinstance(value, list) and not isinstance(value, MixedString):
        name = value[0] if value else {}
        return bool(name) and str(name.get("literal") or name.get("family")).casefold() in shown
    text = str(value).casefold()
    if text.isdigit():  # the number of an edition, with its ordinal
        return re.search(rf"(?<!\w){text}\D{{0,3}} (?:e|é)d", shown) is not None
    return bool(text) and re.search(rf"(?<!\w){re.escape(text)}(?!\w)", shown) is not None


@contextmanager
def _without_repressed(element: Any, item: Any) -> Iterator[None]:
    wanted = {name.replace("-", "_") for name in element.get("variable", "").split()}
    hidden = item.get("repressed", set()) & wanted
    reference = item.reference
    kept = {name: reference.pop(name) for name in hidden if name in reference}
    try:
        yield
    finally:
        dict.update(reference, kept)


def _capitalize_first(self: Any) -> Any:
    """The first letter, also after a quotation mark or a bracket."""
    place = next((number for number, sign in enumerate(self) if sign.isalnum()), None)
    text = str(self)
    return type(self)(text if place is None else text[:place] + text[place].upper() + text[place + 1 :])

"""The processor of the Citation Style Language that citations are made with: citeproc-py, and what it needs besides.

citeproc-py (0.11) leaves out parts of CSL 1.0.2 that the styles rely on. They are made up for, never in the data: in
its own methods (csl_amendments.py), once in each style when it is loaded, or in the text that comes out:

- ``initialize="false"`` on names is not honoured: the mark for initials is moved from the style to the names that want
  it;
- ``text-case="title"`` works in texts of the reference only: labels and terms get a capital instead;
- names in a condition within a substitute do not take the form of the names that they stand in for: they are given it;
- ordinals of a language are not found where the style has words of its own in that language;
- dates that a style puts together itself have the order of English in every language;
- quotation marks within a quoted title are not changed for inner ones, and full stops and commas are not set inside the
  marks where the locale asks for it;
- a full stop after a title that ends in "?" or "!" is not left out;
- nothing is escaped: text comes out plain, with private signs for what is italic, raised or quoted, and is escaped
  last.
"""

from __future__ import annotations

import re
import threading
import warnings
from copy import deepcopy
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from citeproc import VARIABLES, Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.model import TextCased
from citeproc.source.json import CiteProcJSON
from citeproc.string import String

from tutela.catalogue.citing.amendments import CSL, amend

amend()

_ITALIC, _ITALIC_END, _RAISED, _RAISED_END, _BOLD, _BOLD_END, _OPEN, _CLOSE = map(chr, range(0xE000, 0xE008))
_PRIVATE = re.compile("[\ue000-\uf8ff\x00-\x1f\x7f]+")
_TAGS = {
    _ITALIC: "<i>", _ITALIC_END: "</i>", _RAISED: "<sup>", _RAISED_END: "</sup>", _BOLD: "<b>", _BOLD_END: "</b>",
}  # fmt: skip
_PLAIN = str.maketrans(dict.fromkeys(_TAGS, ""))
_MARKED = str.maketrans(_TAGS)
_KNOWN = frozenset(VARIABLES)


class Rendered(NamedTuple):
    """A citation as plain text, and as HTML with <i>, <b> and <sup> only."""

    text: str
    html: str


class _Signs:
    """A formatter of citeproc-py that sets private signs in the place of tags."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def Italic(text: object) -> str:
        return f"{_ITALIC}{text}{_ITALIC_END}"

    @staticmethod
    def Bold(text: object) -> str:
        return f"{_BOLD}{text}{_BOLD_END}"

    @staticmethod
    def Superscript(text: object) -> str:
        return f"{_RAISED}{text}{_RAISED_END}"

    Oblique = Italic
    Light = Underline = Subscript = SmallCaps = str


class Processor:
    """A style in a locale, loaded once. ``form`` is "note" (as in a footnote) or "bibliography"."""

    def __init__(self, style: str | Path, locale: str, form: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._style = CitationStylesStyle(str(style), locale=locale, validate=False)
        self._form = form
        # citeproc-py keeps its state on the style while it works.
        self._lock = threading.Lock()
        root = self._style.root
        root.formatter = _Signs
        root.macros = {macro.get("name"): macro for macro in root.iter(f"{CSL}macro")}
        _initials_where_wanted(root)
        _capitals_for_labels(root)
        _names_in_substitutes(root)
        _one_language(root, locale)
        _day_before_month(root, locale)
        self._inside = root.get_locale_option("punctuation-in-quote") == "true"
        outer, inner = ("open-quote", "close-quote"), ("open-inner-quote", "close-inner-quote")
        self._quotes = [self._term(name) for name in outer + inner]
        for name, sign in zip(outer, (_OPEN, _CLOSE), strict=True):
            for tree in root.locales:
                for term in tree.iter(f"{CSL}term"):
                    if term.get("name") == name:
                        term.text = sign

    def _term(self, name: str) -> str:
        return str(self._style.root.get_single_term(name))

    def render(self, item: dict[str, Any]) -> Rendered:
        """The citation of an object of CSL-JSON; empty where the style has nothing to say of it."""
        known = {
            key: _clean(value)
            for key, value in item.items()
            if key in ("id", "type") or key.replace("-", "_") in _KNOWN
        }
        with self._lock:
            source = CiteProcJSON([known])
            bibliography = CitationStylesBibliography(self._style, source, _Signs)
            citation = Citation([CitationItem(str(known["id"]))])
            bibliography.register(citation)
            if self._form == "note":
                # The place in the list of notes is not known: each is a first one.
                self._style.root.citation.cites = []
                found = bibliography.cite(citation, lambda _item: "")
            else:
                found = next(iter(bibliography.bibliography()), "")
        return self._finished(str(found or ""))

    def _finished(self, text: str) -> Rendered:
        text = _punctuated(" ".join(text.split(" ")), self._inside)
        text = re.sub(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}", self._quoted, text).strip()
        return Rendered(text.translate(_PLAIN), escape(text, quote=True).translate(_MARKED))

    def _quoted(self, match: re.Match[str]) -> str:
        opening, closing, inner, inner_end = self._quotes
        text = re.sub(r"[“\"«]\s?([^“”\"«»]*?)\s?[”\"»]", rf"{inner}\1{inner_end}", match[1])
        return f"{opening}{text}{closing}"


class _Headline:
    """What the processor's own rule for capitals asks of an element."""

    _stop_words = TextCased._stop_words

    @staticmethod
    def get(_name: str) -> str:
        return "title"


def headline(text: str) -> str:
    """An English title with the capitals of a headline, as the processor gives them to titles."""
    return str(TextCased.case(_Headline(), String(text), "en"))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _PRIVATE.sub(" ", value)
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return value


def _initials_where_wanted(root: Any) -> None:
    mark = root.attrib.pop("initialize-with", None)
    for part in root.iter(f"{CSL}citation", f"{CSL}bibliography"):
        mark = part.attrib.pop("initialize-with", mark)
    for name in root.iter(f"{CSL}name"):
        own = name.attrib.pop("initialize-with", mark)
        if name.attrib.pop("initialize", "true") != "false" and own is not None:
            name.set("initialize-with", own)


def _capitals_for_labels(root: Any) -> None:
    for element in root.iter(f"{CSL}label", f"{CSL}number", f"{CSL}date-part", f"{CSL}text"):
        is_of_reference = element.tag == f"{CSL}text" and (element.get("variable") or element.get("macro"))
        if element.get("text-case") == "title" and not is_of_reference:
            element.set("text-case", "capitalize-first")


def _names_in_substitutes(root: Any) -> None:
    for substitute in root.iter(f"{CSL}substitute"):
        form = [part for part in substitute.getparent() if part.tag in (f"{CSL}name", f"{CSL}label", f"{CSL}et-al")]
        for choose in substitute.iterchildren(f"{CSL}choose"):
            for names in choose.iter(f"{CSL}names"):
                if names.find(f"{CSL}name") is None:
                    names.extend(deepcopy(part) for part in form)


def _one_language(root: Any, locale: str) -> None:
    """The terms of a language are looked for in all its locales: the style's are of "fr", the others of "fr-FR"."""
    name = "{http://www.w3.org/XML/1998/namespace}lang"
    for tree in root.locales:
        if tree.get(name, "").partition("-")[0] == locale.partition("-")[0]:
            tree.set(name, locale)


def _day_before_month(root: Any, locale: str) -> None:
    """Dates that a style puts together itself in the order of English, in that of French or Spanish."""
    if locale.startswith("en"):
        return
    for made in root.iter(f"{CSL}date"):
        parts = {part.get("name"): part for part in made}
        if made.get("form") or "month" not in parts or "day" not in parts or not parts["day"].get("prefix"):
            continue
        day, month = parts["day"], parts["month"]
        if made.index(day) == made.index(month) + 1:
            month.addprevious(day)
            day.attrib.pop("prefix")
            day.set("suffix", " de " if locale.startswith("es") else " ")


_ENDS = f"{_ITALIC_END}{_BOLD_END}{_RAISED_END}"
_AFTER_MARK = re.compile(f"([?!…])([{_ENDS}{_CLOSE}]*)\\.")
_INTO_QUOTES = re.compile(f"([{_ENDS}]*)({_CLOSE})([.,])")
_TWICE = re.compile(f"([.,;:])([{_ENDS}{_CLOSE}]*)\\1(?!\\.)")


def _punctuated(text: str, inside: bool) -> str:
    """The text with the marks of punctuation that meet reduced to one, and set inside the quotation marks if asked."""
    text = _AFTER_MARK.sub(r"\1\2", text)
    if inside:
        text = _INTO_QUOTES.sub(lambda found: f"{found[1]}{found[3]}{found[2]}", text)
    text = _TWICE.sub(r"\1\2", text)
    return re.sub(r" +([,;.])(?=[ \ue000-\ue007]|$)", r"\1", re.sub(" {2,}", " ", text))


@cache
def processor(style: str | Path, locale: str, form: str) -> Processor:
    """The processor for a style, loaded at the first call."""
    return Processor(style, locale, form)

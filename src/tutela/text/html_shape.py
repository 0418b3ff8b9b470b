"""What the parts of a page are for: text to read, footnotes, or the furniture around it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from lxml import etree

from tutela.text.folding import fold_spaces
from tutela.text.html_page import text_of

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_NEVER_TEXT = frozenset((
    "script", "style", "noscript", "template", "head", "button", "select", "input", "textarea", "option",
    "datalist", "iframe", "object", "canvas", "svg", "audio", "video", "map", "rp", "rt", "del",
))  # fmt: skip
_SECTIONS = frozenset(("article", "main", "section", "header", "footer", "aside"))
_FURNITURE_ROLES = frozenset(("navigation", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog"))
_FURNITURE = re.compile(
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|sidebar|pagination|pager|share|sharing|social|cookies?|skip|"
    r"skiplink|toolbar|banner|search|footer|header|links|related|tools)(?:$|[-_])"
)
_CONSENT = re.compile(r"(?:^|[-_ ])cookies?-?_?(?:$|[-_ ]|banner|bar|consent|law|notice|policy)")
_UNSEEN = frozenset((
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "mw-editsection",
    "noprint",
))  # fmt: skip
_WORD_FURNITURE = re.compile(r"mso(?:toc\d|tocheading|header|footer|commenttext|index\d)", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:^|[-_ ])(?:toc|table-of-contents|sommaire|indice|contents-list)(?:$|[-_ ])")

_NOTE_NAME = re.compile(r"(?:authorial|foot|end)-?notes?(?:$|[-_ ])|(?:^|[-_ ])fn(?:$|[-_ \d])", re.IGNORECASE)
_NOTE_LIST = re.compile(r"(?:^|[-_ ])(?:foot|end)notes?(?:$|[-_ ])|doc-(?:foot|end)notes?", re.IGNORECASE)
_NOTE_CALL = re.compile(r"noteref|footnote-?ref|fnref|footnotereference", re.IGNORECASE)
_NOTE_TARGET = re.compile(
    r"_?(?:ftn|edn|fn|en|foot-?note|end-?note|note|nota|ntr|cite_note|sdfootnote|sdendnote)[-_:.]?\d", re.IGNORECASE
)
_BACK = re.compile(r"ref|anc$|back|cite_ref|return", re.IGNORECASE)
_MARK = re.compile(r"\s*[\[(]?\s*(\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§]{1,3})\s*[\])]?\s*\.?\s*", re.IGNORECASE)
_LONGEST_NOTE = 5000


def names(element: etree._Element) -> str:
    """The class and id of an element, in small letters."""
    return f"{element.get('class', '')} {element.get('id', '')}".strip().lower()


class PageShape:
    """What is known of a page before it is read: how much text and links each element holds, which elements are
    footnotes, and which links only call them."""

    def __init__(self, root: etree._Element) -> None:
        # The list keeps the elements alive, which are the keys of all that follows.
        self._elements = [element for element in root.iter() if isinstance(element.tag, str)]
        self._text: Counter[etree._Element] = Counter()
        self._linked: Counter[etree._Element] = Counter()
        self._within: Counter[etree._Element] = Counter()  # linked text whose target is in this very page
        self.notes: dict[etree._Element, str] = {}
        self.calls: set[etree._Element] = set()
        self._measure()
        self._find_notes()
        self._find_listed_notes()
        self._find_unlinked_notes()

    def _measure(self) -> None:
        """Text of each element, in characters without white space at the ends, counted from the leaves up."""
        for element in reversed(self._elements):
            if element.tag in _NEVER_TEXT:
                continue
            size = self._text[element] + len((element.text or "").strip())
            self._text[element] = size
            if element.tag == "a" and element.get("href") is not None:
                self._linked[element] = size
                self._within[element] = size if element.get("href", "").startswith("#") else 0
            parent = element.getparent()
            if parent is not None:
                self._text[parent] += size + len((element.tail or "").strip())
                self._linked[parent] += self._linked[element]
                self._within[parent] += self._within[element]

    def _find_notes(self) -> None:
        """Footnotes that links lead to, each with its number."""
        targets: dict[str, etree._Element] = {}
        for element in self._elements:
            for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
                if name:
                    targets.setdefault(name, element)
        for link in self._elements:
            reference = link.get("href", "") if link.tag == "a" else ""
            if len(reference) < 2 or reference[0] != "#" or not self._is_call(link, reference[1:]):
                continue
            if any(above in self.notes for above in link.iterancestors()):
                continue  # the way back
            target = targets.get(reference[1:])
            note = self._note_around(target, link) if target is not None else None
            if note is not None:
                number = _MARK.fullmatch(fold_spaces(text_of(link)))
                self.notes.setdefault(note, number[1] if number else "")
                self.calls.add(link)

    def _find_listed_notes(self) -> None:
        """Footnotes that stand in a list of footnotes, called or not."""
        lists: set[etree._Element] = set()
        for element in self._elements:
            if element.tag in BLOCKS and _NOTE_LIST.search(f"{names(element)} {element.get('role', '')}"):
                if any(above in lists for above in element.iterancestors()):
                    continue
                lists.add(element)
                items = list(element.iter("li")) or [child for child in element if child.tag == "p"]
                for place, item in enumerate(items, start=1):
                    if not any(above in self.notes for above in item.iterancestors()):
                        self.notes.setdefault(item, str(place) if item.tag == "li" else "")

    def _is_call(self, link: etree._Element, target: str) -> bool:
        """Whether a link is a small number that calls a footnote (and not the way back from one)."""
        text = fold_spaces(text_of(link)) if self._text[link] < 12 else ""
        if not _MARK.fullmatch(text):
            return False
        said = " ".join(link.get(name, "") for name in ("class", "role", "epub:type"))
        if "back" in said:
            return False
        if _NOTE_CALL.search(said):
            return True
        if _BACK.search(target):
            return False
        parent = link.getparent()
        is_raised = (parent is not None and parent.tag == "sup") or any(child.tag == "sup" for child in link)
        return is_raised or bool(_NOTE_TARGET.match(target))

    def _note_around(self, target: etree._Element, call: etree._Element) -> etree._Element | None:
        """The element that holds the whole footnote to which ``target`` belongs, None where it is none."""
        note: etree._Element | None = target
        while note is not None and note.tag not in BLOCKS and not _NOTE_NAME.search(names(note)):
            note = note.getparent()
        if note is None or note.tag in ("body", "html", "h1", "h2", "h3", "h4", "h5", "h6"):
            return None
        if note.tag in ("td", "th"):
            note = note.getparent()
        outer = note.getparent() if note is not None else None
        if note is not None and note.tag == "p" and outer is not None and _NOTE_TARGET.match(outer.get("id", "")):
            note = outer
        if note is None or self._text[note] > _LONGEST_NOTE or any(above is note for above in call.iterancestors()):
            return None
        return note

    def _find_unlinked_notes(self) -> None:
        """Footnotes without links: a raised number in the text, and a paragraph that begins with the same one."""
        called: dict[str, etree._Element] = {}
        for raised in self._elements:
            if raised.tag != "sup" or self._text[raised] > 4 or any(child.tag == "a" for child in raised.iter()):
                continue
            found = _MARK.fullmatch(fold_spaces(text_of(raised)))
            if found is None or found[1].isalpha():
                continue
            block = next((above for above in raised.iterancestors() if above.tag in BLOCKS), None)
            if block is not None and _is_first(raised, block):
                if found[1] in called and self._text[block] <= _LONGEST_NOTE and block.tag in ("p", "div", "li"):
                    self.notes.setdefault(block, found[1])
                    self.calls.add(called.pop(found[1]))
            else:
                called[found[1]] = raised

    def is_left_out(self, element: etree._Element) -> bool:
        """Whether an element is no text of the document: scripts, hidden parts, menus, forms, lists of contents."""
        tag = element.tag
        if tag in _NEVER_TEXT or element in self.calls or (tag == "a" and element.get("href") == "#top"):
            return True
        if not element.attrib and tag not in ("nav", "header", "footer", "aside", "form", "ul", "ol"):
            return False
        if element in self.notes:
            return False
        named = names(element)
        if element.get("hidden") is not None or _HIDING_STYLE.search(element.get("style", "")):
            return True
        if not _UNSEEN.isdisjoint(named.split()) or _WORD_FURNITURE.fullmatch(element.get("class", "")):
            return True
        role = element.get("role", "")
        if role in _FURNITURE_ROLES or tag == "nav":
            return not self._is_mainly_prose(element)
        if tag == "form":
            return self._text[element] * 3 < self._text[self._elements[0]]
        if tag in ("header", "footer", "aside") or role in ("banner", "contentinfo", "complementary"):
            return self._is_page_furniture(element)
        if tag == "a":
            return "skip" in named and element.get("href", "").startswith("#")
        return tag in BLOCKS and (self._is_list_of_links(element, named) or self._is_consent_banner(element, named))

    def _share(self, part: Counter[etree._Element], element: etree._Element) -> float:
        return part[element] / self._text[element] if self._text[element] else 0.0

    def _is_mainly_prose(self, element: etree._Element) -> bool:
        return self._text[element] > 1000 and self._share(self._linked, element) < 0.2

    def _is_page_furniture(self, element: etree._Element) -> bool:
        """Whether a header, footer or aside belongs to the site rather than to the document."""
        if any(above.tag in _SECTIONS for above in element.iterancestors()):
            return False
        if any(child in self.notes for child in element.iter()):
            return False
        if element.tag == "header" and any(child.tag == "h1" for child in element.iter()):
            return False
        return not self._is_mainly_prose(element)

    def _is_consent_banner(self, element: etree._Element, named: str) -> bool:
        return bool(_CONSENT.search(named)) and self._text[element] * 3 < self._text[self._elements[0]]

    def _is_list_of_links(self, element: etree._Element, named: str) -> bool:
        """Whether an element is a menu by its name and links, or a list of contents by its links alone."""
        linked = self._share(self._linked, element)
        if linked > 0.5 and any(_FURNITURE.search(name) for name in named.split()):
            return True
        within = self._share(self._within, element)
        if within > 0.6 and _CONTENTS_NAME.search(named):
            return True
        is_list = element.tag in ("ul", "ol", "dl", "table", "div")
        return is_list and within > 0.9 and len(list(islice(element.iter("a"), 3))) == 3


def _is_first(element: etree._Element, block: etree._Element) -> bool:
    """Whether nothing but empty anchors stands before ``element`` in its block."""
    current = element
    while current is not block:
        parent = current.getparent()
        if parent is None or (parent.text or "").strip():
            return False
        before = [sibling for sibling, _ in zip(current.itersiblings(preceding=True), range(3), strict=False)]
        if len(before) > 2 or any(sibling.text or len(sibling) or (sibling.tail or "").strip() for sibling in before):
            return False
        current = parent
    return True

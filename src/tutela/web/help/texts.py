"""The texts of the help pages: Markdown with a head, one file for each page, voice and language.

The head names the heading (``title``), the neutral words for the browser's tab and history (``tab``) and the measures
of the Guidelines that the page rests on (``measures``). Links within say ``help:12-15/pictures`` (a page),
``help:hide``, ``find:talk`` (addresses for a need) and ``measure:ID``; what they lead to depends on where the text is
shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from markdown_it import MarkdownIt

CHILDREN = ("8-11", "12-15", "16-17")
_OF_CHILDREN = ("pictures", "messages", "online", "telling", "friends", "good-to-know", "rights")
TOPICS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(CHILDREN, _OF_CHILDREN),
    "parents": ("if-told", "pictures", "signs", "yourself", "start", "rights"),
    "schools": ("if-told", "pictures", "reporting", "duties", "teaching"),
    "self": ("start", "help", "images", "young", "someone-else"),
}
"""The voices, and the pages of each in their order."""

SINGLE = ("start", "danger", "nowhere", "hide")
"""Pages of no voice."""

LANGUAGES = ("en", "fr", "es")

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False})
_HEAD = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<target>[^)\s]*)\)")

LinkTo = Callable[[str], str]
"""Gives the address that a link of a text leads to, "" where its words are to stand alone."""


@dataclass(frozen=True, slots=True)
class Text:
    """A page: ``voice`` is "" for the pages of no voice, ``body`` Markdown."""

    language: str
    voice: str
    topic: str
    title: str
    tab: str
    measures: tuple[str, ...]
    body: str


@cache
def text(language: str, voice: str, topic: str) -> Text:
    """The text of a page in "en", "fr" or "es". Raises KeyError where there is no such page."""
    if language not in LANGUAGES or topic not in (TOPICS[voice] if voice else SINGLE):
        raise KeyError(f"{language}/{voice}/{topic}")
    place = files("tutela.web.help").joinpath("texts", language, voice, f"{topic}.md")
    match = _HEAD.match(place.read_text("utf-8"))
    if match is None:
        raise ValueError(f"{place} has no head between two lines of three hyphens.")
    head = yaml.safe_load(match["head"])
    body = match["body"].strip()
    return Text(language, voice, topic, head["title"], head["tab"], tuple(head.get("measures") or ()), body)


def all_texts(language: str) -> Iterator[Text]:
    """All pages of a language: those of no voice first."""
    for topic in SINGLE:
        yield text(language, "", topic)
    for voice in TOPICS:
        yield from of_voice(language, voice)


def of_voice(language: str, voice: str) -> list[Text]:
    """The pages of a voice, in their order. Raises KeyError for an unknown voice."""
    return [text(language, voice, topic) for topic in TOPICS[voice]]


def html_of(shown: Text, link_to: LinkTo, *, level: int = 1) -> str:
    """The body as HTML, its headings ``level`` - 1 steps lower than they are written."""
    tokens = _MARKDOWN.parse(shown.body)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1:]) + level - 1)}"
        kept = []
        open_links: list[bool] = []
        for child in token.children or ():
            if child.type == "link_open":
                address = link_to(str(child.attrGet("href") or ""))
                open_links.append(bool(address))
                child.attrSet("href", address)
            if child.type in ("link_open", "link_close") and not open_links[-1]:
                if child.type == "link_close":
                    open_links.pop()
                continue
            if child.type == "link_close":
                open_links.pop()
            kept.append(child)
        token.children = kept if token.children is not None else None
    rendered: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return rendered


def links_of(shown: Text) -> list[str]:
    """What the links of a text name."""
    return [match["target"] for match in _LINK.finditer(shown.body)]


def paragraphs_of(shown: Text) -> Iterator[tuple[str, str]]:
    """The body as pairs of kind ("heading", "paragraph", "item") and words; bold stays as ``**bold**``, links go."""
    kind = "paragraph"
    for token in _MARKDOWN.parse(shown.body):
        if token.type == "heading_open":
            kind = "heading"
        elif token.type == "list_item_open":
            kind = "item"
        elif token.type in ("heading_close", "list_item_close"):
            kind = "paragraph"
        elif token.type == "inline":
            yield kind, " ".join(_LINK.sub(lambda match: match["words"], token.content).split())


def plain_text(shown: Text) -> str:
    """The words alone: a line for each heading, paragraph and item, each ended by a stop."""
    lines = []
    for _kind, words in paragraphs_of(shown):
        line = words.replace("**", "").replace("*", "")
        lines.append(line if line.endswith((".", "?", "!", "…", ":")) else f"{line}.")
    return "\n".join(lines)

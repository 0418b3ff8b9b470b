"""The report as one HTML file that needs nothing else: no address in it leads outside."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib import resources

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from tutela.evidence.finding import Assessment
from tutela.evidence.match import GRADES
from tutela.report.page import NEXT_STEPS, Page, page
from tutela.report.words import words
from tutela.text.cache import cache_folder
from tutela.typesetting import typeset

# What a page cannot or must not hold: controls; line separators; characters that turn the direction of the
# text around them and so can disguise a name; what is no character at all (half a surrogate pair, from a file
# name that is not UTF-8).
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"

_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="(?P<policy>[^"]+)">')

_SECTIONS = (
    ("summary", "section.summary"),
    ("how-to-read", "section.how-to-read"),
    ("map", "section.map"),
    ("measures", "section.measures"),
    ("documents", "section.documents"),
    ("set-aside", "section.set-aside"),
    ("other-languages", "section.other-languages"),
    ("repeat", "section.repeat"),
)


@dataclass(frozen=True, slots=True)
class Published:
    """What a page says that an organisation shows to everybody: who published it, when (ISO 8601, UTC), and where it
    stands in the other languages (code, name of the language, relative address)."""

    by: str
    at: str
    languages: tuple[tuple[str, str, str], ...] = ()


def to_html(assessment: Assessment, language: str, *, published: Published | None = None) -> str:
    """The report of an assessment in a language ("en", "fr", "es"; KeyError for any other).

    The page has no outside address and forbids all in its Content-Security-Policy; it can be encoded as UTF-8
    whatever the documents held. Each measure stands at ``#measure-<id>``. ``published`` makes it say that it is a
    published copy.
    """
    spoken = words(language)
    shown = page(assessment, spoken)
    css, script = _part("report.css"), _part("report.js")
    if shown.people or published:
        css += _part("people.css")
    text = _template().render(
        page=shown,
        w=spoken,
        language=language,
        typeset=typeset,
        css=Markup(css),
        script=Markup(script),
        policy=_policy(css, script),
        contents=_contents(shown),
        choices=_choices(assessment, language),
        holds=[
            *((grade, f"where.{grade}") for grade in GRADES),
            ("contrary", "contrary.title"),
            ("unsure", "unsure.title"),
            *([("judged", "people.judged"), ("rejected", "people.rejected-title")] if shown.people else []),
        ],
        published=published,
        next_steps=NEXT_STEPS,
        foreign=[(number, file) for number, file in enumerate(shown.files, 1) if file.foreign],
    )
    return _UNSHOWABLE.sub(_stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in _BREAKS:
        return " "
    return "\ufffd" if sign >= "\ud800" else ""


def _contents(page: Page) -> list[tuple[str, str]]:
    """The main sections of the page: id, and the key of its name."""
    foreign = any(file.foreign for file in page.files)
    return [section for section in _SECTIONS if foreign or section[0] != "other-languages"]


def _choices(assessment: Assessment, language: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The lists to filter by: name, key of its label, and what can be chosen (only what some measure has)."""
    register = assessment.register
    used = {id for measure in register.measures for id in (measure.section, *measure.addressees, *measure.themes)}
    sections = [
        (section.id, f"{section.id} {typeset(section.heading[language], language)}") for section in register.sections
    ]
    addressees = [(term.id, typeset(term.name[language], language)) for term in register.addressees]
    themes = [(term.id, typeset(term.name[language], language)) for term in register.themes]
    lists = (
        ("section", "filter.section", sections),
        ("addressee", "filter.addressee", addressees),
        ("theme", "filter.theme", themes),
    )
    return [(name, key, [choice for choice in choices if choice[0] in used]) for name, key, choices in lists]


def policy_of(page: str) -> str:
    """The Content-Security-Policy that a page made by ``to_html`` carries, for a server to send with it.

    ValueError for any other page.
    """
    found = _POLICY.search(page, 0, 2000)
    if found is None:
        raise ValueError("not a page of to_html")
    return unescape(found["policy"])


def _policy(css: str, script: str) -> str:
    """The Content-Security-Policy: this style sheet and this script, and nothing else from anywhere."""
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(part: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


@cache
def _part(name: str) -> str:
    return (resources.files("tutela.report") / "templates" / name).read_text(encoding="utf-8")


def _bytecode_cache() -> FileSystemBytecodeCache | None:
    """Where the compiled template is kept between runs: compiling it takes as long as filling it."""
    folder = cache_folder() / "templates"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_part),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
        optimized=False,  # nothing in the template is constant, and looking for it takes time
        bytecode_cache=_bytecode_cache(),
    )
    return environment.get_template("report.html.j2")

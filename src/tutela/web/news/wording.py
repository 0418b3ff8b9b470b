"""A post in the language of the page, or in the nearest one that it has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from tutela.web.news.models import Post, PostFile, PostText, Quotation

LANGUAGES = ("en", "fr", "es")


@dataclass(frozen=True)
class Told:
    """A post as it is shown: ``is_other`` where the text is in another language than the page."""

    post: Post
    text: PostText
    languages: tuple[str, ...]
    quotations: Sequence[Quotation] = ()
    files: Sequence[PostFile] = ()

    @property
    def is_other(self) -> bool:
        return self.text.language != _here()


def _here() -> str:
    return (get_language() or "en")[:2]


def told(post: Post, *, language: str = "") -> Told | None:
    """The post in ``language``, else in that of the page, else in the first of en, fr, es that it has. None for a post
    without any text. Its texts, quotations and files are read from the prefetched relations."""
    texts = {text.language: text for text in post.texts.all()}
    for wanted in (language, _here(), *LANGUAGES):
        if wanted in texts:
            quotations = [one for one in post.quotations.all() if one.language == wanted]
            there = tuple(code for code in LANGUAGES if code in texts)
            return Told(post, texts[wanted], there, quotations, list(post.files.all()))
    return None


def all_told(posts: Iterable[Post]) -> list[Told]:
    """Those that have a text."""
    return [found for post in posts if (found := told(post))]

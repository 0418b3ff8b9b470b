"""What the engine works out from a register before it meets a passage, kept between runs."""

from __future__ import annotations

import hashlib
from typing import TypedDict, cast

from tutela.evidence.compiling import compile_lexicon
from tutela.evidence.finder import Finder
from tutela.evidence.lexicon import Lexicon, LexiconContent
from tutela.evidence.wordings import WordingsContent, compile_wordings
from tutela.register.compiled import cached_json
from tutela.register.measures import Register
from tutela.text.cache import code_digest


class PreparedContent(TypedDict):
    """For one language, as JSON: the words of all expressions, those of the measures, and the concepts (by their
    places) that the title and the rest of each measure's wording name."""

    lexicon: LexiconContent
    wordings: WordingsContent
    named: list[tuple[list[int], list[int]]]


def prepared(register: Register, language: str) -> PreparedContent:
    """What the engine needs of a register for passages in a language; worked out once for a register that was read
    from a folder."""
    if not register.thesaurus.digest:
        return _prepare(register, language)
    digest = hashlib.sha256(f"{register.thesaurus.digest} {code_digest('tutela.evidence')}".encode())
    for measure in register.measures:
        wording = (measure.title[language], measure.asks[language], measure.counts[language])
        digest.update("\0".join((measure.id, *wording, "")).encode())
    kept = cached_json(f"matcher-{language}", digest.hexdigest(), lambda: _prepare(register, language))
    return cast(PreparedContent, kept)


def _prepare(register: Register, language: str) -> PreparedContent:
    content = compile_lexicon(register.thesaurus.concepts, language)
    finder = Finder(Lexicon(content, language), {})
    named = [
        (list(finder.read(measure.title[language]).concepts), list(finder.read(measure.asks[language]).concepts))
        for measure in register.measures
    ]
    wordings = compile_wordings(register.measures, language)
    return {"lexicon": content, "wordings": wordings, "named": named}

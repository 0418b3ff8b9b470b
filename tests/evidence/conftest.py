"""The register of the Guidelines and the engine on it, prepared once for all tests of this room."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.match import Match
from tutela.register.loading import load_register
from tutela.register.measures import Register
from tutela.text.document import Passage, Span

Matching = Callable[..., list[Match]]


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTELA_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def guidelines(_own_cache: None) -> Register:
    return load_register()


@pytest.fixture(scope="session")
def scorer(guidelines: Register) -> ConceptScorer:
    return ConceptScorer(guidelines)


@pytest.fixture(scope="session")
def matching(scorer: ConceptScorer) -> Matching:
    """The matches of one text: ``matching("en", "...", heading="...", lead="...")``."""

    def of(language: str, text: str, heading: str = "", lead: str = "", start: int = 0) -> list[Match]:
        headings = (heading,) if heading else ()
        passage = Passage(text, Span(start, start + len(text)), heading_path=headings, lead=lead, language=language)
        return next(scorer.matches([passage]))

    return of

"""A small invented register, and a cache folder of its own for what is worked out from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TUTELA_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield

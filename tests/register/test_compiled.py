from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutela.errors import RegisterError
from tutela.register import concepts, content
from tutela.register.compiled import KEPT, cached_json
from tutela.register.loading import load_register
from tutela.register.problems import Problems
from tutela.register.yaml_source import read_yaml


class Counted:
    """Builds a value, and counts how often it was asked to."""

    def __init__(self, value: object) -> None:
        self.value = value
        self.times = 0

    def __call__(self) -> object:
        self.times += 1
        return self.value


def kept_files(cache_folder: Path) -> list[Path]:
    return sorted((cache_folder / "registers").iterdir())


def test_what_was_built_is_kept_by_name_and_digest(cache_folder: Path) -> None:
    build = Counted({"words": ["sûr", "niño"], "weight": 0.5, "pair": (1, 2)})
    as_json = {"words": ["sûr", "niño"], "weight": 0.5, "pair": [1, 2]}
    assert cached_json("a", "1", build) == as_json
    assert cached_json("a", "1", build) == as_json
    assert build.times == 1
    cached_json("a", "2", build)
    cached_json("b", "1", build)
    assert build.times == 3
    assert len(kept_files(cache_folder)) == 3


DAMAGES = [
    pytest.param(lambda _: b"", id="empty"),
    pytest.param(lambda data: data[:-3], id="cut off"),
    pytest.param(lambda data: data.replace(b"whole", b"other"), id="changed, still JSON"),
    pytest.param(lambda data: b"\x00" * len(data), id="zeros"),
    pytest.param(lambda data: data.partition(b"\n")[2], id="no checksum"),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_written_anew(cache_folder: Path, damage: Callable[[bytes], bytes]) -> None:
    build = Counted(["whole"])
    cached_json("a", "1", build)
    (file,) = kept_files(cache_folder)
    good = file.read_bytes()
    file.write_bytes(damage(good))
    assert cached_json("a", "1", build) == ["whole"]
    assert build.times == 2
    assert file.read_bytes() == good


def test_a_folder_in_the_place_of_the_file_does_no_harm(cache_folder: Path) -> None:
    build = Counted(["whole"])
    cached_json("a", "1", build)
    (file,) = kept_files(cache_folder)
    file.unlink()
    file.mkdir()
    assert cached_json("a", "1", build) == ["whole"]
    assert kept_files(cache_folder) == [file]


@pytest.mark.parametrize("place", ["/dev/null", "/proc/nowhere", "a-file"])
def test_without_a_cache_it_is_gone_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    (tmp_path / "a-file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("TUTELA_CACHE_DIR", str(tmp_path / place))
    build = Counted(["whole"])
    assert cached_json("a", "1", build) == cached_json("a", "1", build) == ["whole"]
    assert build.times == 2


def test_old_files_of_a_name_are_removed(cache_folder: Path) -> None:
    for digest in range(KEPT + 5):
        cached_json("a", str(digest), Counted(digest))
    cached_json("b", "1", Counted(1))
    assert len([file for file in kept_files(cache_folder) if file.name.startswith("a-")]) == KEPT
    last = Counted(None)
    assert cached_json("a", str(KEPT + 4), last) == KEPT + 4
    assert last.times == 0


def test_an_error_is_not_kept(cache_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "register.yaml").write_text("id: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(RegisterError):
            load_register(tmp_path)
    assert not cache_folder.exists()


def test_a_kept_register_is_the_same_and_its_yaml_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(file: str, data: bytes, problems: Problems) -> object:
        read.append(file)
        return read_yaml(file, data, problems)

    for module in (content, concepts):
        monkeypatch.setattr(module, "read_yaml", counted)
    parsed = load_register()
    assert "register.yaml" in read
    assert {name.partition("/")[0] for name in read} == {"register.yaml", "measures", "concepts", "queries"}
    read.clear()
    assert load_register() == parsed
    assert read == []

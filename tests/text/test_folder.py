"""All files of a folder: each one read, or set aside with its reason; and not read twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutela.text.cache import DocumentCache
from tutela.text.document import Document, SetAside
from tutela.text.folder import list_files, read_file, read_files
from tutela.text.notices import UnreadableError
from tutela.text.reading import read_document

LAW = "Article 1\n\nThe State shall protect every child from exploitation.\n\nArticle 2\n\nEvery person shall report a suspicion.\n"


def one(path: Path, name: str = "") -> Document | SetAside:
    return read_file(path, name or path.name)


BAD = [
    ("empty.pdf", b"", "empty-file"),
    ("half.pdf", b"%PDF-1.7\n1 0 obj", "damaged"),
    ("five.pdf", b"%PDF-", "damaged"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "unknown-type"),
    ("laws.zip", b"PK\x05\x06" + b"\0" * 18, "archive"),
    ("laws.tar.gz", b"\x1f\x8b\x08\0" + b"\0" * 40, "archive"),
    ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "unknown-type"),
    ("blank.txt", b"  \n\n \t\n", "no-text"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[name for name, _, _ in BAD])
def test_each_bad_file_has_its_own_line(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = one(path)
    assert isinstance(result, SetAside)
    assert result.notice.code == code
    for language in ("en", "fr", "es"):
        assert result.notice.what(language).endswith(".")
        assert result.notice.next_step(language).endswith(".")


def test_a_bad_file_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    for name, data, _ in BAD:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "law.txt").write_text(LAW, encoding="utf-8")
    results = list(read_files(list_files([tmp_path])))
    assert len(results) == len(BAD) + 1
    assert [Path(result.path).name for result in results if isinstance(result, Document)] == ["law.txt"]


def test_a_path_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (result,) = read_files(list_files([tmp_path / "nowhere"]))
    assert isinstance(result, SetAside)
    assert result.notice.code == "not-found"
    with pytest.raises(UnreadableError, match="no such file"):
        read_document(tmp_path / "nowhere")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (result,) = read_files(list_files([tmp_path]))
    assert isinstance(result, SetAside)
    assert result.notice.code == "not-a-file"


def test_links_that_go_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "law.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "laws" / "again").symlink_to(tmp_path / "laws")
    (tmp_path / "laws" / "self.txt").symlink_to(tmp_path / "laws" / "self.txt")
    results = list(read_files(list_files([tmp_path])))
    assert [type(result) for result in results] == [Document, SetAside]


def test_hidden_files_and_lock_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.txt", "~$law.docx", "Thumbs.db", "tutela-report.html", "law.txt"):
        (tmp_path / name).write_text(LAW, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text(LAW, encoding="utf-8")
    assert [path.name for path, _ in list_files([tmp_path])] == ["law.txt"]


def test_names_start_at_the_folder_that_was_given(tmp_path: Path) -> None:
    folder = tmp_path / "laws" / "penal"
    folder.mkdir(parents=True)
    (folder / "code.txt").write_text(LAW, encoding="utf-8")
    assert [name for _, name in list_files([tmp_path / "laws"])] == [str(Path("laws", "penal", "code.txt"))]


def test_copies_are_read_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(LAW, encoding="utf-8")
    first, second = read_files(list_files([tmp_path]))
    assert isinstance(first, Document)
    assert isinstance(second, SetAside)
    assert second.notice.code == "duplicate"
    assert "a.txt" in second.notice.what()


def test_a_file_without_the_right_to_read_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    path.write_text(LAW, encoding="utf-8")
    path.chmod(0)
    result = one(path)
    if os.geteuid() == 0:  # root may read everything
        assert isinstance(result, Document)
    else:
        assert isinstance(result, SetAside)
        assert result.notice.code == "not-permitted"


def test_the_wrong_ending_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "law.pdf"
    path.write_text("<html><body><h1>Law</h1><p>" + LAW * 3 + "</p></body></html>", encoding="utf-8")
    result = one(path)
    assert isinstance(result, Document)
    assert result.kind == "html"
    assert "wrong-extension" in [notice.code for notice in result.notices]


def test_passages_in_other_languages_are_named(tmp_path: Path) -> None:
    path = tmp_path / "law.txt"
    german = (
        "Die Vertragsstaaten treffen alle geeigneten Maßnahmen, um das Kind vor jeder Form der Ausbeutung zu schützen. "
    )
    path.write_text(LAW + "\n" + german * 2, encoding="utf-8")
    result = one(path)
    assert isinstance(result, Document)
    assert ("other-language", "de") in [
        (notice.code, dict(notice.values).get("languages")) for notice in result.notices
    ]


class TestCache:
    def test_a_document_comes_back_as_it_was(self, tmp_path: Path) -> None:
        path = tmp_path / "law.txt"
        path.write_text(LAW, encoding="utf-8")
        cache = DocumentCache(tmp_path / "cache")
        first = read_file(path, "law.txt", cache)
        assert isinstance(first, Document)
        assert cache.get(first.sha256, "law.txt") == first
        assert read_file(path, "renamed.txt", cache) == Document(
            "renamed.txt", *[getattr(first, name) for name in list(first.__dataclass_fields__)[1:]]
        )

    def test_another_content_is_read_anew(self, tmp_path: Path) -> None:
        path = tmp_path / "law.txt"
        path.write_text(LAW, encoding="utf-8")
        cache = DocumentCache(tmp_path / "cache")
        first = read_file(path, "law.txt", cache)
        path.write_text(LAW + "\nArticle 3\n\nThis Act is in force.\n", encoding="utf-8")
        second = read_file(path, "law.txt", cache)
        assert isinstance(first, Document)
        assert isinstance(second, Document)
        assert len(second.passages) == len(first.passages) + 1

    @given(damage=st.binary(max_size=60))
    @settings(max_examples=30)
    def test_a_damaged_cache_is_as_good_as_none(self, damage: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
        folder = tmp_path_factory.mktemp("damaged")
        path = folder / "law.txt"
        path.write_text(LAW, encoding="utf-8")
        cache = DocumentCache(folder / "cache")
        first = read_file(path, "law.txt", cache)
        for kept in (folder / "cache").rglob("*.json"):
            kept.write_bytes(damage)
        assert read_file(path, "law.txt", cache) == first

    def test_a_cache_that_cannot_be_written_is_no_error(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("in the way", encoding="utf-8")
        path = tmp_path / "law.txt"
        path.write_text(LAW, encoding="utf-8")
        assert isinstance(read_file(path, "law.txt", DocumentCache(tmp_path / "file")), Document)

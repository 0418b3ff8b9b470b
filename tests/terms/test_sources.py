"""Files as they are checked: kinds, encodings, places, languages, folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutela.terms.files import files_to_check, is_excluded
from tutela.terms.html_source import visible
from tutela.terms.kinds import Kind, look_into
from tutela.terms.languages import detected, paragraphs
from tutela.terms.markdown_source import Protected
from tutela.terms.places import Lines, around
from tutela.terms.rule import Level
from tutela.terms.settings import Settings
from tutela.terms.sources import check_file, source_of

BILL = "The bill punishes the possession of child pornography with a fine."
LOI = "La loi punit la détention de pédopornographie et la diffusion de ces images par un tiers."
LEY = "La ley castiga la posesión de pornografía infantil y su difusión por cualquier medio."


def found(path: Path, language: str | None = None) -> list[tuple[str, int | None, int | None]]:
    checked = check_file(str(path), language)
    return [(one.finding.words, one.place.line, one.place.column) for one in checked.findings if one.is_reported]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", BILL.encode(), [("child pornography", 1, 37)]),
        ("a.md", f"# Bill\n\n{BILL}\n".encode(), [("child pornography", 3, 37)]),
        ("crlf.txt", f"Bill\r\n\r\n{BILL}\r\n".encode(), [("child pornography", 3, 37)]),
        ("cr.txt", f"Bill\r\r{BILL}\r".encode(), [("child pornography", 3, 37)]),
        ("bom.txt", b"\xef\xbb\xbf" + BILL.encode(), [("child pornography", 1, 37)]),
        ("utf16.txt", BILL.encode("utf-16"), [("child pornography", 1, 37)]),
        ("latin.txt", LOI.encode("latin-1"), [("pédopornographie", 1, 30)]),
        ("a.yaml", f'title: "{BILL}"\n'.encode(), [("child pornography", 1, 45)]),
        ("a.toml", f'title = "{BILL}"\n'.encode(), [("child pornography", 1, 46)]),
        ("a.json", f'{{"title":\n  "{BILL}"}}\n'.encode(), [("child pornography", 2, 40)]),
        ("a.py", f"# {BILL}\nx = 1\n".encode(), [("child pornography", 1, 39)]),
        ("a.po", f'msgid "{BILL}"\nmsgstr "{LOI}"\n'.encode(), [("child pornography", 1, 44)]),
        (
            "quoted.yaml",
            f'a: "The so-called \\"child pornography\\" bill."\nb: \'{BILL}\'\n'.encode(),
            [("child pornography", 2, 41)],
        ),
        ("a.xml", f"<items><item>{BILL}</item></items>".encode(), [("child pornography", 1, 50)]),
        ("emoji.txt", f"😀 {BILL}".encode(), [("child pornography", 1, 39)]),
        (
            "broken.txt",
            b"The bill punishes child porno-\ngraphy in all cases, with a fine.",
            [("child porno-\ngraphy", 1, 19)],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_plain_files_are_told_by_line_and_column(tmp_path: Path, name: str, data: bytes, expected: object) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert found(path)[: len(expected)] == expected  # type: ignore[arg-type]


def test_the_end_of_a_place_is_the_column_after(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BILL)
    place = check_file(str(path)).findings[0].place
    assert (place.end_line, place.end_column) == (1, 54)
    assert (place.before, place.after) == ("The bill punishes the possession of ", " with a fine.")


def test_a_guessed_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(LOI.encode("latin-1"))
    assert [notice.code for notice in check_file(str(path)).notices] == ["guessed-encoding"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("none.txt", None, "not-found"),
        ("empty.md", b"", "empty-file"),
        ("blank.md", b" \n\n", "no-text"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "unknown-type"),
        ("old.rtf", b"{\\rtf1 child pornography}", "unknown-type"),
        ("broken.pdf", b"%PDF-1.7 nothing", "damaged"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "archive"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    checked = check_file(str(path))
    assert not checked.is_read
    assert [notice.code for notice in checked.notices] == [code]


PAGE = (
    "<!doctype html><html><head><title>Child porn trial opens</title>\n"
    '<meta name="description" content="A report on child prostitution in the region.">\n'
    "<style>.child-porn{}</style></head><body><p>The bill punishes child&nbsp;<em>porno</em>graphy with a fine, and the "
    "court may order more.</p>\n"
    "<script>var x = 'child porn'</script><img alt='kiddie porn' src='/child-porn.png'>\n"
    "<p>She said <q>the law on child pornography is too weak to protect anyone</q> in the debate.</p>\n"
    "<p>A child</p><p>pornography is another word.</p></body></html>\n"
)


LINES = PAGE.splitlines()


def test_a_page_is_checked_by_what_it_shows_at_its_places_in_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    assert found(path) == [
        ("Child porn", 1, 35),
        ("child\u00a0pornography", 3, LINES[2].index("child&nbsp;") + 1),
        ("child prostitution", 2, LINES[1].index("child prostitution") + 1),
        ("kiddie porn", 4, LINES[3].index("kiddie porn") + 1),
    ]


def test_a_replacement_in_a_page_is_made_where_no_markup_stands_within(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE)
    edits = {one.finding.words: one.replacement and one.replacement.edit for one in check_file(str(path)).findings}
    assert edits["child\u00a0pornography"] is None
    edit = edits["child prostitution"]
    assert edit is not None
    assert PAGE[edit.start : edit.end].endswith("child prostitution")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>a&eacute;b &#233; &amp; &unknown; x</p>", "aéb é & &unknown; x"),
        ("a<br>b", "a\nb"),
        ("a<b>b</b>c", "abc"),
        ("<p>a</p><p>b</p>", "a b"),
        ("a <q>b</q> c", "a “b” c"),
        ("a<!-- no -->b<!-- tutela-terms: off -->c", "ab<!-- tutela-terms: off -->c"),
        ("<img alt='a &amp; b'>c", "c a & b"),
        ("a <![if x]> b", None),
        ("<p>a < b", None),
    ],
)
def test_the_text_of_a_page(source: str, text: str | None) -> None:
    page = visible(source)
    if text is not None:
        assert " ".join(page.text.split()) == " ".join(text.split())
    for place in range(len(page.text)):
        start, end = page.source_span(place, place + 1)
        assert 0 <= start <= end <= len(source)


def test_languages_are_found_out_by_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{BILL}\n\n{LOI}\n\n{LEY}\n")
    rules = [(one.finding.rule.language, one.finding.rule.id) for one in check_file(str(path)).findings]
    assert rules == [("en", "child-pornography"), ("fr", "child-pornography"), ("es", "child-pornography")]


def test_a_short_text_of_no_known_language_is_checked_in_all(tmp_path: Path) -> None:
    for words in ("kiddie porn", "pédopornographie", "pornografía infantil"):
        path = tmp_path / "a.txt"
        path.write_text(words)
        assert [one[0] for one in found(path)] == [words]


def test_the_language_that_is_told_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"A minor was questioned.\n\n{LOI}\n")
    assert [one[0] for one in found(path, "fr")] == ["pédopornographie"]


def test_parts_in_other_languages_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    other = (
        "Das Gesetz stellt den Besitz solcher Darstellungen unter Strafe und verpflichtet die Anbieter, sie zu melden und zu "
        "löschen, sobald sie davon Kenntnis haben; die Behörden müssen darüber jedes Jahr einen Bericht vorlegen, der auch im "
        "Parlament beraten wird und allen Bürgern zugänglich sein soll."
    )
    path.write_text(f"{BILL} {BILL} {BILL}\n\n{other}\n")
    assert "other-language" in [notice.code for notice in check_file(str(path)).notices]


def test_source_code_is_in_no_language_of_its_own() -> None:
    code = "def f(x):\n    return [y for y in x if y]\n\n\nclass Abc(Def):\n    zzz = qqq(1, 2)\n" * 5
    assert {region.language for region in detected(code, is_prose=False)} <= {"en", "fr", "es", "und"}


def test_paragraphs() -> None:
    text = "one\ntwo\n\nthree\r\n \r\nfour\n"
    assert [text[start:end].strip() for start, end in paragraphs(text)] == ["one\ntwo", "three", "four"]


@pytest.mark.parametrize(
    ("letter", "position"), [("a", (1, 1)), ("b", (1, 2)), ("c", (2, 1)), ("d", (4, 1)), ("e", (5, 1)), ("f", (5, 2))]
)
def test_positions(letter: str, position: tuple[int, int]) -> None:
    text = "ab\nc\r\n\rd\nef"
    assert Lines(text).position(text.index(letter)) == position


def test_words_around_are_whole_and_on_one_line() -> None:
    text = "zero one two three four five six seven eight nine ten\neleven TERM twelve\nthirteen " + "word " * 40
    start = text.index("TERM")
    before, after = around(text, start, start + 4)
    assert before.startswith("…")
    assert before.endswith("ten eleven ")
    assert after.startswith(" twelve thirteen word")
    assert after.endswith("word…")


@pytest.mark.parametrize(
    "text",
    [
        "---\ntags: [TERM]\n---\ntext",
        "```\nTERM\n```\n",
        "~~~ yaml\na: TERM\n~~~\n",
        "see `TERM` here",
        "see [page](/a/TERM) here",
        "[page]: /a/TERM\n",
        "<https://example.org/TERM>",
        "text\n\n    TERM\n",
    ],
)
def test_parts_of_markdown_that_are_no_prose(text: str) -> None:
    start = text.index("TERM")
    assert Protected(text).has(start, start + 4)


@pytest.mark.parametrize("text", ["a TERM b", "[TERM](/a)", "- item\n  TERM\n", "`a` TERM `b`", "**TERM**", "| TERM |"])
def test_prose_of_markdown(text: str) -> None:
    start = text.index("TERM")
    assert not Protected(text).has(start, start + 4)


def test_a_pdf_is_told_by_page_and_label() -> None:
    path = "/work/main/samples/state-report-to-the-committee.pdf"
    if not Path(path).exists():
        path = str(Path(__file__).parents[2] / "samples/state-report-to-the-committee.pdf")
    checked = check_file(path)
    titles = [one for one in checked.findings if one.finding.rule.id == "child-prostitution"]
    assert titles
    assert titles[0].place.page == 1
    assert titles[0].place.line is None
    assert titles[0].finding.exemption is not None


def test_levels_and_exceptions_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "A paedophile was sentenced for child pornography. The Optional Protocol on the sale of children, child prostitution "
        "and child pornography was ratified."
    )
    checked = check_file(str(path))
    assert [one.finding.words for one in checked.shown().findings] == ["paedophile", "child pornography"]
    assert [one.finding.words for one in checked.shown(Level.AVOID).findings] == ["child pornography"]
    explained = checked.shown(explain=True).findings
    assert [bool(one.finding.exemption) for one in explained] == [False, False, True, True]


def test_folders_settings_and_exclusions(tmp_path: Path) -> None:
    (tmp_path / "docs/old").mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.tutela.terms]\nexclude = ["docs/old/", "*.lock"]\nfail-on = "care"\n'
    )
    for name in ("a.md", "b.lock", "docs/c.md", "docs/old/d.md", ".hidden.md"):
        (tmp_path / name).write_text(BILL)
    (tmp_path / "docs/.tutela.toml").write_text('off = ["child-pornography"]\n')
    listed, excluded = files_to_check([str(tmp_path)])
    names = {str(Path(one.path).relative_to(tmp_path)): one for one in listed}
    assert set(names) == {"a.md", "docs/c.md", "docs/old/d.md", "pyproject.toml"}
    assert [Path(one).name for one in excluded] == ["b.lock"]
    assert names["a.md"].settings.fail_on == "care"
    assert names["docs/c.md"].settings.off == {"child-pornography"}


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("*.md", "a.md", True),
        ("*.md", "docs/a.md", True),
        ("docs", "docs/b/a.md", True),
        ("docs/", "docs/a.md", True),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "other/a.md", False),
        ("**/old/*.md", "docs/old/a.md", True),
        ("**/old", "docs/old/a.md", True),
        ("./docs/a.md", "docs/a.md", True),
        ("b.md", "a.md", False),
        ("oc", "docs/a.md", False),
    ],
)
def test_patterns_of_files(tmp_path: Path, pattern: str, name: str, expected: bool) -> None:
    settings = Settings(exclude=(pattern,), file=tmp_path / "pyproject.toml")
    assert is_excluded(tmp_path / name, settings) is expected


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"text", Kind.PROSE),
        ("a.rst", b"text", Kind.PROSE),
        ("a.toml", b"a = 1", Kind.DATA),
        ("Makefile", b"all:\n\techo", Kind.DATA),
        ("a.html", b"<p>text</p>", Kind.HTML),
        ("a.xml", b"<?xml version='1.0'?><root/>", Kind.DATA),
        ("", b"<!doctype html><p>text</p>", Kind.HTML),
        ("a.pdf", b"%PDF-1.7", Kind.DOCUMENT),
    ],
)
def test_kinds(name: str, data: bytes, kind: Kind) -> None:
    assert look_into(name, data).kind is kind


def test_a_text_in_memory() -> None:
    source = source_of("-", BILL.encode())
    assert source.language == "en"
    assert source.can_be_fixed

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutela.errors import RegisterError
from tutela.register.folder import LARGEST_FILE, digest
from tutela.register.loading import load_register
from tutela.register.problems import SHOWN

Write = Callable[..., Path]

HEAD = "register.yaml"
STAFF = "measures/i-staff.yaml"


def test_a_register_of_another_instrument_loads(write_register: Write) -> None:
    register = load_register(write_register())
    assert register.id == "safe-schools"
    assert register.symbol == "SSC/2020/1"
    assert register.instrument["fr"] == "Charte sur les écoles sûres"
    assert [section.id for section in register.sections] == ["I", "II.A"]
    # In the order of the sections, whatever the files are called.
    assert [measure.id for measure in register.measures] == ["staff.checks", "complaints.box"]
    checks = register.measure("staff.checks")
    assert checks.section == "I"
    assert checks.articles == ("4", "5 bis")
    assert checks.addressees == ("ministry", "schools")
    assert checks.asks["en"] == "Check everyone who works in a school."
    assert register.measure("complaints.box").articles == ()
    assert [measure.id for measure in register.select(theme="digital")] == ["complaints.box"]


def test_a_section_may_have_no_file_and_a_register_no_groups(write_register: Write) -> None:
    head, _, _ = (write_register() / HEAD).read_text(encoding="utf-8").partition("addressees:")
    staff = """
section: I
measures:
- id: staff.checks
  title: {en: Check, fr: Contrôler, es: Verificar}
  asks: {en: Check., fr: Contrôler., es: Verificar.}
  counts: {en: A check., fr: Un contrôle., es: Un control.}
"""
    (write_register() / "measures/a-complaints.yaml").unlink()
    register = load_register(write_register(**{HEAD: head, STAFF: staff, "measures/a-complaints.yaml": None}))
    assert [measure.id for measure in register.measures] == ["staff.checks"]
    assert register.addressees == register.themes == ()


# What is changed in which file, and what the message must say.
BROKEN = [
    pytest.param(HEAD, "id: safe-schools", "id: Safe Schools", [HEAD, '"Safe Schools" cannot be an id'], id="id"),
    pytest.param(HEAD, "id: safe-schools", "id: 7", [HEAD, '"id" is a number, not text'], id="id not text"),
    pytest.param(HEAD, "symbol:", "symbols:", [HEAD, 'The key "symbols" is not known', "Use id, name"], id="key"),
    pytest.param(HEAD, "name: {en:", "nom: {en:", [HEAD, '"name" is missing'], id="no name"),
    pytest.param(
        HEAD,
        ", es: Carta de las escuelas seguras}",
        "}",
        ['"name" has no Spanish (es) wording'],
        id="no Spanish",
    ),
    pytest.param(HEAD, "fr: Personnel", "de: Personal", ['"heading" has the language "de"', "en, fr, es"], id="de"),
    pytest.param(HEAD, "fr: Plaintes", "fr: ' '", ["sections, entry 2", "has no French (fr)"], id="blank French"),
    pytest.param(HEAD, "es: Quejas", "es: no", ["sections, entry 2", '"es" is yes or no, not text'], id="es: no"),
    pytest.param(HEAD, "id: II.A", "id: I", ['The id "I" stands 2 times in sections'], id="section twice"),
    pytest.param(HEAD, "id: II.A", "id: II.B", ["a-complaints.yaml", 'The section "II.A" is not in'], id="section"),
    pytest.param(HEAD, "id: schools", "id: school", ["staff.checks", '"schools" under "addressees"'], id="addressee"),
    pytest.param(HEAD, "id: digital", "id: online", ["complaints.box", '"digital" under "themes"'], id="theme"),
    pytest.param(HEAD, "sections:\n-", "sections: []\nthemes:\n-", ["given twice"], id="key twice"),
    pytest.param(STAFF, "section: I", "section: ''", [STAFF, 'The section "" is not in'], id="empty section"),
    pytest.param(STAFF, "section: I", "section: II.A", ["II.A", "has a file already", "Join"], id="section's 2nd file"),
    pytest.param(STAFF, "section: I\n", "", [STAFF, '"section" is missing'], id="no section"),
    pytest.param(STAFF, "- id: staff.checks", "- title_: x", [STAFF, "measure 1", '"id" is missing'], id="no id"),
    pytest.param(
        STAFF,
        "id: staff.checks",
        "id: complaints.box",
        ['"complaints.box" stands 2 times in measures/'],
        id="id twice",
    ),
    pytest.param(STAFF, "  counts:", "  count:", ["staff.checks", '"counts" is missing', '"count"'], id="misspelt"),
    pytest.param(STAFF, "title: {en: Check staff,", "title: {", ['"title" has no English (en)'], id="no English"),
    pytest.param(STAFF, "  title: {", "  title: x\n  themes_: {", ['"title" is text', "en, fr, es"], id="one text"),
    pytest.param(STAFF, "[4, 5 bis]", "4", ["staff.checks", '"articles" is a number, not a list'], id="article"),
    pytest.param(STAFF, "[4, 5 bis]", "[[4]]", ['"articles" has a list in its list'], id="list in list"),
    pytest.param(STAFF, "measures:\n", "measures: x\nother:\n", ['"measures" is text, not a list'], id="no list"),
    pytest.param(STAFF, "section: I\n", "section: I\n\tx", [STAFF, "not YAML", "line 2"], id="tab"),
    pytest.param(STAFF, "themes: []", "themes: &a []", [], id="an anchor alone does no harm"),
    pytest.param(STAFF, "themes: []", "themes: [&a digital, *a]", ["Line 6 uses a YAML alias (*a)"], id="alias"),
    pytest.param(STAFF, "themes: []", "themes: !!python/name:os.system ''", ["not YAML"], id="tag"),
    pytest.param(STAFF, "themes: []", "themes: " + "[" * 30 + "]" * 30, ["Line 6 is nested over 20"], id="deep"),
    pytest.param(STAFF, "themes: []", "[a]: b", [STAFF, "not YAML"], id="a list as key"),
    pytest.param(STAFF, "themes: []", "themes: [2024-02-31]", [STAFF, "A value cannot be read"], id="no such day"),
    pytest.param(STAFF, "section: I\n", "section: I\n---\n", [STAFF, "not YAML"], id="two documents"),
    pytest.param(STAFF, "section: I\n", "section: I\x07\n", [STAFF, "not YAML"], id="control character"),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), BROKEN)
def test_what_is_wrong_is_told(write_register: Write, file: str, old: str, new: str, told: list[str]) -> None:
    text = (write_register() / file).read_text(encoding="utf-8")
    assert old in text
    folder = write_register(**{file: text.replace(old, new, 1)})
    if not told:
        load_register(folder)
        return
    with pytest.raises(RegisterError) as caught:
        load_register(folder)
    assert str(folder) in caught.value.what
    for part in told:
        assert part in caught.value.what
    assert "docs/register.md" in caught.value.next_step


# Whole files that are not what they should be (None: left out), and what the message must say.
WRONG_FILES = [
    pytest.param({HEAD: None}, [HEAD, "The file is missing"], id="no head"),
    pytest.param({HEAD: ""}, [HEAD, "The file is empty"], id="empty head"),
    pytest.param({HEAD: "- a\n- b\n"}, [HEAD, "Here stands a list", "id, name"], id="head is a list"),
    pytest.param({HEAD: "Once upon a time"}, [HEAD, "Here stands text"], id="head is text"),
    pytest.param({STAFF: "# nothing yet\n"}, [STAFF, "The file is empty"], id="comment only"),
    pytest.param({STAFF: "section: I\nmeasures: [5]\n"}, ["measure 1", "Here stands a number"], id="a number"),
    pytest.param({STAFF: "section: I\nmeasures:\n"}, ['"measures" is empty, not a list'], id="no measures"),
    pytest.param({STAFF: "section: É".encode("latin-1")}, [STAFF, "not UTF-8"], id="Latin-1"),
    pytest.param({STAFF: b"x" * (LARGEST_FILE + 1)}, [STAFF, "larger than 4 MB"], id="too large"),
    pytest.param({"measures/ii.yml": "section: I"}, ["measures/ii.yml", "Rename"], id="yml"),
    pytest.param({STAFF: None, "measures/a-complaints.yaml": None}, ["There is no file of measures"], id="no files"),
]


@pytest.mark.parametrize(("changes", "told"), WRONG_FILES)
def test_wrong_files_are_told(write_register: Write, changes: dict[str, str | bytes | None], told: list[str]) -> None:
    with pytest.raises(RegisterError) as caught:
        load_register(write_register(**changes))
    for part in told:
        assert part in caught.value.what


def test_all_problems_are_told_at_once(write_register: Write) -> None:
    folder = write_register(**{"measures/x.yaml": "section: [", HEAD: "id: x\n"})
    with pytest.raises(RegisterError) as caught:
        load_register(folder)
    what = caught.value.what
    assert '"name" is missing' in what
    assert '"sections" is missing' in what
    assert "measures/x.yaml" in what
    assert f"({what.count(chr(10))} problems)" in what


def test_very_many_problems_are_cut_short(write_register: Write) -> None:
    measures = "".join("- {}\n" for _ in range(100))
    with pytest.raises(RegisterError) as caught:
        load_register(write_register(**{STAFF: f"section: I\nmeasures:\n{measures}"}))
    lines = caught.value.what.splitlines()
    assert len(lines) == SHOWN + 2
    assert lines[-1] == f"- and {400 - SHOWN} more."


@pytest.mark.parametrize(("name", "told"), [("nowhere", "There is no such folder"), ("file", "It is not a folder")])
def test_a_path_that_is_no_folder_is_told(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(RegisterError, match=told):
        load_register(tmp_path / name)


def test_a_bomb_of_aliases_is_refused_at_once(write_register: Write) -> None:
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(RegisterError, match="alias"):
        load_register(write_register(**{STAFF: "\n".join(levels)}))


def test_very_deep_nesting_does_not_end_the_process(write_register: Write) -> None:
    with pytest.raises(RegisterError, match="nested"):
        load_register(write_register(**{STAFF: "[" * 1_000_000}))


def test_editors_files_and_notes_are_left_alone(write_register: Write) -> None:
    plain = load_register(write_register())
    folder = write_register(**{"measures/.#i-staff.yaml": "x: [", "README.md": "Notes", "drafts/x.yaml": "x: ["})
    assert load_register(folder) == plain


def test_a_byte_order_mark_is_read_over(write_register: Write) -> None:
    text = (write_register() / STAFF).read_bytes()
    register = load_register(write_register(**{STAFF: b"\xef\xbb\xbf" + text}))
    assert register.measure("staff.checks").section == "I"


@pytest.mark.parametrize("file", [HEAD, STAFF, "concepts/school.yaml", "queries/staff.yaml"])
def test_any_byte_of_any_file_changes_the_digest(write_register: Write, file: str) -> None:
    concept = "check:\n  name: {en: a, fr: b, es: c}\n  en: [check]\n  fr: [contrôle]\n  es: [control]\n"
    query = "staff.checks:\n- all:\n  - any: [check]\n"
    folder = write_register(**{"concepts/school.yaml": concept, "queries/staff.yaml": query})
    before = load_register(folder).digest
    assert before == load_register(folder).digest
    assert len(before) == 64
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write("#")
    assert load_register(folder).digest != before


def test_the_digest_tells_names_from_bytes() -> None:
    folders = [{"a": b"bc"}, {"ab": b"c"}, {"a": b"", "bc": b""}, {"a": b"b", "c": b""}]
    assert len({digest(files) for files in folders}) == len(folders)
    assert digest({"b": b"2", "a": b"1"}) == digest({"a": b"1", "b": b"2"})

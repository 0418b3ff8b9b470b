"""Every word of the site exists in French and Spanish, and what is compiled is what is written."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "tutela" / "web"
LANGUAGES = ("fr", "es")


def compiling() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "compile_messages", ROOT / "scripts" / "messages" / "compile_messages.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(language: str, folder: Path = WEB / "locale") -> Catalog:
    read: Catalog = compiling().read_catalogue(folder / language / "LC_MESSAGES" / "django.po", language)
    return read


def keys(read: Catalog) -> set[tuple[str, str]]:
    """What is asked to be translated: context and English."""
    return {
        (message.context or "", message.id if isinstance(message.id, str) else message.id[0])
        for message in read
        if message.id
    }


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The words that stand in the code now, as ``make messages`` finds them."""
    copy = tmp_path_factory.mktemp("messages") / "web"
    shutil.copytree(WEB, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", "static"))
    (copy / "locale").mkdir()
    environment = {**os.environ, "TUTELA_DATA_DIR": str(copy / "data"), "DJANGO_SETTINGS_MODULE": "tutela.web.settings"}
    command = [sys.executable, "-m", "django", "makemessages", "-l", "fr", "--no-wrap", "-e", "html,txt,py"]
    subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True, timeout=120)
    return copy / "locale"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_code_is_in_the_catalogue_and_no_other(language: str, extracted: Path) -> None:
    now = keys(catalogue("fr", extracted))
    assert len(now) > 300
    written = keys(catalogue(language))
    assert now - written == set(), "run: make messages, and translate what is new"
    assert written - now == set(), "run: make messages"


def forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    lacking = [
        message.id
        for message in catalogue(language)
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]
    assert lacking == []


BLANK = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_same_blanks(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        english = set(BLANK.findall(forms(message.id)[-1]))
        for form in forms(message.string):
            # The form for one may leave the number out ("one document").
            missing = english - set(BLANK.findall(form))
            assert set(BLANK.findall(form)) <= english, message.id
            assert not missing or (len(forms(message.string)) > 1 and len(missing) == 1), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    kept = (WEB / "locale" / language / "LC_MESSAGES" / "django.mo").read_bytes()
    assert compiling().compiled(catalogue(language), language) == kept, "run: make messages"


def test_french_is_typeset() -> None:
    text = compiling()._typeset("Avez-vous fini ?", "fr")
    assert text == "Avez-vous fini\u00a0?"


def test_no_word_stands_where_it_is_not_found() -> None:
    """xgettext finds no text inside an f-string, and none that is asked for under a name of one's own."""
    names = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy", "ngettext_lazy", "pgettext_lazy"}
    lost = []
    for file in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                lost += [f"{file}: {one.name} as {one.asname}" for one in node.names if one.asname not in (None, "_")]
            if isinstance(node, ast.JoinedStr):
                calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)]
                lost += [f"{file}:{one.lineno}" for one in calls if one.func.id in names]
    assert lost == []

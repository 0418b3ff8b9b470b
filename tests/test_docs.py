"""The documentation names every command, option, argument, exit code, setting and dependency."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tutela.cli import app

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
COMMANDS: Any = typer.main.get_command(app)  # Typer carries its own Click: a group of commands
GROUPS = {name: command for name, command in COMMANDS.commands.items() if hasattr(command, "commands")}
PARAMETERS = [
    (name, parameter)
    for name, command in [("", COMMANDS), *COMMANDS.commands.items()]
    for one in (command, *(GROUPS[name].commands.values() if name in GROUPS else ()))
    for parameter in one.params
    if parameter.name != "help"
]


def part(command: str) -> str:
    """The part of the guide about a command: from the heading before its first example to the next heading."""
    if not command:
        return GUIDE
    parts = [text for text in re.split(r"\n## ", GUIDE) if f"\n    tutela {command} " in text]
    assert parts, f"docs/guide.md has no example of tutela {command}"
    return parts[0]


@pytest.mark.parametrize("command", sorted(COMMANDS.commands))
def test_every_command_has_help_and_a_part_in_the_guide(command: str) -> None:
    assert (COMMANDS.commands[command].help or "").strip().endswith((".", "out."))
    assert part(command)


@pytest.mark.parametrize("group", sorted(GROUPS))
def test_every_command_of_a_group_has_help_and_an_example(group: str) -> None:
    for name, command in GROUPS[group].commands.items():
        assert (command.help or "").strip().endswith((".", "use.")), name
        assert f"\n    tutela {group} {name}" in part(group), name


@pytest.mark.parametrize(("command", "parameter"), PARAMETERS, ids=lambda value: getattr(value, "name", value))
def test_every_option_is_described_in_the_guide(command: str, parameter: Any) -> None:
    shown = [option for option in parameter.opts if option.startswith("-")] or [
        str(parameter.metavar or parameter.name).strip("[].")
    ]
    for option in shown:
        assert re.search(rf"`[^`]*{re.escape(option)}\b", part(command)), f"{command}: {option}"
    if parameter.param_type_name == "option":
        assert parameter.help, f"{command}: {parameter.name} has no help"


def headings(text: str) -> list[int]:
    """The level of each heading, in order."""
    return [len(marks) for marks in re.findall(r"^(#+) ", text, re.M)]


def names(text: str) -> set[str]:
    """Commands, options, settings, codes and fields: the same in every language. Paths are examples."""
    examples = "\n".join(re.findall(r"^    (.+)$", text, re.M))
    spans = [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text)]
    return (
        {span for span in spans if "/" not in span}
        | set(re.findall(r"\b(?:tutela|make) [a-z]+", examples))
        | set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", examples))
        | set(re.findall(r"^\| (\d+) \|", text, re.M))
    )


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize("page", ["docs/guide.md", "README.md"])
def test_translations_have_the_same_headings_and_names(page: str, language: str) -> None:
    english = (ROOT / page).read_text(encoding="utf-8")
    translated = (ROOT / "docs" / language / Path(page).name).read_text(encoding="utf-8")
    assert headings(translated) == headings(english)
    assert names(translated) == names(english)


def test_every_setting_is_described() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    for variable in set(re.findall(r"environ(?:\.get\(|\[)\s*[\"'](\w+)", source)):
        assert f"`{variable}`" in GUIDE + OPERATIONS, variable


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    extras = project["optional-dependencies"]
    typing = re.compile(r"types-|.*-stubs$")  # they go with the libraries whose types they give
    further = [
        requirement for name in ("dev", "bench") for requirement in extras[name] if not typing.match(requirement)
    ]
    for requirement in [*project["dependencies"], *further]:
        name = re.match(r"[\w-]+", requirement)
        assert name, requirement
        assert name.group() in reasons, requirement


def test_links_between_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!http)([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)}: {target}"


def test_no_address_of_a_registry_in_the_lock_files() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text

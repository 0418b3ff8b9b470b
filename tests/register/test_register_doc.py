"""The register that docs/register.md shows is a register."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tutela.errors import RegisterError
from tutela.register.loading import load_register

DOC = Path(__file__).parents[2] / "docs" / "register.md"


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """The files that the page shows, written into a folder; each stands under its name."""
    folder = tmp_path / "my-register"
    text = DOC.read_text(encoding="utf-8")
    for name, content in re.findall(r"^`(\S+\.yaml)`:\n\n```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


def test_the_example_loads(shown: Path) -> None:
    register = load_register(shown)
    assert register.id == "safe-schools"
    assert [measure.id for measure in register.measures] == ["staff.checks", "complaints.box"]
    assert register.measure("staff.checks").articles == ("4", "5 bis")


def test_the_example_of_an_error_is_what_is_told(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = shown / "measures/i-staff.yaml"
    text = file.read_text(encoding="utf-8").replace("[ministry, schools]", "[ministry, school]")
    before, spanish, _ = text.partition("    es: >-\n      La obligación de verificar")
    assert spanish
    file.write_text(before, encoding="utf-8")
    monkeypatch.chdir(shown.parent)
    with pytest.raises(RegisterError) as caught:
        load_register("my-register")
    quoted = [" ".join(line.split()) for line in caught.value.what.splitlines()]
    page = " ".join(DOC.read_text(encoding="utf-8").split())
    assert len(quoted) == 3
    for line in quoted:
        assert line in page

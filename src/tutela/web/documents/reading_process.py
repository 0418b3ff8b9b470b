"""What the confined process does with files: say of what kind they are, and read one. Knows no Django."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tutela.text.document import Document
from tutela.text.document_json import document_to_json, notice_to_json
from tutela.text.folder import read_file
from tutela.text.kinds import identify
from tutela.text.notices import UnreadableError
from tutela.text.reading import read_bytes


def identify_files(listed: str, output: str) -> None:
    """Write for each file of ``listed`` (JSON: ``[[path, name], ...]``) its kind, or the notice why it is refused."""
    _write(output, [_identified(Path(path), name) for path, name in json.loads(Path(listed).read_text("utf-8"))])


def _identified(path: Path, name: str) -> dict[str, Any]:
    try:
        return {"kind": identify(name, read_bytes(path)).name}
    except UnreadableError as error:
        return {"refused": notice_to_json(error.notice)}


def read(path: str, name: str, output: str) -> None:
    """Write the document that is in a file, or the notice why it cannot be read."""
    result = read_file(Path(path), name)
    if isinstance(result, Document):
        _write(output, {"document": document_to_json(result)})
    else:
        _write(output, {"set-aside": notice_to_json(result.notice)})


def _write(output: str, result: Any) -> None:
    Path(output).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8", errors="replace")

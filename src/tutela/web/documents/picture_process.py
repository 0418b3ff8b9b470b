"""What the confined process does with a page of a PDF file: draw it, and find passages on it. Knows no Django."""

from __future__ import annotations

import json
from pathlib import Path

from tutela.text.page_picture import Wanted, draw_page, find_places


def show(path: str, number: str, wanted: str, picture: str, places: str) -> None:
    """Write the picture of a page of a file, and where on it stand the passages of ``wanted`` (JSON, as ``Wanted``)."""
    data = Path(path).read_bytes()
    passages = [Wanted(*one) for one in json.loads(Path(wanted).read_text("utf-8"))]
    draw_page(data, int(number), Path(picture))
    found = find_places(data, int(number), passages)
    result = {
        "width": found.width,
        "height": found.height,
        "has_letters": found.has_letters,
        "places": found.places,
    }
    Path(places).write_text(json.dumps(result), encoding="utf-8")

"""Makes the documents of the invented State from their texts: python scripts/samples/make_samples.py [--output FOLDER].

The same texts make the same files. Needs fpdf2 (with Pillow) and pypdfium2, as in requirements-dev.lock.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from typesetting.pdf_files import make_pdf
from typesetting.scanned_page import make_scan
from typesetting.source import Source, read_source
from typesetting.web_page import make_html
from typesetting.word_file import make_docx

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"

MAKERS: dict[str, Callable[[Source], bytes]] = {
    "penal-code-extract.pdf": make_pdf,
    "children-act.docx": make_docx,
    "national-plan-of-action.pdf": make_pdf,
    "state-report-to-the-committee.pdf": make_pdf,
    "school-safeguarding-policy.html": make_html,
    "loi-protection-de-l-enfant.pdf": make_pdf,
    "ley-turismo-y-entorno-digital.pdf": make_pdf,
    "circular-scanned.pdf": make_scan,
}
"""The files, and what makes each from its text."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the documents of the invented State from their texts.")
    parser.add_argument("--output", type=Path, default=HERE.parents[1] / "samples", help="the folder to write them to")
    output = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        source = read_source(TEXTS / f"{Path(name).stem}.md")
        (output / name).write_bytes(make(source))
        print(output / name)


if __name__ == "__main__":
    main()

"""The web page: one HTML file with landmarks, lists, a table and footnotes, and nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from typesetting.pdf_files import DISCLAIMER
from typesetting.source import Block, Run, Source

_STYLE = """
  body { font: 1rem/1.55 Georgia, serif; color: #1c1c1c; max-width: 46rem; margin: 0 auto; padding: 0 1.2rem 2rem; }
  header { border-bottom: 3px solid #16425b; padding: 1.5rem 0 .8rem; }
  header p { margin: 0; color: #16425b; font-weight: bold; }
  h1 { margin: .2rem 0; }
  h2 { color: #16425b; margin-top: 2rem; }
  nav { background: #eef3f6; padding: .6rem 1rem; margin-top: 1.2rem; }
  nav ol { columns: 2; margin: .3rem 0; }
  table { border-collapse: collapse; width: 100%; }
  th, td { border: 1px solid #9aa7b0; padding: .4rem .6rem; text-align: left; vertical-align: top; }
  thead th { background: #e2e8ee; }
  ol.letters { list-style-type: lower-alpha; }
  footer, .footnotes { font-size: .9rem; border-top: 1px solid #9aa7b0; margin-top: 2rem; }
"""


def make_html(source: Source) -> bytes:
    """The web page of a text."""
    owner, title, approved = (escape(line) for line in source.head["masthead"])
    contents = "".join(
        f'\n      <li><a href="#{_anchor(block)}">{escape(_without_number(block.text))}</a></li>'
        for block in source.blocks
        if block.kind == "heading"
    )
    return f"""<!DOCTYPE html>
<html lang="{source.language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>{title} – {owner}</title>
  <style>{_STYLE}</style>
</head>
<body>
  <header>
    <p>{owner}</p>
    <h1>{title}</h1>
    <p>{approved}</p>
  </header>
  <nav aria-label="Contents">
    <h2>Contents</h2>
    <ol>{contents}
    </ol>
  </nav>
  <main>
{"".join(_sections(source.blocks))}
  <section class="footnotes" role="doc-endnotes">
    <ol>{"".join(_notes(source))}
    </ol>
  </section>
  </main>
  <footer>
    <p>{escape(DISCLAIMER[source.language])}</p>
  </footer>
</body>
</html>
""".encode()


def _without_number(text: str) -> str:
    return re.sub(r"^\d+\. ", "", text)


def _anchor(block: Block) -> str:
    return "section-" + block.text.split(".")[0]


def _sections(blocks: list[Block]) -> Iterator[str]:
    """The headings, paragraphs, lettered lists and tables, one a line."""
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else Block("", "")
        after = blocks[at + 1] if at + 1 < len(blocks) else Block("", "")
        if block.kind == "heading":
            yield f'    <h2 id="{_anchor(block)}">{escape(block.text)}</h2>\n'
        elif block.kind == "row":
            yield from _row(block, is_first=before.kind != "row", is_last=after.kind != "row")
        elif block.level:
            opened = '    <ol class="letters" type="a">\n' if not before.level or before.kind == "heading" else ""
            closed = "    </ol>\n" if not after.level or after.kind == "heading" else ""
            yield f"{opened}      <li>{_inline(block.runs)}</li>\n{closed}"
        else:
            yield f"    <p>{escape(block.mark)} {_inline(block.runs)}</p>\n"


def _row(row: Block, *, is_first: bool, is_last: bool) -> Iterator[str]:
    if is_first:
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in row.cells)
        yield f"    <table>\n      <thead><tr>{cells}</tr></thead>\n      <tbody>\n"
    else:
        name, *rest = (escape(cell) for cell in row.cells)
        cells = "".join(f"<td>{cell}</td>" for cell in rest)
        yield f'        <tr><th scope="row">{name}</th>{cells}</tr>\n'
    if is_last:
        yield "      </tbody>\n    </table>\n"


def _inline(runs: list[Run]) -> str:
    made = []
    for run in runs:
        text = escape(run.text, quote=False)
        if run.style == "note":
            text = f'<sup><a href="#note-{text}" id="call-{text}" role="doc-noteref">{text}</a></sup>'
        elif run.style:
            tag = {"bold": "strong", "italic": "em"}[run.style]
            text = f"<{tag}>{text}</{tag}>"
        made.append(text)
    return "".join(made)


def _notes(source: Source) -> Iterator[str]:
    for number, text in source.notes.items():
        back = f'<a href="#call-{number}" role="doc-backlink" aria-label="Back to the text">↩</a>'
        yield f'\n      <li id="note-{number}">{escape(text, quote=False)} {back}</li>'

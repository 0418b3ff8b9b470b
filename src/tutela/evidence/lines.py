"""Passages as JSON lines in, matches as JSON lines out: how other programs use the engine, and how it is measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tutela.evidence.engine import ConceptScorer
from tutela.evidence.match import Match, Reason, Scorer
from tutela.register.measures import Register
from tutela.text.document import Passage, Span
from tutela.text.language import language_of

OnError = Callable[[int, str, str], None]
"""Called with the number of a line (from 1), what is wrong with it, and what to do."""


DOCTYPES = ("law", "treaty", "policy", "report", "guidance", "other")
"""Kinds of document that a line can name."""


class LineError(ValueError):
    """A line that cannot be matched: what is wrong with it, and what to do next."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(f"{what} {next_step}")
        self.what = what
        self.next_step = next_step


def match_lines(
    lines: Iterable[str],
    register: Register,
    *,
    on_error: OnError | None = None,
    scorer: Scorer | None = None,
) -> Iterator[str]:
    """One line of JSON for each line that can be read; empty lines are passed over, others told to ``on_error``.

    A line holds ``id`` (text or number) and ``text``, and may hold ``lang`` (told from the text where it is not
    given), ``heading`` (text, or a list from the outermost in), ``label``, ``doc`` and ``doctype`` (one of DOCTYPES,
    which says what grades are possible). The answer holds ``id`` as it was given and ``measures``, best first: ``id``,
    ``score`` (0..1), ``verdict``, ``grade``, ``direction``, ``reasons`` and ``against``, the last two with ``concept``,
    ``name`` in each language, ``spans`` in the text that was given, and ``weight``. Lines are streamed: memory does not
    grow with their number.
    """
    ids: list[Any] = []

    def passages() -> Iterator[Passage]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                id, passage = _passage(line)
            except LineError as error:
                if on_error:
                    on_error(number, error.what, error.next_step)
                continue
            ids.append(id)
            yield passage

    for matches in (scorer or ConceptScorer(register)).matches(passages()):
        yield _answer(ids.pop(0), matches)


def _passage(line: str) -> tuple[str | int, Passage]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"This is not JSON ({error}).", "Write one JSON object a line.") from None
    if not isinstance(fields, dict):
        raise LineError("This is not a JSON object.", 'Write {"id": ..., "lang": ..., "text": ...}.')
    id, text = fields.get("id"), fields.get("text")
    if isinstance(id, bool) or not isinstance(id, str | int):
        raise LineError('"id" is missing, or is neither text nor a number.', "Give each passage an id.")
    if not isinstance(text, str):
        raise LineError(f'"text" of passage "{id}" is missing, or is not text.', 'Give the passage as "text".')
    language = fields.get("lang") or language_of(text)
    if not isinstance(language, str):
        raise LineError(f'"lang" of passage "{id}" is not text.', 'Write "en", "fr" or "es", or leave it out.')
    passage = Passage(
        text=text,
        span=Span(0, len(text)),
        label=_text(fields, "label", id),
        heading_path=_headings(fields, id),
        language=language.lower()[:2],
        doctype=_doctype(fields, id),
    )
    return id, passage


def _doctype(fields: dict[str, Any], id: str | int) -> str:
    doctype = _text(fields, "doctype", id).lower()
    if doctype and doctype not in DOCTYPES:
        what = f'"doctype" of passage "{id}" is not known: "{doctype[:40]}".'
        raise LineError(what, f"Use {', '.join(DOCTYPES)}, or leave it out.")
    return doctype


def _text(fields: dict[str, Any], key: str, id: str | int) -> str:
    value = fields.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineError(f'"{key}" of passage "{id}" is not text.', "Write text, or leave it out.")
    return value


def _headings(fields: dict[str, Any], id: str | int) -> tuple[str, ...]:
    value = fields.get("heading")
    headings = [value] if isinstance(value, str) else value or []
    if not isinstance(headings, list) or not all(isinstance(heading, str) for heading in headings):
        raise LineError(f'"heading" of passage "{id}" is neither text nor a list of texts.', "Write one of these.")
    return tuple(heading for heading in headings if heading.strip())


def _answer(id: str | int, matches: list[Match]) -> str:
    measures = [
        {
            "id": match.measure,
            "score": match.score,
            "verdict": match.verdict,
            "grade": match.grade,
            "direction": match.direction,
            "reasons": _reasons(match.reasons),
            "against": _reasons(match.against),
        }
        for match in matches
    ]
    return json.dumps({"id": id, "measures": measures}, ensure_ascii=False)


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    return [
        {
            "concept": reason.concept,
            "name": dict(reason.name),
            "spans": [list(span) for span in reason.spans],
            "weight": reason.weight,
        }
        for reason in reasons
    ]

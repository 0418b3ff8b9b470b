"""The vocabulary as the database has it now: loaded once a process, and anew when somebody changed it."""

from __future__ import annotations

import secrets
import threading
from collections import defaultdict

from tutela.web.library.models import Setting
from tutela.web.subjects.models import Concept, ConceptRelation, Label, RelationKind
from tutela.web.subjects.thesaurus import Entry, Term, Thesaurus

_VERSION = "subjects-version"

_lock = threading.Lock()
_loaded: tuple[str, Thesaurus] = ("", Thesaurus(()))


def current() -> Thesaurus:
    """The vocabulary as the database has it now; one query where nothing has changed."""
    global _loaded
    now = version()
    with _lock:
        if _loaded[0] != now:
            _loaded = (now, _load())
        return _loaded[1]


def version() -> str:
    """The version of the vocabulary in the database, "" where there never was one."""
    return Setting.objects.filter(key=_VERSION).values_list("value", flat=True).first() or ""


def touch() -> None:
    """Tell all processes that the vocabulary was changed; within the transaction of the change."""
    Setting.objects.update_or_create(key=_VERSION, defaults={"value": secrets.token_hex(8)})


def _load() -> Thesaurus:
    terms: dict[int, list[Term]] = defaultdict(list)
    for concept, *term in Label.objects.values_list("concept_id", "kind", "language", "text"):
        terms[concept].append(Term(*term))
    entries = {
        pk: Entry(pk, key, uri, tuple(terms[pk]))
        for pk, key, uri in Concept.objects.filter(replaced_by=None).values_list("pk", "key", "uri")
    }
    for kind, source, target in ConceptRelation.objects.values_list("kind", "source_id", "target_id"):
        if source not in entries or target not in entries:
            continue
        if kind == RelationKind.BROADER:
            entries[source].broader.append(target)
            entries[target].narrower.append(source)
        else:
            entries[source].related.append(target)
            entries[target].related.append(source)
    return Thesaurus(entries.values())

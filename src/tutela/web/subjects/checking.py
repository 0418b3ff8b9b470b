"""A vocabulary checked as a whole: targets that are missing, circles, headings that two concepts share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rdflib import URIRef
from rdflib.namespace import SKOS

from tutela.web.subjects.models import LabelKind
from tutela.web.subjects.problems import Problem
from tutela.web.subjects.skos_reading import ConceptData
from tutela.web.subjects.thesaurus import Thesaurus, plain


class Known(NamedTuple):
    """What the catalogue has: the broader URIs of each concept, and by language and plain label the URI that it names
    as preferred label."""

    broader: Mapping[str, Sequence[str]]
    preferred: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, thesaurus: Thesaurus) -> Known:
        entries = thesaurus.entries
        broader = {entry.uri: [entries[pk].uri for pk in entry.broader] for entry in entries.values()}
        preferred = {
            (term.language, plain(term.text)): entry.uri
            for entry in entries.values()
            for term in entry.terms
            if term.kind == LabelKind.PREFERRED
        }
        return cls(broader, preferred)


def check(concepts: Mapping[str, ConceptData], known: Known) -> list[Problem]:
    """Put the concepts in order, and say what was wrong. A relation that cannot stand is moved to ``other``."""
    problems: list[Problem] = []
    for concept in concepts.values():
        _check_targets(concept, concepts, known, problems)
    _check_related(concepts, problems)
    _break_circles(concepts, known, problems)
    _check_labels(concepts, known, problems)
    return problems


def _put_aside(concept: ConceptData, relation: str, target: str) -> None:
    line = f"{URIRef(concept.uri).n3()} {SKOS[relation].n3()} {URIRef(target).n3()} ."
    if line not in concept.other:
        concept.other.append(line)


def _check_targets(
    concept: ConceptData, concepts: Mapping[str, ConceptData], known: Known, problems: list[Problem]
) -> None:
    for relation in ("broader", "related"):
        kept = []
        for target in dict.fromkeys(getattr(concept, relation)):
            if target == concept.uri:
                problems.append(Problem("cycle", concept.name, concept.name))
                _put_aside(concept, relation, target)
            elif target in concepts or target in known.broader:
                kept.append(target)
            else:
                problems.append(Problem("missing-target", concept.name, target))
                _put_aside(concept, relation, target)
        setattr(concept, relation, kept)


def _check_related(concepts: Mapping[str, ConceptData], problems: list[Problem]) -> None:
    """A pair is related or in a hierarchy, not both (SKOS Reference, S27); here for direct steps."""
    for concept in concepts.values():
        for target in list(concept.related):
            other = concepts.get(target)
            if target in concept.broader or (other is not None and concept.uri in other.broader):
                concept.related.remove(target)
                _put_aside(concept, "related", target)
                problems.append(Problem("broader-and-related", concept.name, other.name if other else target))


def _break_circles(concepts: Mapping[str, ConceptData], known: Known, problems: list[Problem]) -> None:
    """Leave out each step up that leads back to where it came from."""
    done: set[str] = set()
    for start in concepts:
        if start in done:
            continue
        path, on_path = [start], {start}
        waiting = [(start, _above(start, concepts, known))]
        while waiting:
            uri, above = waiting[-1]
            if not above:
                waiting.pop()
                path.pop()
                on_path.discard(uri)
                done.add(uri)
                continue
            target = above.pop(0)
            if target in on_path:
                _leave_out(uri, target, path, concepts, problems)
            elif target not in done:
                waiting.append((target, _above(target, concepts, known)))
                path.append(target)
                on_path.add(target)


def _above(uri: str, concepts: Mapping[str, ConceptData], known: Known) -> list[str]:
    return list(concepts[uri].broader if uri in concepts else known.broader.get(uri, ()))


def _leave_out(
    uri: str, target: str, path: list[str], concepts: Mapping[str, ConceptData], problems: list[Problem]
) -> None:
    circle = path[path.index(target) :]
    # The step to leave out must be one of the file: that of the catalogue was in order before.
    source = uri if uri in concepts else next(one for one in circle if one in concepts)
    goal = target if source == uri else circle[(circle.index(source) + 1) % len(circle)]
    concept = concepts[source]
    if goal in concept.broader:
        concept.broader.remove(goal)
        _put_aside(concept, "broader", goal)
    names = [concepts[one].name if one in concepts else one for one in (*circle, target)]
    problems.append(Problem("cycle", concept.name, " → ".join(names)))


def _check_labels(concepts: Mapping[str, ConceptData], known: Known, problems: list[Problem]) -> None:
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair, uri in known.preferred.items():
        if uri not in concepts:
            named[pair].add(uri)
    for concept in concepts.values():
        if concept.replaced_by:
            continue
        preferred = [term for term in concept.terms if term.kind == LabelKind.PREFERRED]
        if not preferred:
            problems.append(Problem("no-preferred", concept.name))
        elif not any(term.language == "en" for term in preferred):
            problems.append(Problem("no-english", concept.name))
        for term in preferred:
            pair = (term.language, plain(term.text))
            if named[pair] - {concept.uri}:
                problems.append(Problem("same-heading", concept.name, f"{term.text} ({term.language or '–'})"))
            named[pair].add(concept.uri)

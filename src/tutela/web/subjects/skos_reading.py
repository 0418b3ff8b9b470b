"""SKOS files read into plain values: Turtle, RDF/XML, JSON-LD, N-Triples. Nothing is fetched from anywhere.

Statements that the catalogue has no place for are kept as N-Triples with the concept that they are about.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, Namespace
from rdflib.term import Node

from tutela.errors import TutelaError
from tutela.web.subjects.models import LabelKind, NoteKind
from tutela.web.subjects.problems import Problem
from tutela.web.subjects.thesaurus import Term

FORMATS = {"turtle": "turtle", "rdfxml": "xml", "jsonld": "json-ld", "ntriples": "nt"}
"""Formats that are read and written, as rdflib names them."""

DEFAULT_SCHEME = "urn:x-tutela:subjects"
"""The vocabulary of concepts whose file names none."""

XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
LONGEST_LABEL = 200

_LABELS = {
    LabelKind.PREFERRED: (SKOS.prefLabel, XL.prefLabel),
    LabelKind.ALTERNATIVE: (SKOS.altLabel, XL.altLabel),
    LabelKind.HIDDEN: (SKOS.hiddenLabel, XL.hiddenLabel),
}
_NOTES = {SKOS[kind.value]: kind for kind in NoteKind}

# rdflib tells of odd literals ("1999-13-01"^^xsd:date) by its logger; they are kept as they are.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)


class VocabularyError(TutelaError):
    """A file that is no vocabulary, or cannot be read."""


@dataclass
class SchemeData:
    """A vocabulary as a file gives it."""

    uri: str
    titles: dict[str, str] = field(default_factory=dict)
    other: str = ""


@dataclass
class ConceptData:
    """A concept as a file gives it; relations by URI."""

    uri: str
    scheme: str
    notation: str = ""
    terms: list[Term] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    replaced_by: str = ""
    other: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What it is called in a list of problems."""
        preferred = [term for term in self.terms if term.kind == LabelKind.PREFERRED]
        preferred.sort(key=lambda term: term.language != "en")
        return (preferred or self.terms or [Term("", "", self.uri)])[0].text


@dataclass
class VocabularyData:
    """All that a file holds."""

    schemes: dict[str, SchemeData]
    concepts: dict[str, ConceptData]
    problems: list[Problem]


def form_of(name: str, beginning: bytes) -> str:
    """The format of a file by its name and its first bytes: a key of FORMATS."""
    ending = name.rpartition(".")[2].lower()
    known = {
        "ttl": "turtle", "rdf": "rdfxml", "xml": "rdfxml", "owl": "rdfxml", "jsonld": "jsonld", "json": "jsonld",
        "nt": "ntriples",
    }  # fmt: skip
    start = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:5] == b"<?xml" or start[:4] == b"<rdf":
        return "rdfxml"
    if start[:1] in (b"{", b"["):
        return "turtle" if known.get(ending) == "turtle" else "jsonld"
    return known.get(ending, "turtle")


def parse(data: bytes, form: str) -> Graph:
    """The statements of a file. Raises VocabularyError where it cannot be read, or wants something from the network."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    graph = Graph()
    try:
        if form == "jsonld":
            _check_contexts(json.loads(data))
        graph.parse(data=data, format=FORMATS[form], publicID="urn:x-tutela:file")
    except VocabularyError:
        raise
    except (SAXException, SyntaxError, ValueError, LookupError, AssertionError, TypeError, AttributeError) as error:
        said = " ".join(str(error).split()).partition(" at ^ in:")[0].replace(" of <>", "")[:200]
        raise VocabularyError(
            f"The file cannot be read: {said}.", "Check that it is SKOS in Turtle, RDF/XML or JSON-LD."
        ) from error
    except (RecursionError, OSError) as error:
        raise VocabularyError(
            "The file cannot be read: it points to other files, or is nested too deeply.",
            "Put everything into one file, and try again.",
        ) from error
    return graph


def _check_contexts(told: Any) -> None:
    """A context that is only an address would have to be fetched."""
    waiting = [told]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            given = one.get("@context")
            if "@import" in one or any(
                isinstance(part, str) for part in (given if isinstance(given, list) else [given])
            ):
                raise VocabularyError(
                    "The file takes its @context from an address, and nothing is fetched from the network.",
                    "Put the context itself into the file, or convert the file to Turtle.",
                )
            waiting += one.values()


def read(graph: Graph) -> VocabularyData:
    """The concepts of a graph, and what is wrong with each of them by itself (``checking`` looks at them together)."""
    return _Reading(graph).data


class _Reading:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._names: dict[Node, str] = {}
        self._used: set[tuple[Node, Node, Node]] = set()
        self.data = VocabularyData({}, {}, [])
        nodes = sorted(self._concept_nodes(), key=str)
        for node in nodes:
            self._names[node] = self._uri(node)
        self._read_schemes()
        for node in nodes:
            self._read_concept(node)
        self._read_inverse()
        self._keep_rest(nodes)

    def _concept_nodes(self) -> set[Node]:
        found = set(self._graph.subjects(RDF.type, SKOS.Concept))
        for predicate in (SKOS.prefLabel, XL.prefLabel, SKOS.broader, SKOS.inScheme, SKOS.topConceptOf, SKOS.narrower):
            found |= set(self._graph.subjects(predicate, None))
        found |= set(self._graph.objects(None, SKOS.hasTopConcept))
        not_concepts = (SKOS.ConceptScheme, SKOS.Collection, SKOS.OrderedCollection)
        return {
            one
            for one in found
            if isinstance(one, (URIRef, BNode))
            and not any((one, RDF.type, kind) in self._graph for kind in not_concepts)
        }

    def _uri(self, node: Node) -> str:
        if isinstance(node, URIRef) and len(node) <= 300:
            return str(node)
        labels = sorted(f"{one}" for one in self._graph.objects(node, SKOS.prefLabel))
        made = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '|'.join(labels) or str(node))}"
        self.data.problems.append(Problem("no-uri", labels[0] if labels else str(node)[:200], made))
        return made

    # --- vocabularies -----------------------------------------------------------------------------------------------

    def _read_schemes(self) -> None:
        named = set(self._graph.subjects(RDF.type, SKOS.ConceptScheme))
        named |= set(self._graph.objects(None, SKOS.inScheme)) | set(self._graph.objects(None, SKOS.topConceptOf))
        for node in sorted((one for one in named if isinstance(one, URIRef)), key=str):
            scheme = SchemeData(str(node)[:300])
            self._use((node, RDF.type, SKOS.ConceptScheme))
            for predicate in (DCTERMS.title, RDFS.label, SKOS.prefLabel):
                for value in self._graph.objects(node, predicate):
                    if isinstance(value, Literal) and (value.language or "") not in scheme.titles:
                        scheme.titles[value.language or ""] = str(value)[:200]
                        self._use((node, predicate, value))
            for value in self._graph.objects(node, SKOS.hasTopConcept):
                self._use((node, SKOS.hasTopConcept, value))
            self.data.schemes[scheme.uri] = scheme

    # --- concepts ---------------------------------------------------------------------------------------------------

    def _read_concept(self, node: Node) -> None:
        uri = self._names[node]
        concept = ConceptData(uri, self._scheme_of(node))
        self._use((node, RDF.type, SKOS.Concept))
        for kind, (plain, extended) in _LABELS.items():
            for value in self._literals(node, plain):
                self._add_label(concept, kind, value, (node, plain, value))
            for label in sorted(self._graph.objects(node, extended), key=str):
                for value in self._literals(label, XL.literalForm):
                    self._add_label(concept, kind, value, None)  # the statement itself stays, for what else it says
        for predicate, note in _NOTES.items():
            for value in self._literals(node, predicate):
                if value.datatype is None or str(value.datatype).endswith("#string"):
                    concept.notes.append((note.value, value.language or "", str(value)))
                    self._use((node, predicate, value))
        self._read_notation(node, concept)
        for predicate, targets in ((SKOS.broader, concept.broader), (SKOS.related, concept.related)):
            for target in sorted(self._graph.objects(node, predicate), key=str):
                targets.append(self._names.get(target, str(target)))
                self._use((node, predicate, target))
        for target in self._graph.objects(node, DCTERMS.isReplacedBy):
            if not concept.terms and (target in self._names or isinstance(target, URIRef)):
                concept.replaced_by = self._names.get(target, str(target))
                self._use((node, DCTERMS.isReplacedBy, target))
                self._use((node, OWL.deprecated, Literal(True)))
        self.data.concepts[uri] = concept

    def _scheme_of(self, node: Node) -> str:
        for predicate in (SKOS.inScheme, SKOS.topConceptOf):
            for value in sorted(self._graph.objects(node, predicate), key=str):
                if str(value) in self.data.schemes:
                    self._use((node, SKOS.inScheme, value))
                    self._use((node, SKOS.topConceptOf, value))
                    return str(value)
        for scheme in self._graph.subjects(SKOS.hasTopConcept, node):
            if str(scheme) in self.data.schemes:
                return str(scheme)
        if len(self.data.schemes) == 1:
            return next(iter(self.data.schemes))
        self.data.schemes.setdefault(DEFAULT_SCHEME, SchemeData(DEFAULT_SCHEME))
        return DEFAULT_SCHEME

    def _literals(self, node: Node, predicate: URIRef) -> list[Literal]:
        found = (one for one in self._graph.objects(node, predicate) if isinstance(one, Literal))
        return sorted(found, key=lambda one: (one.language or "", str(one)))

    def _add_label(self, concept: ConceptData, kind: str, value: Literal, used: tuple[Node, Node, Node] | None) -> None:
        text = " ".join(str(value).replace("\0", "").split())
        language = (value.language or "")[:35]
        if not text:
            self.data.problems.append(Problem("empty-label", concept.name))
        elif len(text) > LONGEST_LABEL:
            self.data.problems.append(Problem("long-label", concept.name, text[:80]))
            return
        else:
            self._place(concept, Term(kind, language, text))
        if used:
            self._use(used)

    def _place(self, concept: ConceptData, term: Term) -> None:
        same = next((one for one in concept.terms if one[1:] == term[1:]), None)
        if same is not None:
            if same.kind != term.kind:
                self.data.problems.append(Problem("label-twice", concept.name, term.text))
            return
        if term.kind == LabelKind.PREFERRED and any(one[:2] == term[:2] for one in concept.terms):
            self.data.problems.append(Problem("two-preferred", concept.name, f"{term.text} ({term.language or '–'})"))
            term = term._replace(kind=LabelKind.ALTERNATIVE.value)
        concept.terms.append(Term(str(term.kind), term.language, term.text))

    def _read_notation(self, node: Node, concept: ConceptData) -> None:
        for value in self._literals(node, SKOS.notation):
            if not concept.notation and len(value) <= 60:
                concept.notation = str(value)
                if value.datatype is None and not value.language:
                    self._use((node, SKOS.notation, value))

    def _read_inverse(self) -> None:
        """narrower is broader seen from above; related goes both ways."""
        for broad, narrow in self._graph.subject_objects(SKOS.narrower):
            concept = self.data.concepts.get(self._names.get(narrow, ""))
            above = self._names.get(broad, str(broad))
            if concept is not None:
                if above not in concept.broader:
                    concept.broader.append(above)
                self._use((broad, SKOS.narrower, narrow))
        for concept in self.data.concepts.values():
            for target in concept.related:
                other = self.data.concepts.get(target)
                if other is not None and concept.uri not in other.related:
                    other.related.append(concept.uri)

    # --- the rest ---------------------------------------------------------------------------------------------------

    def _use(self, statement: tuple[Node, Node, Node]) -> None:
        self._used.add(statement)

    def _keep_rest(self, nodes: Iterable[Node]) -> None:
        """What was not used stays with its concept, and what belongs to none with the first vocabulary."""
        rest: dict[Node, list[tuple[Node, Node, Node]]] = defaultdict(list)
        for statement in self._graph:
            if statement not in self._used:
                rest[statement[0]].append(statement)
        taken: set[Node] = set()
        for node in nodes:
            uri = URIRef(self._names[node])
            lines = [_line(uri if s == node else s, p, o) for s, p, o in _described(node, rest, taken)]
            self.data.concepts[str(uri)].other = sorted(lines)
        left = sorted(_line(*statement) for node, found in rest.items() if node not in taken for statement in found)
        if left and self.data.schemes:
            next(iter(self.data.schemes.values())).other = "\n".join(left)


def _described(
    node: Node, rest: dict[Node, list[tuple[Node, Node, Node]]], taken: set[Node]
) -> Iterator[tuple[Node, Node, Node]]:
    """The statements about a node, and about the nodes without a name that they lead to."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one in taken:
            continue
        taken.add(one)
        for statement in rest.get(one, ()):
            yield statement
            if isinstance(statement[2], BNode):
                waiting.append(statement[2])


def _line(subject: Node, predicate: Node, value: Node) -> str:
    return f"{subject.n3()} {predicate.n3()} {_literal(value)} ."


def _literal(value: Node) -> str:
    """N-Triples write line breaks in a literal as signs; n3 would write them out."""
    if not isinstance(value, Literal):
        return value.n3()
    text = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    if value.language:
        return f'"{text}"@{value.language}'
    return f'"{text}"^^<{value.datatype}>' if value.datatype else f'"{text}"'

"""The vocabulary as SKOS: Turtle, RDF/XML, JSON-LD, N-Triples."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, SKOS

from tutela.web.subjects.importing import concepts_data
from tutela.web.subjects.models import Scheme
from tutela.web.subjects.skos_reading import FORMATS, ConceptData, VocabularyError

MEDIA_TYPES = {
    "turtle": ("text/turtle; charset=utf-8", "ttl"),
    "rdfxml": ("application/rdf+xml; charset=utf-8", "rdf"),
    "jsonld": ("application/ld+json; charset=utf-8", "jsonld"),
    "ntriples": ("application/n-triples; charset=utf-8", "nt"),
}
"""Media type and ending of a file, by the keys of ``skos_reading.FORMATS``."""

_LABELS = {"preferred": SKOS.prefLabel, "alternative": SKOS.altLabel, "hidden": SKOS.hiddenLabel}


@lru_cache(maxsize=8)
def written(version: str, form: str) -> bytes:
    """The whole vocabulary, of a version (``current.version``), in a format."""
    graph = graph_of(concepts_data().values())
    for row in Scheme.objects.all():
        uri = URIRef(row.uri)
        graph.add((uri, RDF.type, SKOS.ConceptScheme))
        for language, title in row.titles.items():
            graph.add((uri, DCTERMS.title, Literal(title, lang=language or None)))
        _add_lines(graph, row.other)
    return serialised(graph, form)


def graph_of(concepts: Iterable[ConceptData]) -> Graph:
    """The statements about these concepts."""
    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dct", DCTERMS)
    for one in concepts:
        _add(graph, one)
    return graph


def serialised(graph: Graph, form: str) -> bytes:
    """A graph in a format. Raises VocabularyError where RDF/XML cannot say it (a predicate that is no XML name)."""
    graph.bind("skos", SKOS)
    graph.bind("dct", DCTERMS)
    try:
        if form == "jsonld":
            return bytes(graph.serialize(format="json-ld", encoding="utf-8", auto_compact=True))
        return bytes(graph.serialize(format=FORMATS[form], encoding="utf-8"))
    except ValueError as error:
        raise VocabularyError(f"The vocabulary cannot be written so: {error}.", "Choose another format.") from error


def _add(graph: Graph, one: ConceptData) -> None:
    uri = URIRef(one.uri)
    graph.add((uri, RDF.type, SKOS.Concept))
    graph.add((uri, SKOS.inScheme, URIRef(one.scheme)))
    for term in one.terms:
        graph.add((uri, _LABELS[term.kind], Literal(term.text, lang=term.language or None)))
    for kind, language, text in one.notes:
        graph.add((uri, SKOS[kind], Literal(text, lang=language or None)))
    for target in one.broader:
        graph.add((uri, SKOS.broader, URIRef(target)))
        graph.add((URIRef(target), SKOS.narrower, uri))
    for target in one.related:
        graph.add((uri, SKOS.related, URIRef(target)))
    if one.replaced_by:
        graph.add((uri, OWL.deprecated, Literal(True)))
        graph.add((uri, DCTERMS.isReplacedBy, URIRef(one.replaced_by)))
    elif not one.broader:
        graph.add((uri, SKOS.topConceptOf, URIRef(one.scheme)))
        graph.add((URIRef(one.scheme), SKOS.hasTopConcept, uri))
    _add_lines(graph, "\n".join(one.other))
    if one.notation and not any(str(value) == one.notation for value in graph.objects(uri, SKOS.notation)):
        graph.add((uri, SKOS.notation, Literal(one.notation)))


def _add_lines(graph: Graph, lines: str) -> None:
    if not lines.strip():
        return
    # Nodes without a name are those of these lines alone.
    for statement in Graph().parse(data=lines, format="nt"):
        graph.add(statement)

"""SKOS in and out: nothing lost, problems told."""

from __future__ import annotations

import pytest
from rdflib import BNode, Graph
from rdflib.compare import isomorphic

from tutela.web.subjects import importing, skos_writing
from tutela.web.subjects.current import current, version
from tutela.web.subjects.importing import concepts_data, load_start, take_in
from tutela.web.subjects.models import Concept, Label
from tutela.web.subjects.skos_reading import FORMATS, VocabularyError, form_of

pytestmark = pytest.mark.django_db

HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <urn:example:> .
@prefix dct: <http://purl.org/dc/terms/> . @prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
ex:scheme a skos:ConceptScheme ; dct:title "Courts"@en ; dct:creator "The Ministry" .
"""


def turtle(body: str) -> bytes:
    return (HEAD + body).encode()


def codes(body: str) -> list[tuple[str, str]]:
    """The problems of a file, with the concepts that have them."""
    return sorted((one.code, one.concept) for one in take_in(turtle(body), "turtle").problems)


CONCEPT = 'ex:%s a skos:Concept ; skos:prefLabel "%s"@en ; skos:inScheme ex:scheme '


def concept(name: str, rest: str = "") -> str:
    return CONCEPT % (name, name.title()) + f"{rest} .\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(concept("court"), [], id="in order"),
        pytest.param(concept("court", "; skos:broader ex:court"), [("cycle", "Court")], id="broader than itself"),
        pytest.param(
            concept("a", "; skos:broader ex:b") + concept("b", "; skos:broader ex:c") + concept("c", "; skos:broader ex:a"),
            [("cycle", "C")],
            id="circle of three",
        ),
        pytest.param(concept("a", "; skos:narrower ex:b") + concept("b", "; skos:narrower ex:a"), [("cycle", "B")], id="circle of narrower"),
        pytest.param(concept("court", '; skos:prefLabel "Tribunal"@en'), [("two-preferred", "Court")], id="two preferred"),
        pytest.param(concept("court", "; skos:broader ex:nowhere"), [("missing-target", "Court")], id="broader without target"),
        pytest.param(concept("court", "; skos:related ex:nowhere"), [("missing-target", "Court")], id="related without target"),
        pytest.param(concept("court", '; skos:altLabel "Court"@en'), [("label-twice", "Court")], id="preferred and not"),
        pytest.param('ex:x a skos:Concept ; skos:inScheme ex:scheme ; skos:altLabel "Bench"@en .', [("no-preferred", "Bench")], id="no preferred"),
        pytest.param('ex:x a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "Tribunal"@fr .', [("no-english", "Tribunal")], id="no English"),
        pytest.param(
            concept("court") + 'ex:z a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "court"@en .',
            [("same-heading", "court")],
            id="same heading",
        ),
        pytest.param(
            concept("a", "; skos:broader ex:b ; skos:related ex:b") + concept("b"),
            [("broader-and-related", "A"), ("broader-and-related", "B")],
            id="broader and related",
        ),
        pytest.param('[] a skos:Concept ; skos:prefLabel "Nameless"@en ; skos:inScheme ex:scheme .', [("no-uri", "Nameless")], id="no URI"),
        pytest.param(concept("court", f'; skos:altLabel "{"x" * 201}"@en'), [("long-label", "Court")], id="long label"),
        pytest.param(concept("court", '; skos:altLabel " "@en'), [("empty-label", "Court")], id="empty label"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(body: str, expected: list[tuple[str, str]]) -> None:
    assert codes(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(concept("a", "; skos:broader ex:b") + concept("b", "; skos:broader ex:a"), id="circle"),
        pytest.param(concept("court", "; skos:broader ex:nowhere ; skos:related ex:gone"), id="missing targets"),
        pytest.param(concept("court", '; skos:exactMatch <urn:other:1> ; dct:created "2019-09-10" ; skos:notation "1.2"'), id="other statements"),
        pytest.param(concept("court", '; xl:prefLabel [ a xl:Label ; xl:literalForm "Court"@en ; dct:source "Act 3" ]'), id="labels that are nodes"),
        pytest.param(concept("court", '; skos:changeNote [ dct:creator "A clerk" ; dct:date "2019" ]'), id="notes that are nodes"),
        pytest.param(concept("court", '; skos:prefLabel "Tribunal"@fr, "Gericht"@de ; skos:definition "Line one\\nline \\"two\\""@en'), id="languages and signs"),
        pytest.param(concept("court") + 'ex:group a skos:Collection ; skos:member ex:court ; skos:prefLabel "Bodies"@en .', id="collection"),
        pytest.param(concept("court", f'; skos:altLabel "{"x" * 201}"@en'), id="long label"),
    ],
)  # fmt: skip
def test_nothing_that_a_file_says_is_lost(body: str) -> None:
    take_in(turtle(body), "turtle")
    given = Graph().parse(data=turtle(body).decode(), format="turtle")
    back = Graph().parse(data=skos_writing.written(version(), "turtle"), format="turtle")
    assert statements(given) - statements(back) == set()


def statements(graph: Graph) -> set[tuple[str, ...]]:
    """The statements of a graph; nodes without a name are all the same."""
    return {tuple("_" if isinstance(node, BNode) else node.n3() for node in one) for one in graph}


@pytest.mark.parametrize("form", ["turtle", "rdfxml", "jsonld", "ntriples"])
def test_an_export_comes_back_as_it_was(form: str) -> None:
    load_start()
    before = concepts_data()
    data = skos_writing.written(version(), form)
    Concept.objects.all().delete()
    outcome = take_in(data, form)
    assert (outcome.added, outcome.problems) == (len(before), [])
    after = concepts_data()
    for uri, one in before.items():
        assert (sorted(one.terms), sorted(one.broader), sorted(one.related), sorted(one.notes)) == (
            sorted(after[uri].terms), sorted(after[uri].broader), sorted(after[uri].related), sorted(after[uri].notes),
        )  # fmt: skip
    assert isomorphic(
        Graph().parse(data=data, format=FORMATS[form]),
        Graph().parse(data=skos_writing.written(version(), "turtle"), format="turtle"),
    )


def test_the_starting_vocabulary_is_in_order_and_in_three_languages() -> None:
    outcome = load_start()
    assert outcome.problems == []
    entries = list(current().entries.values())
    assert len(entries) == outcome.added >= 60
    for entry in entries:
        assert {term.language for term in entry.terms if term.kind == "preferred"} == {"en", "fr", "es"}
    again = load_start()
    assert (again.added, again.changed, again.same) == (0, 0, len(entries))


@pytest.mark.parametrize(
    ("old", "heading"),
    [
        ("child pornography", "Child sexual abuse material"),
        ("pornographie enfantine", "Child sexual abuse material"),
        ("pornografía infantil", "Child sexual abuse material"),
        ("child prostitution", "Sexual exploitation of children in prostitution"),
        ("child sex tourism", "Sexual exploitation of children in travel and tourism"),
    ],
)
def test_old_terms_lead_to_those_of_today(old: str, heading: str) -> None:
    load_start()
    entry = current().named(old)
    assert entry is not None
    assert entry.heading == heading
    kinds = {term.kind for term in entry.terms if term.text.lower() == old}
    assert kinds == {"hidden"}


def test_a_concept_of_the_file_is_brought_to_its_state_and_others_stay() -> None:
    take_in(turtle(concept("a") + concept("b", "; skos:related ex:a")), "turtle")
    keys = dict(Concept.objects.values_list("uri", "key"))
    outcome = take_in(turtle(concept("a", '; skos:altLabel "Alpha"@en ; skos:related ex:b')), "turtle")
    assert (outcome.added, outcome.changed) == (0, 1)
    assert dict(Concept.objects.values_list("uri", "key")) == keys
    entry = current().named("Alpha")
    assert entry is not None
    assert [current().entries[pk].heading for pk in entry.related] == ["B"]


def test_a_trial_changes_nothing() -> None:
    outcome = take_in(turtle(concept("a") + concept("b", "; skos:broader ex:c")), "turtle", is_trial=True)
    assert (outcome.added, [one.code for one in outcome.problems]) == (2, ["missing-target"])
    assert not Concept.objects.exists()


def test_a_circle_across_the_file_and_the_catalogue_is_broken() -> None:
    take_in(turtle(concept("a") + concept("b", "; skos:broader ex:a")), "turtle")
    outcome = take_in(turtle(concept("a", "; skos:broader ex:b")), "turtle")
    assert [(one.code, one.concept) for one in outcome.problems] == [("cycle", "A")]
    entry = current().named("A")
    assert entry is not None
    assert entry.broader == []


@pytest.mark.parametrize(
    ("data", "form"),
    [
        pytest.param(b"@prefix skos: <unclosed", "turtle", id="broken Turtle"),
        pytest.param(b"<?xml version='1.0'?><rdf:RDF", "rdfxml", id="broken XML"),
        pytest.param(b'{"@context": "https://example.invalid/context.jsonld", "@id": "urn:x"}', "jsonld", id="context by address"),
        pytest.param(b'{"@context": [{"a": "urn:a"}, "https://example.invalid/c"], "@id": "urn:x"}', "jsonld", id="context by address in a list"),
        pytest.param(b'{"@context": {"x": {"@id": "urn:x", "@context": "https://example.invalid/c"}}}', "jsonld", id="context by address in a term"),
        pytest.param(b'{"@context": {"@import": "https://example.invalid/c"}, "@id": "urn:x"}', "jsonld", id="context imported"),
        pytest.param(b"{", "jsonld", id="broken JSON"),
        pytest.param(b"\xff\xfe\x00", "ntriples", id="not text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(data: bytes, form: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        take_in(data, form)
    assert caught.value.next_step


@pytest.mark.parametrize(
    ("name", "beginning", "form"),
    [
        ("v.ttl", b"@prefix", "turtle"),
        ("v.rdf", b"<?xml", "rdfxml"),
        ("v.txt", b'<?xml version="1.0"?>', "rdfxml"),
        ("v.jsonld", b'{"@context"', "jsonld"),
        ("v.nt", b"<urn:a> <urn:b>", "ntriples"),
        ("v", b"@prefix", "turtle"),
    ],
)
def test_the_format_is_known_by_name_and_beginning(name: str, beginning: bytes, form: str) -> None:
    assert form_of(name, beginning) == form


def test_thousands_of_concepts_come_in_few_queries(django_assert_max_num_queries: object) -> None:
    body = "".join(
        concept(f"c{number}", f"; skos:broader ex:c{number // 10}" if number else "") for number in range(2000)
    )
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        outcome = take_in(turtle(body), "turtle")
    assert (outcome.added, outcome.problems) == (2000, [])
    assert Label.objects.count() == 2000


def test_addresses_of_concepts_are_no_words_of_pages() -> None:
    take_in(turtle(concept("import") + concept("new")), "turtle")
    assert not set(Concept.objects.values_list("key", flat=True)) & importing.RESERVED

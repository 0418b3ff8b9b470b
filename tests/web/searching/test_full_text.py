"""The database finds what a plain reading of the same tree finds, and stays in step with the passages."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.factories import person

from tutela.web.documents.models import Document, Passage
from tutela.web.searching.full_text import full_text
from tutela.web.searching.keeping import fill
from tutela.web.searching.passages import PASSAGES, PassageSearch, find_passages
from tutela.web.searching.query import parse
from tutela.web.searching.stems import stems_of
from tutela.web.searching.tree import Tree, holds
from tutela.web.workspaces.models import Workspace

TEXTS = [
    ("en", "Any person who sells a child for sexual exploitation commits an offence."),
    ("en", "The sale of children is prohibited. Legal persons may be fined."),
    ("en", "A child victim shall not be prosecuted; child victims are heard."),
    ("en", "Banks and payment providers report suspicious payments."),
    ("en", "Hotels, airlines and travel agencies adopt a code of conduct."),
    ("fr", "L’enfant victime est protégé. Les personnes morales encourent une amende."),
    ("fr", "Les banques signalent les paiements liés à l’exploitation d’enfants exploités."),
    ("es", "El niño víctima de explotación sexual tiene derecho a protección."),
    ("es", "Los bancos informarán de los pagos. Las niñas y los niños víctimas."),
    ("pt", "A criança vítima não será processada."),
    ("en", "Article 18bis, 4e12x and CRC/C/156: see paragraph 12."),
    ("", ""),
]


@pytest.fixture
def passages(workspace: Workspace) -> list[Passage]:
    return fill_document(workspace, "one.md", TEXTS)


def fill_document(workspace: Workspace, name: str, texts: list[tuple[str, str]]) -> list[Passage]:
    document = Document.objects.create(workspace=workspace, name=name, sha256=name, state="read")
    return Passage.objects.bulk_create(
        Passage(
            document=document,
            number=number,
            text=text,
            start=0,
            end=len(text),
            language=language,
            stems=stems_of(text, language),
        )
        for number, (language, text) in enumerate(texts, start=1)
    )


def tree_of(text: str) -> Tree:
    tree = parse(text, "en").tree
    assert tree is not None, text
    return tree


def expected(tree: Tree) -> set[int]:
    return {passage.pk for passage in Passage.objects.all() if holds(tree, passage.stems.split())}


def found(tree: Tree, workspace: Workspace, **narrow: list[int | str]) -> set[int]:
    search = full_text(PASSAGES)
    asked = {"workspace": [workspace.pk], **narrow}
    keys = {one.key for one in search.best(tree, asked, ranked=1000, limit=1000)}
    assert search.count(tree, asked) == len(keys)
    return keys


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("child", [1, 2, 3]),
        ("children", [1, 2, 3]),
        ("enfants victimes", [6]),
        ("ninas victimas", [8, 9]),
        ("child OR enfant OR niño", [1, 2, 3, 6, 7, 8, 9]),
        ('"legal person"', [2]),
        ('"person legal"', []),
        ("child NOT victim", [1, 2]),
        ("(bank OR hotel) -payment", [5]),
        ("banque", [7]),
        ("crianca", [10]),
        ("18bis", [11]),
        ('"CRC C 156"', [11]),
        ("CRC/C/156 4e12x", [11]),
        ("zebra", []),
        ("exploitée", [7]),
    ],
)
def test_found(text: str, numbers: list[int], passages: list[Passage], workspace: Workspace) -> None:
    tree = tree_of(text)
    assert found(tree, workspace) == {passages[number - 1].pk for number in numbers} == expected(tree)


WORDS = st.sampled_from(
    "child children victims bank payments sale sells legal persons enfant enfants victime niño víctimas of the exploitation exploités 12 18bis C x".split()
)
QUERIES = st.recursive(
    st.one_of(WORDS, st.lists(WORDS, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"')),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"NOT {part}"),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_the_database_and_the_plain_reading_agree(query: str, passages: list[Passage], workspace: Workspace) -> None:
    tree = parse(query, "en").tree
    if tree is not None:
        assert found(tree, workspace) == expected(tree)


def test_the_deepest_and_longest_queries_are_answered(passages: list[Passage], workspace: Workspace) -> None:
    deep = "child"
    for number in range(8):
        deep = f"NOT ({'bank' if number % 2 else 'sale'} OR NOT {deep})"
    long = " OR ".join(f"w{number} NOT {number}" for number in range(29))
    phrase = '"' + "word " * 59 + '"'
    for text in (deep, f"child AND {deep}", long, phrase, "child " + " ".join(f"-w{number}" for number in range(58))):
        tree = tree_of(text)
        assert found(tree, workspace) == expected(tree)


def test_narrowed(passages: list[Passage], workspace: Workspace) -> None:
    other = Workspace.open("Another", person("Olga"))
    theirs = fill_document(other, "two.md", TEXTS[:3])
    here, tree = passages[0].document_id, tree_of("child OR enfant")
    assert found(tree, other) == {passage.pk for passage in theirs}
    assert found(tree, workspace, language=["fr"]) == {passages[5].pk, passages[6].pk}
    assert found(tree, workspace, language=["zz; --"]) == set()
    assert found(tree, workspace, document=[theirs[0].document_id]) == set()
    assert found(tree, workspace, document=[]) == set()
    assert found(tree, workspace, key=[passages[0].pk, theirs[0].pk]) == {passages[0].pk}
    many: list[int | str] = [*range(10**6, 10**6 + 200), here]
    assert found(tree, workspace, document=many) == found(tree, workspace)
    assert PassageSearch(tree, [workspace.pk]).by_document({}) == [(here, "en", 3), (here, "fr", 2)]
    assert PassageSearch(tree, []).by_document({}) == []
    assert find_passages(tree, {"workspace": [other.pk]}, [workspace.pk], offset=0, limit=50).total == 5


def test_the_better_comes_first_and_pages_follow(workspace: Workspace) -> None:
    texts = [
        ("en", "A bank among " + "many other words " * 20),
        ("en", "Bank and bank again."),
        ("en", "No such word."),
    ]
    rows = fill_document(workspace, "one.md", texts)
    search, tree = PassageSearch(tree_of("bank"), [workspace.pk]), tree_of("bank")
    assert [row.pk for row in search.best({}, offset=0, limit=10)] == [rows[1].pk, rows[0].pk]
    assert [row.pk for row in search.best({}, offset=0, limit=10, is_ranked=False)] == [rows[0].pk, rows[1].pk]
    assert [row.pk for row in search.best({}, offset=1, limit=1)] == [rows[0].pk]
    best = full_text(PASSAGES).best(tree, {"workspace": [workspace.pk]}, ranked=1, limit=10)
    assert [one.key for one in best] == [rows[0].pk]  # of more than can be compared, the first


def test_every_change_is_followed(passages: list[Passage], workspace: Workspace) -> None:
    tree = tree_of("zebra OR child")
    before = found(tree, workspace)
    Passage.objects.filter(pk=passages[4].pk).update(stems="zebra")
    assert found(tree, workspace) == before | {passages[4].pk}
    Passage.objects.filter(pk=passages[4].pk).update(stems="nothing", language="fr")
    assert found(tree, workspace) == before
    assert found(tree_of("nothing"), workspace, language=["fr"]) == {passages[4].pk}
    Passage.objects.filter(pk=passages[0].pk).delete()
    assert found(tree, workspace) == before - {passages[0].pk}
    passages[0].document.delete()
    assert found(tree, workspace) == set()
    again = fill_document(workspace, "again.md", TEXTS)
    assert len(found(tree, workspace)) == 3
    Workspace.objects.get(pk=workspace.pk).delete()
    assert found(tree, workspace) == set()
    assert not Passage.objects.filter(pk__in=[row.pk for row in again]).exists()


def test_passages_whose_document_went_first_leave_nothing_behind(passages: list[Passage], workspace: Workspace) -> None:
    """As when a table is emptied, or a backup laid over it: the order is not ours."""
    key, document = workspace.pk, passages[0].document_id
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "PRAGMA defer_foreign_keys = on"
        )
        cursor.execute("DELETE FROM documents_document WHERE id = %s", [document])
        cursor.execute("DELETE FROM documents_passage WHERE document_id = %s", [document])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM searching_passages WHERE searching_passages MATCH %s", [f"scope: w{key}"])
            assert cursor.fetchall() == []
    assert found(tree_of("child"), workspace) == set()


@pytest.mark.django_db
def test_the_index_can_be_taken_away_and_made_of_what_is_there(passages: list[Passage], workspace: Workspace) -> None:
    from importlib import import_module

    from tutela.web.searching.keeping import drop, make

    assert import_module("tutela.web.searching.migrations.0001_passages").Migration.operations[0].reversible
    before = found(tree_of("child"), workspace)

    class Editor:
        """Runs a statement at once, inside the test's transaction."""

        connection = connection

        def execute(self, sql: str) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql)

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    drop(None, Editor())  # type: ignore[arg-type]
    Passage.objects.filter(pk=passages[0].pk).update(stems="gone")
    make(None, Editor())  # type: ignore[arg-type]
    assert found(tree_of("child"), workspace) == before - {passages[0].pk}


def test_triggers_that_a_migration_dropped_are_set_again(passages: list[Passage], workspace: Workspace) -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL keeps its generated column
    before = found(tree_of("child"), workspace)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER searching_deleted")
    Passage.objects.filter(pk=passages[0].pk).delete()
    call_command("migrate", verbosity=0)
    assert found(tree_of("child"), workspace) == before - {passages[0].pk}
    fill(connection)
    assert found(tree_of("child"), workspace) == before - {passages[0].pk}

"""The thesaurus of a register, from the files in its folder: ``concepts/*.yaml`` and ``queries/*.yaml``.

docs/register.md describes both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from tutela.register.compiled import cached_json
from tutela.register.expressions import ExpressionError, parse_expression
from tutela.register.folder import RegisterFolder, digest, read_folder
from tutela.register.problems import Problems
from tutela.register.thesaurus import GRADES, Clause, Concept, Query, Thesaurus, Veto
from tutela.register.values import Values
from tutela.register.wording import LANGUAGES
from tutela.register.yaml_source import read_yaml

EVERY = "every"
"""The entry of a file of queries whose veto holds for all of them."""

Content = dict[str, Any]


def load_thesaurus(folder: RegisterFolder, measures: Collection[str]) -> Thesaurus:
    """The concepts and queries of the register in ``folder``, whose measures have these ids.

    A register without concepts of its own is given those that are packaged with Tutela. The checked content is kept
    between runs, as that of the measures is. Raises RegisterError with all problems of all files.
    """
    concepts = folder.part("concepts") or read_folder().part("concepts")
    key = f"{folder.digest} {digest(concepts)}"
    content = cast(Content, cached_json("thesaurus", key, lambda: _checked(folder, concepts, measures)))
    return Thesaurus(
        concepts=tuple(_concept(concept) for concept in content["concepts"]),
        queries=tuple(_query(query) for query in content["queries"]),
        digest=key,
    )


def _concept(concept: Content) -> Concept:
    expressions = {language: tuple(concept["expressions"][language]) for language in LANGUAGES}
    return Concept(concept["id"], concept["name"], expressions, concept["grades"])


def _query(query: Content) -> Query:
    clauses = tuple(Clause(**{**clause, "any": tuple(clause["any"])}) for clause in query["clauses"])
    vetoes = tuple(Veto(tuple(veto["any"]), tuple(veto["unless"])) for veto in query["vetoes"])
    return Query(**{**query, "clauses": clauses, "boost": tuple(query["boost"]), "vetoes": vetoes})


def _checked(folder: RegisterFolder, concepts: Mapping[str, bytes], measures: Collection[str]) -> Content:
    problems = Problems(folder.where)
    check = _Check(problems)
    content: Content = {"concepts": check.concepts(_read(concepts, problems))}
    content["queries"] = check.queries(_read(folder.part("queries"), problems), measures)
    problems.raise_if_any()
    return content


def _read(files: Mapping[str, bytes], problems: Problems) -> Content:
    read = {name: read_yaml(name, data, problems) for name, data in files.items()}
    return {name: value for name, value in read.items() if value is not None}  # None was told already


class _Check(Values):
    """Takes concepts and queries as they were written; a query may name the concepts seen before."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self._written: dict[str, str] = {}

    def concepts(self, files: Content) -> list[Content]:
        concepts = []
        for self.file, value in files.items():
            for id, entry in self._entries(value):
                self.id({"id": id})
                if id in self._written:
                    self.tell(f"This concept stands in {self._written[id]} too.", "Keep one of them.")
                self._written[id] = self.file
                concept = self.mapping(entry, required=("name", *LANGUAGES), optional=("grades",))
                concepts.append(
                    {
                        "id": id,
                        "name": self.wording(concept, "name"),
                        "expressions": {language: self._expressions(concept, language) for language in LANGUAGES},
                        "grades": self._grades(concept),
                    }
                )
        return concepts

    def queries(self, files: Content, measures: Collection[str]) -> list[Content]:
        queries = []
        written: dict[str, str] = {}
        for self.file, value in files.items():
            every: list[Content] = []
            for measure, entry in self._entries(value):
                if measure == EVERY:
                    every = self._vetoes(self.mapping(entry, required=("veto",), optional=("unless",)))
                    continue
                if measure not in measures:
                    self.tell("There is no measure of this id.", "Use the id of a measure, as in measures/.")
                if measure in written:
                    self.tell(f"{written[measure]} has queries for this measure too.", "Put them together.")
                written[measure] = self.file
                for query in self.items({"queries": entry}, "queries"):
                    queries.append({"measure": measure, **self._query(query, every)})
        return queries

    def _entries(self, value: Any) -> Iterator[tuple[str, Any]]:
        self.entry = ""
        if not isinstance(value, dict):
            self.tell("The file is not made of entries.", 'Write each as its id and ":", the rest indented.')
            return
        for id, entry in value.items():
            self.entry = str(id)
            yield self.entry, entry
        self.entry = ""

    def _expressions(self, concept: Content, language: str) -> list[str]:
        expressions = []
        for item in self.items(concept, language):
            if not isinstance(item, str):
                self.tell(f'"{language}" has "{item}", which YAML takes for another kind.', "Put it in quotes.")
                continue
            try:
                parse_expression(item)
            except ExpressionError as error:
                self.tell(f'The expression "{item}" ({language}) cannot be read.', str(error))
            expressions.append(" ".join(item.split()))
        if language in concept and not expressions:
            self.tell(f'There are no expressions under "{language}".', "Write one at least.")
        return expressions

    def _grades(self, concept: Content) -> dict[str, float]:
        grades = self.mapping(concept.get("grades", {}), required=(), optional=GRADES)
        for grade, weight in grades.items():
            if isinstance(weight, bool) or not isinstance(weight, int | float) or not -5 <= weight <= 5:
                self.tell(f'"{grade}: {weight}" under "grades" cannot be used.', "Write a number from -5 to 5.")
        return grades

    def _query(self, value: Any, every: list[Content]) -> Content:
        query = self.mapping(value, required=("all",), optional=("boost", "veto", "unless", "weight", "direction"))
        clauses = [self._clause(item) for item in self.items(query, "all")]
        if all(clause["optional"] or clause["anywhere"] for clause in clauses):
            self.tell(
                "No clause of this query must hold in the passage itself.",
                'Leave one at least that is neither optional nor "where: anywhere".',
            )
        weight = query.get("weight", 1.0)
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 1:
            self.tell(f'The weight "{weight}" cannot be used.', "Write a number above 0, 1 at most.")
            weight = 1.0
        direction = query.get("direction", "does")
        if direction not in ("does", "contrary"):
            self.tell(f'"direction: {direction}" is not known.', "Use does or contrary.")
        return {
            "clauses": clauses,
            "boost": self._known(query, "boost"),
            "vetoes": self._vetoes(query) + (every if direction == "does" else []),
            "weight": float(weight),
            "direction": direction,
        }

    def _clause(self, value: Any) -> Content:
        clause = self.mapping(value, required=("any",), optional=("optional", "where"))
        for key, known in (("optional", (True, False)), ("where", ("passage", "anywhere"))):
            if key in clause and clause[key] not in known:
                self.tell(f'"{key}: {clause[key]}" is not known.', f"Use {' or '.join(map(str, known))}.")
        named = self._known(clause, "any")
        if "any" in clause and not named:
            self.tell('"any" is empty.', "Name one concept at least.")
        return {
            "any": named,
            "optional": clause.get("optional") is True,
            "anywhere": clause.get("where") == "anywhere",
        }

    def _vetoes(self, mapping: Content) -> list[Content]:
        veto = {"any": self._known(mapping, "veto"), "unless": self._known(mapping, "unless")}
        return [veto] if veto["any"] else []

    def _known(self, mapping: Content, key: str) -> list[str]:
        ids = self.words(mapping, key)
        for id in ids:
            if id not in self._written:
                self.tell(f'There is no concept "{id}".', "Use the id of a concept, as in concepts/.")
        self.unique(ids, f'"{key}"')
        return ids

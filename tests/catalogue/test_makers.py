"""Who made a resource: names in their parts and roles."""

from __future__ import annotations

import pytest
from tests.catalogue.bibliography import made

from tutela.catalogue.formats.makers import makers_of

NAMES = {
    "surname and forename": ("100 1_ $a Attorney, Ada,$d 1950-", "Attorney", "Ada", "Ada Attorney"),
    "two surnames": ("100 1_ $a Clerk de Zenda, Ben B.", "Clerk de Zenda", "Ben B.", "Ben B. Clerk de Zenda"),
    "junior": ("100 1_ $a Usher, Max,$c Jr.", "Usher", "Max", "Max Usher Jr."),
    "forename": ("100 0_ $a Rudolf$b V,$c King of Ruritania", "", "", "Rudolf V"),
    "body": ("110 2_ $a Ruritanian Institute.", "", "", "Ruritanian Institute"),
    "body below another": ("110 2_ $a Ruritania.$b Ministry of Justice.", "", "", "Ruritania, Ministry of Justice"),
    "body in one subfield": ("110 2_ $a Ruritania. Ministry of Justice", "", "", "Ruritania, Ministry of Justice"),
    "qualified": ("110 2_ $a Institute (Strelsau)", "", "", "Institute"),
    "meeting": ("111 2_ $a Congress of Clerks$n (2nd :$d 2015 :$c Strelsau)", "", "", "Congress of Clerks"),
    "Arabic": ("110 2_ $a معهد حماية الطفل", "", "", "معهد حماية الطفل"),
    "Chinese": ("100 1_ $a 王, 小明", "王", "小明", "小明 王"),
}


@pytest.mark.parametrize(("line", "family", "given", "name"), NAMES.values(), ids=NAMES)
def test_names(line, family, given, name):
    (found,) = makers_of(made(line))
    assert (found.family, found.given, found.name) == (family, given, name)
    assert found.role == "author"


ROLES = {
    "English term": ("700 1_ $a Usher, Dora,$e editor.", "editor"),
    "French term": ("700 1_ $a Usher, Dora,$e traductrice", "translator"),
    "Spanish term": ("700 1_ $a Usher, Dora,$e traductora", "translator"),
    "abbreviation": ("700 1_ $a Usher, Dora,$e ed.", "editor"),
    "code": ("700 1_ $a Usher, Dora$4 ill", "illustrator"),
    "address of a code": ("700 1_ $a Usher, Dora$4 http://id.loc.gov/vocabulary/relators/trl", "translator"),
    "another role": ("700 1_ $a Usher, Dora,$e honouree", "contributor"),
    "none said": ("700 1_ $a Usher, Dora", "author"),
    "body without a role": ("710 2_ $a Ruritanian Institute", "contributor"),
    "publisher": ("710 2_ $a Ruritanian Institute,$e publisher", "publisher"),
}


@pytest.mark.parametrize(("line", "role"), ROLES.values(), ids=ROLES)
def test_roles_beside_a_main_entry(line, role):
    main, other = makers_of(made("100 1_ $a Attorney, Ada", line))
    assert (main.role, main.is_main) == ("author", True)
    assert (other.role, other.is_main) == (role, False)


def test_an_issuing_body_is_the_author_where_nobody_else_is():
    assert makers_of(made("710 2_ $a Ruritanian Institute,$e issuing body"))[0].role == "author"
    beside = makers_of(made("700 1_ $a Attorney, Ada,$e author", "710 2_ $a Ruritanian Institute,$e issuing body"))
    assert [one.role for one in beside] == ["author", "contributor"]


def test_a_second_body_is_an_author_where_the_title_page_names_it():
    record = made("110 2_ $a One", "710 2_ $a Two", "710 2_ $a Three", "245 10 $a Title /$c One and Two")
    assert [one.role for one in makers_of(record)] == ["author", "author", "contributor"]


def test_works_contained_are_not_makers():
    record = made("700 12 $a Attorney, Ada.$t Other work", "700 1_ $a Clerk, Ben.$t Related work")
    assert makers_of(record) == ()

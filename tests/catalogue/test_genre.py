"""What kind of work a record describes, and the host of articles and chapters."""

from __future__ import annotations

import pytest
from tests.catalogue.bibliography import TEN, made

from tutela.catalogue.formats.genre import genre_of
from tutela.catalogue.formats.host import host_of

OF_TEN = {
    "book": "book", "several": "book", "document": "document", "report": "report", "article": "article", "law": "law",
    "webpage": "webpage", "chapter": "chapter", "translation": "book", "serial": "serial",
}  # fmt: skip
OTHERS = {
    "thesis": (["245 10 $a A", "502 __ $b PhD$c University of Strelsau"], "thesis"),
    "treaty": (["245 10 $a A", "655 _7 $a Treaties.$2 local"], "treaty"),
    "news without a host": (["245 10 $a A", "655 _7 $a news$2 tutela"], "news"),
    "news in a newspaper": (["245 10 $a A", "655 _7 $a news$2 tutela", "773 0_ $t Courier$x 0000-0019"], "news"),
    "numbered report": (["100 1_ $a A, B", "245 10 $a A", "264 _1 $b C", "088 __ $a R-12"], "report"),
    "proceedings": (["111 2_ $a Congress", "245 10 $a A", "264 _1 $b C"], "conference"),
    "page on the web": (["245 10 $a A", "856 40 $u https://a.example/"], "webpage"),
    "body with an ISBN": (["110 2_ $a Body", "245 10 $a A", "020 __ $a 9780000000019"], "book"),
}


@pytest.mark.parametrize(("name", "genre"), OF_TEN.items())
def test_the_ten(name, genre):
    assert genre_of(TEN[name]()) == genre


@pytest.mark.parametrize(("lines", "genre"), OTHERS.values(), ids=OTHERS)
def test_others(lines, genre):
    assert genre_of(made(*lines)) == genre


HOSTS = {
    "English": ("$g Vol. 12, no. 3 (May 2018), p. 45-67$x 0000-0019", ("12", "3", "45–67", "2018-05")),
    "French": ("$g Vol. 12, n° 3 (mai 2018), pages 45-67$x 0000-0019", ("12", "3", "45–67", "2018-05")),
    "Spanish": ("$g Vol. 12, núm. 3 (mayo de 2018), págs. 45-67$x 0000-0019", ("12", "3", "45–67", "2018-05")),
    "enumeration": ("$q 12:3<45$x 0000-0019", ("12", "3", "45", "")),
    "pages that look like years": ("$g Vol. 1 (2005), p. 1999-2005$x 0000-0019", ("1", "", "1999–2005", "2005")),
    "newspaper": ("$g 19 October 2021, p. 3$x 0000-0019", ("", "", "3", "2021-10-19")),
}


@pytest.mark.parametrize(("related", "expected"), HOSTS.values(), ids=HOSTS)
def test_hosts_of_articles(related, expected):
    host = host_of(made("245 10 $a A", f"773 0_ $t Journal{related}"))
    assert (host.volume, host.issue, host.pages, host.dating.iso) == expected
    assert host.is_periodical


def test_the_host_of_a_chapter_brings_its_imprint():
    host = host_of(TEN["chapter"]())
    assert (host.title, host.place, host.publisher, host.pages) == (
        "Handbook of victim support",
        "Strelsau",
        "Zenda Press",
        "101–120",
    )
    assert not host.is_periodical


def test_no_host():
    assert host_of(TEN["book"]()) is None
    assert host_of(made("773 0_ $x 0000-0019")) is None

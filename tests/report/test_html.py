"""The HTML report: whole, safe against what documents hold, and built so that everybody can read it."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
from functools import cache
from itertools import pairwise

import pytest
from lxml import html
from lxml.html import HtmlElement
from tests.report.assessments import HOSTILE, HOSTILE_PATH, STATE, empty, large, meridia
from tests.report.graded import graded

from tutela.evidence.finding import STATUSES, Assessment
from tutela.register.loading import load_register
from tutela.report.html import to_html
from tutela.report.page import SHOWN
from tutela.report.words import words
from tutela.typesetting import typeset

LANGUAGES = ("en", "fr", "es")


@cache
def source(language: str) -> str:
    return to_html(meridia(), language)


@cache
def page(language: str) -> HtmlElement:
    return parsed(source(language))


def parsed(source: str) -> HtmlElement:
    return html.document_fromstring(source)


def text(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content()).strip()


@cache
def graded_page(language: str) -> HtmlElement:
    return parsed(to_html(graded(), language))


def one(root: HtmlElement, path: str) -> HtmlElement:
    """The one element at a path (XPath where it begins with "/", a CSS selector otherwise)."""
    [element] = root.xpath(path) if path.startswith("/") else root.cssselect(path)
    return element


def measure(language: str, id: str) -> HtmlElement:
    return page(language).get_element_by_id(f"measure-{id}")


each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_landmarks_and_headings_lead_through_the_page(language: str) -> None:
    root = page(language)
    assert root.get("lang") == language
    assert root.get("dir") == "ltr"
    assert [len(root.xpath(f"//{name}")) for name in ("h1", "main")] == [1, 1]
    assert len(root.xpath("/html/body/header")) == 1
    assert root.xpath("//nav/@aria-label") == [words(language)["report.contents"]]
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    skip = root.xpath("//body//a")[0]
    assert skip.get("class") == "skip"
    assert root.get_element_by_id(skip.get("href")[1:]) is not None


@each_language
def test_ids_are_unique_and_every_link_and_reference_has_its_target(language: str) -> None:
    root = page(language)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = root.xpath("//@href")
    assert links
    assert {link for link in links if not link.startswith("#")} == set()
    references = {link[1:] for link in links}
    for name in ("aria-labelledby", "aria-describedby", "for"):
        references |= {id for value in root.xpath(f"//@{name}") for id in value.split()}
    assert references - set(ids) == set()


@each_language
def test_nothing_leads_outside(language: str) -> None:
    root = page(language)
    assert root.xpath("//link|//img|//iframe|//object|//embed|//base") == []
    assert root.xpath("//*[@src or @srcset or @style or @action or @formaction or @background]") == []
    assert not [name for name in root.xpath("//@*") if name.attrname.startswith("on")]
    assert "http:" not in source(language)
    assert "https:" not in source(language)
    assert "url(" not in source(language)
    assert "@import" not in source(language)


@each_language
def test_the_policy_allows_this_style_and_this_script_alone(language: str) -> None:
    root = page(language)
    policy = one(root, "//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; ")
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        [part] = re.findall(rf"<{tag}>(.*?)</{tag}>", source(language), re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy


@each_language
def test_hostile_text_is_shown_as_text(language: str) -> None:
    root = page(language)
    assert len(root.xpath("//script")) == 1
    shown = re.sub("[\u202e\u202c\x07]", "", HOSTILE)
    assert "<script>alert('x')</script>" in text(measure(language, "online.report"))
    assert shown in root.text_content()
    assert HOSTILE_PATH.replace("\udce9", "\ufffd") in root.text_content()
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", source(language))
    assert source(language).encode("utf-8")


@each_language
def test_the_summary_counts_in_a_sentence(language: str) -> None:
    expected = {
        "en": "Of 5 measures, 2 are addressed, 1 partly addressed; for 2 no evidence was found in these documents.",
        "fr": "Sur 5 mesures, 2 sont prises en compte, 1 l’est en partie\xa0; "
        "pour 2, aucune réponse n’a été trouvée dans ces documents.",
        "es": "De 5 medidas, 2 están contempladas, 1 lo está en parte; "
        "respecto de 2 no se encontró respuesta en estos documentos.",
    }
    summary = page(language).get_element_by_id("summary")
    assert one(summary, ".sentence").text_content() == expected[language]
    caveats = [text(item) for item in summary.cssselect(".caveats li")]
    said = words(language)
    assert caveats == [
        said.plural("summary.set-aside", 4),
        said.plural("summary.other-languages", 2),
        said.plural("summary.notices", 2),
    ]


def test_the_title_names_state_instrument_date_and_languages() -> None:
    masthead = text(one(page("en"), "/html/body/header"))
    for part in (
        STATE,
        "Guidelines written for these tests (TEST/1)",
        "1 November 2026, 09:05 UTC",
        "English",
    ):
        assert part in masthead
    assert one(page("en"), "//title").text == f"{STATE} – Desk review – Small register"


@each_language
def test_every_measure_is_there_with_what_it_asks(language: str) -> None:
    assessment = meridia()
    register = assessment.register
    terms = {term.id: term.name[language] for term in (*register.addressees, *register.themes)}
    assert len(page(language).cssselect(".measure")) == len(register.measures)
    for asked, finding in zip(register.measures, assessment.findings, strict=True):
        shown = text(measure(language, asked.id)).replace("\xa0", " ")
        parts = [asked.id, asked.title[language], asked.asks[language], asked.counts[language]]
        parts += [terms[id] for id in (*asked.addressees, *asked.themes)]
        parts += [", ".join(asked.articles), words(language).status(finding.status)]
        assert [part for part in parts if part.replace("'", "’") not in shown] == []


@each_language
def test_the_map_has_a_cell_for_each_measure_that_says_its_status_without_colour(language: str) -> None:
    root, said = page(language), words(language)
    cells = root.cssselect("#map .map a.cell")
    findings = meridia().findings
    assert [cell.get("href") for cell in cells] == [f"#measure-{finding.measure}" for finding in findings]
    for cell, finding in zip(cells, findings, strict=True):
        assert said.status(finding.status) in text(cell)
        assert one(cell, "svg use").get("href") == f"#icon-{finding.status}"
        if finding.evidence:
            assert said.plural("summary.passages", len(finding.evidence)) in text(cell)
    shapes = [root.get_element_by_id(f"icon-{status}") for status in STATUSES]
    assert len({b"".join(html.tostring(line) for line in shape) for shape in shapes}) == 3


def test_quotations_carry_their_source_their_marks_and_their_reasons() -> None:
    first, second = measure("en", "online.report").xpath("./ol/li")[:2]
    assert text(one(second, "figcaption")) == (
        "law · does what is askedchildren-act.pdf Art. 12 (b) p. 14Part II Protection of children › Duties of providers"
    )
    assert [mark.text for mark in second.cssselect("mark")] == ["report to the police", "without delay"]
    assert one(second, "blockquote").get("lang") == "en"
    assert one(second, ".lead").text_content() == "Opening words Providers of internet access shall:"
    assert text(one(second, ".why")) == (
        "Why duty to report · internet provider (in the heading or opening words) · without delay"
        "Strength 0.91: expresses nearly all the ideas of the measure"
    )
    assert one(first, "figcaption a").get("href") == "#document-1"
    assert page("en").get_element_by_id("document-1").tag == "tr"


def test_a_long_passage_is_cut_around_its_words_with_the_whole_beside_it() -> None:
    long = measure("en", "online.report").xpath("./ol/li")[0]
    excerpt, whole = long.cssselect("blockquote")
    marked = ["provider of internet access", "shall report", "without delay"]
    assert [mark.text for mark in excerpt.cssselect("mark")] == marked
    assert [mark.text for mark in whole.cssselect("mark")] == marked
    assert text(excerpt).startswith("[…] ")
    assert text(excerpt).endswith(" […]")
    assert len(text(excerpt)) < len(text(whole)) / 2
    assert whole.getparent().tag == "details"
    assert "[…]" not in text(whole)


@each_language
def test_the_best_passages_stand_open_and_the_rest_is_folded(language: str) -> None:
    article, said = measure(language, "online.report"), words(language)
    assert len(article.xpath("./ol/li")) == SHOWN
    folded = one(article, "details.more")
    assert text(one(folded, "summary")) == said.plural("measure.more", 4)
    assert len(folded.xpath("./ol/li")) == 4
    assert said["quotation.footnote"] in text(folded)
    assert said["quotation.row"] in text(measure(language, "data.collect"))


@each_language
def test_near_misses_are_marked_as_no_evidence(language: str) -> None:
    said = words(language)
    article = measure(language, "legislation.counsel")
    assert article.xpath("./ol") == []
    misses = one(article, "details.misses")
    assert one(misses, "summary").text_content() == said.plural("measure.misses", 1)
    assert said["measure.misses-note"] in text(misses)
    assert said["strength.weak"] in text(misses)
    assert said["measure.no-misses"] in text(measure(language, "online.plan"))


@each_language
def test_the_summary_counts_where_measures_are_answered_and_links_to_contrary_passages(language: str) -> None:
    said, summary = words(language), graded_page(language).get_element_by_id("summary")
    places = [(text(one(row, "dt")), text(one(row, "dd"))) for row in summary.cssselect(".places > div")]
    keys = ("where.law", "where.policy", "where.practice", "where.only-recommended")
    assert places == [(said[key], count) for key, count in zip(keys, "2111", strict=True)]
    links = [link.get("href") for link in summary.cssselect(".contrary-measures a")]
    assert links == [f"#contrary-{id}" for id in ("legislation.child", "online.report", "online.plan")]
    for link in links:
        assert graded_page(language).get_element_by_id(link[1:]).tag == "section"
    for sentence in (said.plural("contrary.measures", 3), said.plural("unsure.measures", 2)):
        assert sentence in summary.text_content()


@each_language
def test_ids_and_headings_hold_with_contrary_and_unsure_passages(language: str) -> None:
    root = graded_page(language)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    references = {link[1:] for link in root.xpath("//@href")} | set(root.xpath("//@aria-labelledby"))
    assert references - set(ids) == set()
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(below <= above + 1 for above, below in pairwise(levels))


@each_language
def test_a_measure_counts_its_evidence_by_kind_and_every_passage_says_its_own(language: str) -> None:
    said = words(language)
    article = graded_page(language).get_element_by_id("measure-online.report")
    rows = article.cssselect(".where dl > div")
    grades = ("law", "policy", "practice", "recommendation")
    assert [text(one(row, "dt")) for row in rows] == [said[f"where.{grade}"] for grade in grades]
    assert [text(one(row, "dd")) for row in rows] == ["6", "1", "1", f"–{said['where.none']}"]
    kinds = [text(kind) for kind in article.cssselect(".kind")]
    asked, contrary = said["direction.does"], f"{said['grade.law']} · ≠ {said['direction.contrary']}"
    expected = [f"{said[f'grade.{grade}']} · {asked}" for grade in ("law", "law", "law", "policy", "practice")]
    assert kinds == [*expected, *[f"{said['grade.law']} · {asked}"] * 3, *[contrary] * 6]
    assert len(article.cssselect("figure")) == len(kinds)
    assert article.get("data-holds") == "law policy practice contrary"


@each_language
def test_contrary_passages_stand_in_a_block_of_their_own_that_says_what_they_do_not_do(language: str) -> None:
    said = words(language)
    for id, open, folded in (("legislation.child", 1, 0), ("online.report", SHOWN, 1), ("online.plan", 1, 0)):
        block = graded_page(language).get_element_by_id(f"contrary-{id}")
        assert said["contrary.title"] in text(one(block, "h5"))
        assert said["contrary.note"].replace("\xa0", " ") in text(block).replace("\xa0", " ")
        assert len(block.xpath("./ol/li")) == open
        assert len(block.xpath("./details/ol/li")) == folded
        assert block.getparent().tag == "article"  # not folded away
        assert block.cssselect(".strength") == []
        article = graded_page(language).get_element_by_id(f"measure-{id}")
        assert one(article, ".state a.contrary").get("href") == f"#contrary-{id}"


@each_language
def test_passages_to_decide_on_are_folded_and_counted(language: str) -> None:
    said = words(language)
    block = graded_page(language).get_element_by_id("unsure-legislation.counsel")
    assert block.tag == "details"
    assert said.plural("unsure.count", 7) in text(one(block, "summary"))
    assert len(block.xpath("./ol/li")) == 5
    assert said.plural("unsure.rest", 2) in text(block)
    assert said["may.part"] in text(block)
    against = [reason.name[language] for reason in graded().findings[1].unsure[0].match.against]
    assert f"{said['quotation.against']} {' · '.join(against[:3])}" in text(block)
    assert against[3] not in text(block)


@each_language
def test_a_measure_that_is_not_found_says_what_else_there_is_and_never_no(language: str) -> None:
    said = words(language)
    for id, key in (("legislation.counsel", "unsure.only"), ("online.plan", "contrary.only")):
        article = graded_page(language).get_element_by_id(f"measure-{id}")
        assert said.status("not-found") in text(one(article, ".state"))
        assert text(one(article, ".remark")) == said[key]
        assert said["measure.no-misses"] not in text(article)
        assert article.cssselect(".where") == []


@each_language
def test_the_map_says_which_measures_have_contrary_passages_and_passages_to_decide_on(language: str) -> None:
    said, root = words(language), graded_page(language)
    cells = {cell.get("href").removeprefix("#measure-"): text(cell) for cell in root.cssselect("#map a.cell")}
    assert {id for id, shown in cells.items() if "≠" in shown} == {"legislation.child", "online.report", "online.plan"}
    assert {id for id, shown in cells.items() if "?" in shown} == {"legislation.counsel", "data.collect"}
    assert said.plural("contrary.count", 6) in cells["online.report"]
    assert said.plural("unsure.count", 7) in cells["legislation.counsel"]
    legend = text(one(root, ".legend"))
    assert said["contrary.title"] in legend
    assert said["unsure.title"] in legend


def test_a_nearest_passage_says_its_kind_but_not_that_it_does_what_is_asked() -> None:
    assert text(one(measure("en", "legislation.counsel"), ".misses .kind")) == "law"


@each_language
def test_documents_and_files_set_aside_say_what_happened_and_what_to_do(language: str) -> None:
    root = page(language)
    rows = root.cssselect("#documents tbody tr")
    assert [row.get("id") for row in rows] == ["document-1", "document-2", "document-3"]
    assessment = meridia()
    for row, document in zip(rows, assessment.documents, strict=True):
        assert document.sha256[:12] in text(row)
        assert one(row, "code").get("title") == document.sha256
        for notice in document.notices:
            assert typeset(notice.what(language), language).replace("\xa0", " ") in text(row)
            assert typeset(notice.next_step(language), language).replace("\xa0", " ") in text(row)
    aside = root.cssselect("#set-aside tbody tr")
    assert len(aside) == len(assessment.set_aside)
    for row, file in zip(aside, assessment.set_aside, strict=True):
        assert file.notice.next_step(language) in text(row)
    assert "encrypted" not in text(aside[1])
    assert assessment.set_aside[1].notice.what(language) in text(aside[1])


def test_passages_in_other_languages_are_named() -> None:
    assert "children-act.pdf – German: 1 passage; language not determined: 1 passage" in text(
        page("en").get_element_by_id("other-languages")
    )


def test_the_run_can_be_repeated_from_the_page() -> None:
    assessment = meridia()
    repeat = text(page("en").get_element_by_id("repeat"))
    files = (*assessment.documents, *assessment.set_aside)
    for part in (assessment.version, assessment.register.digest, *(file.sha256 for file in files)):
        assert part in repeat
    assert "tutela assess --language en --state 'Republic of Meridia'" in repeat


@each_language
def test_not_found_is_never_shown_as_no(language: str) -> None:
    said = words(language)
    for id in ("legislation.counsel", "online.plan"):
        state = text(one(measure(language, id), ".state"))
        assert state == said.status("not-found")
        assert measure(language, id).get("data-status") == "not-found"
    assert said["read.not-no"] in one(page(language), "#how-to-read").text_content()


@each_language
def test_an_assessment_in_which_nothing_could_be_read_is_a_whole_page(language: str) -> None:
    root, said = parsed(to_html(empty(), language)), words(language)
    assert root.xpath("string(//h1)") == said["report.name"]
    assert said["report.no-languages"] in text(one(root, "/html/body/header"))
    assert said["document.none-read"] in text(root.get_element_by_id("documents"))
    assert root.xpath("//*[@id='other-languages']") == []
    assert len(root.cssselect(".measure.not-found")) == 5


def test_documents_of_one_name_are_told_apart() -> None:
    assessment = meridia()
    first, second, third = assessment.documents
    twin = dataclasses.replace(second, path="plans/children-act.pdf")
    root = parsed(to_html(dataclasses.replace(assessment, documents=(first, twin, third)), "en"))
    sources = {text(link) for link in root.cssselect("figcaption a")}
    assert {"laws/children-act.pdf", "plans/children-act.pdf"} <= sources


def test_a_language_without_words_is_told() -> None:
    with pytest.raises(KeyError, match="de"):
        to_html(meridia(), "de")


@each_language
def test_the_packaged_register_is_shown_whole(language: str) -> None:
    register = load_register()
    assessment: Assessment = large(register, passages=200, evidence=120)
    root = parsed(to_html(assessment, language))
    ids = {article.get("id") for article in root.cssselect(".measure")}
    assert ids == {f"measure-{measure.id}" for measure in register.measures}
    sections = [row.get("id") for row in root.cssselect("#map .map > li")]
    assert sections == [f"map-{section.id}" for section in register.sections]
    choices = root.cssselect("#filter-section option")[1:]
    assert [choice.get("value") for choice in choices] == [section.id for section in register.sections]

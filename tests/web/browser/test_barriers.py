"""Every kind of page, looked at by axe and at the widths, colours and directions that people use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.web.browser.people import accounts, sign_in
from tests.web.browser.serving import Site

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast"]
"""All that is otherwise in the dark."""

PUBLIC = (
    "", "measures/", "measures/?addressee=financial-sector", "measures/online.financial-sector/", "sections/IV.C/",
    "addressees/", "addressees/financial-sector/", "themes/", "themes/self-generated/", "search/", "search/?q=children",
    "search/?q=%22(", "sign-in/", "sign-up/", "sign-up/sent/", "password/", "join/nothing/", "about/", "no-such-page/",
    "library/", "library/search/", "library/search/?q=guidelines", "library/search/?q=guidlines",
    "library/search/?q=child&type=guidance&sort=newest", "library/{r}/", "library/{r}/marc/", "library/{r}/isbd/",
    "library/{r}/cite/", "library/{r}/save/", "library/{r}/problem/", "library/list/", "library/list/?keys={r}&style=apa",
    "library/subjects/", "library/subjects/?view=tree", "library/subjects/child-victims/", "news/", "news/library-open/",
    "terms/", "terms/glossary/", "terms/glossary/?q=prostitution", "terms/child-pornography/",
    "help/", "help/12-15/", "help/12-15/pictures/", "help/find/?country=FR&need=talk", "help/now/", "help/traces/", "help/posters/",
    "help/8-11/keep/",
)  # fmt: skip
MINE = (
    "workspaces/", "workspaces/new/", "account/", "account/password/", "account/tokens/", "account/delete/", "compare/",
    "compare/two/?a={a}&b={b}", "compare/states/", "search/?q=child", "{w}", "{w}members/", "{w}rename/", "{w}audit/", "{w}documents/",
    "{w}documents/{d}/", "{w}documents/{d}/?p=3&assessment={a}", "{w}documents/{d}/replace/", "{w}documents/{d}/delete/",
    "{w}assessments/", "{w}assessments/new/", "{w}assessments/{a}/", "{w}assessments/{a}/?status=addressed",
    "{w}assessments/{a}/documents/", "{w}assessments/{a}/delete/", "{w}assessments/{a}/measures/{m}/",
    "{w}assessments/{a}/measures/{n}/", "{w}assessments/{a}/agreement/", "{w}assessments/{a}/history/",
    "{w}assessments/{a}/reports/", "{w}assessments/{a}/publish/",
    "library/list/", "library/{r}/", "library/staff/", "library/problems/", "library/desk/", "library/desk/new/",
    "library/desk/checks/", "library/desk/{r}/", "library/desk/{r}/marc/", "library/desk/{r}/history/",
    "library/desk/{r}/files/", "library/desk/{r}/copies/", "library/desk/batches/", "library/desk/batches/import/",
    "library/desk/batches/edit/", "library/desk/harvests/", "library/lending/", "library/lending/overdue/",
    "library/lending/rules/", "library/lending/copies/{i}/", "library/subjects/new/", "news/new/",
    "help-desk/", "help-desk/entries/", "help-desk/entries/new/", "help-desk/links/", "help-desk/import/", "help-desk/expiring/", "help-desk/checklist/",
    "help-desk/settings/",
)  # fmt: skip


@pytest.fixture(scope="module")
def state(site: Site, browser: Browser) -> Iterator[dict[str, Any]]:
    """The session of the demonstration's owner, and what the addresses of its pages are made of."""
    context = browser.new_context(base_url=site.url)
    page = context.new_page()
    sign_in(page, "owner@example.org", accounts(site)["owner@example.org"])
    page.goto("/en/workspaces/")
    found = re.search(r'href="/en/(w/[\w-]+/)"', page.content())
    assert found
    workspace = found.group(1)
    page.goto(f"/en/{workspace}assessments/")
    numbers = list(dict.fromkeys(re.findall(r"/assessments/(\d+)/", page.content())))
    page.goto(f"/en/{workspace}documents/")
    documents = re.findall(r'/documents/(\d+)/"[^>]*>(?:<bdi>)?[^<]*enal', page.content()) or re.findall(
        r"/documents/(\d+)/", page.content()
    )
    values = {"w": workspace, "a": numbers[0], "b": numbers[1], "d": documents[0]}
    page.goto("/en/library/search/?q=CRC/C/156&language=eng")
    records = re.findall(r"/en/library/([0-9a-f]{12})/", page.content())
    page.goto(f"/en/library/{records[0]}/")
    copies = re.findall(r"/en/library/lending/copies/(\d+)/", page.content())
    values |= {"r": records[0], "i": copies[0]}
    values |= {"m": "reporting.mandatory", "n": "online.financial-sector"}
    yield {"storage": context.storage_state(), "values": values}
    context.close()


def visitor(browser: Browser, site: Site, state: dict[str, Any], *, signed_in: bool, **options: Any) -> BrowserContext:
    kept = state["storage"] if signed_in else None
    context = browser.new_context(base_url=site.url, storage_state=kept, **options)
    context.set_default_timeout(30_000)
    return context


def violations(page: Page, rules: list[str]) -> list[str]:
    """What axe finds: the rule, and where."""
    page.evaluate(AXE)
    result = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [
        f"{found['id']}: {node['target']} {node['html'][:140]}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def places(state: dict[str, Any]) -> list[tuple[bool, str]]:
    values = state["values"]
    kinds = [(False, path) for path in PUBLIC] + [(True, path) for path in MINE]
    return [(signed_in, path.format(**values)) for signed_in, path in kinds]


@pytest.mark.parametrize(("language", "colours"), [("en", "light"), ("en", "dark"), ("fr", "light"), ("es", "light")])
def test_axe_finds_no_barrier(language: str, colours: Any, browser: Browser, site: Site, state: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    for signed_in in (False, True):
        context = visitor(browser, site, state, signed_in=signed_in, color_scheme=colours, reduced_motion="reduce")
        page = context.new_page()
        # The words are others, the pages the same: every third of them is looked at in French and in Spanish.
        start, step = {"en": (0, 1), "fr": (1, 3), "es": (2, 3)}[language]
        for needs, path in places(state)[start::step]:
            if needs == signed_in:
                answer = page.goto(f"/{language}/{path}")
                assert answer
                assert answer.status == (404 if "no-such" in path or "nothing" in path else 200), path
                found[path] = violations(page, COLOURS if colours == "dark" else RULES)
        context.close()
    assert {path: told for path, told in found.items() if told} == {}


OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth > width + 1
    ? [...document.querySelectorAll('main *, header *, footer *')]
        .filter(one => one.getBoundingClientRect().right > width + 1 || one.getBoundingClientRect().left < -1)
        .filter(one => !one.closest('.scroll, .hidden-text, .skip'))
        .slice(0, 4).map(one => one.outerHTML.slice(0, 120))
    : [];
}"""
"""What stands out at the side: at 320 pixels, as at a zoom of 400 % on a screen of 1,280, nothing may."""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_stands_out_at_the_side(
    width: int, direction: str, browser: Browser, site: Site, state: dict[str, Any]
) -> None:
    found: dict[str, list[str]] = {}
    for signed_in in (False, True):
        context = visitor(browser, site, state, signed_in=signed_in, viewport={"width": width, "height": 640})
        page = context.new_page()
        for needs, path in places(state):
            if needs == signed_in:
                page.goto(f"/fr/{path}")
                page.evaluate("direction => { document.documentElement.dir = direction }", direction)
                found[path] = page.evaluate(OVERFLOW)
        context.close()
    assert {path: told for path, told in found.items() if told} == {}


def test_every_page_works_without_javascript(browser: Browser, site: Site, state: dict[str, Any]) -> None:
    context = visitor(browser, site, state, signed_in=True, java_script_enabled=False)
    page = context.new_page()
    values = state["values"]
    page.goto(f"/en/{values['w']}assessments/{values['a']}/measures/{values['m']}/")
    undecided = page.locator("article.passage[data-answer='']").first
    passage = undecided.get_attribute("id")
    undecided.locator("button[value=confirmed]").click()
    assert f"#{passage}" in page.url
    assert page.locator(f"#{passage}").get_attribute("data-answer") == "confirmed"
    page.locator(f"#{passage} button[value=withdrawn]").click()
    assert page.locator(f"#{passage}").get_attribute("data-answer") == ""
    page.goto("/en/measures/")
    folded = page.locator("main details:not([open]):has(input[name=addressee]) > summary:visible")
    while folded.count():
        folded.first.click()
    page.check("input[name=addressee][value=media]")
    page.locator("main form:has(input[name=addressee]) button").first.click()
    assert "addressee=media" in page.url
    context.close()


def test_the_focus_can_be_seen_and_reaches_everything(browser: Browser, site: Site, state: dict[str, Any]) -> None:
    context = visitor(browser, site, state, signed_in=True)
    page = context.new_page()
    values = state["values"]
    page.goto(f"/en/{values['w']}assessments/{values['a']}/measures/{values['m']}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        outlined = page.evaluate(
            "() => { const one = document.activeElement; const style = getComputedStyle(one);"
            " return one === document.body || style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }"
        )
        assert outlined, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        seen.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 40) || document.activeElement.id"))
    assert len(seen) > 15
    context.close()


def test_arrow_keys_in_a_filter_do_not_load_the_page(browser: Browser, site: Site, state: dict[str, Any]) -> None:
    context = visitor(browser, site, state, signed_in=True)
    page = context.new_page()
    page.goto(f"/en/{state['values']['w']}assessments/{state['values']['a']}/")
    page.focus("select[name=status]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.input_value("select[name=status]") == "partly"
    assert "status=" not in page.url
    page.keyboard.press("Tab")
    page.click("form.filters button")
    page.wait_for_url(re.compile("status=partly"))
    context.close()

"""News: written by the library's staff, published by librarians, read by everybody in their language."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.library.factories import catalogued

from tutela.web.news.markup import html_of
from tutela.web.news.models import Post, PostState, PostText, Quotation

pytestmark = pytest.mark.django_db


def written(title: str = "Guidelines launched", *, state: str = PostState.PUBLISHED, **facts: Any) -> Post:
    slug = title.lower().replace(" ", "-")
    post = Post.objects.create(slug=slug, state=state, dated=date(2021, 10, 19), **facts)
    PostText.objects.create(post=post, language="en", title=title, lead="In brief.", body="First.\n\n* one\n* two")
    return post


def given(**changed: Any) -> dict[str, Any]:
    values = {
        "dated": "2021-10-19", "updated": "", "subjects": "Guidelines\nPrevention", "record": "",
        "en-title": "Guidelines launched", "en-lead": "", "en-body": "Text.",
        "fr-title": "", "fr-lead": "", "fr-body": "", "es-title": "", "es-lead": "", "es-body": "",
        "quotations-TOTAL_FORMS": "1", "quotations-INITIAL_FORMS": "0",
        "quotations-0-words": "", "quotations-0-speaker": "", "quotations-0-language": "en",
        "files-TOTAL_FORMS": "1", "files-INITIAL_FORMS": "0",
        "files-0-label": "", "files-0-language": "en", "files-0-record": "",
    }  # fmt: skip
    return {**values, **changed}


def test_readers_see_what_is_published(client: Client) -> None:
    written()
    written("Not yet", state=PostState.DRAFT)
    page = client.get("/en/news/").content.decode()
    assert "Guidelines launched" in page
    assert "Not yet" not in page
    assert client.get("/en/news/not-yet/").status_code == 404


def test_a_post_is_shown_in_the_language_of_the_page_or_the_nearest(client: Client) -> None:
    post = written()
    PostText.objects.create(post=post, language="fr", title="Lancement des lignes directrices")
    assert "Lancement des lignes directrices" in client.get("/fr/news/guidelines-launched/").content.decode()
    spanish = client.get("/es/news/guidelines-launched/").content.decode()
    assert '<h1 lang="en">Guidelines launched</h1>' in spanish
    assert "Lancement" in client.get("/es/news/guidelines-launched/?text=fr").content.decode()


def test_dates_quotations_and_subjects_are_shown(client: Client) -> None:
    post = written(updated=date(2021, 10, 25), subjects=["Prevention"])
    Quotation.objects.create(post=post, language="en", words="We must act.", speaker="A. Speaker", capacity="Chair")
    page = client.get("/en/news/guidelines-launched/").content.decode()
    assert "Posted on 19 October 2021" in page
    assert "Updated on 25 October 2021" in page
    assert "We must act." in page
    assert "A. Speaker" in page
    assert "?subject=Prevention" in page
    assert "Guidelines launched" in client.get("/en/news/?subject=Prevention").content.decode()
    assert "Guidelines launched" not in client.get("/en/news/?subject=Courts").content.decode()


def test_a_cataloguer_writes_and_a_librarian_publishes(as_cataloguer: Client, as_librarian: Client) -> None:
    record = catalogued("Explanatory Report")
    file = SimpleUploadedFile("rapport.pdf", b"%PDF-1.4 test")
    answer = as_cataloguer.post(
        "/en/news/new/",
        given(
            **{
                "fr-title": "Lancement", "quotations-0-words": "Words.", "quotations-0-speaker": "Somebody",
                "files-TOTAL_FORMS": "2", "files-0-label": "Report", "files-0-record": f"https://example.org/en/library/{record.key}/",
                "files-1-label": "Rapport", "files-1-language": "fr", "files-1-file": file, "files-1-record": "",
            }
        ),
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    post = Post.objects.get()
    assert (post.state, post.subjects, post.files.count()) == (PostState.DRAFT, ["Guidelines", "Prevention"], 2)
    assert as_cataloguer.post(f"/en/news/{post.slug}/publish/").status_code == 403
    assert as_librarian.post(f"/en/news/{post.slug}/publish/").status_code == 302
    upload = post.files.get(name="rapport.pdf")
    saved = Client().get(f"/en/news/{post.slug}/files/{upload.pk}/")
    assert b"".join(saved.streaming_content) == b"%PDF-1.4 test"  # type: ignore[attr-defined]
    assert saved["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"en-title": ""}, "A text needs a title."),
        ({"en-title": "", "en-body": ""}, "at least one language"),
        ({"updated": "2020-01-01"}, "before the date of the post"),
        ({"quotations-0-words": "Words."}, "who said them"),
        ({"record": "abc"}, "There is no such record"),
        ({"files-0-label": "Report"}, "Choose a file"),
        ({"dated": "soon"}, "Enter a valid date"),
    ],
    ids=["no title", "no text", "updated before", "quotation without speaker", "unknown record", "label alone", "date"],
)
def test_what_is_wrong_is_said(as_cataloguer: Client, changed: dict[str, str], told: str) -> None:
    answer = as_cataloguer.post("/en/news/new/", given(**changed))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Post.objects.exists()


def test_a_program_is_not_taken_as_an_attachment(as_cataloguer: Client) -> None:
    file = SimpleUploadedFile("page.html", b"<script>alert(1)</script>")
    answer = as_cataloguer.post("/en/news/new/", given(**{"files-0-label": "Page", "files-0-file": file}))
    assert "Files of this kind are not taken" in answer.content.decode()


def test_readers_and_strangers_write_nothing(client: Client, as_alice: Client) -> None:
    written()
    for path in ("new/", "guidelines-launched/edit/", "guidelines-launched/delete/"):
        assert client.get(f"/en/news/{path}").status_code == 302
        assert as_alice.get(f"/en/news/{path}").status_code == 403


def test_the_feed_has_what_is_published(client: Client) -> None:
    written(subjects=["Prevention"])
    written("Not yet", state=PostState.DRAFT)
    feed = client.get("/en/news/feed/")
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "Guidelines launched" in feed.content.decode()
    assert "Not yet" not in feed.content.decode()
    assert "<category>Prevention</category>" in client.get("/en/news/rss/").content.decode()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        ("[a](https://example.org/)", '<p><a href="https://example.org/">a</a></p>\n'),
        ("* one", "<ul>\n<li>one</li>\n</ul>\n"),
    ],
    ids=["html", "scheme", "link", "list"],
)
def test_text_is_marked_up_and_nothing_else(text: str, html: str) -> None:
    assert html_of(text) == html


def test_the_list_asks_a_fixed_number_of_queries(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(8):
        written(f"Post {number}")
    with django_assert_num_queries(5):
        client.get("/en/news/")


def test_subjects_are_headings_of_the_vocabulary(as_librarian: Client) -> None:
    as_librarian.post("/en/library/subjects/import/start/")
    page = as_librarian.post("/en/news/new/", given(subjects="Child labor\nNothing such"))
    assert "Nothing such" in page.content.decode()
    assert not Post.objects.exists()
    as_librarian.post("/en/news/new/", given(subjects="Child labor\nchild labour"))
    assert Post.objects.get().subjects == ["Child labour"]


def test_who_writes_has_the_way_back_to_the_desk(as_librarian: Client) -> None:
    assert "/en/library/desk/" in as_librarian.get("/en/news/new/").content.decode()

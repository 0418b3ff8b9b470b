"""The library of the demonstration: who works in it, a few copies, something on loan, a piece of news."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import yaml
from django.utils import timezone

from tutela.web.accounts.models import User
from tutela.web.assessments.demo import PEOPLE
from tutela.web.circulation import lending
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Duty, Item, Staff
from tutela.web.news.models import Post, PostFile, PostState, PostText

LABELS = {
    "eng": ("en", "The Guidelines (CRC/C/156)"),
    "fre": ("fr", "Les Lignes directrices (CRC/C/156)"),
    "spa": ("es", "Las Directrices (CRC/C/156)"),
}


def fill() -> None:
    """Make what is not there yet; for the accounts of ``assessments.demo``, which must be there."""
    duties = {PEOPLE[0][1]: Duty.LIBRARIAN, PEOPLE[1][1]: Duty.CATALOGUER}
    for email, duty in duties.items():
        Staff.objects.get_or_create(user=User.objects.get(email=email), defaults={"duty": duty})
    if not Item.objects.exists():
        _copies()
    if not Post.objects.exists():
        _news(User.objects.get(email=PEOPLE[0][1]))


def _copies() -> None:
    """Two copies of the Guidelines, one of them on loan and overdue; one of the guidebook on business."""
    for place, row in enumerate(CatalogueRecord.objects.filter(symbol="CRC/C/156", language="eng")[:1]):
        for number in (1, 2):
            _copy(row, f"OM-{place * 10 + number:05d}", "341.4858 GUI")
        lent = Item.objects.get(barcode="OM-00001")
        due = timezone.localdate() - timedelta(days=4)
        lending.lend(lent, lending.patron_of("Example reader", "reader@example.org"), due=due)
    guide = CatalogueRecord.objects.filter(title__istartswith="business and human rights").first()
    if guide is not None:
        _copy(guide, "OM-00011", "323 BUS")


def _copy(row: CatalogueRecord, barcode: str, call_number: str) -> None:
    Item.objects.create(
        record=row, kind="Book", location="Reading room", collection="Rights of the child", call_number=call_number,
        barcode=barcode,
    )  # fmt: skip
    store.refresh(row)


def _news(by: User) -> None:
    post = Post.objects.create(
        slug="library-open", state=PostState.PUBLISHED, dated=date(2026, 9, 1), by=by, subjects=["Children's rights"]
    )
    text = files("tutela.web.library").joinpath("demo_news.yaml").read_text("utf-8")
    for language, told in yaml.safe_load(text).items():
        PostText.objects.create(post=post, language=language, **told)
    for row in CatalogueRecord.objects.filter(symbol="CRC/C/156"):
        language, label = LABELS[row.language]
        PostFile.objects.create(post=post, language=language, label=label, record=row)

"""The library of the demonstration: who works in it, a few copies, something on loan, a piece of news."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from tutela.web.accounts.models import User
from tutela.web.assessments.demo import PEOPLE
from tutela.web.circulation import lending
from tutela.web.library import store
from tutela.web.library.models import CatalogueRecord, Duty, Item, Staff
from tutela.web.news.models import Post, PostFile, PostState, PostText

NEWS = {
    "en": (
        "The Ombudsperson’s library is open to everybody",
        "The Office lends what it has, and shows what can be read online.",
        "Laws, guidance and research on protecting children from sale and sexual exploitation can be found in the library "
        "of the Office. What is on paper can be borrowed for three weeks.\n\nEach measure of the Guidelines leads to what "
        "the library has about it.",
    ),
    "fr": (
        "La bibliothèque du Bureau du médiateur est ouverte à toutes et à tous",
        "Le Bureau prête ses ouvrages et indique ce qui peut être lu en ligne.",
        "La bibliothèque du Bureau rassemble des lois, des guides et des travaux de recherche sur la protection des enfants "
        "contre la vente et l’exploitation sexuelle. Les ouvrages imprimés se prêtent pour trois semaines.\n\nChaque "
        "mesure des Lignes directrices renvoie à ce que la bibliothèque possède à son sujet.",
    ),
    "es": (
        "La biblioteca de la Defensoría está abierta a todas las personas",
        "La Defensoría presta sus fondos y señala lo que puede leerse en línea.",
        "La biblioteca de la Defensoría reúne leyes, orientaciones e investigaciones sobre la protección de niñas, niños y "
        "adolescentes contra la venta y la explotación sexual. Lo impreso se presta por tres semanas.\n\nCada medida de "
        "las Directrices lleva a lo que la biblioteca tiene sobre ella.",
    ),
}  # fmt: skip
"""Of the invented State."""

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
        slug="library-open", state=PostState.PUBLISHED, dated=date(2026, 9, 1), by=by, subjects=["Rights of the child"]
    )
    for language, (title, lead, body) in NEWS.items():
        PostText.objects.create(post=post, language=language, title=title, lead=lead, body=body)
    for row in CatalogueRecord.objects.filter(symbol="CRC/C/156"):
        language, label = LABELS[row.language]
        PostFile.objects.create(post=post, language=language, label=label, record=row)

"""What programs read in the page of a record: meta elements (Highwire Press), and an OpenURL (COinS).

Reference managers take the elements that Google Scholar describes for webmasters ("citation_title" and so on); COinS
are the context objects of NISO Z39.88-2004 in a <span>.
"""

from __future__ import annotations

from urllib.parse import urlencode

from tutela.catalogue.codes import short_language
from tutela.catalogue.record import Record

_ENTITY = ("isbn", "issn", "doi")


def meta_elements(record: Record, *, page: str, files: list[str]) -> list[tuple[str, str]]:
    """Pairs of name and content. ``page`` is the address of the record's page, ``files`` those of its PDF files."""
    title = record.title
    found = [("citation_title", title.full)]
    found += [("citation_author", one.name) for one in record.contributors if _is_author(one.roles, one.kind)]
    found.append(("citation_publication_date", str(record.year or "")))
    found += [("citation_language", short_language(code)) for code in record.languages[:1]]
    found += [("citation_publisher", name) for one in record.publications[:1] for name in one.publishers[:1]]
    for one in record.identifiers:
        if one.kind in _ENTITY and one.is_valid:
            found.append((f"citation_{one.kind}", one.value))
    found.append(("citation_technical_report_number", record.symbol))
    found += [("citation_keywords", one.label) for one in record.subjects]
    found.append(("citation_abstract_html_url", page))
    found += [("citation_pdf_url", address) for address in files]
    return [(name, content) for name, content in found if content]


def _is_author(roles: tuple[str, ...], kind: str) -> bool:
    """Makers without a role, and authors; editors and translators are no authors."""
    return not roles or any(role.casefold().rstrip(".") in ("aut", "author", "auteur", "autor") for role in roles)


def coins(record: Record, *, page: str) -> str:
    """The context object of a record as key/encoded-value pairs: a journal article or a book."""
    title = record.title
    is_article = record.material == "article"
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{'journal' if is_article else 'book'}"),
        ("rft.genre", "article" if is_article else "document" if record.symbol else "book"),
        ("rft.atitle" if is_article else "rft.btitle", title.full),
    ]
    if is_article:
        pairs += [("rft.jtitle", one.title) for one in record.relations if one.kind == "host"][:1]
    pairs += [("rft.au" if one.kind == "person" else "rft.aucorp", one.name) for one in record.contributors]
    for publication in record.publications[:1]:
        pairs += [("rft.place", place) for place in publication.places[:1]]
        pairs += [("rft.pub", name) for name in publication.publishers[:1]]
    pairs.append(("rft.date", str(record.year or "")))
    for one in record.identifiers:
        if one.kind in ("isbn", "issn") and one.is_valid:
            pairs.append((f"rft.{one.kind}", one.value))
    pairs.append(("rft_id", page))
    return urlencode([(name, value) for name, value in pairs if value])

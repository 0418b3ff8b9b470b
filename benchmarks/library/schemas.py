"""Whether every answer of the OAI-PMH repository is as its schemas have it: ``python -m benchmarks.library.schemas``.

A catalogue is filled with the real records of ../shared/corpus/marc, odd ones and all; every verb, format and set is
asked for to the end of its list, and wrong requests besides. The schemas are those of ../shared/corpus/schemas:
OAI-PMH, its identifiers, oai_dc with simple Dublin Core, MARCXML. There is none for MODS: of answers in MODS all but
the records themselves is validated. Results of SRU in MARCXML are validated record by record.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT.parent / "shared" / "corpus" / "schemas"
MARC = ROOT.parent / "shared" / "corpus" / "marc"
OAI = "{http://www.openarchives.org/OAI/2.0/}"

_IMPORTED = {
    "http://www.openarchives.org/OAI/2.0/": "OAI-PMH.xsd",
    "http://www.openarchives.org/OAI/2.0/oai_dc/": "oai_dc.xsd",
    "http://www.openarchives.org/OAI/2.0/oai-identifier": "oai-identifier.xsd",
    "http://www.loc.gov/MARC21/slim": "MARC21slim.xsd",
}
_WRONG = (
    "", "verb=Nonsense", "verb=Identify&verb=Identify", "verb=ListRecords", "verb=ListRecords&metadataPrefix=pica",
    "verb=GetRecord&metadataPrefix=marc21&identifier=oai:tutela.localhost:000000000000",
    "verb=GetRecord&metadataPrefix=marc21&identifier=%22%3C", "verb=ListRecords&metadataPrefix=marc21&from=yesterday",
    "verb=ListRecords&metadataPrefix=marc21&until=1900-01-01", "verb=ListRecords&resumptionToken=%00%0B",
    "verb=ListRecords&metadataPrefix=marc21&set=type:none", "verb=ListSets&resumptionToken=x",
)  # fmt: skip


class _InTheFolder(etree.Resolver):
    """Answers imports by the name of the file, from the folder; the schema of the xml namespace from ``xml.xsd``."""

    def resolve(self, url: str, _id: str, context: Any) -> Any:
        file = SCHEMAS / url.rpartition("/")[2]
        return self.resolve_filename(str(file), context) if file.is_file() else None


def schema(imported: dict[str, str]) -> Any:
    """One schema of several namespaces."""
    lines = "".join(f'<xs:import namespace="{name}" schemaLocation="{file}"/>' for name, file in imported.items())
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{lines}</xs:schema>'
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_InTheFolder())
    return etree.XMLSchema(etree.fromstring(text, parser, base_url=str(SCHEMAS / "all.xsd")))


def main() -> int:
    """Fill, ask, validate; the number of answers that are not valid."""
    if not SCHEMAS.is_dir():
        print(f"{SCHEMAS} is not there: nothing validated.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TUTELA_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutela.web.settings")
        os.environ.pop("TUTELA_ADDRESS", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        print(f"{_fill()} records of real files, {_withdraw()} of them withdrawn")
        return _validate()


def _fill() -> int:
    from tutela.catalogue.reading import read_file
    from tutela.catalogue.record import Record
    from tutela.web.library.lots import add_lot
    from tutela.web.library.preparing import prepared

    count = 0
    for file in sorted(one for one in MARC.rglob("*") if one.is_file()):
        found = [one for one in read_file(file) if isinstance(one, Record)]
        count += len(add_lot([prepared(one) for one in found]))
    return count


def _withdraw() -> int:
    from tutela.web.library import store
    from tutela.web.library.models import CatalogueRecord, State

    rows = list(CatalogueRecord.objects.order_by("pk")[:25:5])
    for row in rows:
        store.change_state(row, State.WITHDRAWN, by=None, action="withdrawn")
    return len(rows)


def _validate() -> int:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    whole = schema(_IMPORTED)
    answers: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    records: Counter[str] = Counter()
    for name, query in _queries(client):
        for root in _list(client, query):
            answers[name] += 1
            records[name] += len(root.findall(f".//{OAI}record"))
            if "mods" in name:
                for metadata in root.findall(f".//{OAI}metadata"):
                    metadata.getparent().remove(metadata)
            if not whole.validate(root):
                wrong[name] += 1
                print(f"  {query}: {whole.error_log[0]}")
    _search(client, answers, wrong, records)
    for name in answers:
        print(f"{name:45} {answers[name]:5} answers {records[name]:7,} records   {wrong[name]} not valid")
    return sum(wrong.values())


def _queries(client: Any) -> Iterator[tuple[str, str]]:
    yield from (("wrong requests", query) for query in _WRONG)
    yield from ((verb, f"verb={verb}") for verb in ("Identify", "ListSets", "ListMetadataFormats"))
    sets = etree.fromstring(client.get("/oai?verb=ListSets").content)
    specs = [one.text for one in sets.iter(f"{OAI}setSpec")]
    for prefix in ("oai_dc", "marc21", "mods"):
        yield f"ListRecords {prefix}", f"verb=ListRecords&metadataPrefix={prefix}"
        first = etree.fromstring(client.get(f"/oai?verb=ListIdentifiers&metadataPrefix={prefix}").content)
        for one in list(first.iter(f"{OAI}identifier"))[:50]:
            yield f"GetRecord {prefix}", f"verb=GetRecord&metadataPrefix={prefix}&identifier={one.text}"
    yield "ListIdentifiers", "verb=ListIdentifiers&metadataPrefix=oai_dc"
    yield (
        "ListIdentifiers from and until",
        "verb=ListIdentifiers&metadataPrefix=oai_dc&from=2000-01-01&until=2999-12-31",
    )
    for spec in specs:
        yield "ListRecords oai_dc of each set", f"verb=ListRecords&metadataPrefix=oai_dc&set={spec}"


def _list(client: Any, query: str) -> Iterator[Any]:
    """The answers of a whole list."""
    while query is not None:
        root = etree.fromstring(client.get(f"/oai?{query}").content)
        token = root.findtext(f".//{OAI}resumptionToken")
        yield root
        if not token:
            return
        query = f"verb={query.partition('verb=')[2].partition('&')[0]}&resumptionToken={token}"


def _search(client: Any, answers: Counter[str], wrong: Counter[str], records: Counter[str]) -> None:
    marc = schema({"http://www.loc.gov/MARC21/slim": "MARC21slim.xsd"})
    start = 1
    while True:
        query = f"version=1.2&operation=searchRetrieve&query=cql.allRecords%3D1&startRecord={start}&maximumRecords=200"
        root = etree.fromstring(client.get(f"/sru?{query}").content)
        answers["SRU marcxml"] += 1
        for one in root.iter("{http://www.loc.gov/MARC21/slim}record"):
            records["SRU marcxml"] += 1
            if not marc.validate(etree.fromstring(etree.tostring(one))):
                wrong["SRU marcxml"] += 1
                print(f"  SRU: {marc.error_log[0]}")
        following = root.findtext("{http://www.loc.gov/zing/srw/}nextRecordPosition")
        if following is None:
            return
        start = int(following)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)

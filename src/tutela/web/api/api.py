"""The interface for programs: every noun has a router of its own."""

from __future__ import annotations

from ninja import NinjaAPI

from tutela import __version__
from tutela.web.api import assessments, decisions, documents, evidence, jobs, measures, workspaces
from tutela.web.api.problems import set_handlers

api = NinjaAPI(
    title="Tutela",
    version="1",
    description=(
        "What the Guidelines CRC/C/156 ask, and what was found of it in the documents of your workspaces.\n\n"
        "Measures, sections, addressees and themes are public. All else needs a token, made on the page of your account"
        " and sent as `Authorization: Bearer tutela_…`, and shows what the pages show you. What is not yours does not"
        " exist (404). Lists give `limit` items from `offset` on, and the `count` of all. Errors say `what` happened"
        " and what to do `next`.\n\n"
        "“Not found in these documents” is never a “no”."
    ),
    openapi_url="/openapi.json",
    docs_url=None,
    openapi_extra={"info": {"license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}, "x-tutela": __version__}},
)
set_handlers(api)
for part in (measures, workspaces, documents, assessments, evidence, decisions, jobs):
    api.add_router("", part.router)

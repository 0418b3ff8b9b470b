"""Documents and their passages; giving a file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404, HttpRequest
from ninja import Field, File, Query, Router, Schema, Status
from ninja.files import UploadedFile

from tutela.web.accounts.models import Scope
from tutela.web.api.caller import AUTH, member_of
from tutela.web.api.language import current, in_language
from tutela.web.api.parameters import COUNT, Key, PageQuery, Slug, stretch
from tutela.web.api.problems import PRIVATE, ProblemError, problems
from tutela.web.documents.domain import domain_notice
from tutela.web.documents.models import Document, Passage
from tutela.web.documents.upload_guard import too_large
from tutela.web.documents.uploading import upload_all
from tutela.web.searching.passages import RANKED, find_passages
from tutela.web.searching.query import parse
from tutela.web.workspaces.models import Role, Workspace

router = Router(tags=["Documents"], auth=AUTH)


class NoticeOut(Schema):
    """Something to be known about the reading of a document, or why it could not be read."""

    code: str = Field(examples=["no-text"])
    what: str = Field(description="What happened.")
    next: str = Field(description="What to do next, if anything.")


class DocumentOut(Schema):
    """A file in a workspace."""

    id: int = Field(examples=[1])
    name: str = Field(description="The name of the file.", examples=["child-protection-act.pdf"])
    title: str = Field(examples=["Child Protection Act"])
    state: Literal["waiting", "read", "set-aside"] = Field(description="Whether it was read, or could not be.")
    notices: list[NoticeOut]
    format: str = Field(description="The format of the file.", examples=["pdf"])
    doctype: str = Field(description="“law”, “guidance” or “report”, where it could be told.", examples=["law"])
    language: str = Field(description="The main language.", examples=["en"])
    pages: int | None = Field(description="The number of pages, where the format has any.")
    passages: int = Field(description="The number of passages.", examples=[120])
    size: int = Field(description="Bytes.", examples=[120000])
    sha256: str
    uploaded: datetime
    replaces: int | None = Field(description="The document of which this is a newer version.")
    replaced_by: int | None = Field(description="The newer version of this document: evidence from it is stale.")


class DocumentsOut(Schema):
    items: list[DocumentOut]
    count: int = COUNT


class PassageOut(Schema):
    """The smallest citable part of a document."""

    id: int = Field(examples=[17])
    document: int = Field(description="The id of its document.", examples=[1])
    number: int = Field(description="Its place in the document, from 1.", examples=[17])
    label: str = Field(description="How it is cited, where it has a number.", examples=["Art. 12 (3)"])
    heading_path: list[str] = Field(description="The headings above it.", examples=[["Part I. Offences"]])
    page: int | None = Field(description="The page on which it begins.", examples=[4])
    language: str = Field(examples=["en"])
    kind: str = Field(description="“body”, “note”, “row” or “box”.", examples=["body"])
    lead: str = Field(description="The words that introduce a list of which this is an item.")
    text: str


class PassagesOut(Schema):
    items: list[PassageOut]
    count: int = COUNT


def document_out(row: Document) -> DocumentOut:
    newer: Document | None = getattr(row, "replaced_by", None)
    return DocumentOut(
        id=row.pk,
        name=row.name,
        title=row.title,
        state=row.state,  # type: ignore[arg-type]
        notices=[_notice_out(pair) for pair in row.notices],
        format=row.kind,
        doctype=row.doctype,
        language=row.language,
        pages=row.pages,
        passages=row.passage_count,
        size=row.size,
        sha256=row.sha256,
        uploaded=row.uploaded,
        replaces=row.replaces_id,
        replaced_by=newer.pk if newer is not None else None,
    )


def passage_out(row: Passage) -> PassageOut:
    return PassageOut(
        id=row.pk,
        document=row.document_id,
        number=row.number,
        label=row.label,
        heading_path=row.heading_path,
        page=row.page,
        language=row.language,
        kind=row.kind,
        lead=row.lead,
        text=row.text,
    )


def document_in(workspace: Workspace, key: int) -> Document:
    """A document of a workspace; Http404 where it has none of this key."""
    row = Document.objects.filter(workspace=workspace, pk=key).select_related("replaced_by").first()
    if row is None:
        raise Http404
    return row


@router.get("/workspaces/{workspace}/documents", response={200: DocumentsOut, **PRIVATE}, operation_id="list_documents")
@in_language
def list_documents(request: HttpRequest, workspace: Slug, page: PageQuery) -> DocumentsOut:
    """The documents of a workspace, by name."""
    _user, room = member_of(request, workspace)
    rows, count = stretch(room.documents.select_related("replaced_by").order_by("name", "pk"), page)
    return DocumentsOut(items=[document_out(row) for row in rows], count=count)


@router.post(
    "/workspaces/{workspace}/documents",
    response={201: DocumentOut, 200: DocumentOut, **PRIVATE, **problems(413, 415)},
    operation_id="upload_document",
)
@in_language
def upload_document(
    request: HttpRequest, workspace: Slug, file: Annotated[UploadedFile, File(description="PDF, DOCX, HTML or text.")]
) -> Status[DocumentOut]:
    """Give a file; it is read in the background (see ``state``). Needs the scope “upload” and the role of a reviewer.

    201 for a new document; 200 where the workspace has a file of the same content already.
    """
    user, room = member_of(request, workspace, Scope.UPLOAD, Role.REVIEWER)
    outcome = upload_all(room, user, [file], too_large(request))[0]
    if outcome.document is None:
        assert outcome.refusal is not None
        language = current()
        status = 413 if outcome.refusal.code == "too-large" else 415
        raise ProblemError(status, outcome.refusal.what(language), outcome.refusal.next_step(language))
    row = document_in(room, outcome.document.pk)
    return Status(201 if outcome.kind == "taken" else 200, document_out(row))


@router.get(
    "/workspaces/{workspace}/documents/{document}",
    response={200: DocumentOut, **PRIVATE},
    operation_id="get_document",
)
@in_language
def get_document(request: HttpRequest, workspace: Slug, document: Key) -> DocumentOut:
    """One document."""
    _user, room = member_of(request, workspace)
    return document_out(document_in(room, document))


@router.get(
    "/workspaces/{workspace}/documents/{document}/passages",
    response={200: PassagesOut, **PRIVATE},
    operation_id="list_passages",
)
@in_language
def list_passages(request: HttpRequest, workspace: Slug, document: Key, page: PageQuery) -> PassagesOut:
    """The passages of a document, in its order."""
    _user, room = member_of(request, workspace)
    row = document_in(room, document)
    rows, count = stretch(row.passages.defer("stems").order_by("number"), page)
    return PassagesOut(items=[passage_out(one) for one in rows], count=count)


@router.get("/workspaces/{workspace}/passages", response={200: PassagesOut, **PRIVATE}, operation_id="search_passages")
@in_language
def search_passages(
    request: HttpRequest,
    workspace: Slug,
    page: PageQuery,
    q: Annotated[str, Query(max_length=1000, description="Words, phrases, AND OR NOT.", examples=["child victim"])],
) -> PassagesOut:
    """The passages of a workspace that a search finds, the best first; no more than 10,000 can be reached."""
    _user, room = member_of(request, workspace)
    tree = parse(q, current()).tree
    if tree is None:
        return PassagesOut(items=[], count=0)
    offset = min(page.offset, RANKED)
    found = find_passages(tree, {}, [room.pk], offset=offset, limit=page.limit)
    return PassagesOut(items=[passage_out(one) for one in found.passages], count=found.total)


def _notice_out(pair: list[object]) -> NoticeOut:
    notice, language = domain_notice(pair), current()
    return NoticeOut(code=notice.code, what=notice.what(language), next=notice.next_step(language))

"""The parameters that operations share, each with the bounds that the database can bear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from ninja import Field, Path, Query, Schema

GREATEST = 2**53 - 1
"""The greatest number that every program reads as it was written."""

Slug = Annotated[
    str,
    Path(
        pattern=r"^[-a-zA-Z0-9_]{1,60}$",
        description="The workspace, as it stands in the address of its pages.",
        examples=["ombudsman-of-maravel-1a2b3c4d"],
    ),
]
Key = Annotated[int, Path(ge=1, le=GREATEST, description="Its number, as lists give it.", examples=[1])]
KeyFilter = Annotated[int | None, Query(ge=1, le=GREATEST, examples=[1])]

Row = TypeVar("Row")


class Page(Schema):
    """A stretch of a list."""

    limit: int = Field(50, ge=1, le=200, description="How many to give, at most.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to leave out before.")


PageQuery = Annotated[Page, Query()]


def stretch(rows: QuerySet[Any, Row], page: Page) -> tuple[list[Row], int]:
    """The rows of a stretch, and how many there are in all."""
    return list(rows[page.offset : page.offset + page.limit]), rows.count()


def part(rows: Sequence[Row], page: Page) -> list[Row]:
    """The same of what is in memory."""
    return list(rows[page.offset : page.offset + page.limit])


COUNT = Field(description="How many there are in all.", examples=[105])

"""Lists in pages: each page says where the next one is."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel, Field

from .language import told
from .problems import InvalidParam
from .reading import Invalid

Row = TypeVar("Row")
Shown = TypeVar("Shown")
Cursor = tuple[datetime, UUID]
"""The moment and the id of the last row of a page: what the next one begins after."""


class Paging(BaseModel):
    """Which part of a list is asked for."""

    limit: int = Field(default=50, ge=1, le=200, description="How many results at most.")
    cursor: str | None = Field(
        default=None, description="Where to go on; take it over from `next` as it is."
    )

    @property
    def after(self) -> Cursor | None:
        """The row after which this page begins; None for the first page. Raises `Invalid`."""
        return None if self.cursor is None else _read(self.cursor)

    @property
    def one_more(self) -> int:
        """How many rows to fetch: the one too many tells that there is a next page."""
        return self.limit + 1


class Page(BaseModel, Generic[Shown]):
    """One page of a list."""

    results: list[Shown]
    next: str | None = Field(description="Address of the next page; null on the last one.")


def page(
    request: HttpRequest,
    paging: Paging,
    rows: Sequence[Row],
    *,
    cursor: Callable[[Row], Cursor],
    show: Callable[[Row], Shown],
) -> Page[Shown]:
    """A page of rows that were fetched with `paging.one_more` as their number."""
    shown = rows[: paging.limit]
    next_page = None
    if len(rows) > paging.limit:
        query = request.GET.copy()
        query["cursor"] = _write(cursor(shown[-1]))
        next_page = request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
    return Page(results=[show(row) for row in shown], next=next_page)


def _write(cursor: Cursor) -> str:
    at, key = cursor
    return urlsafe_b64encode(f"{at.isoformat()} {key}".encode()).decode().rstrip("=")


def _read(text: str) -> Cursor:
    try:
        at, key = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(" ")
        return datetime.fromisoformat(at).astimezone(UTC), UUID(key)
    except (ValueError, OverflowError):  # also what is no base64 and no UTF-8
        reason = told("Dit is geen plek in deze lijst.", "This is no place in this list.")
        raise Invalid(InvalidParam(name="cursor", reason=reason, code="invalid")) from None

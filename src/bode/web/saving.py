"""A file to save: it is never opened as a page of ours."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

BYTE_ORDER_MARK = "\ufeff"
"""Tells a spreadsheet that a CSV file is in UTF-8."""


def to_save(data: bytes | str, media_type: str, name: str) -> HttpResponse:
    """An answer that a browser saves under this name."""
    disposition = content_disposition_header(True, name) or ""
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition})


def csv_to_save(text: str, name: str) -> HttpResponse:
    """A CSV file, which a spreadsheet opens with every letter right."""
    return to_save(BYTE_ORDER_MARK + text, "text/csv; charset=utf-8", name)

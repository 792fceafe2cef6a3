"""A file to save: it is never opened as a page of ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import BinaryIO

from asgiref.sync import sync_to_async
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from bode.basics import in_order

BYTE_ORDER_MARK = "\ufeff"
"""Tells a spreadsheet that a CSV file is in UTF-8."""
_CHUNK = 64 * 1024  # bytes


def keep_from_acting(response: HttpResponseBase) -> None:
    """Whatever is in a file, it never acts as a page of ours, nor in a page of others."""
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"


def disposition(name: str, *, saved: bool = True) -> str:
    """How a browser calls a file (RFC 6266), and whether it only ever saves it."""
    return content_disposition_header(saved, in_order(name)) or ""


def to_save(data: bytes | str, media_type: str, name: str) -> HttpResponse:
    """An answer that a browser saves under this name."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = disposition(name)
    keep_from_acting(response)
    return response


def csv_to_save(text: str, name: str) -> HttpResponse:
    """A CSV file, which a spreadsheet opens with every letter right."""
    return to_save(BYTE_ORDER_MARK + text, "text/csv; charset=utf-8", name)


def file_to_save(file: BinaryIO, size: int, media_type: str, name: str) -> StreamingHttpResponse:
    """The same of a file of this many bytes, of which only a little is in memory at a time."""
    response = StreamingHttpResponse(read_part(file, range(size)), content_type=media_type)
    response["Content-Disposition"] = disposition(name)
    response["Content-Length"] = str(size)
    keep_from_acting(response)
    return response


async def read_part(file: BinaryIO, part: range) -> AsyncIterator[bytes]:
    """These bytes of a file, a little at a time; then the file is closed.

    Asynchronous, as Django would read all of it before it sends anything otherwise.
    """
    try:
        await sync_to_async(file.seek)(part.start)
        left = len(part)
        while left and (chunk := await sync_to_async(file.read)(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
    finally:
        await sync_to_async(file.close)()

"""Attachments: for people of that municipality alone, and never as part of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from bode.conversations import files, queries
from bode.conversations.models import Media, MediaState, Upload
from bode.conversations.pdfs import MOST_PAGES, draw_page
from bode.web.access import ActingRequest, allow
from bode.web.saving import disposition, keep_from_acting, read_part
from bode.whatsapp import bare_type
from bode.whatsapp.sniffing import proves

# What a browser may show by itself, when the first bytes of the file prove it. Everything else
# (a page, a drawing with a script in it) is only ever saved.
SHOWN = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "audio/aac": "aac",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "video/3gpp": "3gp",
    "video/mp4": "mp4",
}
_ANYTHING = "application/octet-stream"
_HEAD = 4096  # bytes: each of these kinds has its mark in the first few


@require_safe
@allow("agent")
def media(request: ActingRequest, media_id: UUID) -> HttpResponseBase:
    """One attachment, as it was received; a player may ask for a part of it."""
    found = queries.access_media(media_id)
    if found.state != MediaState.STORED:
        raise Http404
    return answer_with(request, found)


@require_safe
@allow("agent")
def thumbnail(request: ActingRequest, media_id: UUID) -> HttpResponseBase:  # noqa: ARG001
    """A small picture of an attachment, with the pixels alone."""
    found = queries.access_media(media_id)
    if not found.has_thumbnail:
        raise Http404
    with _opened(files.open_thumbnail, found.key) as file:
        return _picture(file.read())


@require_safe
@allow("agent")
def media_page(request: ActingRequest, media_id: UUID, number: int) -> HttpResponseBase:  # noqa: ARG001
    """A page of a PDF as a picture, drawn now; the file itself a browser never opens here."""
    found = queries.access_media(media_id)
    if not 1 <= number <= min(found.pages or 0, MOST_PAGES):
        raise Http404
    with _opened(files.open_file, found.key) as file:
        page = draw_page(file, number)
    if page is None:
        raise Http404
    return _picture(page.picture)


def answer_with(request: ActingRequest, found: Media | Upload) -> HttpResponseBase:
    """A file that is kept, or the part of it that a player asked for."""
    size = found.size
    if size is None:
        raise Http404
    part = _part(request.headers.get("Range", ""), size)
    if part is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = _opened(files.open_file, found.key)
    kind = _shown_as(found.mime_type, file.read(_HEAD))
    response = StreamingHttpResponse(read_part(file, part), content_type=kind)
    if len(part) < size:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    response["Content-Length"] = str(len(part))
    response["Accept-Ranges"] = "bytes"
    name = found.filename or f"bijlage-{str(found.id)[-6:]}.{SHOWN.get(kind, 'bin')}"
    response["Content-Disposition"] = disposition(name, saved=kind == _ANYTHING)
    keep_from_acting(response)
    return response


def _picture(webp: bytes) -> HttpResponse:
    response = HttpResponse(webp, content_type="image/webp")
    keep_from_acting(response)
    return response


def _opened(opener: Callable[[str], BinaryIO], key: str) -> BinaryIO:
    try:
        return opener(key)
    except FileNotFoundError as gone:
        raise Http404 from gone


def _shown_as(mime_type: str, head: bytes) -> str:
    """The type under which a browser may show a file; of no use to it for all others."""
    kind = bare_type(mime_type)
    return kind if kind in SHOWN and proves(kind, head) else _ANYTHING


def _part(asked: str, size: int) -> range | None:
    """The bytes asked for, everything if none were; None for what is not there."""
    match = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", asked)
    if match is None or match.groups() == ("", ""):
        return range(size)
    first, last = match.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    part = range(int(first), min(int(last) + 1 if last else size, size))
    return part or None
